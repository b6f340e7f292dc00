import { mergeParts } from '../../domain/hardware/merge.ts'
import { type Finding, latestFinding, type StandingRow, standingsOf } from '../circuit/media.sql.ts'
import { ERASURE_DETAILS } from '../circuit/medium-facts.ts'
import { readPolicy } from '../circuit/policy.sql.ts'
import { deviceByCode } from '../fleet/device.sql.ts'
import type { Tx } from '../platform/database/database.ts'

/** One line of a medium's history: what was recorded, by whom, and whether it still counts. */
export interface AttemptLine {
  readonly id: string
  readonly recordedAt: Date
  readonly source: string
  readonly technique: string
  readonly outcome: string
  readonly readBack: boolean
  readonly reasons: readonly string[]
  readonly exceptions: readonly string[]
  readonly toolEndedAt: string | null
  readonly operator: string | null
  readonly operatorName: string | null
  readonly verifier: string | null
  readonly verifierName: string | null
  readonly fileId: string | null
  readonly withdrawn: boolean
}

export type DeviceMedium = Pick<StandingRow, 'id' | 'maker' | 'model' | 'serial' | 'bytes' | 'subkind' | 'standing'> & {
  readonly place: string
  readonly attempts: readonly AttemptLine[]
}

export interface DeviceMedia {
  readonly device: {
    readonly id: string
    readonly code: string
    readonly kind: string
    readonly state: string
    readonly maker: string | null
    readonly model: string | null
    readonly name: string | null
  }
  readonly media: readonly DeviceMedium[]
  readonly finding: Finding | null
  /** The latest reports say that the bays are empty. */
  readonly baysReadEmpty: boolean
}

/** Every medium that was found in a device, set aside ones too, each with its standing and its attempts. */
export async function readDeviceMedia(tx: Tx, code: string): Promise<DeviceMedia | null> {
  const found = await deviceByCode(tx, code)
  if (!found) return null
  const device = await tx
    .selectFrom('device')
    .select(['id', 'code', 'kind', 'state', 'maker', 'model', 'name'])
    .where('id', '=', found.id)
    .executeTakeFirstOrThrow()
  const rows = await tx
    .selectFrom('component')
    .select(['id', 'maker', 'model', 'serial', 'bytes', 'subkind', 'last_used_at', 'standing as place'])
    .where('device_id', '=', found.id)
    .where('kind', '=', 'medium')
    .where('standing', 'in', ['fitted', 'aside', 'absent', 'destroyed'])
    .orderBy('first_seen_at')
    .orderBy('id')
    .execute()
  const media = await standingsOf(
    tx,
    rows,
    () => device,
    await readPolicy(tx),
    () => 'shelf',
  )
  const attempts = await readAttempts(
    tx,
    rows.map((row) => row.id),
  )
  return {
    device,
    media: media.map((medium) => ({ ...medium, attempts: attempts.get(medium.id) ?? [] })),
    finding: await latestFinding(tx, device.id),
    baysReadEmpty: await baysReadEmpty(tx, device.id),
  }
}

async function readAttempts(tx: Tx, media: readonly string[]): Promise<ReadonlyMap<string, readonly AttemptLine[]>> {
  if (media.length === 0) return new Map()
  const rows = await tx
    .selectFrom('erasure as e')
    .leftJoin('erasure_withdrawal as w', (join) =>
      join.onRef('w.erasure_id', '=', 'e.id').onRef('w.organisation_id', '=', 'e.organisation_id'),
    )
    .leftJoin('person_name as o', (join) => join.onRef('o.person_id', '=', 'e.operator').on('o.valid_to', 'is', null))
    .leftJoin('person_name as v', (join) => join.onRef('v.person_id', '=', 'e.verifier').on('v.valid_to', 'is', null))
    .select([
      'e.id',
      'e.medium_id',
      'e.recorded_at as recordedAt',
      'e.source',
      'e.technique',
      'e.outcome',
      'e.details',
      'e.operator',
      'o.name as operatorName',
      'e.verifier',
      'v.name as verifierName',
      'e.file_id as fileId',
      'w.erasure_id as withdrawnId',
    ])
    .where('e.medium_id', 'in', [...media])
    .orderBy('e.recorded_at', 'desc')
    .orderBy('e.id', 'desc')
    .execute()
  const byMedium = new Map<string, AttemptLine[]>()
  for (const { medium_id, details, withdrawnId, ...row } of rows) {
    const said = ERASURE_DETAILS.parse(details)
    const line = {
      ...row,
      readBack: said.readBack,
      toolEndedAt: said.toolEndedAt,
      reasons: said.reasons.map(({ code }) => code),
      exceptions: said.exceptions.map(({ kind }) => kind),
      withdrawn: withdrawnId !== null,
    }
    byMedium.set(medium_id, [...(byMedium.get(medium_id) ?? []), line])
  }
  return byMedium
}

/** True where whole-machine reports look at the bays and see nothing in them. */
async function baysReadEmpty(tx: Tx, deviceId: string): Promise<boolean> {
  const rows = await tx
    .selectFrom('evidence')
    .select(['format', 'report'])
    .where('device_id', '=', deviceId)
    .orderBy('received_at', 'desc')
    .limit(20)
    .execute()
  return rows.length > 0 && mergeParts(rows).media?.length === 0
}
