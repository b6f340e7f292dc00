-- A file sent to an import is kept until a job has read it into lines: what it is at, why it could not be read, whether its bytes are kept.
alter table import drop constraint import_phase_check;
alter table import add constraint import_phase_check check (phase in ('reading', 'unreadable', 'mapping', 'checking', 'checked', 'running', 'done',
  'undoing', 'undone', 'abandoned'));
alter table import add column fault text check (fault in ('unreadable', 'tooLong', 'gone'));
alter table import add constraint import_fault_told check ((phase = 'unreadable') = (fault is not null));
alter table import add column kept boolean not null default false;
create index import_kept on import (organisation_id) where kept;
