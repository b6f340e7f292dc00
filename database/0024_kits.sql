-- Supplies, counted and not serialised; kits, assembled by scanning what is held in hand; the recipes they follow.

-- What a person read on the back of a machine, and the size of a screen: a report does not always say.
alter table device add column sockets text[] not null default '{}'
  check (sockets <@ array['vga', 'dvi', 'hdmi', 'displayPort', 'miniDisplayPort', 'usbC', 'network']);
alter table device add column screen_inches numeric(4, 1) check (screen_inches > 0);

-- One sort of supply in one bin, whose printed code is scanned; a video cable has two ends.
create table supply (
  organisation_id uuid not null references organisation,
  id uuid not null,
  code text not null,
  kind text not null check (kind in ('keyboard', 'mouse', 'powerCable', 'powerAdapter', 'videoCable', 'networkCable', 'speakers', 'headset', 'webcam',
    'bag', 'other')),
  name text not null check (length(name) between 1 and 80),
  end_unit text check (end_unit in ('vga', 'dvi', 'hdmi', 'displayPort', 'miniDisplayPort', 'usbC')),
  end_screen text check (end_screen in ('vga', 'dvi', 'hdmi', 'displayPort', 'miniDisplayPort', 'usbC')),
  place_id uuid,
  -- Below this many, it is time to find some.
  wanted integer not null default 0 check (wanted >= 0),
  retired_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, code),
  foreign key (organisation_id, place_id) references place,
  check ((kind = 'videoCable') = (end_unit is not null and end_screen is not null))
);
select tenant_table('supply', 'select, insert, update');

create table kit_model (
  organisation_id uuid not null references organisation,
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  retired_at timestamptz,
  primary key (organisation_id, id)
);
select tenant_table('kit_model', 'select, insert, update');

-- A recipe never changes: another version is drawn, and a kit keeps the one it was opened under.
create table kit_recipe (
  organisation_id uuid not null references organisation,
  id uuid not null,
  model_id uuid not null,
  version integer not null check (version > 0),
  recipe jsonb not null,
  drawn_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, model_id, version),
  foreign key (organisation_id, model_id) references kit_model
);
select tenant_table('kit_recipe', 'select, insert');

create table kit (
  organisation_id uuid not null references organisation,
  id uuid not null,
  code text not null,
  recipe_id uuid not null,
  state text not null default 'open' check (state in ('open', 'complete', 'handedOver', 'undone')),
  place_id uuid,
  opened_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, code),
  foreign key (organisation_id, recipe_id) references kit_recipe,
  foreign key (organisation_id, place_id) references place
);
create index kit_state on kit (organisation_id, state, id);
select tenant_table('kit', 'select, insert, update');

-- What is in a kit, in the order of the scans: a device, or some of a supply.
create table kit_item (
  organisation_id uuid not null references organisation,
  id uuid not null,
  kit_id uuid not null,
  device_id uuid,
  supply_id uuid,
  count integer not null default 1 check (count > 0),
  added_at timestamptz not null default now(),
  ended_at timestamptz,
  ending text check (ending in ('removed', 'undone', 'handedOver')),
  primary key (organisation_id, id),
  foreign key (organisation_id, kit_id) references kit,
  foreign key (organisation_id, device_id) references device,
  foreign key (organisation_id, supply_id) references supply,
  check ((device_id is null) <> (supply_id is null)),
  check ((ended_at is null) = (ending is null))
);
-- A device is in one kit at most.
create unique index kit_item_device on kit_item (organisation_id, device_id) where device_id is not null and ended_at is null;
create index kit_item_kit on kit_item (organisation_id, kit_id);
select tenant_table('kit_item', 'select, insert, update');

-- How many there are is the sum of these: nothing is overwritten.
create table supply_move (
  organisation_id uuid not null references organisation,
  id uuid not null,
  supply_id uuid not null,
  delta integer not null check (delta <> 0),
  reason text not null check (reason in ('received', 'counted', 'kit', 'fromKit', 'used', 'scrapped')),
  kit_id uuid,
  moved_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, supply_id) references supply,
  foreign key (organisation_id, kit_id) references kit
);
create index supply_move_supply on supply_move (organisation_id, supply_id);
select tenant_table('supply_move', 'select, insert');
