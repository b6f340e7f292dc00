-- The interface for programs: who may come with a token, and what an idempotency key was answered.

-- A token's text is shown once and never kept: only its hash is. A bench acts under a reference of its own, named like a person.
create table api_token (
  organisation_id uuid not null references organisation,
  id uuid not null,
  kind text not null check (kind in ('personal', 'bench')),
  name text not null check (length(name) between 1 and 80),
  person_id uuid not null,
  roles text[] not null default '{}',
  scopes text[] not null check (cardinality(scopes) > 0),
  hash bytea not null check (length(hash) = 32),
  created_by uuid not null,
  created_at timestamptz not null default now(),
  expires_on date not null,
  last_used_on date,
  revoked_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, hash),
  check ((kind = 'bench') = (cardinality(roles) > 0))
);
create index api_token_person on api_token (organisation_id, person_id);
select tenant_table('api_token', 'select, insert, update');

-- The answer to a request that carried an idempotency key, kept a week.
create table api_once (
  organisation_id uuid not null references organisation,
  person_id uuid not null,
  key text not null check (length(key) between 1 and 100),
  request_hash bytea not null check (length(request_hash) = 32),
  status integer not null default 0,
  body json,
  used_at timestamptz not null default now(),
  primary key (organisation_id, person_id, key)
);
create index api_once_used on api_once (organisation_id, used_at);
select tenant_table('api_once');
