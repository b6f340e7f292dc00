-- A search by words walks a short way before a long one: of a long one the planner reads everything and sorts it.

-- Volatile, since PostgreSQL explains nothing in a function that is not. Compiling a plan takes longer than the plan of a page.
create or replace function device_page(words text[], chosen jsonb, left_out text[], sort text, descending boolean, start text[], most integer)
returns setof uuid language plpgsql volatile rows 30 security definer set search_path = public, pg_temp set jit = off set work_mem = '32MB' as $$
declare
  few constant integer := 3000;
  window_size constant integer := 4000;
  looked_up constant integer := greatest(2000, most);
  walked integer;
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
    -- A short way first, which the planner goes row by row; then as far as looking all of them up would cost: a row read in the order of the list takes
    -- half as long.
    foreach walked in array array[24000, least(2 * seen * (select relpages from pg_class where oid = 'device'::regclass) / blocks, 1000000)::integer] loop
      execute device_page_query('walk', wanted, words, chosen, left_out, sort, descending, start, most, walked) into page;
      if cardinality(page) = most then
        return query select unnest(page);
        return;
      end if;
    end loop;
    way := 'index';
  end if;
  return query execute device_page_query(way, wanted, words, chosen, left_out, sort, descending, start, most, 0);
end $$;
