-- Parties are found by words of their name and by their numbers, by role and by commune, and listed by name as French sorts them.
create function fold(said text) returns text language sql immutable parallel safe as
$$ select lower(public.unaccent('public.unaccent'::regdictionary, said)) $$;

create function party_words(p party) returns text language sql immutable parallel safe as
$$ select public.fold(concat_ws(' ', p.name, p.siret, p.rna)) $$;
create index party_search on party using gin (organisation_id, party_words(party) gin_trgm_ops);
create index party_roles on party using gin (organisation_id, roles);
create index party_by_name on party (organisation_id, name collate french, id);
create index party_commune on party (organisation_id, insee_code, id);
create index party_siret on party (organisation_id, siret);
create index party_rna on party (organisation_id, rna);

-- Ids of the parties whose words hold every asked word, with this role where one is asked; joined again under row security.
create function find_parties(words text[], role text, most integer) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id from party p
  where p.organisation_id = current_organisation()
    and (role is null or p.roles @> array[role])
    and party_words(p) like all (select '%' || replace(replace(replace(fold(w), '\', '\\'), '%', '\%'), '_', '\_') || '%' from unnest(words) w)
  order by p.name collate french, p.id limit most
$$;
revoke all on function find_parties(text[], text, integer) from public;
grant execute on function find_parties(text[], text, integer) to seconde_vie_app;
