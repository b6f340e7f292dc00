-- Every value that a setting had, so that its page shows them and goes back to one; a null value is the one everybody starts from.
-- Witnesses are people outside: their addresses leave with the setting.
create table setting_version (
  organisation_id uuid not null references organisation,
  name text not null,
  version integer not null check (version >= 1),
  value jsonb not null,
  set_at timestamptz not null default now(),
  -- Leads to the events of the same transaction, hence to whoever set it.
  txid xid8 not null default pg_current_xact_id(),
  primary key (organisation_id, name, version)
);
select tenant_table('setting_version', 'select, insert');

create function setting_keeps_versions() returns trigger language plpgsql as $$
declare
  row setting;
begin
  if tg_op = 'DELETE' then
    row := old;
    row.value := 'null';
  else
    row := new;
  end if;
  insert into setting_version (organisation_id, name, version, value)
    select row.organisation_id, row.name, coalesce(max(v.version), 0) + 1, row.value
    from setting_version v where v.organisation_id = row.organisation_id and v.name = row.name;
  return null;
end $$;
create trigger setting_made after insert on setting for each row when (new.name <> 'witnesses')
  execute function setting_keeps_versions();
create trigger setting_changed after update on setting for each row when (new.name <> 'witnesses' and new.value is distinct from old.value)
  execute function setting_keeps_versions();
create trigger setting_left after delete on setting for each row when (old.name <> 'witnesses')
  execute function setting_keeps_versions();

insert into setting_version (organisation_id, name, version, value, set_at, txid)
  select organisation_id, name, 1, value, changed_at, '0' from setting where name <> 'witnesses';
