import { sql } from 'kysely'
import type { Act } from '../../domain/circuit/acts.ts'
import type { MediaFinding, MediumFacts } from '../../domain/circuit/facts.ts'
import type { TransferKind } from '../../domain/circuit/transfers.ts'
import type { ErasurePolicy, ProofDestination } from '../../domain/erasure/policy.ts'
import { type MediumStanding, proofStanding } from '../../domain/erasure/standing.ts'
import { groupBy } from '../../domain/group-by.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import type { Tx } from '../platform/database/database.ts'
import { type ErasureRow, type MediumRow, mediumFacts, mediumName, proofOf, provenMedium } from './medium-facts.ts'

/** What the media of a device hang on: whose it is, what it is, and its label. */
export interface HolderOfMedia {
  readonly id: string
  readonly kind: string
  readonly code: string
  readonly owner: string
}

export type StandingRow = MediumRow & {
  readonly standing: MediumStanding
  readonly rows: readonly ErasureRow[]
}

const BY_ACT: Partial<Readonly<Record<Act, ProofDestination>>> = {
  takePart: 'stock',
  giveBack: 'owner',
  freezePallet: 'recycling',
  collectPallet: 'recycling',
}

/** Where the media go with this act, as the gates on media understand it; a shelf where nothing is chosen. */
export const destinationOf = (act: Act | null, transfer: TransferKind | 'notChosen'): ProofDestination =>
  (act && BY_ACT[act]) ?? (act === 'handOver' && transfer !== 'notChosen' ? transfer : 'shelf')

type Holder = Omit<HolderOfMedia, 'owner'>
type DestinationOf<Device> = (device: Device) => ProofDestination

/**
 * Each medium that a device holds or held (destroyed, found absent), oldest first, with what its proofs are worth for that
 * destination. The order is that of `readMedia`.
 */
export const readStandings = async (
  tx: Tx,
  device: Holder,
  policy: ErasurePolicy,
  destination: ProofDestination,
): Promise<readonly StandingRow[]> => (await standingsIn(tx, [device], policy, () => destination))(device.id)

async function standingsIn<Device extends Holder>(
  tx: Tx,
  devices: readonly Device[],
  policy: ErasurePolicy,
  destinationOf: DestinationOf<Device>,
): Promise<(deviceId: string) => readonly StandingRow[]> {
  const holders = new Map(devices.map((device) => [device.id, device]))
  const media = await tx
    .selectFrom('component')
    .select(['id', 'device_id', 'maker', 'model', 'serial', 'bytes', 'subkind', 'last_used_at'])
    .where('device_id', '=', sql<string>`any(${[...holders.keys()]}::uuid[])`)
    .where('kind', '=', 'medium')
    .where('standing', 'in', ['fitted', 'absent', 'destroyed'])
    .orderBy('first_seen_at')
    .orderBy('id')
    .execute()
  const held = media.flatMap((medium) => {
    const holder = holders.get(medium.device_id ?? '')
    return holder ? [{ ...medium, holder }] : []
  })
  const standings = await standingsOf(
    tx,
    held,
    ({ holder }) => holder,
    policy,
    ({ holder }) => destinationOf(holder),
  )
  return groupBy(standings, ({ holder }) => holder.id)
}

/** The standing of these media, in their order; withdrawn erasures do not count. */
export async function standingsOf<Row extends MediumRow>(
  tx: Tx,
  media: readonly Row[],
  holderOf: (medium: Row) => { readonly kind: string; readonly code: string },
  policy: ErasurePolicy,
  destinationOf: DestinationOf<Row>,
): Promise<readonly (Row & Omit<StandingRow, keyof MediumRow>)[]> {
  const erasures = await readErasures(
    tx,
    media.map((medium) => medium.id),
  )
  const erasuresOf = groupBy(erasures, (row) => row.medium_id)
  return media.map((medium) => {
    const own = erasuresOf(medium.id)
    const { kind, code } = holderOf(medium)
    const standing = proofStanding(
      provenMedium(medium, { kind: kind as DeviceKind, code }),
      own.map(proofOf),
      medium.last_used_at?.toISOString() ?? 'never',
      policy,
      destinationOf(medium),
    )
    return { ...medium, standing, rows: own }
  })
}

async function readErasures(
  tx: Tx,
  media: readonly string[],
): Promise<readonly (ErasureRow & { medium_id: string })[]> {
  if (media.length === 0) return []
  return tx
    .selectFrom('erasure as e')
    .leftJoin('erasure_withdrawal as w', (join) =>
      join.onRef('w.erasure_id', '=', 'e.id').onRef('w.organisation_id', '=', 'e.organisation_id'),
    )
    .select((q) => [
      'e.id',
      'e.medium_id',
      'e.source',
      'e.technique',
      'e.level',
      'e.outcome',
      'e.operator',
      'e.verifier',
      'e.evidence_hash',
      'e.details',
      q.fn
        .coalesce(
          q
            .selectFrom('erasure as first')
            .select(sql<Date>`min(first.recorded_at)`.as('at'))
            .whereRef('first.evidence_hash', '=', 'e.evidence_hash')
            .whereRef('first.source', '=', 'e.source'),
          'e.recorded_at',
        )
        .as('firstRecordedAt'),
    ])
    .where('e.medium_id', '=', sql<string>`any(${media}::uuid[])`)
    .where('w.erasure_id', 'is', null)
    .orderBy('e.recorded_at')
    .orderBy('e.id')
    .execute()
}

