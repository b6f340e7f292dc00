-- Enters the chosen organisation of an account, else its first by name, and says what every page shows of it: one question instead
-- of three. From here on the transaction sees that organisation's rows only; no row, and nothing seen, for an account that works nowhere.
create function enter_as(user_id text, chosen text)
returns table (organisation_id uuid, member_id uuid, person_id uuid, roles text[], organisation_name text, lang text,
  time_zone text, colours text[], demonstration boolean, person text, function_label text)
language plpgsql set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  entered record;
begin
  select m.* into entered from memberships_of(enter_as.user_id) with ordinality m
    order by m.organisation_id::text is not distinct from chosen desc, m.ordinality limit 1;
  if not found then return; end if;
  perform set_config('app.organisation', entered.organisation_id::text, true);
  return query select entered.organisation_id, entered.member_id, entered.person_id, entered.roles, entered.organisation_name, entered.lang,
    o.time_zone, o.colours, o.demonstration,
    (select n.name from person_name n where n.person_id = entered.person_id and n.valid_to is null limit 1),
    (select f.title from member_function f where f.person_id = entered.person_id and f.valid_from <= current_date
       and (f.valid_to is null or f.valid_to >= current_date) order by f.valid_from desc limit 1)
    from organisation o where o.organisation_id = entered.organisation_id;
end $$;
revoke all on function enter_as(text, text) from public;
grant execute on function enter_as(text, text) to seconde_vie_app;
