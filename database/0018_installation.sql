-- One row: the name of this installation, which follows its data into a backup and out of it. Closed to the application.
create table installation (
  one boolean primary key default true check (one),
  id uuid not null default gen_random_uuid(),
  created_at timestamptz not null default now()
);
insert into installation default values;
