import type pg from 'pg'

/** Events of one block, as the sealer takes them. */
const A_BLOCK = 50_000

/**
 * Seals a ledger that nobody writes to, all organisations at once: positions in the order of transaction and id, blocks chained one to
 * the next, as `seal_ledger` makes them one after the other. The tables of positions and blocks are empty before.
 */
export async function sealLoad(client: pg.ClientBase): Promise<void> {
  await client.query('begin')
  await client.query("set local work_mem = '512MB'")
  await client.query(
    `create temporary table ranked on commit drop as
     select organisation_id, row_number() over (partition by organisation_id order by txid, id) as position, id, hash from event`,
  )
  await client.query(
    'insert into event_position (organisation_id, position, event_id) select organisation_id, position, id from ranked',
  )
  await client.query(
    `create temporary table digest on commit drop as
     select organisation_id, (position - 1) / ${A_BLOCK} + 1 as block, min(position) as first, max(position) as last,
       string_agg(hash, ''::bytea order by position) as hashes
     from ranked group by 1, 2`,
  )
  await client.query('create index on digest (organisation_id, block)')
  await client.query(
    `with recursive chain as (
       select organisation_id, block, first, last, sha256(hashes) as hash from digest where block = 1
       union all
       select d.organisation_id, d.block, d.first, d.last, sha256(c.hash || d.hashes)
       from chain c join digest d on d.organisation_id = c.organisation_id and d.block = c.block + 1)
     insert into ledger_block (organisation_id, block, first_position, last_position, hash) select * from chain`,
  )
  await client.query(
    `update ledger_head h set position = b.last_position, block = b.block, hash = b.hash, sealed_before = pg_snapshot_xmin(pg_current_snapshot())
     from ledger_block b where b.organisation_id = h.organisation_id
       and b.block = (select max(block) from ledger_block m where m.organisation_id = h.organisation_id)`,
  )
  await client.query('commit')
}
