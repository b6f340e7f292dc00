-- What a request rests on: where it will serve, when it comes back, the day the law answered, and each piece of evidence seen, not kept.
alter table request
  drop column evidence_checked,
  drop column right_details,
  add column used_where text not null default '' check (length(used_where) <= 200),
  add column return_on date,
  add column right_article text,
  add column judged_on date,
  add column entered_by uuid;

create table evidence_check (
  organisation_id uuid not null references organisation,
  id uuid not null,
  request_id uuid not null,
  kind text not null,
  checked_on date not null,
  checked_by uuid,
  valid_until date,
  primary key (organisation_id, id),
  foreign key (organisation_id, request_id) references request
);
create index evidence_check_request on evidence_check (organisation_id, request_id);
select tenant_table('evidence_check', 'select, insert');

create index allocation_due on allocation (organisation_id, expires_on) where ended_at is null;

-- The text as drawn, with its annex, and the hash of both: what a signature is given to.
alter table agreement
  add column content jsonb not null,
  add column content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$');
