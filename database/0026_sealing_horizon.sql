-- A transaction of another database of the same server writes nothing here: however long it runs, it delays no sealing. One that cannot be
-- told from ours (it has just ended, or is prepared) counts as ours.
create or replace function seal_ledger(wanted uuid, most integer default 50000) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  head ledger_head;
  horizon xid8;
  sealed integer;
  digest bytea;
  through xid8;
begin
  select coalesce(
      (select x from pg_snapshot_xip(now_running) x
       where not exists (select 1 from pg_stat_activity a where a.datname <> current_database() and a.backend_xid = x::xid)
       order by x limit 1),
      pg_snapshot_xmax(now_running))
    into horizon from (select pg_current_snapshot() as now_running) one;
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
