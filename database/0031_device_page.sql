-- A page of the list that is searched by words. Row security lets no `like` reach an index nor a statistic, and a plan made for any words
-- suits none: the statement is written for these words, and the way is chosen by what the first devices of the list say of them.

create function words_condition(of text, words text[]) returns text language sql immutable parallel safe as $$
  select coalesce(string_agg(format('%s like %L', of,
    '%' || replace(replace(replace(lower(w), '\', '\\'), '%', '\%'), '_', '\_') || '%'), ' and '), 'true') from unnest(words) w
$$;

-- Ways to a page: `window` reads the first devices of the list and says which hold the words; `walk` goes on through the list until the page
-- is full; `index` looks the words up. `chosen` is [{"name": column, "sign": "=" or "<=", "value": text}]; `start` is the sort key and the id
-- of the row that the page follows, or nothing.
create function device_page_query(way text, wanted uuid, words text[], chosen jsonb, left_out text[], sort text, descending boolean, start text[], most integer)
returns text language plpgsql immutable as $$
declare
  key text := case sort when 'model' then 'coalesce(d.model, '''')' when 'year' then 'coalesce(d.built_year, 0)::text' end;
  direction text := case when descending then 'desc' else 'asc' end;
  sign text := case when descending then '<' else '>' end;
  list text := format('device d where d.organisation_id = %L and d.state <> all (%L::text[])%s%s', wanted, left_out,
    (select string_agg(format(' and d.%I %s %L', c.name, case c.sign when '<=' then '<=' else '=' end, c.value), '')
     from jsonb_to_recordset(chosen) as c(name text, sign text, value text)),
    case when start is null then '' when key is null then format(' and d.id %s %L', sign, start[2])
      else format(' and (%s, d.id) %s (%L, %L::uuid)', key, sign, start[1], start[2]) end);
  sorted text := format(' order by %sd.id %s', case when key is null then '' else key || ' ' || direction || ', ' end, direction);
begin
  return case way
    when 'window' then format('select w.id, %s as held from (select d.id, device_words(d) as words from %s%s limit %s) w',
      words_condition('w.words', words), list, sorted, most)
    when 'walk' then format('select w.id from (select d.id, device_words(d) as words from %s%s offset 0) w where %s limit %s',
      list, sorted, words_condition('w.words', words), most)
    when 'index' then format('select d.id from %s and %s%s limit %s', list, words_condition('device_words(d)', words), sorted, most)
    when 'serial' then format('select d.id from %s and d.serial in (%L, %L)%s limit %s', list, words[1], upper(words[1]), sorted, most)
    when 'inventory' then format('select d.id from %s and d.inventory_number in (%L, %L)%s limit %s', list, words[1], upper(words[1]), sorted, most)
  end;
end $$;

-- Ids of a page, joined and sorted again under row security by the caller. One word that is a whole serial or inventory number is looked for
-- as no part of another one.
create function device_page(words text[], chosen jsonb, left_out text[], sort text, descending boolean, start text[], most integer)
returns setof uuid language plpgsql stable rows 30 security definer set search_path = public, pg_temp as $$
declare
  first_ones constant integer := 400;
  wanted uuid := current_organisation();
  way text;
  seen integer;
  found_ones uuid[];
begin
  if cardinality(words) = 1 then
    if exists (select from device d where d.organisation_id = wanted and d.serial in (words[1], upper(words[1]))) then way := 'serial';
    elsif exists (select from device d where d.organisation_id = wanted and d.inventory_number in (words[1], upper(words[1]))) then way := 'inventory';
    end if;
  end if;
  if way is null then
    execute format('select count(*), coalesce(array_agg(id) filter (where held), ''{}'') from (%s) w',
        device_page_query('window', wanted, words, chosen, left_out, sort, descending, start, first_ones)) into seen, found_ones;
    if seen < first_ones or cardinality(found_ones) >= most then
      return query select unnest(found_ones);
      return;
    end if;
    way := case when cardinality(found_ones) * 100 >= first_ones then 'walk' else 'index' end;
  end if;
  return query execute device_page_query(way, wanted, words, chosen, left_out, sort, descending, start, most);
end $$;

create or replace function find_devices(words text[], most integer) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select id from device_page(words, '[]', '{}', 'recent', true, null, most) as id order by id desc limit most
$$;

revoke all on function words_condition(text, text[]), device_page_query(text, uuid, text[], jsonb, text[], text, boolean, text[], integer),
  device_page(text[], jsonb, text[], text, boolean, text[], integer) from public;
grant execute on function device_page(text[], jsonb, text[], text, boolean, text[], integer) to seconde_vie_app;
