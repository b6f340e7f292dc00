import type pg from 'pg'

/** What a verification found; `broken` names the first block or event that does not hold. */
export interface Verification {
  readonly organisationId: string
  readonly events: number
  readonly sealed: number
  readonly broken: readonly string[]
  readonly head: string
}

interface Block {
  readonly block: string
  readonly first_position: string
  readonly last_position: string
  readonly hash: Buffer
}

/** Recomputes every event's hash and the whole chain of blocks from the rows, inside one snapshot. */
export async function verifyLedger(client: pg.ClientBase, organisationId: string): Promise<Verification> {
  await client.query('begin isolation level repeatable read read only')
  try {
    const counts = (
      await client.query(
        `select count(*)::int as events, (select count(*)::int from event_position where organisation_id = $1) as sealed from event where organisation_id = $1`,
        [organisationId],
      )
    ).rows[0] as { events: number; sealed: number }
    const broken = [...(await changedEvents(client, organisationId)), ...(await brokenBlocks(client, organisationId))]
    const head = (
      await client.query('select encode(hash, $2) as hash from ledger_head where organisation_id = $1', [
        organisationId,
        'hex',
      ])
    ).rows[0]
    return { organisationId, ...counts, broken, head: (head as { hash: string } | undefined)?.hash ?? '' }
  } finally {
    await client.query('rollback')
  }
}

async function changedEvents(client: pg.ClientBase, organisationId: string): Promise<string[]> {
  const { rows } = await client.query(
    `select id from event where organisation_id = $1
       and hash is distinct from event_hash(organisation_id, id, at, actor, subject_kind, subject_id, kind, payload, txid) limit 20`,
    [organisationId],
  )
  return rows.map((row: { id: string }) => `événement ${row.id} : son contenu ne correspond plus à son empreinte`)
}

async function brokenBlocks(client: pg.ClientBase, organisationId: string): Promise<string[]> {
  const { rows } = await client.query<Block & { computed: Buffer; held: string; found: string }>(
    `select b.block, b.first_position, b.last_position, b.hash, b.last_position - b.first_position + 1 as held, count(e.id) as found,
       sha256(coalesce(lag(b.hash) over (order by b.block), ''::bytea) || coalesce(string_agg(e.hash, ''::bytea order by p.position), ''::bytea)) as computed
     from ledger_block b
       left join event_position p on p.organisation_id = b.organisation_id and p.position between b.first_position and b.last_position
       left join event e on e.organisation_id = p.organisation_id and e.id = p.event_id
     where b.organisation_id = $1 group by b.organisation_id, b.block order by b.block`,
    [organisationId],
  )
  const broken: string[] = []
  let next = 1
  for (const row of rows) {
    if (Number(row.first_position) !== next)
      broken.push(`bloc ${row.block} : il manque des positions avant ${row.first_position}`)
    if (Number(row.held) !== Number(row.found))
      broken.push(`bloc ${row.block} : ${row.found} événements au lieu de ${row.held}`)
    if (!row.hash.equals(row.computed)) broken.push(`bloc ${row.block} : la chaîne est rompue`)
    next = Number(row.last_position) + 1
  }
  const head = (
    await client.query('select position, hash from ledger_head where organisation_id = $1', [organisationId])
  ).rows[0] as { position: number; hash: Buffer } | undefined
  const last = rows.at(-1)
  if (last && head && !head.hash.equals(last.hash)) broken.push('la tête de la chaîne ne suit pas le dernier bloc')
  if (head && Number(head.position) !== next - 1)
    broken.push('la tête de la chaîne et les blocs ne comptent pas les mêmes positions')
  return broken
}
