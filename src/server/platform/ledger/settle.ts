import type pg from 'pg'

/**
 * After the rows of a ledger came from another cluster, inside the transaction that brings them: seals what waited there, and makes the
 * sealer start from this cluster's transactions. Transaction numbers belong to a cluster: the lines keep those they were hashed with,
 * which may be far above or below the ones given here, and every one of them is committed. Their order stays the old one's, and
 * whatever is written from here on has a later number of this cluster.
 */
export async function settleLedger(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ organisation_id: string }>('select organisation_id from ledger_head')
  for (const { organisation_id } of rows) await sealWaiting(client, organisation_id)
  await client.query('update ledger_head set sealed_before = pg_snapshot_xmin(pg_current_snapshot())')
  await client.query('update tally set txid = pg_current_xact_id()')
}

/** One block more, as `seal_ledger` makes it. */
async function sealWaiting(client: pg.ClientBase, organisationId: string): Promise<void> {
  await client.query(
    `with head as (select position, block, hash from ledger_head where organisation_id = $1),
       waiting as (
         select row_number() over (order by e.txid, e.id) as n, e.id, e.hash from event e
         where e.organisation_id = $1
           and not exists (select from event_position p where p.organisation_id = $1 and p.event_id = e.id)),
       digest as (
         select count(*) as sealed, sha256((select hash from head) || string_agg(hash, ''::bytea order by n)) as hash
         from waiting having count(*) > 0),
       placed as (insert into event_position select $1, head.position + n, id from waiting, head),
       chained as (
         insert into ledger_block (organisation_id, block, first_position, last_position, hash)
         select $1, head.block + 1, head.position + 1, head.position + sealed, digest.hash from digest, head)
     update ledger_head h set position = h.position + sealed, block = h.block + 1, hash = digest.hash
     from digest where h.organisation_id = $1`,
    [organisationId],
  )
}
