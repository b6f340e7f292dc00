-- Breakdowns of devices in use: what the holder says, what is found, what it took, how it ended. The device stays in use meanwhile.
create table ticket (
  organisation_id uuid not null references organisation,
  id uuid not null,
  number integer not null,
  device_id uuid not null,
  -- The holding and the life during which it broke: rates are counted on them.
  holding_id uuid not null,
  life integer not null check (life >= 1),
  reported_at timestamptz not null default now(),
  reported_by uuid,
  symptom text not null check (symptom in ('noStart', 'screen', 'input', 'battery', 'network', 'slow', 'noise', 'software', 'accessory', 'other')),
  note_id uuid,
  cause text check (cause in ('noFault', 'software', 'settings', 'wear', 'part', 'accident', 'unknown')),
  diagnosed_at timestamptz,
  diagnosed_by uuid,
  outcome text check (outcome in ('repaired', 'replaced', 'decommissioned', 'noFault')),
  replacement_id uuid,
  closed_at timestamptz,
  closed_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, number),
  foreign key (organisation_id, device_id) references device,
  foreign key (organisation_id, holding_id) references holding,
  foreign key (organisation_id, replacement_id) references device,
  check ((closed_at is null) = (outcome is null)),
  check (replacement_id <> device_id)
);
-- One breakdown at a time for a device.
create unique index ticket_open on ticket (organisation_id, device_id) where closed_at is null;
create index ticket_device on ticket (organisation_id, device_id, reported_at);
create index ticket_reported on ticket (organisation_id, reported_at, id);
create index ticket_replacement on ticket (organisation_id, replacement_id) where replacement_id is not null;
select tenant_table('ticket', 'select, insert, update');

alter table work_time add column ticket_id uuid;
alter table work_time add foreign key (organisation_id, ticket_id) references ticket;
create index work_time_ticket on work_time (organisation_id, ticket_id, id) where ticket_id is not null;
