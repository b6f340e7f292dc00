import { sql } from 'kysely'
import { GRADES } from '../../domain/circuit/facts.ts'
import { TRANSFERS } from '../../domain/circuit/transfers.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { unitValue } from '../../domain/law/unit-value.ts'
import type { Day } from '../../domain/rules.ts'
import { perform } from '../circuit/perform.sql.ts'
import { readRequest } from '../circuit/promise.sql.ts'
import { todayOf } from '../circuit/today.sql.ts'
import { showCode } from '../fleet/code.ts'
import type { BulkLine } from '../platform/bulk/bulk.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import type { RequestFile } from './request.sql.ts'
import { showRequestNumber, wantedCount } from './request.ts'
import { requestEvents, valueEvents } from './request-events.ts'

/** Days a device is kept for a request that nobody collects. */
const KEPT_DAYS = 30
const MOST_PROPOSED = 25

export const expiryFrom = (today: Day): Day => {
  const day = new Date(`${today}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + KEPT_DAYS)
  return day.toISOString().slice(0, 10)
}

export interface Allocated {
  readonly id: string
  readonly deviceId: string
  readonly code: string
  readonly kind: DeviceKind
  readonly maker: string | null
  readonly model: string | null
  readonly name: string | null
  readonly serial: string | null
  readonly grade: string | null
  readonly unitValueEur: number | null
  readonly expiresOn: string
  readonly ending: string | null
}

/** What stands allocated to a request, or was handed over under it. */
export async function allocatedTo(tx: Tx, requestId: string): Promise<readonly Allocated[]> {
  const rows = await tx
    .selectFrom('allocation as a')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'a.device_id').onRef('d.organisation_id', '=', 'a.organisation_id'),
    )
    .select([
      'a.id',
      'a.device_id as deviceId',
      'd.code',
      'd.kind',
      'd.maker',
      'd.model',
      'd.name',
      'd.serial',
      'd.grade',
      'd.unit_value_eur',
      'a.expires_on as expiresOn',
      'a.ending',
    ])
    .where('a.request_id', '=', requestId)
    .where((or) => or.or([or('a.ended_at', 'is', null), or('a.ending', '=', 'handedOver')]))
    .orderBy('a.id')
    .execute()
  return rows.map((row) => ({
    ...row,
    kind: row.kind as DeviceKind,
    unitValueEur: row.unit_value_eur === null ? null : Number(row.unit_value_eur),
  }))
}

export interface Candidate {
  readonly code: string
  readonly kind: DeviceKind
  readonly maker: string | null
  readonly model: string | null
  readonly name: string | null
  readonly grade: string | null
  readonly readySince: Date
  /** What a person set, in euros; null where nobody did. */
  readonly valuedEur: number | null
  /** What the table of values proposes. */
  readonly estimate: ReturnType<typeof unitValue>
}

/** Brands that keep their price beyond what an age tells (see the unit value table). */
const SOUGHT_AFTER = /^apple\b/i

/** Ready devices of the kinds asked: best grade first, then the longest on the shelf. */
export async function proposeFor(tx: Tx, request: RequestFile): Promise<readonly Candidate[]> {
  const kinds = [...new Set(request.wanted.map((line) => line.kind))]
  if (kinds.length === 0) return []
  const rows = await tx
    .selectFrom('device')
    .select([
      'code',
      'kind',
      'maker',
      'model',
      'name',
      'grade',
      'state_since as readySince',
      'unit_value_eur',
      'bought_on',
      'built_year',
    ])
    .where('state', '=', 'ready')
    .where('kind', 'in', kinds)
    .orderBy(sql`array_position(${kinds}::text[], kind)`)
    .orderBy(sql`array_position(${[...GRADES]}::text[], grade)`)
    .orderBy('state_since')
    .limit(MOST_PROPOSED)
    .execute()
  const today = await todayOf(tx)
  return rows.map((row) => ({
    ...row,
    kind: row.kind as DeviceKind,
    valuedEur: row.unit_value_eur === null ? null : Number(row.unit_value_eur),
    estimate: unitValue({
      kind: row.kind as DeviceKind,
      ageYears: ageOf(row, today),
      soughtAfter: SOUGHT_AFTER.test(row.maker ?? ''),
      purchasePriceEur: 'unknown',
    }),
  }))
}

function ageOf(row: { readonly bought_on: string | null; readonly built_year: number | null }, today: Day) {
  if (row.bought_on) return (Date.parse(today) - Date.parse(row.bought_on)) / (365.25 * 86_400_000)
  return row.built_year === null ? 'unknown' : Number(today.slice(0, 4)) - row.built_year
}

/** One device chosen for a request: its code as typed or scanned, and the value a person gives it, in euros. */
export interface Choice {
  readonly code: string
  readonly valueEur: number | null
}

/** Allocates devices one by one and answers for each; the caller holds the request locked. */
export async function allocate(
  tx: Tx,
  actor: Actor,
  request: RequestFile,
  choices: readonly Choice[],
  expiresOn: Day,
): Promise<readonly BulkLine[]> {
  const facts = (await readRequest(tx, request.id)) ?? {}
  let room = wantedCount(request.wanted) - (await allocatedTo(tx, request.id)).length
  const lines: BulkLine[] = []
  for (const choice of choices) {
    const device = await tx
      .selectFrom('device')
      .select(['id', 'code'])
      .where('code', '=', choice.code)
      .executeTakeFirst()
    if (!device) {
      lines.push(unknownCode(choice.code))
      continue
    }
    const line = { item: showCode(device.code), href: `/parc/${device.code}` }
    if (room <= 0) {
      lines.push({ ...line, ...FULL })
      continue
    }
    const allocationId = newId()
    const valued = choice.valueEur === null ? {} : { unitValueEur: choice.valueEur }
    const answer = await perform(tx, actor, 'reserve', device.id, {
      facts: { ...facts, ...valued },
      payload: { requestId: request.id, allocationId },
      ...(choice.valueEur === null ? {} : { set: { unit_value_eur: choice.valueEur.toString() } }),
    })
    if (answer.kind !== 'done') {
      const holder = await holderOf(tx, device.id)
      lines.push({ ...line, done: false, ...(holder ? taken(holder) : refusalOf(answer)) })
      continue
    }
    await tx
      .insertInto('allocation')
      .values({
        organisation_id: actor.organisationId,
        id: allocationId,
        request_id: request.id,
        device_id: device.id,
        allocated_by: actor.personId,
        expires_on: expiresOn,
      })
      .execute()
    if (choice.valueEur !== null)
      await valueEvents.record(tx, actor, 'valued', device.id, { unitValueEur: choice.valueEur })
    room -= 1
    lines.push({ ...line, done: true, what: { fr: 'Attribué', en: 'Allocated' } })
  }
  return lines
}

const unknownCode = (code: string): BulkLine => ({
  item: code,
  href: null,
  done: false,
  what: { fr: 'Aucun appareil n’a ce code.', en: 'No device has this code.' },
  how: { fr: 'Relisez l’étiquette ou scannez-la.', en: 'Read the label again or scan it.' },
})

const FULL = {
  done: false,
  what: { fr: 'La demande a déjà tout ce qu’elle demande.', en: 'The request already has all it asks for.' },
  how: {
    fr: 'Libérez un appareil, ou enregistrez une autre demande.',
    en: 'Release a device, or enter another request.',
  },
} as const

/** Whoever lost the race learns which request has the device, and nothing about whom. */
const taken = (number: number) => ({
  what: {
    fr: `Déjà attribué à la demande ${showRequestNumber(number)}.`,
    en: `Already allocated to request ${showRequestNumber(number)}.`,
  },
  how: { fr: 'Prenez un autre appareil.', en: 'Take another device.' },
})

async function holderOf(tx: Tx, deviceId: string): Promise<number | null> {
  const row = await tx
    .selectFrom('allocation as a')
    .innerJoin('request as r', (join) =>
      join.onRef('r.id', '=', 'a.request_id').onRef('r.organisation_id', '=', 'a.organisation_id'),
    )
    .select('r.number')
    .where('a.device_id', '=', deviceId)
    .where('a.ended_at', 'is', null)
    .executeTakeFirst()
  return row?.number ?? null
}

function refusalOf(answer: Awaited<ReturnType<typeof perform>>): Pick<BulkLine, 'what' | 'how'> {
  const all = answer.kind === 'refused' ? answer.refusals : []
  const join = (lang: 'fr' | 'en', part: 'message' | 'satisfy') => all.map((one) => one[part][lang]).join(' ')
  return {
    what: { fr: join('fr', 'message'), en: join('en', 'message') },
    how: { fr: join('fr', 'satisfy'), en: join('en', 'satisfy') },
  }
}

type Ending = 'released' | 'expired' | 'noShow'

/** Frees one allocated device of a request; false where it is not allocated to it any more. */
export async function releaseDevice(
  tx: Tx,
  actor: Actor,
  requestId: string,
  deviceId: string,
  ending: Ending,
): Promise<boolean> {
  const allocation = await tx
    .selectFrom('allocation')
    .select('id')
    .where('request_id', '=', requestId)
    .where('device_id', '=', deviceId)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!allocation) return false
  const answer = await perform(tx, actor, 'release', deviceId, {
    payload: { requestId, allocationId: allocation.id },
  })
  if (answer.kind !== 'done') return false
  await tx.updateTable('allocation').set({ ended_at: new Date(), ending }).where('id', '=', allocation.id).execute()
  return true
}

/** Open allocations whose last day is past, the oldest first. */
const due = async (tx: Tx) =>
  tx
    .selectFrom('allocation')
    .select(['request_id', 'device_id'])
    .where('ended_at', 'is', null)
    .where('expires_on', '<', await todayOf(tx))
    .orderBy('expires_on')
    .limit(1000)
    .execute()

export const anyAllocationDue = async (tx: Tx): Promise<boolean> => (await due(tx)).length > 0

/** Frees every device whose allocation fell due before today; answers how many. Asked daily by the job below. */
export async function expireAllocations(tx: Tx, actor: Actor): Promise<number> {
  let freed = 0
  for (const one of await due(tx)) {
    if (await releaseDevice(tx, actor, one.request_id, one.device_id, 'expired')) freed += 1
  }
  return freed
}

/** The job that frees what was not collected in time. */
export const EXPIRE_JOB = 'requests.expire'

/** Says a request served once all that it asks for was handed over; called after each hand-over. */
export async function closeServed(tx: Tx, actor: Actor, requestId: string): Promise<boolean> {
  const request = await tx
    .selectFrom('request')
    .select(['status', 'wanted'])
    .where('id', '=', requestId)
    .forUpdate()
    .executeTakeFirst()
  if (request?.status !== 'confirmed') return false
  const given = (await allocatedTo(tx, requestId)).filter((one) => one.ending === 'handedOver').length
  if (given < wantedCount(request.wanted)) return false
  await tx.updateTable('request').set({ status: 'served' }).where('id', '=', requestId).execute()
  await requestEvents.record(tx, actor, 'served', requestId, { devices: given })
  return true
}

/** Euros at most for one device under this transfer, or `none`. */
export const capOf = (transfer: RequestFile['transfer']): number | 'none' => TRANSFERS.rows[transfer].valueCapEur
