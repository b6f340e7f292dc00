-- Files dropped together: written down first, read in small transactions behind, each with its answer.
create table file_drop (
  organisation_id uuid not null references organisation,
  id uuid not null,
  batch_id uuid not null,
  place_id uuid,
  owner text not null check (owner in ('organisation', 'donor')),
  dropped_at timestamptz not null default now(),
  dropped_by uuid not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, batch_id) references batch,
  foreign key (organisation_id, place_id) references place
);
create index file_drop_by on file_drop (organisation_id, dropped_by, dropped_at);
select tenant_table('file_drop', 'select, insert, update');

create table dropped_file (
  organisation_id uuid not null references organisation,
  drop_id uuid not null,
  number integer not null,
  name text not null,
  size integer not null,
  -- Without its personal fields, compressed; gone once it is answered: what was read is evidence by then.
  bytes bytea,
  removed text[] not null default '{}',
  -- Which look waits: alone, again once the others are read, beside its folder; null = answered.
  look integer check (look between 1 and 3),
  answer jsonb,
  primary key (organisation_id, drop_id, number),
  foreign key (organisation_id, drop_id) references file_drop,
  check ((look is null) = (answer is not null)),
  check (look is null or bytes is not null)
);
create index dropped_file_waits on dropped_file (organisation_id, drop_id, look, size) where look is not null;
select tenant_table('dropped_file', 'select, insert, update');
