-- What a bulk act answered, line by line, so that the page can be opened again.
create table bulk_answer (
  organisation_id uuid not null references organisation,
  id uuid not null,
  title text not null,
  answers jsonb not null,
  answered_at timestamptz not null default now(),
  answered_to uuid not null,
  primary key (organisation_id, id)
);
select tenant_table('bulk_answer', 'select, insert, delete');
