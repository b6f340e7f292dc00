-- Names of the organisations that publish here, for the legal notice: anybody may read them, and nothing else of them.
create function publishers() returns table (name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select o.name from organisation o order by o.name collate french
$$;
revoke all on function publishers() from public;
grant execute on function publishers() to seconde_vie_app;
