-- Photos of a device at the bench: the bytes are in the files, cleaned of place, date and camera; notes of what was learnt of a model.
create table photo (
  organisation_id uuid not null references organisation,
  id uuid not null,
  device_id uuid not null,
  work_order_id uuid,
  file_id uuid not null,
  caption text check (length(caption) between 1 and 200),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  taken_at timestamptz not null default now(),
  taken_by uuid,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, device_id) references device,
  foreign key (organisation_id, work_order_id) references work_order,
  foreign key (organisation_id, file_id) references file
);
create index photo_device on photo (organisation_id, device_id, taken_at) where withdrawn_at is null;
select tenant_table('photo', 'select, insert, update');

-- What was learnt of a maker's model, or of all of a maker's: `maker_key` and `model_key` are folded, so that one model is one.
create table model_note (
  organisation_id uuid not null references organisation,
  id uuid not null,
  maker text not null check (length(maker) between 1 and 120),
  model text check (length(model) between 1 and 120),
  maker_key text not null generated always as (lower(maker)) stored,
  model_key text generated always as (lower(model)) stored,
  version integer not null default 1 check (version >= 1),
  withdrawn_at timestamptz,
  primary key (organisation_id, id)
);
create index model_note_model on model_note (organisation_id, maker_key, model_key) where withdrawn_at is null;
select tenant_table('model_note', 'select, insert, update');

-- Each writing of a note: the latest is read, the others are its history.
create table model_note_version (
  organisation_id uuid not null,
  note_id uuid not null,
  version integer not null check (version >= 1),
  title text not null check (length(title) between 1 and 120),
  body text not null check (length(body) between 1 and 8000),
  written_at timestamptz not null default now(),
  written_by uuid,
  primary key (organisation_id, note_id, version),
  foreign key (organisation_id, note_id) references model_note
);
select tenant_table('model_note_version', 'select, insert');
