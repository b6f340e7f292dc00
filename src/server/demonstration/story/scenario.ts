import type { DeviceState } from '../../../domain/circuit/states.ts'
import type { DeviceKind } from '../../../domain/hardware/report.ts'
import { appear, buy, modelOf, offer, tellHolding } from './arrivals.ts'
import { tellRequest } from './asking.ts'
import { toTheBench } from './bench.ts'
import { breakDown } from './breakdowns.ts'
import { DAY, dayOf, workingInstant, yearOf } from './calendar.ts'
import { borrowerOrSite, enter, recipient } from './counter.ts'
import { comesBack } from './handover.ts'
import { lose } from './mishaps.ts'
import type { Story } from './story.ts'
import { found, type Grounds } from './town.ts'
import { leaveOpen } from './waste.ts'

const YEAR = 365 * DAY

/** Figures of the town that was measured: CLF-13, 14, 18 and 40. */
const TOWN = {
  /** Lots of twenty that the services use. */
  lots: 54,
  lotSize: [14, 26],
  /** Devices already in schools when the story begins. */
  inSchools: 600,
  offersAYear: 3,
  lossesAYear: 5,
} as const

/** Sets a town going: its services, its schools, what they let go, what firms offer, what gets lost. Answers how it ends. */
export function begin(story: Story): () => void {
  const grounds: Grounds = found(story, (devices, at) => toTheBench(story, grounds, devices, at))
  story.later(
    workingInstant(story.chance, story.from, 3),
    () => undefined,
    (at) => {
      equipServices(story, grounds, at)
      equipSchools(story, grounds, at)
    },
  )
  renewalsOfTheseWeeks(story, grounds)
  requestsOfTheseWeeks(story, grounds)
  offers(story, grounds)
  losses(story, grounds)
  return () => leaveOpen(story)
}

/** Lots bought over the years before; each is renewed in its turn. */
function equipServices(story: Story, grounds: Grounds, at: number): void {
  const { chance, town } = story
  const count = Math.max(1, Math.round(TOWN.lots * town.size))
  for (let lot = 0; lot < count; lot += 1) {
    const service = chance.oneOf(grounds.services)
    const boughtOn = dayOf(at - chance.between(0, Math.round(3.9 * 365)) * DAY)
    buy(story, grounds, service, chance.between(...TOWN.lotSize), at, { boughtOn })
  }
}

/** Days before today at which lots were let go, and where their devices wait now. */
const THESE_WEEKS: readonly { readonly ago: number; readonly rests: readonly DeviceState[] }[] = [
  { ago: 5, rests: ['decommissioned'] },
  { ago: 62, rests: ['received', 'identified', 'triaged', 'inWork', 'inWork', 'ready'] },
  { ago: 75, rests: ['reserved'] },
]
const REST_LOT = 12

/** Lots that are on their way today. */
function renewalsOfTheseWeeks(story: Story, grounds: Grounds): void {
  const { chance, now, from } = story
  for (const { ago, rests } of THESE_WEEKS) {
    const due = now - ago * DAY
    const bought = Math.max(due - 4.3 * YEAR, from + 5 * DAY)
    const plan = { due, collectedAfter: 4, rests }
    story.later(
      workingInstant(chance, bought, 0),
      () => undefined,
      (at) => buy(story, grounds, chance.oneOf(grounds.services), REST_LOT, at, { plan }),
    )
  }
}

/** Days before today at which somebody asked for what, and waits for an answer. */
const ASKED: readonly {
  readonly ago: number
  readonly kind: DeviceKind
  readonly count: number
  readonly gift: boolean
}[] = [
  { ago: 24, kind: 'desktop', count: 12, gift: false },
  { ago: 17, kind: 'laptop', count: 4, gift: true },
  { ago: 11, kind: 'screen', count: 6, gift: false },
  { ago: 7, kind: 'laptop', count: 2, gift: true },
  { ago: 4, kind: 'desktop', count: 8, gift: false },
]

function requestsOfTheseWeeks(story: Story, grounds: Grounds): void {
  for (const { ago, kind, count, gift } of ASKED)
    story.later(
      workingInstant(story.chance, story.now - ago * DAY, 0),
      () => undefined,
      (at) => {
        const asker = gift ? recipient(story, grounds, at) : borrowerOrSite(story, grounds)
        tellRequest(enter(story, new Array(count).fill({ kind }), at, asker))
      },
    )
}

/**
 * Second lives that were given before the system: told, with no gate claimed; they come back over four years, the first of them this
 * week.
 */
function equipSchools(story: Story, grounds: Grounds, at: number): void {
  const { chance, town } = story
  const actor = town.people.itManager
  let resting: DeviceState | null = 'returned'
  let left = Math.max(1, Math.round(TOWN.inSchools * town.size))
  while (left > 0) {
    const school = chance.oneOf(grounds.schools)
    const service = chance.oneOf(grounds.services)
    const since = at - chance.between(100, 1100) * DAY
    const boughtOn = dayOf(since - chance.between(1300, 1700) * DAY)
    const model = modelOf(story, yearOf(Date.parse(boughtOn)))
    const squad = Array.from({ length: Math.min(left, chance.between(4, 8)) }, () => {
      const live = appear(story, at, actor, {
        model,
        state: 'inUse',
        boughtOn,
        owner: 'organisation',
        placeId: school.id,
        life: 2,
      })
      tellHolding(story, live, at, actor, { life: 1, placeId: service.id, from: boughtOn, to: dayOf(since) })
      tellHolding(story, live, at, actor, { life: 2, placeId: school.id, from: dayOf(since), to: null })
      return { ...live, rests: resting }
    })
    left -= squad.length
    const back = resting ? story.now - 4 * DAY : at + chance.between(40, 1400) * DAY
    breakDown(story, squad, at, back - 30 * DAY)
    comesBack(story, grounds, squad, workingInstant(chance, back, 0))
    resting = null
  }
}

/** Counted back from today, so that one is always on its way. */
function offers(story: Story, grounds: Grounds): void {
  const { chance, now, from, town } = story
  const every = YEAR / Math.max(1, TOWN.offersAYear * town.size)
  for (let at = now - 6 * DAY; at > from + YEAR; at -= every)
    story.later(
      workingInstant(chance, at, -1),
      () => undefined,
      (day) => offer(story, grounds, chance.oneOf(grounds.donors), day),
    )
}

/** A portable that nobody finds: one at a time, over the years. */
function losses(story: Story, grounds: Grounds): void {
  const { chance, now, from, town } = story
  const every = YEAR / Math.max(1, TOWN.lossesAYear * town.size)
  for (let at = now - 30 * DAY; at > from + YEAR; at -= every)
    story.later(
      workingInstant(chance, at - 300 * DAY, 0),
      () => undefined,
      (day) => {
        const service = chance.oneOf(grounds.services)
        const live = appear(story, day, town.people.itManager, {
          model: modelOf(story, yearOf(day)),
          state: 'inUse',
          boughtOn: dayOf(day),
          owner: 'organisation',
          placeId: service.id,
          life: 1,
        })
        tellHolding(story, live, day, town.people.itManager, {
          life: 1,
          placeId: service.id,
          from: dayOf(day),
          to: null,
        })
        lose(story, live, day + 300 * DAY)
      },
    )
}
