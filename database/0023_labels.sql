-- Labels printed: which codes, on which paper, by whom; a label printed again names the first print.
create table label_print (
  organisation_id uuid not null references organisation,
  id uuid not null,
  format text not null,
  symbol text not null check (symbol in ('qr', 'datamatrix')),
  start integer not null check (start between 1 and 100),
  codes text[] not null check (cardinality(codes) between 1 and 500),
  again_of uuid,
  printed_at timestamptz not null default now(),
  printed_by uuid not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, again_of) references label_print
);
create index label_print_at on label_print (organisation_id, printed_at);
select tenant_table('label_print', 'select, insert');

-- Codes printed ahead: the device of each has its id already, and is made when the label is first scanned.
create table reserved_code (
  organisation_id uuid not null references organisation,
  code text not null,
  device_id uuid not null,
  reserved_at timestamptz not null default now(),
  reserved_by uuid not null,
  claimed_at timestamptz,
  claimed_by uuid,
  primary key (organisation_id, code)
);
create index reserved_code_free on reserved_code (organisation_id, reserved_at) where claimed_at is null;
select tenant_table('reserved_code', 'select, insert, update');
create index public_code_subject on public_code (organisation_id, subject_id);
