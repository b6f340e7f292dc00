-- What the workshop keeps beside the steps of the circuit: what a person saw, what a proof rests on, how a work order is made.

-- What the proof rests on: the lines of one run, or a certificate. The same one recorded again is as old as its first record.
alter table erasure add column evidence_hash text check (evidence_hash ~ '^[0-9a-f]{64}$');
create index erasure_evidence on erasure (organisation_id, evidence_hash);

-- An erasure recorded on the wrong medium no longer counts; its row and its event stay.
create table erasure_withdrawal (
  organisation_id uuid not null,
  erasure_id uuid not null,
  withdrawn_at timestamptz not null default now(),
  withdrawn_by uuid,
  primary key (organisation_id, erasure_id),
  foreign key (organisation_id, erasure_id) references erasure
);
select tenant_table('erasure_withdrawal', 'select, insert');

-- `aside`: taken out of its device without proof, under lock until it is erased or destroyed.
alter table component drop constraint component_standing_check;
alter table component add constraint component_standing_check
  check (standing in ('fitted', 'aside', 'stock', 'absent', 'destroyed', 'scrapped'));
create index component_standing on component (organisation_id, standing, id) where kind = 'medium';

-- What a person saw of a device; the latest counts. `damage` is null where nobody looked.
create table observation (
  organisation_id uuid not null references organisation,
  id uuid not null,
  device_id uuid not null,
  seen_at timestamptz not null default now(),
  seen_by uuid,
  boots text not null check (boots in ('yes', 'no', 'unknown')),
  damage text[] check (damage <@ array['screenCracked', 'boardCorroded', 'batterySwollen']),
  locked text not null check (locked in ('yes', 'no', 'unknown')),
  primary key (organisation_id, id),
  foreign key (organisation_id, device_id) references device
);
create index observation_device on observation (organisation_id, device_id, seen_at);
select tenant_table('observation', 'select, insert');

-- Which way out the second look was asked for; its reason is a note.
alter table second_look add column verdict text check (verdict in ('parts', 'recycle'));
alter table second_look add column note_id uuid;

-- The steps as they stood when the order was opened; a step begun and not ended has no `done_at`.
alter table work_order add column steps jsonb not null default '[]';
alter table work_step add column started_at timestamptz;
alter table work_step alter column done_at drop not null;
alter table work_step alter column done_at drop default;
