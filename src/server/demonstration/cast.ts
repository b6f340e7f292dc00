import { DEVICE_STATES, type DeviceState } from '../../domain/circuit/states.ts'
import type { WayOut } from '../triage/triage.ts'
import { chanceFrom } from './chance.ts'
import { inventMachine, type Machine } from './dumps.ts'
import { COHORTS, type Cohort, isMachine, type Model } from './park.ts'

/** One device of the story: what it is, where it comes from, where it stands today. */
export interface Character {
  readonly cohort: Cohort
  readonly model: Model
  /** Null for what prints no report: a screen, a tablet, a printer. */
  readonly machine: Machine | null
  readonly serial: string
  readonly inventoryNumber: string | null
  readonly today: DeviceState
  readonly broken: boolean
  /** Which way out it takes, where it is not kept. */
  readonly leaves: WayOut | null
  /** Given once it is made. */
  id: string
  code: string
}

const LEAVES: Partial<Readonly<Record<DeviceState, WayOut>>> = {
  toParts: 'parts',
  toRecycling: 'recycle',
  recycled: 'recycle',
}

/** Everyone in the story, in the order of the lots; the same seed casts the same. */
export function castOf(seed: number): readonly Character[] {
  const chance = chanceFrom(seed)
  return COHORTS.flatMap((cohort) => {
    const bought = Number(cohort.past[0]?.from.slice(0, 4))
    const [first, ...others] = cohort.models.filter((model) => model.year <= bought)
    if (!first) throw new Error(`demonstration: no model of ${cohort.label} was sold in ${bought}`)
    return DEVICE_STATES.flatMap((today) =>
      Array.from({ length: cohort.today[today] ?? 0 }, (_, at): Character => {
        const model = chance.oneOf([first, ...others])
        const leaves = LEAVES[today] ?? null
        const failing = today === 'identified' && at === 0
        const machine = isMachine(model) ? inventMachine(chance, model, failing) : null
        return {
          cohort,
          model,
          machine,
          serial: machine?.serial ?? chance.text('ABCDEFGHJKLMNPQRSTVWXYZ0123456789', 11),
          inventoryNumber: cohort.owner === 'organisation' ? `${bought}-${chance.text('0123456789', 5)}` : null,
          today,
          broken: leaves !== null,
          leaves,
          id: '',
          code: '',
        }
      }),
    )
  })
}
