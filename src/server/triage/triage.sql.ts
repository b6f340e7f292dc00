import { z } from 'zod'
import { mergeParts } from '../../domain/hardware/merge.ts'
import type { HardwareReport } from '../../domain/hardware/report.ts'
import { DEVICE_KINDS } from '../../domain/hardware/report.ts'
import { type Cost, costOf, pricesOf, type WorkPrices } from '../../domain/triage/cost.ts'
import { DAMAGES, type Damage, type Observed } from '../../domain/triage/facts.ts'
import { type Loss, lossOf } from '../../domain/triage/loss.ts'
import { type TriageRule, VERDICTS } from '../../domain/triage/rule.ts'
import { type Triage, triage } from '../../domain/triage/verdict.ts'
import { readStandings } from '../circuit/media.sql.ts'
import { readPolicy } from '../circuit/policy.sql.ts'
import { deviceByCode } from '../fleet/device.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, eventsOf, writeNote } from '../platform/ledger/ledger.ts'
import { readPrices } from './prices.sql.ts'
import { readRules } from './rules.sql.ts'
import { ageYears, type Judgement, type Observation } from './triage.ts'

export const triageEvents = eventsOf('triage', {
  observed: {
    says: { fr: 'État constaté', en: 'Condition noted' },
    payload: z.strictObject({
      observationId: z.uuid(),
      boots: z.enum(['yes', 'no', 'unknown']),
      works: z.enum(['working', 'notWorking', 'unknown']),
      damage: z.array(z.enum(DAMAGES)).nullable(),
    }),
  },
  judged: {
    says: { fr: 'Verdict du tri confirmé', en: 'Triage verdict confirmed' },
    payload: z.strictObject({
      proposed: z.enum(VERDICTS),
      decided: z.enum(VERDICTS),
      firm: z.boolean(),
      rules: z.array(z.string().max(40)),
      noteHash: z.string().length(64).optional(),
    }),
  },
})

/** A device on the bench of triage: its row, what is known of it, and what the rules propose. */
export interface Judged {
  readonly device: TriageDevice
  readonly report: HardwareReport
  readonly observed: Observed
  readonly proposal: Triage
  /** What the proposed works would cost, at this organisation's prices. */
  readonly cost: Cost
  readonly loss: Loss
}

export type TriageDevice = NonNullable<Awaited<ReturnType<typeof deviceRows>>[number]>

const deviceRows = (tx: Tx, ids: readonly string[]) =>
  tx
    .selectFrom('device')
    .select([
      'id',
      'code',
      'kind',
      'state',
      'state_since as stateSince',
      'maker',
      'model',
      'name',
      'serial',
      'cpu',
      'owner',
      'acceptance',
      'inventory',
      'works',
      'built_year as builtYear',
      'bought_on as boughtOn',
      'lock_account as account',
      'lock_management as management',
      'sim_and_card as simAndCard',
    ])
    .where('id', 'in', [...ids])
    .execute()

/** The device of this code, judged by the organisation's rules; null where the code names nothing here. */
export async function judgeDevice(tx: Tx, code: string, now: Date): Promise<Judged | null> {
  const found = await deviceByCode(tx, code)
  if (!found) return null
  const [judged] = await judgeAll(tx, [found.id], now)
  return judged ?? null
}

/** Devices that wait for triage, oldest first, each with its proposal. `more` = how many are not in this list. */
export async function triageQueue(tx: Tx, now: Date, most = 25): Promise<{ rows: readonly Judged[]; more: number }> {
  const waiting = await tx
    .selectFrom('device')
    .select('id')
    .where('state', '=', 'identified')
    .orderBy('state_since')
    .orderBy('id')
    .execute()
  const ids = waiting.slice(0, most).map((row) => row.id)
  return { rows: await judgeAll(tx, ids, now), more: waiting.length - ids.length }
}

async function judgeAll(tx: Tx, ids: readonly string[], now: Date): Promise<readonly Judged[]> {
  if (ids.length === 0) return []
  const rules = await readRules(tx)
  const prices = pricesOf(await readPrices(tx))
  const devices = await deviceRows(tx, ids)
  const reports = await readReports(tx, ids)
  const seen = await readObservations(tx, ids)
  const judged = []
  for (const id of ids) {
    const device = devices.find((one) => one.id === id)
    if (!device) continue
    const observed = observedOf(device, seen.get(id), await erasureOf(tx, device), now)
    judged.push(judge(device, reports.get(id) ?? [], observed, rules, prices, now))
  }
  return judged
}

