-- Acts on thousands of devices: the devices chosen, frozen when they were, what is asked of them, and the answer of each.
create table bulk_act (
  organisation_id uuid not null references organisation,
  id uuid not null,
  act text not null check (act in ('move', 'decommission', 'receive')),
  place_id uuid,
  reason text check (reason in ('obsolete', 'broken', 'needChanged', 'other')),
  -- The batch of what this act receives.
  batch_id uuid,
  -- What the list of devices was asked, as its address says it; empty where devices were ticked one by one.
  filters text not null default '' check (length(filters) <= 2000),
  devices integer not null,
  phase text not null default 'checking' check (phase in ('checking', 'checked', 'running', 'done', 'undoing', 'undone', 'abandoned')),
  -- Lines answered in the phase that runs.
  answered integer not null default 0,
  asked_by uuid not null,
  asked_at timestamptz not null default now(),
  phase_since timestamptz not null default now(),
  -- When the last device was answered.
  done_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, place_id) references place,
  foreign key (organisation_id, batch_id) references batch
);
create index bulk_act_phase on bulk_act (organisation_id, phase);
select tenant_table('bulk_act', 'select, insert, update');

-- The devices chosen, in the order of the list; what arrives later is not among them.
create table bulk_act_device (
  organisation_id uuid not null,
  bulk_act_id uuid not null,
  line integer not null,
  device_id uuid not null,
  primary key (organisation_id, bulk_act_id, line),
  foreign key (organisation_id, bulk_act_id) references bulk_act
);
select tenant_table('bulk_act_device', 'select, insert, delete');

-- What became of a device at each pass. A check answers only for those that would not be done.
create table bulk_act_answer (
  organisation_id uuid not null,
  bulk_act_id uuid not null,
  pass text not null check (pass in ('check', 'run', 'undo')),
  line integer not null,
  outcome text not null check (outcome in ('done', 'same', 'refused', 'kept')),
  -- Every rule that refuses, with its words.
  refusals jsonb not null default '[]',
  -- Where the device was, for what moves it back.
  from_place uuid,
  primary key (organisation_id, bulk_act_id, pass, line),
  foreign key (organisation_id, bulk_act_id) references bulk_act
);
create index bulk_act_answer_outcome on bulk_act_answer (organisation_id, bulk_act_id, pass, outcome, line);
select tenant_table('bulk_act_answer', 'select, insert, delete');
