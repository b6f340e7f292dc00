import { z } from 'zod'
import type { Bilingual } from '../../domain/bilingual.ts'
import type { DeviceState } from '../../domain/circuit/states.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { type RecoverableDevice, recoverableOf } from '../../domain/triage/recoverable.ts'
import { type Renewal, renewalOf } from '../../domain/triage/renewal.ts'
import { deviceConditions } from '../fleet/device-list.sql.ts'
import type { DeviceQuery } from '../fleet/device-query.ts'
import type { Tx } from '../platform/database/database.ts'
import { type Actor, eventsOf, writeNote } from '../platform/ledger/ledger.ts'
import type { RenewalRules } from './rules.sql.ts'

const PAGE = 25
/** Rows looked at for one page: past that, the page says where to go on. */
const MOST_LOOKED_AT = 2000
const CHUNK = 200

export const recoverableEvents = eventsOf('recoverable', {
  confirmed: {
    says: { fr: 'Retenu pour une nouvelle vie', en: 'Kept for another life' },
    payload: z.strictObject({ noteHash: z.string().length(64).optional() }),
  },
  rejected: {
    says: { fr: 'Écarté de la liste de ce qui peut resservir', en: 'Left out of what may serve again' },
    payload: z.strictObject({ noteHash: z.string().length(64) }),
  },
})

export const VIEWS = ['candidates', 'confirmed', 'rejected'] as const
export type View = (typeof VIEWS)[number]

export interface CandidateRow {
  readonly id: string
  readonly code: string
  readonly kind: string
  readonly state: string
  readonly maker: string | null
  readonly model: string | null
  readonly name: string | null
  readonly serial: string | null
  readonly place: string | null
  readonly renewal: Renewal
  readonly reasons: readonly Bilingual[]
  /** What the person wrote who decided. */
  readonly note: string | null
}

export interface CandidatePage {
  readonly rows: readonly CandidateRow[]
  readonly after: string | null
}

function rowsOf(tx: Tx, query: DeviceQuery, thisYear: number) {
  return tx
    .selectFrom('device as d')
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'd.place_id').onRef('p.organisation_id', '=', 'd.organisation_id'),
    )
    .leftJoin('note as n', (join) =>
      join.onRef('n.id', '=', 'd.recoverable_note').onRef('n.organisation_id', '=', 'd.organisation_id'),
    )
    .select([
      'd.id',
      'd.code',
      'd.kind',
      'd.state',
      'd.maker',
      'd.model',
      'd.name',
      'd.serial',
      'd.works',
      'd.bought_on',
      'd.built_year',
      'd.place_id',
      'd.recoverable',
      'p.name as place',
      'n.body as note',
    ])
    .where((and) => and.and(deviceConditions(query, thisYear)))
    .orderBy('d.id', 'desc')
}

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const judged = (row: Row, rules: RenewalRules): RecoverableDevice => ({
  kind: row.kind as DeviceKind,
  placeIds: rules.placesOf(row.place_id),
  boughtOn: row.bought_on,
  builtYear: row.built_year,
  state: row.state as DeviceState,
  model: row.model,
  works: row.works as RecoverableDevice['works'],
  decision: row.recoverable === 'confirmed' || row.recoverable === 'rejected' ? row.recoverable : 'none',
})

function rowOf(row: Row, rules: RenewalRules, today: string): CandidateRow | null {
  const device = judged(row, rules)
  const found = recoverableOf(device, rules.recoverable, rules.renewal, today)
  if (device.decision === 'none' && found.recoverable !== 'candidate') return null
  return {
    ...row,
    renewal: renewalOf(device, rules.renewal, today),
    reasons: found.recoverable === 'candidate' ? found.reasons : [],
  }
}

/** One page of what may serve again by the rules, or of what was decided; by key, the newest device first. */
export async function listCandidates(
  tx: Tx,
  view: View,
  query: DeviceQuery,
  rules: RenewalRules,
  today: string,
): Promise<CandidatePage> {
  const states = [...new Set(rules.recoverable.filter(({ on }) => on).flatMap((rule) => rule.states))]
  const rows: CandidateRow[] = []
  let last = z.uuid().safeParse(query.after).data ?? null
  for (let seen = 0; seen < MOST_LOOKED_AT; seen += CHUNK) {
    let select = rowsOf(tx, query, Number(today.slice(0, 4))).limit(CHUNK)
    if (last) select = select.where('d.id', '<', last)
    select =
      view === 'candidates'
        ? select.where('d.recoverable', 'not in', ['confirmed', 'rejected']).where('d.state', 'in', [...states, ''])
        : select.where('d.recoverable', '=', view)
    const chunk = await select.execute()
    for (const row of chunk) {
      const candidate = rowOf(row, rules, today)
      last = row.id
      if (candidate) rows.push(candidate)
      if (rows.length === PAGE) return { rows, after: row === chunk.at(-1) && chunk.length < CHUNK ? null : row.id }
    }
    if (chunk.length < CHUNK) return { rows, after: null }
  }
  return { rows, after: last }
}

/** Keeps or leaves out a candidate, with what the person says of it; false where no such device is there to decide on. */
export async function decideRecoverable(
  tx: Tx,
  actor: Actor,
  deviceId: string,
  decision: 'confirmed' | 'rejected',
  reason: string | null,
): Promise<boolean> {
  const device = await tx
    .selectFrom('device')
    .select('id')
    .where('id', '=', deviceId)
    .where('state', 'in', ['inUse', 'decommissioned'])
    .forUpdate()
    .executeTakeFirst()
  if (!device) return false
  const note = reason ? await writeNote(tx, actor, 'device', deviceId, reason) : null
  await tx
    .updateTable('device')
    .set({ recoverable: decision, recoverable_note: note?.id ?? null })
    .where('id', '=', deviceId)
    .execute()
  if (decision === 'confirmed')
    await recoverableEvents.record(tx, actor, 'confirmed', deviceId, note ? { noteHash: note.hash } : {})
  else if (note) await recoverableEvents.record(tx, actor, 'rejected', deviceId, { noteHash: note.hash })
  return true
}
