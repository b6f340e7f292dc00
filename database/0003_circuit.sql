-- The circuit: places and parties, devices and what they are made of, and the steps from arrival to the next life.
-- Words are those of the glossary. States and kinds are text with a check, so that filters reach an index under row security.

create table setting (
  organisation_id uuid not null references organisation,
  name text not null,
  value jsonb not null,
  changed_at timestamptz not null default now(),
  primary key (organisation_id, name)
);
select tenant_table('setting');

create table programme (
  organisation_id uuid not null references organisation,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  aims text not null default '',
  reasons text not null default '',
  started_on date not null,
  status text not null default 'running' check (status in ('preparing', 'running', 'paused', 'closed')),
  public boolean not null default false,
  primary key (organisation_id, id)
);
select tenant_table('programme');

create table programme_name (
  organisation_id uuid not null,
  programme_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  valid_to date not null,
  primary key (organisation_id, programme_id, name),
  foreign key (organisation_id, programme_id) references programme
);
select tenant_table('programme_name');

create table programme_target (
  organisation_id uuid not null,
  programme_id uuid not null,
  year integer not null check (year between 1990 and 2100),
  indicator text not null check (indicator in ('collected', 'reconditioned', 'schools', 'interns', 'given', 'recycled')),
  target integer not null check (target between 0 and 10000000),
  primary key (organisation_id, programme_id, year, indicator),
  foreign key (organisation_id, programme_id) references programme
);
select tenant_table('programme_target');

create table place (
  organisation_id uuid not null references organisation,
  id uuid not null,
  parent_id uuid,
  kind text not null check (kind in ('service', 'nursery', 'primary', 'school', 'college', 'epn', 'workshop', 'store', 'ccas', 'dropOff', 'satellite', 'other')),
  name text not null check (length(name) between 1 and 200),
  insee_code text,
  renewal_years integer check (renewal_years between 1 and 20),
  opened_on date,
  closed_on date,
  primary key (organisation_id, id),
  foreign key (organisation_id, parent_id) references place
);
create index place_parent on place (organisation_id, parent_id);
select tenant_table('place');

-- Communes of an EPCI or a département.
create table member_commune (
  organisation_id uuid not null references organisation,
  insee_code text not null,
  name text not null,
  primary key (organisation_id, insee_code)
);
select tenant_table('member_commune');

-- An outside body or person; `recipient_kind` is the law's word for it.
create table party (
  organisation_id uuid not null references organisation,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  roles text[] not null default '{}',
  recipient_kind text,
  insee_code text,
  siret text,
  rna text,
  contact_email text,
  contact_phone text,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id)
);
create index party_name on party (organisation_id, name);
select tenant_table('party');

create table batch (
  organisation_id uuid not null references organisation,
  id uuid not null,
  label text not null check (length(label) between 1 and 200),
  from_place uuid,
  from_party uuid,
  at_place uuid,
  arrived_at timestamptz not null default now(),
  announced integer check (announced between 0 and 100000),
  primary key (organisation_id, id),
  foreign key (organisation_id, from_place) references place,
  foreign key (organisation_id, from_party) references party,
  foreign key (organisation_id, at_place) references place
);
select tenant_table('batch');

