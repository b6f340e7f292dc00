-- Open holdings by kind of transfer, as deltas; what was told from before the system is counted apart.
create function tally_holdings() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into tally (organisation_id, name, bucket, delta)
      select organisation_id, case when told then 'holding.told' else 'holding.open' end, transfer, count(*)::integer
      from after where ended_at is null group by 1, 2, 3;
  else
    insert into tally (organisation_id, name, bucket, delta)
      select organisation_id, name, transfer, sum(n)::integer from (
        select organisation_id, case when told then 'holding.told' else 'holding.open' end as name, transfer, 1 as n from after where ended_at is null
        union all
        select organisation_id, case when told then 'holding.told' else 'holding.open' end, transfer, -1 from before where ended_at is null) moved
      group by 1, 2, 3 having sum(n) <> 0;
  end if;
  return null;
end $$;
create trigger holding_tally_insert after insert on holding referencing new table as after for each statement execute function tally_holdings();
create trigger holding_tally_update after update on holding referencing new table as after old table as before for each statement execute function tally_holdings();
