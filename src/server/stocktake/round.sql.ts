import { sql } from 'kysely'
import { z } from 'zod'
import { DEVICE_STATES, NO_DEVICE, STATES } from '../../domain/circuit/states.ts'
import { readCode } from '../fleet/code.ts'
import { deviceByCode } from '../fleet/device.sql.ts'
import { moveDevice } from '../fleet/move.sql.ts'
import { allPlaces } from '../fleet/place.sql.ts'
import { branchOf } from '../fleet/place.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { nextNumber } from '../platform/database/series.sql.ts'
import type { Refused } from '../platform/http/answer.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import { ANSWERS, DECISION_KEYS, type Decision, type Finding, REFUSALS, type RoundCounts } from './round.ts'

const count = z.number().int().min(0)
const roundEvents = eventsOf('inventoryRound', {
  opened: {
    says: { fr: 'Inventaire ouvert', en: 'Inventory round opened' },
    payload: z.strictObject({
      number: count,
      placeId: z.uuid(),
      expected: count,
      /** sha256 of the ids of the devices expected, in order: the list that was frozen. */
      listHash: z.string().length(64),
    }),
  },
  counted: {
    says: { fr: 'Appareil compté', en: 'Device counted' },
    payload: z.strictObject({ deviceId: z.uuid(), expected: z.boolean() }),
  },
  uncounted: {
    says: { fr: 'Comptage annulé', en: 'Count undone' },
    payload: z.strictObject({ deviceId: z.uuid() }),
  },
  strayRead: { says: { fr: 'Étiquette inconnue lue', en: 'Unknown label read' }, payload: z.strictObject({}) },
  decided: {
    says: { fr: 'Écart décidé', en: 'Difference decided' },
    payload: z.strictObject({ deviceId: z.uuid(), decision: z.enum(DECISION_KEYS) }),
  },
  restDecided: {
    says: { fr: 'Écarts restants décidés ensemble', en: 'Remaining differences decided together' },
    payload: z.strictObject({ missing: count, unexpected: count, unknown: count }),
  },
  closed: {
    says: { fr: 'Inventaire clos', en: 'Inventory round closed' },
    payload: z.strictObject({ expected: count, found: count, missing: count, unexpected: count, unknown: count }),
  },
})

/** States in which a device is somewhere one could find it. */
export const PRESENT = DEVICE_STATES.filter((state) => state !== 'announced' && STATES.rows[state].stage !== 'ended')

export interface OpenRound {
  readonly id: string
  readonly number: number
  readonly placeId: string
  readonly open: boolean
}

const rounds = (tx: Tx) =>
  tx
    .selectFrom('inventory_round')
    .select(['id', 'number', 'place_id as placeId'])
    .select(sql<boolean>`closed_at is null`.as('open'))

export async function findRound(tx: Tx, numberText: string, lock = false): Promise<OpenRound | null> {
  const number = /^\d{1,9}$/.test(numberText) ? Number(numberText) : 0
  let query = rounds(tx).where('number', '=', number)
  if (lock) query = query.forUpdate()
  return (await query.executeTakeFirst()) ?? null
}

/** The open round that covers this place; without a place, the only one that is open. */
export async function roundAt(tx: Tx, placeId: string | null): Promise<OpenRound | null> {
  const open = await rounds(tx).where('closed_at', 'is', null).execute()
  if (placeId === null) return open.length === 1 ? (open[0] ?? null) : null
  const places = await allPlaces(tx)
  return open.find((round) => branchOf(places, round.placeId).has(placeId)) ?? null
}

/** Opens a round over a place and all that stands under it, and freezes what is recorded there. Refused where one is open above, below or here. */
export async function openRound(
  tx: Tx,
  actor: Actor,
  placeId: string,
): Promise<{ readonly number: number } | { readonly refusals: readonly Refused[] }> {
  const places = await allPlaces(tx)
  const branch = branchOf(places, placeId)
  const number = await nextNumber(tx, actor.organisationId, 'inventoryRound')
  for (const other of await rounds(tx).where('closed_at', 'is', null).execute()) {
    const name = places.find(({ id }) => id === other.placeId)?.name ?? String(other.number)
    if (branch.has(other.placeId) || branchOf(places, other.placeId).has(placeId))
      return { refusals: [REFUSALS.overlaps(name)] }
  }
  const id = newId()
  const { organisationId: organisation_id, personId } = actor
  await tx
    .insertInto('inventory_round')
    .values({ organisation_id, id, number, place_id: placeId, opened_by: personId, in_charge: personId })
    .execute()
  const { rows } = await sql<{ expected: string; hash: string }>`
    with frozen as (
      insert into round_line (organisation_id, round_id, device_id, expected, place_id)
      select ${organisation_id}, ${id}, d.id, true, d.place_id from device d
      where d.place_id = any(${[...branch]}::uuid[]) and d.slip_id is null and d.state = any(${[...PRESENT]}::text[])
      returning device_id)
    select count(*) as expected, encode(sha256(convert_to(coalesce(string_agg(device_id::text, ',' order by device_id), ''), 'UTF8')), 'hex') as hash
    from frozen`.execute(tx)
  const [frozen] = rows
  await roundEvents.record(tx, actor, 'opened', id, {
    number,
    placeId,
    expected: Number(frozen?.expected ?? 0),
    listHash: frozen?.hash ?? '',
  })
  return { number }
}

