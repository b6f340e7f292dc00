import type { Act } from '../../domain/circuit/acts.ts'
import { bareFacts, type Facts, GRADES, type Grade } from '../../domain/circuit/facts.ts'
import { type DeviceState, isNoDevice, type Standing } from '../../domain/circuit/states.ts'
import type { TransferKind } from '../../domain/circuit/transfers.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import type { Tx } from '../platform/database/database.ts'
import { readKit } from './kit.sql.ts'
import { destinationOf, readMedia } from './media.sql.ts'
import { readPapers } from './papers.sql.ts'
import { readPolicy } from './policy.sql.ts'
import { rightToday } from './right.sql.ts'
import { readWork } from './work.sql.ts'

/** A device as the circuit sees it: its row, and everything a decision rests on, read in the caller's transaction. */
export interface Known {
  readonly deviceId: string
  readonly code: string
  readonly kind: DeviceKind
  readonly state: DeviceState
  readonly life: number
  readonly facts: Facts
}

/**
 * Reads all the facts of a device; locks its row when `lock` is asked, so that two acts on it wait for each other. What a proof
 * of erasure is worth depends on where the device goes, hence on the act that is asked.
 */
export async function readFacts(tx: Tx, deviceId: string, lock = false, act: Act | null = null): Promise<Known | null> {
  let query = tx.selectFrom('device').selectAll().where('id', '=', deviceId)
  if (lock) query = query.forUpdate()
  const device = await query.executeTakeFirst()
  if (!device || isNoDevice(device.state)) return null
  const kind = device.kind as DeviceKind
  const state = device.state as DeviceState
  const openHolding = tx
    .selectFrom('holding')
    .select(['id', 'transfer'])
    .where('device_id', '=', deviceId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  const promised = readPromise(tx, { id: deviceId, kind })
  const findMedia = async () => {
    const [promise, policy] = await Promise.all([promised, readPolicy(tx)])
    return readMedia(tx, device, policy, destinationOf(act, promise.transfer?.kind ?? 'notChosen'))
  }
  const [holding, work, promise, media, holds, kit, look, returnCheck, pallet, loss] = await Promise.all([
    openHolding,
    readWork(tx, deviceId, state),
    promised,
    findMedia(),
    readHolds(tx, deviceId, device.batch_id),
    readKit(tx, deviceId),
    secondLook(tx, deviceId, device.state_since),
    readReturnCheck(tx, deviceId),
    readPallet(tx, deviceId),
    readLoss(tx, deviceId),
  ])
  const facts: Facts = {
    ...bareFacts(state as Standing, kind),
    holds,
    media,
    owner: device.owner as Facts['owner'],
    mandate: device.mandate ? 'written' : 'none',
    acceptance: device.acceptance as Facts['acceptance'],
    inventory: device.inventory as Facts['inventory'],
    decommissionReason: (device.decommission_reason ?? 'none') as Facts['decommissionReason'],
    transit: device.slip_id === null ? 'none' : 'onTheWay',
    openHolding: holding ? 'open' : 'none',
    works: device.works as Facts['works'],
    grade: GRADES.find((grade): grade is Grade => grade === device.grade) ?? 'none',
    locks: {
      account: device.lock_account as Facts['locks']['account'],
      management: device.lock_management as Facts['locks']['management'],
      simAndCard: device.sim_and_card as Facts['locks']['simAndCard'],
    },
    unitValueEur: device.unit_value_eur === null ? 'notValued' : Number(device.unit_value_eur),
    ...work,
    ...promise,
    kit,
    scrapping: {
      reason: device.scrap_reason ? 'given' : 'none',
      secondLook: look,
    },
    returnCheck,
    pallet,
    loss,
  }
  return { deviceId, code: device.code, kind, state, life: device.life, facts }
}

async function readHolds(tx: Tx, deviceId: string, batchId: string | null): Promise<string[]> {
  const rows = await tx
    .selectFrom('hold')
    .select('reason')
    .where('lifted_at', 'is', null)
    .where((or) =>
      or.or([
        or('device_id', '=', deviceId),
        ...(batchId ? [or('batch_id', '=', batchId)] : []),
        or(
          'component_model',
          'in',
          or
            .selectFrom('component')
            .select('model')
            .where('device_id', '=', deviceId)
            .where('standing', '=', 'fitted')
            .where('model', 'is not', null)
            .$castTo<{ model: string }>(),
        ),
        or(
          'tool_version',
          'in',
          or
            .selectFrom('erasure')
            .select('tool_version')
            .where('device_id', '=', deviceId)
            .where('tool_version', 'is not', null)
            .$castTo<{ tool_version: string }>(),
        ),
      ]),
    )
    .execute()
  return rows.map((row) => row.reason)
}

/** The request that holds this device, its right judged today, and the papers that go with it. */
async function readPromise(
  tx: Tx,
  device: { readonly id: string; readonly kind: DeviceKind },
): Promise<Partial<Facts>> {
  const allocation = await tx
    .selectFrom('allocation')
    .select('request_id')
    .where('device_id', '=', device.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!allocation) return {}
  const request = await readRequest(tx, allocation.request_id)
  if (!request) return {}
  return {
    allocatedTo: 'thisRequest',
    ...request,
    ...(await readPapers(tx, { id: allocation.request_id, transfer: request.transfer.kind }, device)),
  }
}

/** What a request brings to a decision about any device: its right, judged today, and how the device would leave. */
export async function readRequest(tx: Tx, requestId: string): Promise<Pick<Facts, 'request' | 'transfer'> | null> {
  const row = await tx.selectFrom('request').selectAll().where('id', '=', requestId).executeTakeFirst()
  if (!row) return null
  const to = row.person_id ? 'person' : row.place_id ? 'site' : 'body'
  return { request: await rightToday(tx, row), transfer: { kind: row.transfer as TransferKind, to } }
}

/** A look given before the device's last change of state was about something else. */
async function secondLook(tx: Tx, deviceId: string, since: Date): Promise<'none' | 'given'> {
  const look = await tx
    .selectFrom('second_look')
    .select('id')
    .where('device_id', '=', deviceId)
    .where('about', '=', 'scrap')
    .where('answer', '=', 'agreed')
    .where('answered_at', '>', since)
    .executeTakeFirst()
  return look ? 'given' : 'none'
}

/** How the last return was checked: line by line, and each gap decided. */
async function readReturnCheck(tx: Tx, deviceId: string): Promise<Facts['returnCheck']> {
  const row = await tx
    .selectFrom('return_check')
    .select(['gap', 'gap_decision'])
    .where('device_id', '=', deviceId)
    .orderBy('checked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return 'notDone'
  if (row.gap === 'none') return 'noGap'
  return row.gap_decision ? 'gapDecided' : 'gapOpen'
}

async function readPallet(tx: Tx, deviceId: string): Promise<Facts['pallet']> {
  const row = await tx
    .selectFrom('pallet_item')
    .innerJoin('pallet', (join) =>
      join
        .onRef('pallet.id', '=', 'pallet_item.pallet_id')
        .onRef('pallet.organisation_id', '=', 'pallet_item.organisation_id'),
    )
    .select(['pallet.state', 'pallet.weight_grams'])
    .where('pallet_item.device_id', '=', deviceId)
    .executeTakeFirst()
  if (!row) return { status: 'none', weighed: false }
  return {
    status: row.state === 'open' || row.state === 'weighed' ? 'open' : 'frozen',
    weighed: row.weight_grams !== null,
  }
}

async function readLoss(tx: Tx, deviceId: string): Promise<Facts['loss']> {
  const row = await tx
    .selectFrom('loss')
    .select('breach_opened_at')
    .where('device_id', '=', deviceId)
    .where('found_at', 'is', null)
    .executeTakeFirst()
  return row
    ? { statement: 'onFile', breachFile: row.breach_opened_at ? 'opened' : 'none' }
    : { statement: 'none', breachFile: 'none' }
}