create table device (
  organisation_id uuid not null references organisation,
  id uuid not null,
  code text not null,
  kind text not null check (kind in ('laptop', 'desktop', 'mini', 'all-in-one', 'tablet', 'phone', 'server', 'virtual', 'screen', 'printer', 'other', 'unknown')),
  state text not null check (state in ('announced', 'decommissioned', 'refused', 'received', 'identified', 'triaged', 'inWork', 'ready', 'reserved', 'inUse',
    'returned', 'toParts', 'toRecycling', 'recycled', 'backToOwner', 'lost', 'merged')),
  state_since timestamptz not null default now(),
  -- How many lives were opened; life N is running while a holding is open.
  life integer not null default 0 check (life >= 0),
  -- A holding opened after this finish of work opens a new life; lending again without work does not.
  reconditioned_at timestamptz,
  maker text,
  model text,
  name text,
  serial text,
  inventory_number text,
  cpu text,
  memory_bytes bigint,
  built_year integer,
  bought_on date,
  grade text check (grade in ('A', 'B', 'C', 'D')),
  works text not null default 'unknown' check (works in ('working', 'notWorking', 'unknown')),
  verdict text check (verdict in ('reuse', 'refurbish', 'parts', 'recycle')),
  owner text not null default 'organisation' check (owner in ('organisation', 'donor', 'lessor', 'otherAuthority', 'recipient')),
  acceptance text not null default 'none' check (acceptance in ('none', 'council', 'mayorWithoutCharge', 'mayorWithCharge')),
  mandate boolean not null default false,
  inventory text not null default 'neverListed' check (inventory in ('listed', 'decommissioned', 'neverListed')),
  decommission_reason text check (decommission_reason in ('obsolete', 'broken', 'needChanged', 'other')),
  decommissioned_on date,
  recoverable text not null default 'none' check (recoverable in ('none', 'candidate', 'confirmed', 'rejected')),
  unit_value_eur numeric(10, 2),
  lock_account text not null default 'unknown' check (lock_account in ('removed', 'present', 'unknown')),
  lock_management text not null default 'unknown' check (lock_management in ('removed', 'present', 'unknown')),
  sim_and_card text not null default 'unknown' check (sim_and_card in ('out', 'inside', 'unknown')),
  scrap_reason text,
  batch_id uuid,
  place_id uuid,
  merged_into uuid,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, code),
  foreign key (organisation_id, batch_id) references batch,
  foreign key (organisation_id, place_id) references place,
  foreign key (organisation_id, merged_into) references device
);
create index device_state on device (organisation_id, state, id);
create index device_kind on device (organisation_id, kind, id);
create index device_place on device (organisation_id, place_id, id);
create index device_batch on device (organisation_id, batch_id, id);
create index device_life on device (organisation_id, life, id);
create index device_grade on device (organisation_id, grade, id);
create index device_serial on device (organisation_id, serial text_pattern_ops);
create index device_code on device (organisation_id, code text_pattern_ops);
create index device_inventory on device (organisation_id, inventory_number text_pattern_ops);
create index device_year on device (organisation_id, built_year, id);
select tenant_table('device', 'select, insert, update');

-- Words of a device, folded, for the search by words.
create function device_words(d device) returns text language sql immutable parallel safe as $$
  select lower(concat_ws(' ', d.code, d.maker, d.model, d.name, d.serial, d.inventory_number, d.cpu))
$$;
create index device_search on device using gin (organisation_id, device_words(device) gin_trgm_ops);

