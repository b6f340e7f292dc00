import type { Table } from '../rules.ts'
import { type Act, ALL_ACTS } from './acts.ts'
import type { HoldingEnding } from './lives.ts'
import { DEVICE_STATES, type DeviceState, type Standing } from './states.ts'

export interface Transition {
  readonly act: Act
  readonly from: readonly Standing[]
  /** `same` = the act leaves the state; `asBefore` = the state before the event that is corrected. */
  readonly to: DeviceState | 'same' | 'asBefore'
  /** What becomes of the holding: who has the device, from when to when. */
  readonly holding: 'opens' | 'closes' | 'same' | 'asBefore'
  /** Why a holding that this act closes has ended. */
  readonly ending: HoldingEnding | 'none'
  /** `used`: until this act the device served somebody, or was out of our sight: older proofs of its media end here. */
  readonly media: 'used' | 'same'
}

const goes = (
  act: Act,
  from: readonly Standing[],
  to: Transition['to'],
  holding: Transition['holding'] = 'same',
  media: Transition['media'] = 'same',
): Transition => ({ act, from, to, holding, ending: 'none', media })

/** The holding closes: until this act the device served its holder. */
const ends = (act: Act, from: readonly Standing[], to: Transition['to'], ending: HoldingEnding): Transition => ({
  act,
  from,
  to,
  holding: 'closes',
  ending,
  media: 'used',
})

const IN_OUR_HANDS = ['received', 'identified', 'triaged', 'inWork', 'returned', 'toParts', 'toRecycling'] as const
const WITH_US = [...IN_OUR_HANDS, 'ready', 'reserved'] as const
const CLOSED = ['refused', 'backToOwner', 'recycled'] as const

const allBut = (out: readonly DeviceState[]) => DEVICE_STATES.filter((state) => !out.includes(state))

/** Which act leads from which state to which; a pair that is not here is refused. */
export const TRANSITIONS: Table<readonly Transition[]> = {
  version: 2,
  inForceFrom: '2026-11-22',
  rows: [
    goes('announce', ['none', 'refused', 'backToOwner'], 'announced'),
    ends('announce', ['inUse'], 'announced', 'donated'),
    goes('declare', ['none'], 'inUse', 'opens'),
    goes('decommission', ['none'], 'decommissioned'),
    ends('decommission', ['inUse'], 'decommissioned', 'decommissioned'),
    goes('decommission', [...IN_OUR_HANDS, 'ready'], 'same'),
    goes('refuse', ['announced'], 'refused'),
    goes('receive', ['none', 'announced'], 'received', 'same', 'used'),
    goes('receive', ['decommissioned'], 'received'),
    goes('accept', ['announced', 'received', 'identified'], 'same'),
    goes('identify', ['received', 'returned'], 'identified'),
    goes('move', [...WITH_US, 'decommissioned'], 'same'),
    goes('erase', ['decommissioned', ...IN_OUR_HANDS], 'same'),
    goes('verifyErasure', ['decommissioned', ...IN_OUR_HANDS], 'same'),
    goes('setMediumAside', ['decommissioned', ...IN_OUR_HANDS], 'same'),
    goes('sendToCustody', ['decommissioned', ...IN_OUR_HANDS], 'same'),
    goes('endCustody', ['decommissioned', ...IN_OUR_HANDS], 'same'),
    goes('triage', ['identified'], 'triaged'),
    goes('sendToParts', ['identified', 'triaged', 'inWork'], 'toParts'),
    goes('scrap', ['identified', 'triaged', 'inWork', 'toParts'], 'toRecycling'),
    ends('scrap', ['inUse'], 'toRecycling', 'scrapped'),
    goes('startWork', ['triaged', 'ready'], 'inWork'),
    goes('takePart', ['inWork', 'toParts'], 'same'),
    goes('fitPart', ['inWork'], 'same'),
    goes('finish', ['triaged', 'inWork'], 'ready'),
    goes('lapse', ['ready'], 'triaged'),
    goes('completeKit', ['ready', 'reserved'], 'same'),
    goes('reserve', ['ready'], 'reserved'),
    goes('release', ['reserved'], 'ready'),
    goes('handOver', ['reserved'], 'inUse', 'opens'),
    goes('repair', ['inUse'], 'same'),
    ends('takeBack', ['inUse'], 'returned', 'returned'),
    goes('putOnPallet', ['toRecycling'], 'same'),
    goes('takeOffPallet', ['toRecycling'], 'same'),
    goes('freezePallet', ['toRecycling'], 'same'),
    goes('collectPallet', ['toRecycling'], 'recycled'),
    goes('giveBack', ['received', 'identified', 'triaged', 'returned'], 'backToOwner'),
    goes('declareLost', allBut([...CLOSED, 'lost']), 'lost'),
    ends('find', ['lost'], 'received', 'lost'),
    goes('correct', allBut(['recycled']), 'asBefore', 'asBefore'),
  ],
}

/** The row that says what `act` does from `from`, or `impossible`. */
export function transitionOf(act: Act, from: Standing): Transition | 'impossible' {
  return TRANSITIONS.rows.find((row) => row.act === act && row.from.includes(from)) ?? 'impossible'
}

/** The states from which `act` exists, in the order of the circuit. */
export function statesBefore(act: Act): readonly Standing[] {
  const from = TRANSITIONS.rows.filter((row) => row.act === act).flatMap((row) => row.from)
  return (['none', ...DEVICE_STATES] as const).filter((state) => from.includes(state))
}

/** The acts that exist from `from`, whatever the gates say. */
export function actsFrom(from: Standing): readonly Act[] {
  return ALL_ACTS.filter((name) => transitionOf(name, from) !== 'impossible')
}
