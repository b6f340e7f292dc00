import { sql } from 'kysely'
import type { Act } from '../../domain/circuit/acts.ts'
import type { MediaFinding, MediumFacts } from '../../domain/circuit/facts.ts'
import type { TransferKind } from '../../domain/circuit/transfers.ts'
import type { ErasurePolicy, ProofDestination } from '../../domain/erasure/policy.ts'
import { type MediumStanding, proofStanding } from '../../domain/erasure/standing.ts'
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

/**
 * Each medium that a device holds or held (destroyed, found absent), oldest first, with what its proofs are worth for that
 * destination. The order is that of `readMedia`.
 */
export async function readStandings(
  tx: Tx,
  device: Omit<HolderOfMedia, 'owner'>,
  policy: ErasurePolicy,
  destination: ProofDestination,
): Promise<readonly StandingRow[]> {
  const media = await tx
    .selectFrom('component')
    .select(['id', 'maker', 'model', 'serial', 'bytes', 'subkind', 'last_used_at'])
    .where('device_id', '=', device.id)
    .where('kind', '=', 'medium')
    .where('standing', 'in', ['fitted', 'absent', 'destroyed'])
    .orderBy('first_seen_at')
    .orderBy('id')
    .execute()
  return standingsOf(tx, media, () => device, policy, destination)
}

/** The standing of these media, in their order; withdrawn erasures do not count. */
export async function standingsOf<Row extends MediumRow>(
  tx: Tx,
  media: readonly Row[],
  holderOf: (medium: Row) => { readonly kind: string; readonly code: string },
  policy: ErasurePolicy,
  destination: ProofDestination,
): Promise<readonly (Row & Omit<StandingRow, keyof MediumRow>)[]> {
  const rows = await readErasures(
    tx,
    media.map((medium) => medium.id),
  )
  return media.map((medium) => {
    const own = rows.filter((row) => row.medium_id === medium.id)
    const { kind, code } = holderOf(medium)
    const standing = proofStanding(
      provenMedium(medium, { kind: kind as DeviceKind, code }),
      own.map(proofOf),
      medium.last_used_at?.toISOString() ?? 'never',
      policy,
      destination,
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
    .where('e.medium_id', 'in', [...media])
    .where('w.erasure_id', 'is', null)
    .orderBy('e.recorded_at')
    .orderBy('e.id')
    .execute()
}

/** What is known of the media inside: listed, found to be none, or not looked at since it last came to us. */
export async function readMedia(
  tx: Tx,
  device: HolderOfMedia,
  policy: ErasurePolicy,
  destination: ProofDestination,
): Promise<MediaFinding> {
  const media = await readStandings(tx, device, policy, destination)
  const ours = device.owner === 'organisation'
  if (media.length > 0)
    return { kind: 'listed', media: media.map((medium) => mediumFacts(medium, medium.standing, medium.rows, ours)) }
  const taken = await mediaTakenOut(tx, device.id, destination)
  if (taken.length > 0) return { kind: 'listed', media: taken }
  const finding = await latestFinding(tx, device.id)
  return finding ? { kind: 'foundNone', by: finding.basis } : { kind: 'notLookedAt' }
}

/**
 * The media that recorded acts took out of a device since it last came to us, its last ones: they are absent from it. Going to stock
 * or to another device they had their proof. Those under lock had none: they count as gone for the parts that follow them out, and
 * for nothing that leaves the house, before which the empty bays are a finding of their own.
 */
async function mediaTakenOut(tx: Tx, deviceId: string, destination: ProofDestination): Promise<readonly MediumFacts[]> {
  const gone = destination === 'stock' ? ['stock', 'fitted', 'aside'] : ['stock', 'fitted']
  const rows = await tx
    .selectFrom('part_move as m')
    .innerJoin('component as c', (join) =>
      join.onRef('c.id', '=', 'm.component_id').onRef('c.organisation_id', '=', 'm.organisation_id'),
    )
    .distinctOn('c.id')
    .select(['c.id', 'c.maker', 'c.model', 'c.serial', 'm.standing', 'm.undoes'])
    .where('m.from_device', '=', deviceId)
    .where('c.kind', '=', 'medium')
    .where(sql<boolean>`m.moved_at > coalesce(greatest(
      (select max(coalesce(h.ended_at, 'infinity')) from holding h where h.organisation_id = m.organisation_id and h.device_id = m.from_device),
      (select max(coalesce(l.found_at, 'infinity')) from loss l where l.organisation_id = m.organisation_id and l.device_id = m.from_device)),
      '-infinity')`)
    .orderBy('c.id')
    .orderBy('m.moved_at', 'desc')
    .execute()
  return rows
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

export interface Finding {
  readonly id: string
  readonly basis: 'evidence' | 'twoPeople' | 'onePerson'
  readonly foundBy: string | null
}

/** The latest finding that there is no medium; one older than the device's last time out of our hands says nothing. */
export async function latestFinding(tx: Tx, deviceId: string): Promise<Finding | null> {
  const row = await tx
    .selectFrom('media_finding as f')
    .select(['f.id', 'f.basis', 'f.found_by as foundBy'])
    .where('f.device_id', '=', deviceId)
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
    .orderBy('f.found_at', 'desc')
    .orderBy('f.id', 'desc')
    .executeTakeFirst()
  return row ? { ...row, basis: row.basis as Finding['basis'] } : null
}
