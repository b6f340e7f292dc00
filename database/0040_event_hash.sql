-- The hash of an event is said as it was. What it calls is stable only (a moment's text depends on a time zone, though not its epoch): declared
-- immutable, the function was called for each event at more than twice the price; stable, it becomes part of the statement.
create or replace function event_hash(organisation_id uuid, id uuid, at timestamptz, actor uuid, subject_kind text, subject_id uuid, kind text, payload jsonb, txid xid8)
returns bytea language sql stable parallel safe as $$
  select sha256(convert_to(concat_ws(E'\n', organisation_id, id, (extract(epoch from at) * 1000000)::bigint, coalesce(actor::text, '-'),
    subject_kind, subject_id, kind, txid, payload), 'UTF8'))
$$;
