import type { Act } from '../../../domain/circuit/acts.ts'
import { decide } from '../../../domain/circuit/decide.ts'
import { bareFacts, type Facts, type Grade, type MediaFinding } from '../../../domain/circuit/facts.ts'
import { DEFAULT_POLICY } from '../../../domain/circuit/policy.ts'
import type { DeviceState } from '../../../domain/circuit/states.ts'
import { levelOf } from '../../../domain/erasure/techniques.ts'
import type { DeviceKind, MediumKind } from '../../../domain/hardware/report.ts'
import { type ActPayload, deviceActs } from '../../circuit/device-events.ts'
import type { Machine } from '../dumps.ts'
import { DAY, isoOf } from './calendar.ts'
import type { Row, TableName } from './journal.ts'
import type { Story } from './story.ts'

export type DeviceRow = Row<'device'> & { id: string; code: string; state: DeviceState; life: number }

/** One device while it may still change: its row as it stands, and the rows that wait for it. */
export interface Live {
  readonly kind: DeviceKind
  readonly row: DeviceRow
  /** Null for what prints no report. */
  readonly machine: Machine | null
  readonly broken: boolean
  medium: Row<'component'> | null
  erased: { readonly at: number } | null
  holding: Row<'holding'> | null
  allocation: Row<'allocation'> | null
  order: (Row<'work_order'> & { id: string }) | null
  tested: boolean
  /** Its rows are told: what still happens to it is told at once. */
  told: boolean
  /** It stays in this state until today, so that each step has something to show on any day. */
  rests: DeviceState | null
  /** Rows that name this device, told with it. */
  readonly kept: (readonly [TableName, object])[]
}

/** Keeps a row that names the device until the device itself is told. */
export function keep<T extends TableName>(live: Live, table: T, row: Row<T>): Row<T> {
  live.kept.push([table, row])
  return row
}

/** Tells a device as it stands, with all that was kept for it. */
export function tell({ journal }: Story, live: Live): void {
  live.told = true
  const { id, code } = live.row
  journal.row('public_code', { code, subject_kind: 'device', subject_id: id })
  journal.row('device', live.row)
  for (const [table, row] of live.kept.splice(0)) journal.row(table, row as never)
}

/** Tells these devices as they stand: what waits for them lies beyond today. */
export const standing = (story: Story, devices: readonly Live[]) => () => {
  for (const live of devices) tell(story, live)
}

/** Goes on with these devices at that instant; those that rest where they stand are told as they are. */
export function goOn(
  story: Story,
  at: number,
  devices: readonly Live[],
  run: (devices: readonly Live[], at: number) => void,
): void {
  const resting = devices.filter(({ rests, row }) => rests === row.state)
  standing(story, resting)()
  const others = devices.filter((live) => !resting.includes(live))
  if (others.length > 0) story.later(at, standing(story, others), (then) => run(others, then))
}

/** Years after which a computer that comes back rarely serves again. */
const OLD_YEARS = 6
export const isOld = ({ row }: Live, at: number): boolean =>
  at - Date.parse(row.bought_on ?? '') > OLD_YEARS * 365 * DAY

const SOFTWARE: Facts['software'] = [{ name: 'Linux Mint', licence: 'free', proofOfLicence: false }]

function mediaOf({ medium, erased, row }: Live): MediaFinding {
  if (!medium) return { kind: 'notLookedAt' }
  const used = medium.last_used_at
  return {
    kind: 'listed',
    media: [
      {
        name: medium.serial ?? row.code,
        state: erased ? 'erased' : 'unknown',
        exceptions: [],
        proof: erased
          ? { source: 'toolLog', level: levelOf('overwrite', medium.subkind as MediumKind), at: isoOf(erased.at) }
          : 'none',
        lastUsed: typeof used === 'string' ? used : 'never',
        dataOf: row.owner === 'organisation' ? 'anybody' : 'owner',
      },
    ],
  }
}

/** What the story knows of a device, as the circuit asks it. */
export const factsOf = (live: Live): Facts => ({
  ...bareFacts(live.row.state, live.kind),
  media: mediaOf(live),
  owner: live.row.owner as Facts['owner'],
  inventory: live.row.inventory as Facts['inventory'],
  decommissionReason: (live.row.decommission_reason ?? 'none') as Facts['decommissionReason'],
  openHolding: live.holding ? 'open' : 'none',
  works: live.row.works as Facts['works'],
  grade: (live.row.grade ?? 'none') as Grade | 'none',
  tests: live.tested ? 'passed' : 'notDone',
  software: live.tested ? SOFTWARE : 'notListed',
  unitValueEur: live.row.unit_value_eur == null ? 'notValued' : Number(live.row.unit_value_eur),
})

interface Deed {
  readonly facts?: Partial<Facts>
  readonly payload?: ActPayload
  readonly set?: Partial<DeviceRow>
}

/** An act of the circuit, in memory: the circuit decides, the row follows, the event is told. Throws where a rule refuses. */
export function act(story: Story, live: Live, name: Act, at: number, actor: string, deed: Deed = {}): void {
  const { row } = live
  const from = row.state
  const decision = decide(name, { ...factsOf(live), ...deed.facts }, DEFAULT_POLICY)
  if (!decision.allowed)
    throw new Error(`demonstration: ${name} from ${from} is refused (${decision.refusals.map((one) => one.rule)})`)
  Object.assign(row, deed.set)
  if (decision.to !== from) {
    row.state = decision.to
    row.state_since = isoOf(at)
  }
  if (decision.ending !== 'none' && live.holding) {
    live.holding.ended_at = isoOf(at)
    live.holding.ending = decision.ending
    live.holding = null
  }
  if (decision.media === 'used' && live.medium) {
    live.medium.last_used_at = isoOf(at)
    live.erased = null
  }
  story.journal.event(deviceActs, name, at, actor, row.id, { ...deed.payload, from, to: decision.to, life: row.life })
}