-- Ids of the devices whose words hold every asked word; joined again under row security by the caller.
create function find_devices(words text[], most integer) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select d.id from device d
  where d.organisation_id = current_organisation()
    and device_words(d) like all (select '%' || replace(replace(replace(lower(w), '\', '\\'), '%', '\%'), '_', '\_') || '%' from unnest(words) w)
  order by d.id desc limit most
$$;
revoke all on function find_devices(text[], integer) from public;
grant execute on function find_devices(text[], integer) to seconde_vie_app;

create function tally_devices() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into tally (organisation_id, name, bucket, delta)
      select organisation_id, 'device.state', state, count(*)::integer from after group by 1, 3;
  else
    insert into tally (organisation_id, name, bucket, delta)
      select organisation_id, 'device.state', state, sum(n)::integer from (
        select organisation_id, state, 1 as n from after union all select organisation_id, state, -1 from before) moved
      group by 1, 3 having sum(n) <> 0;
  end if;
  return null;
end $$;
create trigger device_tally_insert after insert on device referencing new table as after for each statement execute function tally_devices();
create trigger device_tally_update after update on device referencing new table as after old table as before for each statement execute function tally_devices();

-- A part with an identity; a medium is a component that holds data.
create table component (
  organisation_id uuid not null references organisation,
  id uuid not null,
  kind text not null check (kind in ('medium', 'memory', 'cpu', 'battery', 'graphics', 'powerSupply', 'panel', 'other')),
  device_id uuid,
  origin_device_id uuid,
  standing text not null default 'fitted' check (standing in ('fitted', 'stock', 'absent', 'destroyed', 'scrapped')),
  maker text,
  model text,
  serial text,
  bytes bigint,
  -- For a medium: hdd, ssd, nvme…; for memory: DDR4…
  subkind text,
  health text check (health in ('ok', 'warning', 'failing', 'unknown')),
  hours integer,
  -- Battery: share of the design capacity, 0 to 1. Medium: endurance used.
  level numeric(6, 4),
  -- The end of its last use in service, in any device; null = never.
  last_used_at timestamptz,
  first_seen_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, device_id) references device,
  foreign key (organisation_id, origin_device_id) references device
);
create index component_device on component (organisation_id, device_id);
create index component_serial on component (organisation_id, serial text_pattern_ops);
select tenant_table('component', 'select, insert, update');

-- Identifiers read on a device, for matching; serials are evidence, the printed code is the identity.
create table identifier (
  organisation_id uuid not null references organisation,
  device_id uuid not null,
  kind text not null,
  value text not null,
  primary key (organisation_id, device_id, kind, value),
  foreign key (organisation_id, device_id) references device
);
create index identifier_value on identifier (organisation_id, value);
select tenant_table('identifier');

-- A raw dump, kept as received except its personal fields, compressed, deduplicated by the hash of the stored bytes.
create table evidence (
  organisation_id uuid not null references organisation,
  id uuid not null,
  device_id uuid,
  name text not null,
  format text not null,
  hash bytea not null,
  bytes bytea not null,
  size integer not null,
  removed text[] not null default '{}',
  reader_version integer not null,
  report jsonb not null,
  received_at timestamptz not null default now(),
  received_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, hash),
  foreign key (organisation_id, device_id) references device
);
create index evidence_device on evidence (organisation_id, device_id, received_at);
create index evidence_reader on evidence (organisation_id, reader_version);
select tenant_table('evidence', 'select, insert, update');

-- One attempt on one medium. The state of a medium is computed from these rows, never set.
create table erasure (
  organisation_id uuid not null references organisation,
  id uuid not null,
  medium_id uuid not null,
  device_id uuid,
  source text not null check (source in ('ownReading', 'toolLog', 'declaredForLot', 'destruction', 'absence', 'factoryReset')),
  technique text not null,
  level text not null,
  outcome text not null check (outcome in ('erased', 'erasedWithExceptions', 'failed', 'destroyed', 'absent')),
  exceptions text[] not null default '{}',
  reasons text[] not null default '{}',
  tool text,
  tool_version text,
  operator uuid,
  verifier uuid,
  ended_at timestamptz,
  recorded_at timestamptz not null default now(),
  file_id uuid,
  details jsonb not null default '{}',
  primary key (organisation_id, id),
  foreign key (organisation_id, medium_id) references component,
  foreign key (organisation_id, device_id) references device,
  foreign key (organisation_id, file_id) references file
);
create index erasure_medium on erasure (organisation_id, medium_id, recorded_at);
create index erasure_device on erasure (organisation_id, device_id, recorded_at);
select tenant_table('erasure', 'select, insert, update');

-- "No medium" is a signed finding: by evidence of the empty bays, or by two people.
create table media_finding (
  organisation_id uuid not null references organisation,
  id uuid not null,
  device_id uuid not null,
  basis text not null check (basis in ('evidence', 'twoPeople', 'onePerson')),
  found_by uuid,
  second_person uuid,
  found_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, device_id) references device
);
create index media_finding_device on media_finding (organisation_id, device_id, found_at);
select tenant_table('media_finding', 'select, insert, update');

create table work_order (
  organisation_id uuid not null references organisation,
  id uuid not null,
  device_id uuid not null,
  opened_at timestamptz not null default now(),
  opened_by uuid,
  assigned_to uuid,
  closed_at timestamptz,
  outcome text check (outcome in ('ready', 'parts', 'recycling', 'abandoned')),
  software jsonb,
  primary key (organisation_id, id),
  foreign key (organisation_id, device_id) references device
);
create unique index work_order_open on work_order (organisation_id, device_id) where closed_at is null;
create index work_order_device on work_order (organisation_id, device_id, opened_at);
select tenant_table('work_order', 'select, insert, update');

create table work_step (
  organisation_id uuid not null,
  work_order_id uuid not null,
  step text not null,
  done_at timestamptz not null default now(),
  done_by uuid,
  minutes integer check (minutes between 0 and 6000),
  primary key (organisation_id, work_order_id, step),
  foreign key (organisation_id, work_order_id) references work_order
);
select tenant_table('work_step');

create table functional_test (
  organisation_id uuid not null,
  work_order_id uuid not null,
  test text not null,
  result text not null check (result in ('passed', 'failed', 'notApplicable')),
  tested_at timestamptz not null default now(),
  tested_by uuid,
  primary key (organisation_id, work_order_id, test),
  foreign key (organisation_id, work_order_id) references work_order
);
select tenant_table('functional_test');

create table council_decision (
  organisation_id uuid not null references organisation,
  id uuid not null,
  number text not null check (length(number) between 1 and 80),
  decided_on date not null,
  scope text not null check (length(scope) between 1 and 500),
  ceiling_eur numeric(10, 2),
  file_id uuid,
  primary key (organisation_id, id),
  unique (organisation_id, number),
  foreign key (organisation_id, file_id) references file
);
select tenant_table('council_decision', 'select, insert, update');

create table request (
  organisation_id uuid not null references organisation,
  id uuid not null,
  number integer not null,
  party_id uuid,
  place_id uuid,
  -- The member who will use it, for an intern's or an agent's internal use.
  person_id uuid,
  recipient_kind text not null,
  transfer text not null check (transfer in ('internalUse', 'loan', 'gift', 'solidaritySale', 'publicBody')),
  purpose text not null default '',
  wanted jsonb not null,
  needed_on date,
  received_on date not null default current_date,
  status text not null default 'open' check (status in ('open', 'confirmed', 'refused', 'served', 'withdrawn')),
  -- The answer of the law on the day it was judged: article, reasons, what is missing.
  right_route text not null default 'notEligible' check (right_route in ('eligible', 'notEligible', 'needsLawyer')),
  right_rule text,
  right_details jsonb not null default '{}',
  evidence_checked text[] not null default '{}',
  legal_opinion text not null default 'none' check (legal_opinion in ('none', 'favourable', 'unfavourable')),
  confirmed_by uuid,
  confirmed_at timestamptz,
  decided_reason text,
  primary key (organisation_id, id),
  unique (organisation_id, number),
  foreign key (organisation_id, party_id) references party,
  foreign key (organisation_id, place_id) references place
);
create index request_status on request (organisation_id, status, received_on, id);
select tenant_table('request', 'select, insert, update');

create table allocation (
  organisation_id uuid not null references organisation,
  id uuid not null,
  request_id uuid not null,
  device_id uuid not null,
  allocated_at timestamptz not null default now(),
  allocated_by uuid,
  expires_on date not null,
  ended_at timestamptz,
  ending text check (ending in ('handedOver', 'released', 'expired', 'noShow')),
  primary key (organisation_id, id),
  foreign key (organisation_id, request_id) references request,
  foreign key (organisation_id, device_id) references device
);
-- Exclusive: one device, one request.
create unique index allocation_exclusive on allocation (organisation_id, device_id) where ended_at is null;
create index allocation_request on allocation (organisation_id, request_id);
select tenant_table('allocation', 'select, insert, update');

create table agreement (
  organisation_id uuid not null references organisation,
  id uuid not null,
  number text not null,
  request_id uuid not null,
  transfer text not null,
  template_version integer not null,
  decision_id uuid,
  return_on date,
  price_eur numeric(10, 2),
  -- The annex as signed: code, maker, model, serial of each device.
  annex jsonb not null,
  annex_hash text not null,
  file_id uuid,
  status text not null default 'drawn' check (status in ('drawn', 'signed', 'declined', 'cancelled')),
  drawn_at timestamptz not null default now(),
  drawn_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, number),
  foreign key (organisation_id, request_id) references request,
  foreign key (organisation_id, decision_id) references council_decision,
  foreign key (organisation_id, file_id) references file
);
create index agreement_request on agreement (organisation_id, request_id);
create index agreement_status on agreement (organisation_id, status, id);
select tenant_table('agreement', 'select, insert, update');