/** What is known of the media inside each of these devices: listed, found to be none, or not looked at since it last came to us. */
export async function readMedia<Device extends HolderOfMedia>(
  tx: Tx,
  devices: readonly Device[],
  policy: ErasurePolicy,
  destinationOf: DestinationOf<Device>,
): Promise<(device: Device) => MediaFinding> {
  const standings = await standingsIn(tx, devices, policy, destinationOf)
  const empty = devices.filter(({ id }) => standings(id).length === 0).map(({ id }) => id)
  const [takenOut, findings] = await Promise.all([mediaTakenOut(tx, empty), latestFindings(tx, empty)])
  return (device) => {
    const media = standings(device.id)
    const ours = device.owner === 'organisation'
    if (media.length > 0)
      return { kind: 'listed', media: media.map((medium) => mediumFacts(medium, medium.standing, medium.rows, ours)) }
    const taken = takenOut(device.id, destinationOf(device))
    if (taken.length > 0) return { kind: 'listed', media: taken }
    const finding = findings.get(device.id)
    return finding ? { kind: 'foundNone', by: finding.basis } : { kind: 'notLookedAt' }
  }
}

/**
 * The media that recorded acts took out of these devices since each last came to us, its last ones: they are absent from it. Going to stock
 * or to another device they had their proof. Those under lock had none: they count as gone for the parts that follow them out, and
 * for nothing that leaves the house, before which the empty bays are a finding of their own.
 */
async function mediaTakenOut(
  tx: Tx,
  deviceIds: readonly string[],
): Promise<(deviceId: string, destination: ProofDestination) => readonly MediumFacts[]> {
  if (deviceIds.length === 0) return () => []
  const rows = await tx
    .selectFrom('part_move as m')
    .innerJoin('component as c', (join) =>
      join.onRef('c.id', '=', 'm.component_id').onRef('c.organisation_id', '=', 'm.organisation_id'),
    )
    .distinctOn(['m.from_device', 'c.id'])
    .select(['m.from_device', 'c.id', 'c.maker', 'c.model', 'c.serial', 'm.standing', 'm.undoes'])
    .where('m.from_device', '=', sql<string>`any(${deviceIds}::uuid[])`)
    .where('c.kind', '=', 'medium')
    .where(sql<boolean>`m.moved_at > coalesce(greatest(
      (select max(coalesce(h.ended_at, 'infinity')) from holding h where h.organisation_id = m.organisation_id and h.device_id = m.from_device),
      (select max(coalesce(l.found_at, 'infinity')) from loss l where l.organisation_id = m.organisation_id and l.device_id = m.from_device)),
      '-infinity')`)
    .orderBy('m.from_device')
    .orderBy('c.id')
    .orderBy('m.moved_at', 'desc')
    .execute()
  const taken = groupBy(rows, (row) => row.from_device ?? '')
  return (deviceId, destination) => {
    const gone = destination === 'stock' ? ['stock', 'fitted', 'aside'] : ['stock', 'fitted']
    return taken(deviceId)
      .filter((row) => gone.includes(row.standing))
      .map((row) => ({
        name: mediumName(row),
        state: 'absent',
        exceptions: [],
        proof: 'none',
        lastUsed: 'never',
        dataOf: 'anybody',
      }))
  }
}

export interface Finding {
  readonly id: string
  readonly basis: 'evidence' | 'twoPeople' | 'onePerson'
  readonly foundBy: string | null
}

/** The latest finding that there is no medium; one older than the device's last time out of our hands says nothing. */
export const latestFinding = async (tx: Tx, deviceId: string): Promise<Finding | null> =>
  (await latestFindings(tx, [deviceId])).get(deviceId) ?? null

async function latestFindings(tx: Tx, deviceIds: readonly string[]): Promise<ReadonlyMap<string, Finding>> {
  if (deviceIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('media_finding as f')
    .distinctOn('f.device_id')
    .select(['f.device_id', 'f.id', 'f.basis', 'f.found_by as foundBy'])
    .where('f.device_id', '=', sql<string>`any(${deviceIds}::uuid[])`)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('holding as h')
            .select('h.id')
            .whereRef('h.device_id', '=', 'f.device_id')
            .where((or) => or.or([or('h.ended_at', 'is', null), or('h.ended_at', '>', or.ref('f.found_at'))])),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('loss as l')
            .select('l.id')
            .whereRef('l.device_id', '=', 'f.device_id')
            .where((or) => or.or([or('l.found_at', 'is', null), or('l.found_at', '>', or.ref('f.found_at'))])),
        ),
      ),
    )
    .orderBy('f.device_id')
    .orderBy('f.found_at', 'desc')
    .orderBy('f.id', 'desc')
    .execute()
  return new Map(rows.map(({ device_id, ...row }) => [device_id, { ...row, basis: row.basis as Finding['basis'] }]))
}
