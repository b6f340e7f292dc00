import type { DeviceState } from '../../domain/circuit/states.ts'
import type { deviceText } from './device.text.ts'

type NextLabel = keyof ReturnType<typeof deviceText>['next']

export interface Next {
  readonly label: NextLabel
  readonly href: (code: string) => string
}

const to = (label: NextLabel, path: string): Next => ({ label, href: (code) => path.replace('CODE', code) })
const ERASE = to('erase', '/effacement/CODE')

/** What one does next with a device in this state; the first is the main act. */
export const NEXT: Readonly<Record<DeviceState, readonly Next[]>> = {
  announced: [to('identify', '/arrivees')],
  decommissioned: [to('identify', '/arrivees'), ERASE],
  refused: [],
  received: [to('identify', '/parc/CODE#releves'), ERASE],
  identified: [to('triage', '/tri/CODE'), ERASE],
  triaged: [to('work', '/atelier/CODE'), ERASE],
  inWork: [to('work', '/atelier/CODE'), ERASE],
  ready: [to('request', '/demandes')],
  reserved: [to('handOver', '/remises')],
  inUse: [to('takeBack', '/retours/CODE')],
  returned: [to('identify', '/parc/CODE#releves'), ERASE],
  toParts: [ERASE],
  toRecycling: [to('pallet', '/palettes'), ERASE],
  recycled: [],
  backToOwner: [],
  lost: [],
}

const IN_HAND: readonly DeviceState[] = [
  'received',
  'identified',
  'triaged',
  'inWork',
  'returned',
  'toParts',
  'ready',
  'inUse',
]
const GONE: readonly DeviceState[] = ['refused', 'backToOwner', 'recycled']

/** What may be done beside the circuit's next step: out of the inventory, lost, corrected, one with another. */
export const besides = (state: DeviceState, listed: boolean): readonly Next[] => [
  ...(listed && IN_HAND.includes(state) ? [to('decommission', '/parc/CODE/reforme')] : []),
  ...(GONE.includes(state) ? [] : [to('lost', '/parc/CODE/perte')]),
  to('correct', '/parc/CODE/corriger'),
  to('merge', '/parc/CODE/fusion'),
]
