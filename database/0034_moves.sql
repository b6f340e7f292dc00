-- Move slips: what goes from one place of the organisation to another, what came, and what was decided of the differences.
create table move_slip (
  organisation_id uuid not null references organisation,
  id uuid not null,
  number integer not null,
  code text not null,
  from_place uuid not null,
  to_place uuid not null,
  state text not null default 'prepared' check (state in ('prepared', 'sent', 'settling', 'closed', 'cancelled')),
  expected_on date,
  prepared_at timestamptz not null default now(),
  prepared_by uuid,
  -- Who follows it; goes to somebody else when that person leaves.
  in_charge uuid,
  sent_at timestamptz,
  sent_by uuid,
  -- The last line answered: nothing of it is awaited any more.
  received_at timestamptz,
  received_by uuid,
  closed_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, number),
  unique (organisation_id, code),
  foreign key (organisation_id, from_place) references place,
  foreign key (organisation_id, to_place) references place,
  check (from_place <> to_place)
);
create index move_slip_state on move_slip (organisation_id, state, number);
select tenant_table('move_slip', 'select, insert, update');

create table move_line (
  organisation_id uuid not null references organisation,
  slip_id uuid not null,
  device_id uuid not null,
  kit_id uuid,
  outcome text not null default 'waiting' check (outcome in ('waiting', 'arrived', 'damaged', 'missing', 'unexpected')),
  -- Awaited somewhere: a device stands on one slip at a time.
  awaited boolean not null default true,
  answered_at timestamptz,
  answered_by uuid,
  decision text check (decision in ('found', 'cameBack', 'lost', 'kept', 'sentBack', 'toRepair')),
  decided_at timestamptz,
  decided_by uuid,
  primary key (organisation_id, slip_id, device_id),
  foreign key (organisation_id, slip_id) references move_slip,
  foreign key (organisation_id, device_id) references device,
  foreign key (organisation_id, kit_id) references kit
);
create unique index move_line_once on move_line (organisation_id, device_id) where awaited;
select tenant_table('move_line');

-- The slip a device travels with: it is in no place until somebody receives it.
alter table device add column slip_id uuid;
alter table device add foreign key (organisation_id, slip_id) references move_slip;
create index device_on_the_way on device (organisation_id, slip_id) where slip_id is not null;
