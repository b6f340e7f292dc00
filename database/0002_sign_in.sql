-- Sign-in: the tables of the sign-in library, under its own names and in its own schema. They belong to seconde_vie_signin and stand
-- outside tenant isolation; the application's role has no right on them. `member.user_id` is the only link, by value.

set local role seconde_vie_signin;

create table sign_in."user" (
  "id" text primary key,
  "name" text not null,
  "email" text not null unique check ("email" = lower("email")),
  "emailVerified" boolean not null,
  "image" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp,
  "twoFactorEnabled" boolean
);

-- One row a signed-in device. The address it came from is never kept.
create table sign_in."session" (
  "id" text primary key,
  "expiresAt" timestamptz not null,
  "token" text not null unique,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  "ipAddress" text check (coalesce("ipAddress", '') = ''),
  "userAgent" text,
  "userId" text not null references sign_in."user" on delete cascade
);
create index "session_userId_idx" on sign_in."session" ("userId");
create index "session_expiresAt_idx" on sign_in."session" ("expiresAt");

-- One row a way in: `credential` holds the password's scrypt hash.
create table sign_in."account" (
  "id" text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references sign_in."user" on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  unique ("providerId", "accountId")
);
create index "account_userId_idx" on sign_in."account" ("userId");

-- Short-lived proofs: mailed links, second-factor and passkey challenges. The identifier is a hash of what the person holds.
create table sign_in."verification" (
  "id" text primary key,
  "identifier" text not null,
  "value" text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);
create index "verification_identifier_idx" on sign_in."verification" ("identifier");
create index "verification_expiresAt_idx" on sign_in."verification" ("expiresAt");

-- The secret and the backup codes are encrypted with the installation's secret.
create table sign_in."twoFactor" (
  "id" text primary key,
  "secret" text not null,
  "backupCodes" text not null,
  "userId" text not null unique references sign_in."user" on delete cascade,
  "verified" boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);

create table sign_in."passkey" (
  "id" text primary key,
  "name" text,
  "publicKey" text not null,
  "userId" text not null references sign_in."user" on delete cascade,
  "credentialID" text not null unique,
  "counter" integer not null,
  "deviceType" text not null,
  "backedUp" boolean not null,
  "transports" text,
  "createdAt" timestamptz,
  "aaguid" text
);
create index "passkey_userId_idx" on sign_in."passkey" ("userId");

reset role;

-- Attempts are counted where two servers share them; the key is a keyed hash, never an address in clear.
create function forget_old_attempts() returns void language sql security definer set search_path = public, pg_temp as
$$ delete from attempt where at < now() - interval '1 day' $$;
revoke all on function forget_old_attempts() from public;
grant execute on function count_attempt(text, integer), forget_attempts(text), forget_old_attempts() to seconde_vie_signin;
