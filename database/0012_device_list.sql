-- The list of devices is sorted by these very expressions, page by page.
create index device_by_model on device (organisation_id, (coalesce(model, '')), id);
create index device_by_year on device (organisation_id, (coalesce(built_year, 0)::text), id);

-- The longest word goes through the index; no index answers « like all », which then looks at what is left.
create or replace function find_devices(words text[], most integer) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  with pattern as materialized (
    select '%' || replace(replace(replace(lower(w), '\', '\\'), '%', '\%'), '_', '\_') || '%' as text, length(w) as size from unnest(words) w
  )
  select d.id from device d
  where d.organisation_id = current_organisation()
    and device_words(d) like (select text from pattern order by size desc limit 1)
    and device_words(d) like all (select text from pattern)
  order by d.id desc limit most
$$;