/** What counting one label led to. */
export type Counted =
  | {
      readonly kind: 'found' | 'again' | 'unexpected'
      readonly deviceId: string
      readonly code: string
      readonly place: string | null
    }
  | { readonly kind: 'unknown' }

/** Counts what a label, a serial or an inventory number names; each device once, whoever of several counts it first. The round is open. */
export async function countDevice(tx: Tx, actor: Actor, round: OpenRound, text: string): Promise<Counted> {
  const device = (await deviceByCode(tx, text)) ?? (await byNumber(tx, text))
  if (!device) {
    await readStray(tx, actor, round, text)
    return { kind: 'unknown' }
  }
  const { organisationId: organisation_id, personId: found_by } = actor
  const now = new Date()
  const { rows } = await sql<{ expected: boolean; place: string | null }>`
    with counted as (
      insert into round_line as l (organisation_id, round_id, device_id, expected, place_id, found_at, found_by)
      select ${organisation_id}, ${round.id}, d.id, false, d.place_id, ${now}, ${found_by} from device d
      where d.organisation_id = ${organisation_id} and d.id = ${device.id}
      on conflict (organisation_id, round_id, device_id) do update
        set found_at = excluded.found_at, found_by = excluded.found_by, decision = null where l.found_at is null
      returning l.expected, l.place_id)
    select c.expected, p.name as place from counted c
      left join place p on p.organisation_id = ${organisation_id} and p.id = c.place_id`.execute(tx)
  const [counted] = rows
  const base = { deviceId: device.id, code: device.code, place: counted?.place ?? null }
  if (!counted) return { ...base, kind: 'again' }
  await roundEvents.record(tx, actor, 'counted', round.id, { deviceId: device.id, expected: counted.expected })
  return { ...base, kind: counted.expected ? 'found' : 'unexpected' }
}

/** The one device of this number; nothing where none bears it, or several. */
async function byNumber(tx: Tx, text: string): Promise<{ readonly id: string; readonly code: string } | null> {
  const number = text.trim()
  const found = await tx
    .selectFrom('device')
    .select(['id', 'code'])
    .where((or) => or.or([or('serial', '=', number), or('inventory_number', '=', number)]))
    .where('state', 'not in', [...NO_DEVICE])
    .limit(2)
    .execute()
  const [one] = found
  return one && found.length === 1 ? one : null
}

