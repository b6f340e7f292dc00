-- A site: the school levels it holds, when it is open, and whom to reach there once that person agreed.

alter table place drop constraint place_kind_check;
alter table place add constraint place_kind_check check (kind in ('service', 'nursery', 'primary', 'school', 'college', 'lycee', 'epn', 'library', 'workshop',
  'store', 'ccas', 'dropOff', 'satellite', 'other'));
alter table place add column levels text[] not null default '{}'
  check (levels <@ array['nursery', 'elementary', 'college', 'lycee', 'higher']);
update place set levels = case kind
  when 'nursery' then array['nursery']
  when 'primary' then array['elementary']
  when 'school' then array['nursery', 'elementary']
  when 'college' then array['college']
  else '{}' end;
-- Hours by day of the week and closed periods; null where they were not said.
alter table place add column opening jsonb;

-- Whom to reach. Without a day of agreement it is shown to nobody; the row goes when the agreement does, or when the place closes.
create table place_contact (
  organisation_id uuid not null references organisation,
  place_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  phone text check (length(phone) between 4 and 40),
  email text check (length(email) between 3 and 200),
  agreed_on date,
  primary key (organisation_id, place_id),
  foreign key (organisation_id, place_id) references place
);
select tenant_table('place_contact');
