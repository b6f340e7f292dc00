-- A search by words walks through the list as far as looking all of them up would cost: how many there are is told by how close they stand.

-- `list` looks at every device that the choices leave; `window` at the first devices in the order asked, whatever is chosen; `some` looks the
-- words up, and says on how many blocks of the table they were met; `walk` goes through the list until the page is full. Each but `index`, which looks all up, looks at `bound` devices at most.
-- `chosen` is [{"name": column, "sign": "=" or "<=", "value": text}]; `start` is the sort key and the id of the row that the page follows, or nothing.
create or replace function device_page_query(way text, wanted uuid, words text[], chosen jsonb, left_out text[], sort text, descending boolean, start text[], most integer, bound integer)
returns text language plpgsql immutable as $$
declare
  key text := case sort when 'model' then 'coalesce(d.model, '''')' when 'year' then 'coalesce(d.built_year, 0)::text' end;
  direction text := case when descending then 'desc' else 'asc' end;
  sign text := case when descending then '<' else '>' end;
  follows text := format('device d where d.organisation_id = %L and d.state <> all (%L::text[])%s', wanted, left_out,
    case when start is null then '' when key is null then format(' and d.id %s %L', sign, start[2])
      else format(' and (%s, d.id) %s (%L, %L::uuid)', key, sign, start[1], start[2]) end);
  is_chosen text := (select coalesce(string_agg(format(' and d.%I %s %L', c.name, case c.sign when '<=' then '<=' else '=' end, c.value), ''), '')
    from jsonb_to_recordset(chosen) as c(name text, sign text, value text));
  sorted text := format(' order by %sd.id %s', case when key is null then '' else key || ' ' || direction || ', ' end, direction);
  page text := format('%s limit %s', sorted, most);
  holds text := words_condition('device_words(d)', words);
  among text := 'with met as materialized (select d, (d.ctid::text::point)[0] as block from %s limit %s)
    select (select count(*) from met), (select max(block) - min(block) + 1 from met), array(select d.id from (select met.d as whole, (met.d).* from met) d where %s%s%s)';
  within text := 'select w.id from (select d.id, %s as key, device_words(d) as words from %s%s offset 0) w where %s order by %s w.id %s limit %s';
begin
  return case way
    when 'estimate' then format('explain (format json) select from %s%s', follows, is_chosen)
    when 'list' then format(within, coalesce(key, 'null::text'), follows, is_chosen, words_condition('w.words', words),
      case when key is null then '' else 'w.key ' || direction || ',' end, direction, most)
    when 'window' then format(among, follows || sorted, bound, words_condition('device_words(d.whole)', words), is_chosen, page)
    when 'some' then format(among, follows || ' and ' || holds, bound, 'true', is_chosen, page)
    when 'walk' then format('select array(select w.id from (select d.id, device_words(d) as words from %s%s%s limit %s) w where %s limit %s)',
      follows, is_chosen, sorted, bound, words_condition('w.words', words), most)
    when 'index' then format('select d.id from %s and %s%s%s', follows, holds, is_chosen, page)
    when 'serial' then format('select d.id from %s and d.serial in (%L, %L)%s%s', follows, words[1], upper(words[1]), is_chosen, page)
    when 'inventory' then format('select d.id from %s and d.inventory_number in (%L, %L)%s%s', follows, words[1], upper(words[1]), is_chosen, page)
  end;
end $$;

-- Volatile, since PostgreSQL explains nothing in a function that is not. Compiling a plan takes longer than the plan of a page.
create or replace function device_page(words text[], chosen jsonb, left_out text[], sort text, descending boolean, start text[], most integer)
returns setof uuid language plpgsql volatile rows 30 security definer set search_path = public, pg_temp set jit = off set work_mem = '32MB' as $$
declare
  few constant integer := 3000;
  window_size constant integer := 4000;
  looked_up constant integer := greatest(2000, most);
  walked integer := 24000;
  wanted uuid := current_organisation();
  estimated json;
  seen integer;
  blocks double precision;
  page uuid[];
  way text;
begin
  if cardinality(words) = 1 then
    if exists (select from device d where d.organisation_id = wanted and d.serial in (words[1], upper(words[1]))) then way := 'serial';
    elsif exists (select from device d where d.organisation_id = wanted and d.inventory_number in (words[1], upper(words[1]))) then way := 'inventory';
    end if;
  end if;
  if way is null then
    execute device_page_query('estimate', wanted, words, chosen, left_out, sort, descending, start, most, 0) into estimated;
    if (estimated -> 0 -> 'Plan' ->> 'Plan Rows')::numeric <= few then way := 'list'; end if;
  end if;
  if way is null then
    execute device_page_query('window', wanted, words, chosen, left_out, sort, descending, start, most, window_size) into seen, blocks, page;
    if seen < window_size or cardinality(page) = most then
      return query select unnest(page);
      return;
    end if;
    execute device_page_query('some', wanted, words, chosen, left_out, sort, descending, start, most, looked_up + 1) into seen, blocks, page;
    if seen <= looked_up then
      return query select unnest(page);
      return;
    end if;
    -- As far as looking all of them up would cost: a row read in the order of the list takes half as long.
    walked := greatest(walked, least(2 * seen * (select relpages from pg_class where oid = 'device'::regclass) / blocks, 1000000)::integer);
    execute device_page_query('walk', wanted, words, chosen, left_out, sort, descending, start, most, walked) into page;
    if cardinality(page) = most then
      return query select unnest(page);
      return;
    end if;
    way := 'index';
  end if;
  return query execute device_page_query(way, wanted, words, chosen, left_out, sort, descending, start, most, 0);
end $$;
