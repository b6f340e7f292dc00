-- Imports of files: what was received, how its columns are read, each line and what became of it.
create table import (
  organisation_id uuid not null references organisation,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  target text not null check (target in ('devices', 'places', 'parties')),
  -- SHA-256 of the bytes as received: the file itself is not kept, its lines are, for a time.
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  encoding text not null,
  delimiter text not null default '',
  -- Sheets of the file: their names and how many lines each has.
  sheets jsonb not null,
  reading jsonb not null,
  phase text not null default 'mapping' check (phase in ('mapping', 'checking', 'checked', 'running', 'done', 'undoing', 'undone', 'abandoned')),
  -- Lines answered in the phase that runs, and how many there are.
  answered integer not null default 0,
  lines integer not null default 0,
  batch_id uuid,
  received_by uuid,
  received_at timestamptz not null default now(),
  phase_since timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, batch_id) references batch
);
select tenant_table('import', 'select, insert, update');

create table import_line (
  organisation_id uuid not null,
  import_id uuid not null,
  sheet smallint not null,
  line integer not null,
  cells json not null,
  primary key (organisation_id, import_id, sheet, line),
  foreign key (organisation_id, import_id) references import
);
select tenant_table('import_line', 'select, insert, delete');

-- What names one thing in a file: the first line that says it has it, a later one is told which.
create table import_key (
  organisation_id uuid not null,
  import_id uuid not null,
  key text not null,
  line integer not null,
  primary key (organisation_id, import_id, key),
  foreign key (organisation_id, import_id) references import
);
select tenant_table('import_key', 'select, insert, delete');

-- One answer for each line, at each pass: what would be, what was done, what was undone.
create table import_answer (
  organisation_id uuid not null,
  import_id uuid not null,
  pass text not null check (pass in ('check', 'run', 'undo')),
  line integer not null,
  outcome text not null check (outcome in ('new', 'changed', 'same', 'refused', 'undone', 'kept')),
  subject_id uuid,
  said text not null default '',
  reasons jsonb not null default '[]',
  changes jsonb not null default '{}',
  primary key (organisation_id, import_id, pass, line),
  foreign key (organisation_id, import_id) references import
);
create index import_answer_outcome on import_answer (organisation_id, import_id, pass, outcome, line);
select tenant_table('import_answer', 'select, insert, delete');

-- How a file with these headings was read last, offered for the next one.
create table import_profile (
  organisation_id uuid not null references organisation,
  signature text not null,
  target text not null,
  reading jsonb not null,
  used_at timestamptz not null default now(),
  primary key (organisation_id, signature)
);
select tenant_table('import_profile');

-- A device that an import brought in and its undoing took back: its code is never printed again, its lines of the ledger stay.
alter table device drop constraint device_state_check;
alter table device add constraint device_state_check check (state in ('announced', 'decommissioned', 'refused', 'received', 'identified', 'triaged',
  'inWork', 'ready', 'reserved', 'inUse', 'returned', 'toParts', 'toRecycling', 'recycled', 'backToOwner', 'lost', 'merged', 'withdrawn'));
