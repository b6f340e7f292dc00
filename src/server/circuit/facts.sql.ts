import type { Act } from '../../domain/circuit/acts.ts'
import { bareFacts, type Facts, GRADES, type Grade } from '../../domain/circuit/facts.ts'
import type { Policy } from '../../domain/circuit/policy.ts'
import { type DeviceState, isNoDevice, type Standing } from '../../domain/circuit/states.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import type { Tx } from '../platform/database/database.ts'
import { type DeviceFactRow, lockDevices, readDeviceRows } from './device-row.sql.ts'
import { readKits } from './kit.sql.ts'
import { destinationOf, readMedia } from './media.sql.ts'
import { readPolicy } from './policy.sql.ts'
import { readPromises } from './promise.sql.ts'
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
  return (await readFactsOf(tx, [deviceId], await readPolicy(tx), { lock, act })).get(deviceId) ?? null
}

/**
 * The same for many devices, with a number of statements that does not grow with theirs; those that are not there have no entry. Some
 * thousands at a time.
 */
export async function readFactsOf(
  tx: Tx,
  deviceIds: readonly string[],
  policy: Policy,
  { lock = false, act = null }: { readonly lock?: boolean; readonly act?: Act | null } = {},
): Promise<ReadonlyMap<string, Known>> {
  if (deviceIds.length === 0) return new Map()
  if (lock) await lockDevices(tx, deviceIds)
  const devices = (await readDeviceRows(tx, deviceIds)).filter((device) => !isNoDevice(device.state))
  const [promises, work, kits] = await Promise.all([
    readPromises(tx, devices),
    readWork(tx, devices),
    readKits(tx, devices),
  ])
  const media = await readMedia(tx, devices, policy, ({ id }) =>
    destinationOf(act, promises.get(id)?.transfer?.kind ?? 'notChosen'),
  )
  return new Map(
    devices.map((device) => {
      const { id, code } = device
      const kind = device.kind as DeviceKind
      const state = device.state as DeviceState
      const facts: Facts = {
        ...ownFacts(device, state, kind),
        ...work(device),
        ...promises.get(id),
        kit: kits(device),
        media: media(device),
      }
      return [id, { deviceId: id, code, kind, state, life: device.life, facts }]
    }),
  )
}

/** What the device's own row says, and the rows that stand beside it. */
function ownFacts(device: DeviceFactRow, state: Standing, kind: DeviceKind): Facts {
  return {
    ...bareFacts(state, kind),
    holds: device.holds,
    owner: device.owner as Facts['owner'],
    mandate: device.mandate ? 'written' : 'none',
    acceptance: device.acceptance as Facts['acceptance'],
    inventory: device.inventory as Facts['inventory'],
    decommissionReason: (device.decommissionReason ?? 'none') as Facts['decommissionReason'],
    transit: device.slipId === null ? 'none' : 'onTheWay',
    openHolding: device.held ? 'open' : 'none',
    works: device.works as Facts['works'],
    grade: GRADES.find((grade): grade is Grade => grade === device.grade) ?? 'none',
    locks: {
      account: device.lockAccount as Facts['locks']['account'],
      management: device.lockManagement as Facts['locks']['management'],
      simAndCard: device.simAndCard as Facts['locks']['simAndCard'],
    },
    unitValueEur: device.unitValueEur === null ? 'notValued' : Number(device.unitValueEur),
    scrapping: { reason: device.scrapReason ? 'given' : 'none', secondLook: device.looked ? 'given' : 'none' },
    returnCheck: returnCheck(device),
    pallet: pallet(device),
    loss:
      device.lossFile === null
        ? { statement: 'none', breachFile: 'none' }
        : { statement: 'onFile', breachFile: device.lossFile ? 'opened' : 'none' },
  }
}

/** How the last return was checked: line by line, and each gap decided. */
function returnCheck({ returnGap, returnDecision }: DeviceFactRow): Facts['returnCheck'] {
  if (returnGap === null) return 'notDone'
  if (returnGap === 'none') return 'noGap'
  return returnDecision ? 'gapDecided' : 'gapOpen'
}

function pallet({ palletState, palletWeighed }: DeviceFactRow): Facts['pallet'] {
  if (palletState === null) return { status: 'none', weighed: false }
  return { status: palletState === 'open' || palletState === 'weighed' ? 'open' : 'frozen', weighed: palletWeighed }
}
