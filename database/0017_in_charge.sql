-- Who follows a request: whoever entered it, until another takes it or is given it; null where nobody does.
alter table request add column in_charge uuid;
update request set in_charge = entered_by where status in ('open', 'confirmed');
create index request_in_charge on request (organisation_id, in_charge) where status in ('open', 'confirmed');
create index work_order_assigned on work_order (organisation_id, assigned_to) where closed_at is null;