create table signature (
  organisation_id uuid not null references organisation,
  id uuid not null,
  agreement_id uuid not null,
  side text not null check (side in ('us', 'them')),
  way text not null check (way in ('drawn', 'paper')),
  signer_name text not null check (length(signer_name) between 1 and 200),
  signer_function text not null default '',
  signed_at timestamptz not null default now(),
  -- What was signed: the hash of the frozen text and annex.
  signed_hash text not null,
  file_id uuid,
  recorded_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, agreement_id, side),
  foreign key (organisation_id, agreement_id) references agreement,
  foreign key (organisation_id, file_id) references file
);
select tenant_table('signature', 'select, insert');

create table handover (
  organisation_id uuid not null references organisation,
  id uuid not null,
  number integer not null,
  request_id uuid not null,
  agreement_id uuid,
  at timestamptz not null default now(),
  place_id uuid,
  handed_by uuid,
  received_by_name text not null check (length(received_by_name) between 1 and 200),
  session_answer text not null check (session_answer in ('offered', 'accepted', 'declined')),
  session_place uuid,
  session_wish text not null default '',
  receipt_file_id uuid,
  corrected_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, number),
  foreign key (organisation_id, request_id) references request,
  foreign key (organisation_id, agreement_id) references agreement,
  foreign key (organisation_id, session_place) references place,
  foreign key (organisation_id, receipt_file_id) references file
);
create index handover_request on handover (organisation_id, request_id);
select tenant_table('handover', 'select, insert, update');

