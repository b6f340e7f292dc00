import type { DeviceState } from '../../domain/circuit/states.ts'
import {
  handOver,
  judgeFleet,
  keepFleet,
  keepPallets,
  reportBreakdowns,
  seeFleet,
  takeRequests,
  work,
} from '../organisation/permissions.ts'
import { allows, type Member, type Permission } from '../platform/http/permission.ts'
import type { deviceText } from './device.text.ts'

type NextLabel = keyof ReturnType<typeof deviceText>['next']

export interface Next {
  readonly label: NextLabel
  readonly href: (code: string) => string
  readonly access: Permission
}

const to = (label: NextLabel, path: string, access: Permission): Next => ({
  label,
  href: (code) => path.replace('CODE', code),
  access,
})
const ERASE = to('erase', '/effacement/CODE', seeFleet)

/** What one does next with a device in this state; the first is the main act. */
export const NEXT: Readonly<Record<DeviceState, readonly Next[]>> = {
  announced: [to('identify', '/arrivees', work)],
  decommissioned: [to('identify', '/arrivees', work), ERASE],
  refused: [],
  received: [to('identify', '/parc/CODE#releves', work), ERASE],
  identified: [to('triage', '/tri/CODE', seeFleet), ERASE],
  triaged: [to('work', '/atelier/CODE', seeFleet), ERASE],
  inWork: [to('work', '/atelier/CODE', seeFleet), to('parts', '/pieces/appareil/CODE', seeFleet), ERASE],
  ready: [to('request', '/demandes', takeRequests)],
  reserved: [to('handOver', '/remises', handOver)],
  inUse: [to('takeBack', '/retours/CODE', handOver)],
  returned: [to('identify', '/parc/CODE#releves', work), ERASE],
  toParts: [to('takeApart', '/pieces/demonter/CODE', work), ERASE],
  toRecycling: [to('pallet', '/palettes', keepPallets), ERASE],
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
  ...(listed && IN_HAND.includes(state) ? [to('decommission', '/parc/CODE/reforme', keepFleet)] : []),
  ...(GONE.includes(state) ? [] : [to('lost', '/parc/CODE/perte', seeFleet)]),
  ...(state === 'inUse' ? [to('broken', '/pannes/nouvelle?code=CODE', reportBreakdowns)] : []),
  to('correct', '/parc/CODE/corriger', judgeFleet),
  to('merge', '/parc/CODE/fusion', keepFleet),
]

/** Those of these acts whose page this member may open. */
export const openTo = (member: Pick<Member, 'roles'>, nexts: readonly Next[]): readonly Next[] =>
  nexts.filter(({ access }) => allows(member, access))
