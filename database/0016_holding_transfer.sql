-- Who has what now, of one kind of transfer, in the order in which it is due: the list of what is in use.
create index holding_transfer on holding (organisation_id, transfer, due_on, started_at) where ended_at is null;
