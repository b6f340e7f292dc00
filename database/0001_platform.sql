-- The platform: organisations, members, the ledger, counts, forms sent once, files, jobs. Knows nothing of computers.

create extension if not exists pg_trgm;
create extension if not exists btree_gin;
create extension if not exists unaccent;

revoke create on schema public from public;
grant usage on schema public to seconde_vie_app;
revoke all on migration from public;

create collation if not exists french (provider = icu, locale = 'fr-FR');

create function current_organisation() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('app.organisation', true), '')::uuid $$;

-- Makes a table a tenant's table: row security forced, the application sees its organisation only, the owner (migrations, definer functions) sees all.
create function tenant_table(name regclass, privileges text default 'select, insert, update, delete') returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy tenant on %s using (organisation_id = (select nullif(current_setting(''app.organisation'', true), '''')::uuid))', name);
  execute format('create policy owner_sees_all on %s to current_user using (true) with check (true)', name);
  execute format('grant %s on %s to seconde_vie_app', privileges, name);
end $$;

-- Shared by the installation: the names of organisations, the printed codes.
create table organisation (
  organisation_id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('commune', 'epci', 'departement', 'other')),
  territory text not null,
  insee_code text,
  time_zone text not null,
  colours text[] not null default '{}',
  demonstration boolean not null default false,
  created_at timestamptz not null default now()
);
select tenant_table('organisation', 'select, update');

create table public_code (
  code text primary key check (length(code) between 9 and 16),
  organisation_id uuid not null references organisation,
  subject_kind text not null,
  subject_id uuid not null
);
select tenant_table('public_code', 'select, insert');

-- People are random references; the name of the day stands apart, so that it can go without breaking the ledger.
create table person_name (
  organisation_id uuid not null references organisation,
  person_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  valid_from timestamptz not null default now(),
  valid_to timestamptz,
  primary key (organisation_id, person_id, valid_from)
);
select tenant_table('person_name');

create table member (
  organisation_id uuid not null references organisation,
  id uuid not null,
  user_id text not null,
  person_id uuid not null,
  roles text[] not null,
  lang text not null default 'fr' check (lang in ('fr', 'en')),
  joined_at timestamptz not null default now(),
  left_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, user_id),
  unique (organisation_id, person_id)
);
create index member_user on member (user_id);
select tenant_table('member', 'select, insert, update');

-- A dated function, printed on what the person signs: « 3e adjoint », « présidente de la commission ».
create table member_function (
  organisation_id uuid not null references organisation,
  id uuid not null,
  person_id uuid not null,
  title text not null check (length(title) between 1 and 200),
  valid_from date not null,
  valid_to date,
  primary key (organisation_id, id)
);
select tenant_table('member_function', 'select, insert, update');

create function memberships_of(user_id text)
returns table (organisation_id uuid, member_id uuid, person_id uuid, roles text[], organisation_name text, lang text)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.organisation_id, m.id, m.person_id, m.roles, o.name, m.lang
  from member m join organisation o using (organisation_id)
  where m.user_id = memberships_of.user_id and m.left_at is null
  order by o.name
$$;
revoke all on function memberships_of(text) from public;
grant execute on function memberships_of(text) to seconde_vie_app;

-- What the first visit asks: is this folder empty, a demonstration, or at work?
create function installation_state() returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select case when exists (select 1 from organisation where not demonstration) then 'real'
              when exists (select 1 from organisation) then 'demonstration' else 'empty' end
$$;
revoke all on function installation_state() from public;
grant execute on function installation_state() to seconde_vie_app;

-- Makes an organisation; a demonstration only beside no real one, a real one only beside no demonstration.
create function create_organisation(organisation_id uuid, name text, kind text, territory text, insee_code text, time_zone text, demonstration boolean)
returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(7305002);
  if exists (select 1 from organisation o where o.demonstration <> create_organisation.demonstration) then
    raise exception 'demonstration and real organisations never share a data folder' using errcode = 'SV001';
  end if;
  insert into organisation (organisation_id, name, kind, territory, insee_code, time_zone, demonstration)
  values ($1, $2, $3, $4, $5, $6, $7);
  insert into ledger_head (organisation_id) values ($1);
end $$;
revoke all on function create_organisation(uuid, text, text, text, text, text, boolean) from public;
grant execute on function create_organisation(uuid, text, text, text, text, text, boolean) to seconde_vie_app;

create function organisation_of_code(wanted text) returns table (organisation_id uuid, subject_kind text, subject_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.organisation_id, c.subject_kind, c.subject_id from public_code c where c.code = wanted
$$;
revoke all on function organisation_of_code(text) from public;
grant execute on function organisation_of_code(text) to seconde_vie_app;

-- The ledger. A line carries the hash of its own canonical bytes and its transaction's number; the sealer gives positions afterwards.
create table event (
  organisation_id uuid not null references organisation,
  id uuid not null,
  at timestamptz not null default clock_timestamp(),
  actor uuid,
  subject_kind text not null,
  subject_id uuid not null,
  kind text not null,
  payload jsonb not null default '{}',
  txid xid8 not null default pg_current_xact_id(),
  hash bytea not null default ''::bytea,
  primary key (organisation_id, id)
);
create index event_subject on event (organisation_id, subject_id, id);
create index event_unsealed on event (organisation_id, txid, id);
create index event_kind on event (organisation_id, kind, id);
select tenant_table('event', 'select, insert');

create function event_hash(organisation_id uuid, id uuid, at timestamptz, actor uuid, subject_kind text, subject_id uuid, kind text, payload jsonb, txid xid8)
returns bytea language sql immutable parallel safe as $$
  select sha256(convert_to(concat_ws(E'\n', organisation_id, id, (extract(epoch from at) * 1000000)::bigint, coalesce(actor::text, '-'),
    subject_kind, subject_id, kind, txid, payload), 'UTF8'))
$$;

create function event_seals_itself() returns trigger language plpgsql as $$
begin
  new.txid := pg_current_xact_id();
  new.hash := event_hash(new.organisation_id, new.id, new.at, new.actor, new.subject_kind, new.subject_id, new.kind, new.payload, new.txid);
  return new;
end $$;
create trigger event_seals_itself before insert on event for each row execute function event_seals_itself();

create function ledger_never_changes() returns trigger language plpgsql as $$
begin raise exception 'the ledger never changes' using errcode = 'SV002'; end $$;
create trigger event_never_changes before update or delete or truncate on event execute function ledger_never_changes();

create table ledger_head (
  organisation_id uuid primary key references organisation,
  position bigint not null default 0,
  block bigint not null default 0,
  hash bytea not null default ''::bytea,
  sealed_before xid8 not null default '0'
);
select tenant_table('ledger_head', 'select');

create table event_position (
  organisation_id uuid not null references organisation,
  position bigint not null,
  event_id uuid not null,
  primary key (organisation_id, position),
  unique (organisation_id, event_id)
);
select tenant_table('event_position', 'select');
create trigger position_never_changes before update or delete or truncate on event_position execute function ledger_never_changes();

create table ledger_block (
  organisation_id uuid not null references organisation,
  block bigint not null,
  first_position bigint not null,
  last_position bigint not null,
  hash bytea not null,
  sealed_at timestamptz not null default now(),
  primary key (organisation_id, block)
);
select tenant_table('ledger_block', 'select');
create trigger block_never_changes before update or delete or truncate on ledger_block execute function ledger_never_changes();

-- Seals what every finished transaction wrote; nobody waits for it. Answers the number of events sealed, or null when another sealer is at work.
create function seal_ledger(wanted uuid, most integer default 50000) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  head ledger_head;
  horizon xid8 := pg_snapshot_xmin(pg_current_snapshot());
  sealed integer;
  digest bytea;
  through xid8;
begin
  if not pg_try_advisory_xact_lock(7305003, hashtext(wanted::text)) then return null; end if;
  select * into head from ledger_head where organisation_id = wanted;
  if not found then return 0; end if;
  create temporary table if not exists sealing (n bigint, event_id uuid, hash bytea, txid xid8) on commit delete rows;
  delete from sealing;
  insert into sealing
    select row_number() over (order by e.txid, e.id), e.id, e.hash, e.txid from (
      select * from event where organisation_id = wanted and txid >= head.sealed_before and txid < horizon
        and not exists (select 1 from event_position p where p.organisation_id = wanted and p.event_id = event.id)
      order by txid, id limit most) e;
  select count(*), sha256(head.hash || coalesce(string_agg(hash, ''::bytea order by n), ''::bytea)), max(txid) into sealed, digest, through from sealing;
  if sealed = 0 then
    update ledger_head set sealed_before = horizon where organisation_id = wanted and sealed_before is distinct from horizon;
    return 0;
  end if;
  insert into event_position select wanted, head.position + n, event_id from sealing;
  insert into ledger_block (organisation_id, block, first_position, last_position, hash)
    values (wanted, head.block + 1, head.position + 1, head.position + sealed, digest);
  update ledger_head set position = head.position + sealed, block = head.block + 1, hash = digest,
    sealed_before = case when sealed < most then horizon else through end where organisation_id = wanted;
  return sealed;
end $$;
revoke all on function seal_ledger(uuid, integer) from public;

-- A signed digest of a day, sent to a witness outside.
create table ledger_digest (
  organisation_id uuid not null references organisation,
  day date not null,
  position bigint not null,
  hash bytea not null,
  key_id text not null,
  signature bytea not null,
  sent_at timestamptz,
  primary key (organisation_id, day)
);
select tenant_table('ledger_digest', 'select');

-- A note lives in its own row; the event holds sha256(salt ‖ note), so that removing the row leaves the chain whole.
create table note (
  organisation_id uuid not null references organisation,
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  author uuid,
  written_at timestamptz not null default now(),
  salt bytea not null,
  body text not null check (length(body) between 1 and 4000),
  primary key (organisation_id, id)
);
create index note_subject on note (organisation_id, subject_id);
select tenant_table('note');

-- Counts: one delta a change, summed when read, compacted by the sealer; no row is shared by two writers.
create table tally (
  organisation_id uuid not null references organisation,
  name text not null,
  bucket text not null,
  delta integer not null,
  txid xid8 not null default pg_current_xact_id()
);
create index tally_name on tally (organisation_id, name, bucket) include (delta);
select tenant_table('tally', 'select, insert');

create function compact_tally(wanted uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not pg_try_advisory_xact_lock(7305004, hashtext(wanted::text)) then return; end if;
  if (select count(*) from (select 1 from tally where organisation_id = wanted limit 2000) t) < 2000 then return; end if;
  with gone as (delete from tally where organisation_id = wanted and txid < pg_snapshot_xmin(pg_current_snapshot()) returning name, bucket, delta)
  insert into tally (organisation_id, name, bucket, delta)
    select wanted, name, bucket, sum(delta)::integer from gone group by name, bucket having sum(delta) <> 0;
end $$;
revoke all on function compact_tally(uuid) from public;

-- A form carries a token; the second arrival of one token answers what the first did.
create table form_once (
  organisation_id uuid not null references organisation,
  token uuid not null,
  location text not null default '',
  used_at timestamptz not null default now(),
  primary key (organisation_id, token)
);
select tenant_table('form_once');

-- Files by the hash of their bytes; the bytes are in the file store, written before the row.
create table file (
  organisation_id uuid not null references organisation,
  id uuid not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  name text not null check (length(name) between 1 and 200),
  media_type text not null,
  bytes bigint not null check (bytes >= 0),
  subject_kind text not null,
  subject_id uuid not null,
  kind text not null,
  added_at timestamptz not null default now(),
  added_by uuid,
  primary key (organisation_id, id)
);
create index file_subject on file (organisation_id, subject_id);
select tenant_table('file', 'select, insert, delete');

-- Jobs: a payload holds ids only, and its organisation.
create function add_job(identifier text, payload jsonb default '{}', run_at timestamptz default null, job_key text default null) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if current_organisation() is null then raise exception 'a job belongs to an organisation'; end if;
  perform graphile_worker.add_job(identifier, (payload || jsonb_build_object('organisationId', current_organisation()))::json,
    run_at => add_job.run_at, job_key => add_job.job_key, max_attempts => 12);
end $$;
revoke all on function add_job(text, jsonb, timestamptz, text) from public;
grant execute on function add_job(text, jsonb, timestamptz, text) to seconde_vie_app;

-- Attempts, by account and by address: counted in the database so that two servers share them.
create table attempt (
  key text not null,
  at timestamptz not null default now()
);
create index attempt_key on attempt (key, at);
-- Counts one more attempt of `key` and answers how many stand within the window.
create function count_attempt(wanted text, window_seconds integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare many integer;
begin
  perform pg_advisory_xact_lock(7305005, hashtext(wanted));
  delete from attempt where key = wanted and at < now() - make_interval(secs => window_seconds);
  insert into attempt (key) values (wanted);
  select count(*) into many from attempt where key = wanted;
  return many;
end $$;
create function forget_attempts(wanted text) returns void language sql security definer set search_path = public, pg_temp as
$$ delete from attempt where key = wanted $$;
revoke all on function count_attempt(text, integer), forget_attempts(text) from public;
grant execute on function count_attempt(text, integer), forget_attempts(text) to seconde_vie_app;

-- The sign-in library's own schema.
create schema sign_in authorization seconde_vie_signin;
