-- The service that decommissioned a device stays known when the device has moved on: what each gave is counted from it.
alter table device add column service_id uuid;
alter table device add foreign key (organisation_id, service_id) references place;
create index device_decommissioned on device (organisation_id, service_id) where decommissioned_on is not null;

-- Why a person would not have it among what may serve again: a note, removable.
alter table device add column recoverable_note uuid;
create index device_recoverable on device (organisation_id, recoverable, id) where recoverable <> 'none';
