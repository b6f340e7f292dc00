import { type Insertable, sql } from 'kysely'
import { lifeAtArrival } from '../../domain/circuit/lives.ts'
import { type DeviceState, isNoDevice } from '../../domain/circuit/states.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { deviceActs } from '../circuit/device-events.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { PREPARED } from '../platform/database/prepared.ts'
import type { Device } from '../platform/database/schema.generated.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { newCode, readCode } from './code.ts'

export interface NewDevice {
  /** The id and code that a label printed ahead gave it; its own are made when absent. */
  readonly named?: { readonly id: string; readonly code: string }
  readonly kind: DeviceKind
  readonly state: Extract<DeviceState, 'announced' | 'decommissioned' | 'received' | 'inUse'>
  readonly batchId?: string | null
  readonly placeId?: string | null
  readonly maker?: string | null
  readonly model?: string | null
  readonly serial?: string | null
  readonly inventoryNumber?: string | null
  readonly owner?: 'organisation' | 'donor' | 'lessor' | 'otherAuthority'
  readonly set?: Partial<Insertable<Device>>
}

/** The act that brings a device in, by the state it comes in. */
export const FIRST_ACT = {
  announced: 'announce',
  decommissioned: 'decommission',
  received: 'receive',
  inUse: 'declare',
} as const

/** Makes a device with a printed code of its own; the code is the identity, serials are evidence. Answers id and code. */
export async function createDevice(tx: Tx, actor: Actor, device: NewDevice): Promise<{ id: string; code: string }> {
  const id = device.named?.id ?? newId()
  const code = device.named?.code ?? (await takeCode(tx, actor.organisationId, 'device', id))
  await tx
    .insertInto('device')
    .values({
      organisation_id: actor.organisationId,
      id,
      code,
      kind: device.kind,
      state: device.state,
      batch_id: device.batchId ?? null,
      place_id: device.placeId ?? null,
      maker: device.maker ?? null,
      model: device.model ?? null,
      serial: device.serial ?? null,
      inventory_number: device.inventoryNumber ?? null,
      owner: device.owner ?? 'organisation',
      // Whatever arrives was used before: life 1 was lived elsewhere.
      life: lifeAtArrival('usedBefore'),
      ...device.set,
    })
    .execute()
  await deviceActs.record(tx, actor, FIRST_ACT[device.state], id, {
    from: 'none',
    to: device.state,
    life: device.set?.life ?? lifeAtArrival('usedBefore'),
    ...(device.batchId ? { batchId: device.batchId } : {}),
    ...(device.placeId ? { placeId: device.placeId } : {}),
  })
  return { id, code }
}

/** A code nobody in the installation has. */
export async function takeCode(
  tx: Tx,
  organisationId: string,
  subjectKind: string,
  subjectId: string,
): Promise<string> {
  for (;;) {
    const code = newCode()
    const taken = await tx
      .insertInto('public_code')
      .values({ code, organisation_id: organisationId, subject_kind: subjectKind, subject_id: subjectId })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (taken.numInsertedOrUpdatedRows === 1n) return code
  }
}

/** So many codes that nobody in the installation has; the caller writes down at once whose they are. */
export async function freeCodes(tx: Tx, many: number): Promise<readonly string[]> {
  const free: string[] = []
  while (free.length < many) {
    const drawn = Array.from({ length: many - free.length }, newCode)
    const { rows } = await sql<{ code: string }>`${PREPARED} select code from unnest(${drawn}::text[]) as drawn(code)
      where not exists (select from organisation_of_code(drawn.code))`.execute(tx)
    free.push(...rows.map(({ code }) => code))
  }
  return free
}

/** The device a code names, in this organisation; the code of one that was merged leads to the one that was kept. */
export async function deviceByCode(tx: Tx, text: string): Promise<{ id: string; code: string; state: string } | null> {
  const code = readCode(text)
  if (!code) return null
  const found = await tx
    .selectFrom('device')
    .select(['id', 'code', 'state', 'merged_into'])
    .where('code', '=', code)
    .executeTakeFirst()
  const kept = found?.merged_into
    ? await tx
        .selectFrom('device')
        .select(['id', 'code', 'state'])
        .where('id', '=', found.merged_into)
        .executeTakeFirst()
    : found
  return kept && !isNoDevice(kept.state) ? { id: kept.id, code: kept.code, state: kept.state } : null
}