function judge(
  device: TriageDevice,
  parts: readonly { format: string; report: HardwareReport }[],
  observed: Observed,
  rules: readonly TriageRule[],
  prices: WorkPrices,
  now: Date,
): Judged {
  const merged = mergeParts(parts)
  const kind = DEVICE_KINDS.find((one) => one === device.kind)
  const cpu = merged.cpu ?? (device.cpu ? [{ name: device.cpu, cores: null }] : null)
  const report = { ...merged, cpu, kind: kind && kind !== 'unknown' ? kind : merged.kind }
  const proposal = triage(report, observed, rules)
  return {
    device,
    report,
    observed,
    proposal,
    cost: costOf(proposal.works, prices),
    loss: lossOf(report, observed, now.toISOString().slice(0, 10)),
  }
}

/** Reports of one visit: those kept within a month of the latest, so that parts long gone are not counted. */
const SAME_VISIT_MS = 30 * 24 * 3600 * 1000

async function readReports(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly { format: string; report: HardwareReport }[]>> {
  const rows = await tx
    .selectFrom('evidence')
    .select(['device_id', 'format', 'report', 'received_at'])
    .where('device_id', 'in', [...ids])
    .$narrowType<{ device_id: string }>()
    .orderBy('received_at', 'desc')
    .execute()
  const byDevice = new Map<string, typeof rows>()
  for (const row of rows) {
    const kept = byDevice.get(row.device_id) ?? []
    const latest = kept[0]?.received_at ?? row.received_at
    if (latest.getTime() - row.received_at.getTime() <= SAME_VISIT_MS) byDevice.set(row.device_id, [...kept, row])
  }
  return byDevice
}

interface Seen {
  readonly boots: string
  readonly damage: readonly string[] | null
  readonly locked: string
}

async function readObservations(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Seen>> {
  const rows = await tx
    .selectFrom('observation as o')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'o.device_id').onRef('d.organisation_id', '=', 'o.organisation_id'),
    )
    .distinctOn('o.device_id')
    .select(['o.device_id', 'o.boots', 'o.damage', 'o.locked'])
    .where('o.device_id', 'in', [...ids])
    .orderBy('o.device_id')
    .orderBy('o.seen_at', 'desc')
    .orderBy('o.id', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.device_id, row]))
}

async function erasureOf(tx: Tx, device: TriageDevice): Promise<Observed['erasure']> {
  const media = await readStandings(tx, device, await readPolicy(tx), 'shelf')
  if (media.some(({ standing }) => standing.state === 'failed')) return 'failed'
  return media.length > 0 && media.every(({ standing }) => standing.passes) ? 'succeeded' : 'notTried'
}

const answer = z.enum(['yes', 'no', 'unknown']).catch('unknown')

function observedOf(device: TriageDevice, seen: Seen | undefined, erasure: Observed['erasure'], now: Date): Observed {
  return {
    // What works starts; what does not work may still start.
    boots: seen ? answer.parse(seen.boots) : device.works === 'working' ? 'yes' : 'unknown',
    damage: seen?.damage ? DAMAGES.filter((one): one is Damage => seen.damage?.includes(one) === true) : 'notLookedAt',
    locked: seen ? answer.parse(seen.locked) : 'unknown',
    ageYears: ageYears(device, now),
    erasure,
  }
}

/** Keeps what a person saw; the device's own columns follow. */
export async function observe(tx: Tx, actor: Actor, device: TriageDevice, seen: Observation): Promise<void> {
  const id = newId()
  const damage = seen.looked ? seen.damage : seen.damage.length > 0 ? seen.damage : null
  await tx
    .insertInto('observation')
    .values({
      organisation_id: actor.organisationId,
      id,
      device_id: device.id,
      seen_at: new Date(),
      seen_by: actor.personId,
      boots: seen.boots,
      damage,
      locked: seen.locked,
    })
    .execute()
  await tx
    .updateTable('device')
    .set({
      works: seen.works,
      lock_account: seen.account,
      lock_management: seen.management,
      sim_and_card: seen.simAndCard,
      ...(seen.kind && device.kind === 'unknown' ? { kind: seen.kind } : {}),
    })
    .where('id', '=', device.id)
    .execute()
  await triageEvents.record(tx, actor, 'observed', device.id, {
    observationId: id,
    boots: seen.boots,
    works: seen.works,
    damage,
  })
}

/** Keeps what was proposed and what a person decided, with its reason as a note; the act itself is the caller's. */
export async function recordJudgement(tx: Tx, actor: Actor, judged: Judged, said: Judgement): Promise<void> {
  const note = said.reason ? await writeNote(tx, actor, 'device', judged.device.id, said.reason) : null
  await triageEvents.record(tx, actor, 'judged', judged.device.id, {
    proposed: judged.proposal.verdict,
    decided: said.verdict,
    firm: judged.proposal.firm,
    rules: judged.proposal.reasons.map(({ rule }) => rule),
    ...(note ? { noteHash: note.hash } : {}),
  })
}
