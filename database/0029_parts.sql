-- Parts in stock: the bins they lie in, what was tested and by whom, whom they are kept for, and each of their moves.

-- A bin of the workshop, with its printed code. `stock` holds parts that may be fitted; `locked` media that wait to be erased or destroyed.
create table bin (
  organisation_id uuid not null references organisation,
  id uuid not null,
  code text not null,
  name text not null check (length(name) between 1 and 80),
  holds text not null default 'stock' check (holds in ('stock', 'locked')),
  place_id uuid,
  retired_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, code),
  foreign key (organisation_id, place_id) references place
);
select tenant_table('bin', 'select, insert, update');

alter table component
  -- The printed code of a part that came to stock; it keeps it wherever it goes.
  add column code text,
  add column bin_id uuid,
  add column shape text check (shape in ('dimm', 'sodimm', 'inch25', 'inch35', 'm2', 'msata', 'atx', 'sfx', 'tfx', 'external')),
  add column connector text check (connector in ('sata', 'nvme', 'ide', 'sas', 'usbC', 'barrel')),
  add column watts integer check (watts between 1 and 5000),
  add column test text check (test in ('passed', 'failed')),
  add column tested_at timestamptz,
  add column tested_by uuid,
  -- The device that the part is kept for.
  add column reserved_for uuid,
  add column reserved_at timestamptz,
  add column reserved_by uuid,
  add foreign key (organisation_id, bin_id) references bin,
  add foreign key (organisation_id, reserved_for) references device,
  add check ((test is null) = (tested_at is null)),
  add check (reserved_for is null or standing = 'stock'),
  add check (bin_id is null or standing in ('stock', 'aside'));
create unique index component_code on component (organisation_id, code) where code is not null;
create index component_part on component (organisation_id, id) where code is not null;
create index component_bin on component (organisation_id, bin_id) where bin_id is not null;
create index component_reserved on component (organisation_id, reserved_for) where reserved_for is not null;

-- What leaves the stock lies in no bin and is kept for nobody, whoever writes it.
create function part_leaves_its_bin() returns trigger language plpgsql as $$
begin
  if new.standing not in ('stock', 'aside') then new.bin_id := null; end if;
  if new.standing <> 'stock' then new.reserved_for := null; new.reserved_at := null; new.reserved_by := null; end if;
  return new;
end $$;
create trigger part_leaves_its_bin before update on component for each row
  when (new.standing <> 'stock' and (new.bin_id is not null or new.reserved_for is not null)) execute function part_leaves_its_bin();

-- One move of one part, from a device or a bin to a device, a bin or out; one act may move several, and `undoes` names what it takes back.
create table part_move (
  organisation_id uuid not null references organisation,
  id uuid not null,
  act_id uuid not null,
  component_id uuid not null,
  from_device uuid,
  from_bin uuid,
  to_device uuid,
  to_bin uuid,
  standing text not null check (standing in ('fitted', 'aside', 'stock', 'scrapped')),
  work_order_id uuid,
  -- Why it was fitted although the facts leave a doubt, or why it is scrapped: a note.
  note_id uuid,
  undoes uuid,
  moved_at timestamptz not null default clock_timestamp(),
  moved_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, component_id) references component,
  foreign key (organisation_id, from_device) references device,
  foreign key (organisation_id, to_device) references device,
  foreign key (organisation_id, from_bin) references bin,
  foreign key (organisation_id, to_bin) references bin,
  foreign key (organisation_id, work_order_id) references work_order,
  check ((standing = 'fitted') = (to_device is not null))
);
create index part_move_component on part_move (organisation_id, component_id, moved_at);
create index part_move_from on part_move (organisation_id, from_device) where from_device is not null;
create index part_move_to on part_move (organisation_id, to_device) where to_device is not null;
create index part_move_act on part_move (organisation_id, act_id);
create index part_move_order on part_move (organisation_id, work_order_id) where work_order_id is not null;
select tenant_table('part_move', 'select, insert');

-- The last bolt on the door: a medium in stock has a proof of erasure newer than its last use in service, that nothing has contradicted
-- since. Which sources and levels the organisation accepts is asked before, by the circuit.
create function medium_is_proven(organisation uuid, medium uuid) returns boolean language sql stable as $$
  select exists (
    select 1 from component c
    join lateral (
      select e.outcome, e.source,
        coalesce((select min(f.recorded_at) from erasure f where f.organisation_id = e.organisation_id
          and f.evidence_hash = e.evidence_hash and f.source = e.source), e.recorded_at) as since
      from erasure e
      where e.organisation_id = c.organisation_id and e.medium_id = c.id
        and e.outcome in ('erased', 'erasedWithExceptions', 'failed')
        and not exists (select 1 from erasure_withdrawal w where w.organisation_id = e.organisation_id and w.erasure_id = e.id)
      order by since desc, (e.outcome = 'failed') desc limit 1
    ) last on true
    where c.organisation_id = organisation and c.id = medium
      and last.outcome <> 'failed'
      and (c.last_used_at is null or last.since > c.last_used_at))
$$;
create function stock_holds_proven_media() returns trigger language plpgsql as $$
declare medium uuid := case tg_table_name when 'component' then (to_jsonb(new) ->> 'id')::uuid
  when 'erasure' then (to_jsonb(new) ->> 'medium_id')::uuid
  else (select e.medium_id from erasure e where e.organisation_id = new.organisation_id and e.id = (to_jsonb(new) ->> 'erasure_id')::uuid) end;
begin
  if exists (select 1 from component c where c.organisation_id = new.organisation_id and c.id = medium and c.kind = 'medium' and c.standing = 'stock')
    and not medium_is_proven(new.organisation_id, medium) then
    raise exception 'a medium without proof is not stock' using errcode = 'SV004';
  end if;
  return null;
end $$;
create constraint trigger stock_holds_proven_media after insert or update on component deferrable initially deferred
  for each row when (new.kind = 'medium' and new.standing = 'stock') execute function stock_holds_proven_media();
create constraint trigger stock_holds_proven_media after insert on erasure deferrable initially deferred
  for each row when (new.outcome = 'failed') execute function stock_holds_proven_media();
create constraint trigger stock_holds_proven_media after insert on erasure_withdrawal deferrable initially deferred
  for each row execute function stock_holds_proven_media();