async function readStray(tx: Tx, actor: Actor, round: OpenRound, text: string): Promise<void> {
  const said = (readCode(text) ?? text.trim()).slice(0, 80)
  if (said === '') return
  const added = await tx
    .insertInto('round_stray')
    .values({ organisation_id: actor.organisationId, round_id: round.id, text: said, found_by: actor.personId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows === 1n) await roundEvents.record(tx, actor, 'strayRead', round.id, {})
}

/** Undoes a count of this device, while the round is open; false where it was not counted. */
export async function uncountDevice(tx: Tx, actor: Actor, roundId: string, deviceId: string): Promise<boolean> {
  const round = await rounds(tx).where('id', '=', roundId).executeTakeFirst()
  if (!round?.open) return false
  const line = tx
    .selectFrom('round_line')
    .select('expected')
    .where('round_id', '=', roundId)
    .where('device_id', '=', deviceId)
    .where('found_at', 'is not', null)
  const counted = await line.forUpdate().executeTakeFirst()
  if (!counted) return false
  if (counted.expected)
    await tx
      .updateTable('round_line')
      .set({ found_at: null, found_by: null, decision: null })
      .where('round_id', '=', roundId)
      .where('device_id', '=', deviceId)
      .execute()
  else await tx.deleteFrom('round_line').where('round_id', '=', roundId).where('device_id', '=', deviceId).execute()
  await roundEvents.record(tx, actor, 'uncounted', roundId, { deviceId })
  return true
}

/**
 * What a line of a round is, in SQL over `l` and its device `d`: an expected device that is no longer recorded here left by an act since.
 * A decision keeps its line a difference, whatever it changed.
 */
export const findingOf = (branch: readonly string[]) => sql<Finding>`case
  when not l.expected then 'unexpected'
  when l.found_at is not null then 'found'
  when l.decision is not null then 'missing'
  when d.place_id = any(${[...branch]}::uuid[]) and d.slip_id is null and d.state = any(${[...PRESENT]}::text[]) then 'missing'
  when d.state = 'lost' then 'missing'
  else 'left' end`

export async function countsOf(tx: Tx, round: OpenRound): Promise<RoundCounts> {
  const branch = [...branchOf(await allPlaces(tx), round.placeId)]
  const { rows } = await sql<{ finding: Finding; n: string; undecided: string }>`
    select ${findingOf(branch)} as finding, count(*) as n, count(*) filter (where l.decision is null) as undecided
    from round_line l join device d on d.organisation_id = l.organisation_id and d.id = l.device_id
    where l.round_id = ${round.id} group by 1`.execute(tx)
  const strays = await tx
    .selectFrom('round_stray')
    .select((of) => [of.fn.countAll<number>().as('n'), of.fn.count<number>('decision').as('decided')])
    .where('round_id', '=', round.id)
    .executeTakeFirst()
  const of = (finding: Finding) => rows.find((row) => row.finding === finding)
  const n = (finding: Finding) => Number(of(finding)?.n ?? 0)
  const unknown = Number(strays?.n ?? 0)
  return {
    expected: n('found') + n('missing') + n('left'),
    found: n('found'),
    missing: n('missing'),
    unexpected: n('unexpected'),
    left: n('left'),
    unknown,
    undecided:
      Number(of('missing')?.undecided ?? 0) +
      Number(of('unexpected')?.undecided ?? 0) +
      unknown -
      Number(strays?.decided ?? 0),
  }
}

/** Decides of one difference and does what that says through the circuit; null where it is no difference of this round, or cannot be decided so. */
export async function decideDifference(
  tx: Tx,
  actor: Actor,
  round: OpenRound,
  deviceId: string,
  { decision, to }: { readonly decision: Decision; readonly to: string | null },
): Promise<readonly Refused[] | null> {
  if (!round.open) return [REFUSALS.closed]
  const branch = [...branchOf(await allPlaces(tx), round.placeId)]
  const { rows } = await sql<{ finding: Finding; state: string; decision: string | null }>`
    select ${findingOf(branch)} as finding, d.state, l.decision from round_line l
    join device d on d.organisation_id = l.organisation_id and d.id = l.device_id
    where l.round_id = ${round.id} and l.device_id = ${deviceId} for update of l`.execute(tx)
  const [line] = rows
  if (!line || line.decision !== null || !ANSWERS[line.finding].includes(decision)) return null
  if (decision === 'moved' && to === null) return [REFUSALS.placeDue]
  if (decision === 'lost' && line.state !== 'lost') return [REFUSALS.lossNotStated]
  if (decision === 'moved' || decision === 'corrected' || decision === 'movedHere') {
    const place = decision === 'moved' ? to : decision === 'movedHere' ? round.placeId : null
    const moved = await moveDevice(tx, actor, deviceId, place)
    if (moved.kind === 'missing') return null
    if (moved.kind === 'refused') return moved.refusals
  }
  await tx
    .updateTable('round_line')
    .set({ decision, decided_at: new Date(), decided_by: actor.personId })
    .where('round_id', '=', round.id)
    .where('device_id', '=', deviceId)
    .execute()
  await roundEvents.record(tx, actor, 'decided', round.id, { deviceId, decision })
  return []
}

/** Every difference left without a decision: the missing are still looked for, the rest goes back or is set aside. */
export async function decideRest(tx: Tx, actor: Actor, round: OpenRound): Promise<readonly Refused[]> {
  if (!round.open) return [REFUSALS.closed]
  const branch = [...branchOf(await allPlaces(tx), round.placeId)]
  const decided = { at: new Date(), by: actor.personId }
  const { rows } = await sql<{ decision: Decision }>`
    update round_line as l set decision = case when l.expected then 'sought' else 'goesBack' end,
      decided_at = ${decided.at}, decided_by = ${decided.by}
    from device d
    where d.organisation_id = l.organisation_id and d.id = l.device_id and l.round_id = ${round.id} and l.decision is null
      and ${findingOf(branch)} in ('missing', 'unexpected')
    returning l.decision`.execute(tx)
  const strays = await tx
    .updateTable('round_stray')
    .set({ decision: 'setAside', decided_at: decided.at, decided_by: decided.by })
    .where('round_id', '=', round.id)
    .where('decision', 'is', null)
    .executeTakeFirst()
  await roundEvents.record(tx, actor, 'restDecided', round.id, {
    missing: rows.filter(({ decision }) => decision === 'sought').length,
    unexpected: rows.filter(({ decision }) => decision === 'goesBack').length,
    unknown: Number(strays.numUpdatedRows),
  })
  return []
}

/** Closes a round whose every difference is decided. */
export async function closeRound(tx: Tx, actor: Actor, round: OpenRound): Promise<readonly Refused[]> {
  if (!round.open) return [REFUSALS.closed]
  const { undecided, left: _left, ...counts } = await countsOf(tx, round)
  if (undecided > 0) return [REFUSALS.undecided(undecided)]
  await tx
    .updateTable('inventory_round')
    .set({ closed_at: new Date(), closed_by: actor.personId })
    .where('id', '=', round.id)
    .execute()
  await roundEvents.record(tx, actor, 'closed', round.id, counts)
  return []
}
