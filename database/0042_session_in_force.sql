-- The session that a token names while it is in force, and who holds it: a page asks it together with what it reads. Whoever shows no
-- token learns nothing; the application's role reads nothing else of what the sign-in keeps.
create function session_in_force(token text)
returns table (session_id text, user_id text, user_name text, email text, used_at timestamptz, ends_at timestamptz)
language sql stable security definer set search_path = sign_in, pg_temp as $$
  select s.id, u.id, u.name, u.email, s."updatedAt", s."expiresAt"
  from sign_in.session s join sign_in."user" u on u.id = s."userId"
  where s.token = session_in_force.token and s."expiresAt" > now()
$$;
revoke all on function session_in_force(text) from public;
grant execute on function session_in_force(text) to seconde_vie_app;
