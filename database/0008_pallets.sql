-- What a pallet needs on its way out: who carries it, and the contract of a destroyer who takes media without proof.
alter table pallet add column carrier_id uuid;
alter table pallet add foreign key (organisation_id, carrier_id) references party;
alter table pallet add column destroyer_contract text check (length(destroyer_contract) between 1 and 120);
alter table pallet add column certificate_due_on date;
alter table pallet add constraint destroyer_has_a_due_date check ((destroyer_contract is null) = (certificate_due_on is null));
create index pallet_state on pallet (organisation_id, state, number);

-- Neither into a frozen pallet nor out of one, by any statement.
create or replace function frozen_pallet_keeps() returns trigger language plpgsql as $$
begin
  if exists (select 1 from pallet p where p.state in ('frozen', 'collected', 'treated') and (
      (tg_op <> 'DELETE' and p.organisation_id = new.organisation_id and p.id = new.pallet_id)
      or (tg_op <> 'INSERT' and p.organisation_id = old.organisation_id and p.id = old.pallet_id))) then
    raise exception 'a frozen pallet never changes' using errcode = 'SV003';
  end if;
  return coalesce(new, old);
end $$;

-- What was frozen stays as it was weighed and counted; from there a pallet only goes on: collected, then treated, which ends it.
create function frozen_pallet_goes_on() returns trigger language plpgsql as $$
begin
  if old.state = 'treated' or old.state in ('frozen', 'collected') and (
      (old.state, new.state) not in (('frozen', 'frozen'), ('frozen', 'collected'), ('collected', 'collected'),
        ('collected', 'treated'))
      or (new.number, new.weight_grams, new.weighed_at, new.frozen_at, new.content_hash, new.destroyer_contract, new.certificate_due_on)
        is distinct from
        (old.number, old.weight_grams, old.weighed_at, old.frozen_at, old.content_hash, old.destroyer_contract, old.certificate_due_on))
  then
    raise exception 'a frozen pallet never changes' using errcode = 'SV003';
  end if;
  return new;
end $$;
create trigger frozen_pallet_goes_on before update on pallet for each row execute function frozen_pallet_goes_on();