-- One stretch of being held; several holdings may make one life.
create table holding (
  organisation_id uuid not null references organisation,
  id uuid not null,
  device_id uuid not null,
  life integer not null check (life >= 1),
  transfer text not null,
  holder_place uuid,
  holder_party uuid,
  holder_person uuid,
  -- Before the system: told, with no gate claimed.
  told boolean not null default false,
  started_at timestamptz not null default now(),
  due_on date,
  ended_at timestamptz,
  ending text check (ending in ('returned', 'replaced', 'lost', 'recovered', 'writtenOff', 'corrected')),
  handover_id uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, device_id) references device,
  foreign key (organisation_id, holder_place) references place,
  foreign key (organisation_id, holder_party) references party,
  foreign key (organisation_id, handover_id) references handover
);
-- Never two holders at once.
create unique index holding_open on holding (organisation_id, device_id) where ended_at is null;
create index holding_device on holding (organisation_id, device_id, started_at);
create index holding_due on holding (organisation_id, due_on) where ended_at is null;
create index holding_place on holding (organisation_id, holder_place) where ended_at is null;
create index holding_party on holding (organisation_id, holder_party) where ended_at is null;
select tenant_table('holding', 'select, insert, update');

create table return_check (
  organisation_id uuid not null references organisation,
  id uuid not null,
  holding_id uuid not null,
  device_id uuid not null,
  checked_at timestamptz not null default now(),
  checked_by uuid,
  complete boolean not null,
  gap text not null default 'none' check (gap in ('none', 'missing', 'damaged', 'swappedSerial')),
  gap_decision text check (gap_decision in ('accepted', 'claimed', 'waived')),
  primary key (organisation_id, id),
  foreign key (organisation_id, holding_id) references holding,
  foreign key (organisation_id, device_id) references device
);
select tenant_table('return_check', 'select, insert');

