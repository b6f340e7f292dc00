-- Inventory rounds: what a place should hold, frozen at the opening, what was found there, and what was decided of each difference.
create table inventory_round (
  organisation_id uuid not null references organisation,
  id uuid not null,
  number integer not null,
  place_id uuid not null,
  opened_at timestamptz not null default now(),
  opened_by uuid,
  -- Who follows it; goes to somebody else when that person leaves.
  in_charge uuid,
  closed_at timestamptz,
  closed_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, number),
  foreign key (organisation_id, place_id) references place
);
create unique index inventory_round_open on inventory_round (organisation_id, place_id) where closed_at is null;
select tenant_table('inventory_round', 'select, insert, update');

create table round_line (
  organisation_id uuid not null references organisation,
  round_id uuid not null,
  device_id uuid not null,
  expected boolean not null,
  -- Where it was recorded: at the opening, or when it was found without being expected.
  place_id uuid,
  found_at timestamptz,
  found_by uuid,
  decision text check (decision in ('moved', 'lost', 'corrected', 'sought', 'movedHere', 'goesBack')),
  decided_at timestamptz,
  decided_by uuid,
  primary key (organisation_id, round_id, device_id),
  foreign key (organisation_id, round_id) references inventory_round,
  foreign key (organisation_id, device_id) references device,
  foreign key (organisation_id, place_id) references place
);
select tenant_table('round_line');

-- A label or a number that names nothing here, as it was read.
create table round_stray (
  organisation_id uuid not null references organisation,
  round_id uuid not null,
  text text not null check (length(text) between 1 and 80),
  found_at timestamptz not null default now(),
  found_by uuid,
  decision text check (decision in ('registered', 'setAside')),
  decided_at timestamptz,
  decided_by uuid,
  primary key (organisation_id, round_id, text),
  foreign key (organisation_id, round_id) references inventory_round
);
select tenant_table('round_stray');
