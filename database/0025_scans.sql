-- The scan screen: where each person's scans stand, and what the last ones were answered, kept a week.
create table scan_session (
  organisation_id uuid not null references organisation,
  person_id uuid not null,
  -- Mode, what is in hand, what is asked.
  state jsonb,
  last_scan uuid,
  primary key (organisation_id, person_id)
);
select tenant_table('scan_session', 'select, insert, update');

-- One scan and its answer. Its id is made where it was scanned: the same scan that comes again is answered the same.
create table scan_line (
  organisation_id uuid not null references organisation,
  id uuid not null,
  person_id uuid not null,
  scanned_at timestamptz not null default clock_timestamp(),
  tone text not null check (tone in ('done', 'refused', 'asks', 'told')),
  answer jsonb not null,
  -- What undoes it; null where nothing does.
  undo jsonb,
  undone_at timestamptz,
  primary key (organisation_id, id)
);
create index scan_line_person on scan_line (organisation_id, person_id, scanned_at);
select tenant_table('scan_line');