create table pallet (
  organisation_id uuid not null references organisation,
  id uuid not null,
  number integer not null,
  state text not null default 'open' check (state in ('open', 'weighed', 'frozen', 'collected', 'treated')),
  place_id uuid,
  recycler_id uuid,
  weight_grams bigint check (weight_grams > 0),
  weighed_at timestamptz,
  frozen_at timestamptz,
  content_hash text,
  collected_on date,
  slip_number text,
  certificate_file_id uuid,
  opened_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, number),
  foreign key (organisation_id, place_id) references place,
  foreign key (organisation_id, recycler_id) references party,
  foreign key (organisation_id, certificate_file_id) references file
);
select tenant_table('pallet', 'select, insert, update');

create table pallet_item (
  organisation_id uuid not null references organisation,
  pallet_id uuid not null,
  device_id uuid not null,
  put_at timestamptz not null default now(),
  put_by uuid,
  primary key (organisation_id, device_id),
  foreign key (organisation_id, pallet_id) references pallet,
  foreign key (organisation_id, device_id) references device
);
create index pallet_item_pallet on pallet_item (organisation_id, pallet_id);
select tenant_table('pallet_item', 'select, insert, delete');

-- The content of a frozen pallet never changes.
create function frozen_pallet_keeps() returns trigger language plpgsql as $$
begin
  if exists (select 1 from pallet p where p.organisation_id = coalesce(new.organisation_id, old.organisation_id)
      and p.id = coalesce(new.pallet_id, old.pallet_id) and p.state in ('frozen', 'collected', 'treated')) then
    raise exception 'a frozen pallet never changes' using errcode = 'SV003';
  end if;
  return coalesce(new, old);
end $$;
create trigger frozen_pallet_keeps before insert or update or delete on pallet_item for each row execute function frozen_pallet_keeps();

create table hold (
  organisation_id uuid not null references organisation,
  id uuid not null,
  reason text not null check (length(reason) between 1 and 200),
  device_id uuid,
  batch_id uuid,
  component_model text,
  tool_version text,
  placed_at timestamptz not null default now(),
  placed_by uuid,
  lifted_at timestamptz,
  lifted_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, device_id) references device,
  foreign key (organisation_id, batch_id) references batch
);
create index hold_device on hold (organisation_id, device_id) where lifted_at is null;
select tenant_table('hold', 'select, insert, update');

-- A second person's look, asked before what cannot be undone: scrapping a device that works, correcting a hand-over.
create table second_look (
  organisation_id uuid not null references organisation,
  id uuid not null,
  device_id uuid not null,
  about text not null check (about in ('scrap', 'correct')),
  asked_by uuid not null,
  asked_at timestamptz not null default now(),
  answer text check (answer in ('agreed', 'refused')),
  answered_by uuid check (answered_by <> asked_by),
  answered_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, device_id) references device
);
create unique index second_look_open on second_look (organisation_id, device_id, about) where answered_at is null;
select tenant_table('second_look', 'select, insert, update');

create table loss (
  organisation_id uuid not null references organisation,
  id uuid not null,
  device_id uuid not null,
  stolen boolean not null,
  stated_on date not null,
  stated_by uuid,
  -- A medium without proof opens a breach file: 72 hours to notify (RGPD art. 33).
  breach_opened_at timestamptz,
  breach_notified_at timestamptz,
  found_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, device_id) references device
);
create index loss_device on loss (organisation_id, device_id);
select tenant_table('loss', 'select, insert, update');

-- Numbers without a gap, by organisation and series, taken under a row lock held until commit.
create table series (
  organisation_id uuid not null references organisation,
  name text not null,
  last integer not null default 0,
  primary key (organisation_id, name)
);
select tenant_table('series', 'select, insert, update');
