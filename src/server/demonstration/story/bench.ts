import type { Grade } from '../../../domain/circuit/facts.ts'
import { triageEvents } from '../../triage/triage.sql.ts'
import { workingInstant } from './calendar.ts'
import { offerOnTheShelf } from './counter.ts'
import { erase } from './erasure.ts'
import { identify } from './identify.ts'
import { act, goOn, isOld, keep, type Live } from './live.ts'
import type { Story } from './story.ts'
import type { Grounds } from './town.ts'
import { toParts, toWaste } from './waste.ts'
import { finishWork, startWork } from './work.ts'

/** Devices that one person takes to the bench together. */
const AT_ONCE = 8

/** What came to the workshop is taken to the bench, a few at a time, a few days apart. */
export function toTheBench(story: Story, grounds: Grounds, devices: readonly Live[], at: number): void {
  for (let first = 0, turn = 0; first < devices.length; first += AT_ONCE, turn += 1) {
    goOn(
      story,
      workingInstant(story.chance, at, 2 + 4 * turn),
      devices.slice(first, first + AT_ONCE),
      (squad, then) => {
        for (const live of squad) identify(story, live, then)
        goOn(story, workingInstant(story.chance, then, 2), squad, (those, later) =>
          triage(story, grounds, those, later),
        )
      },
    )
  }
}

/** On the table: what does not start leaves for parts or waste; what comes back from a first reuse is sorted more severely. */
function triage(story: Story, grounds: Grounds, squad: readonly Live[], at: number): void {
  const { chance, town } = story
  const actor = chance.oneOf(town.technicians)
  const kept: Live[] = []
  const left: Live[] = []
  for (const live of squad) {
    const leaves = live.broken || (isOld(live, at) && !chance.happens(0.3))
    look(story, live, at, actor, leaves)
    judge(story, live, at, actor, leaves ? (chance.happens(0.25) ? 'parts' : 'recycle') : 'refurbish')
    if (!leaves) {
      act(story, live, 'triage', at, actor, { payload: { verdict: 'refurbish' }, set: { verdict: 'refurbish' } })
      kept.push(live)
    } else if (live.row.verdict === 'parts') toParts(story, grounds, live, at, actor)
    else left.push(live)
  }
  if (left.length > 0) toWaste(story, grounds, left, at, actor)
  goOn(story, workingInstant(chance, at, chance.between(3, 9)), kept, (those, then) =>
    work(story, grounds, those, then),
  )
}

function look(story: Story, live: Live, at: number, actor: string, leaves: boolean): void {
  const { journal } = story
  const damaged = leaves && live.kind === 'screen' ? ['screenCracked' as const] : []
  const works = leaves ? 'notWorking' : 'working'
  const boots = leaves ? 'no' : 'yes'
  const id = journal.id(at)
  keep(live, 'observation', {
    id,
    device_id: live.row.id,
    seen_at: new Date(at).toISOString(),
    seen_by: actor,
    boots,
    damage: damaged,
    locked: 'no',
  })
  live.row.works = works
  const payload = { observationId: id, boots, works, damage: damaged } as const
  journal.event(triageEvents, 'observed', at, actor, live.row.id, payload)
}

type Verdict = 'refurbish' | 'parts' | 'recycle'
const RULES: Readonly<Record<Verdict, string>> = {
  refurbish: 'worksNeedsMemory',
  parts: 'doesNotBoot',
  recycle: 'doesNotBoot',
}

function judge({ journal }: Story, live: Live, at: number, actor: string, decided: Verdict): void {
  live.row.verdict = decided
  const payload = { proposed: decided, decided, firm: decided !== 'parts', rules: [RULES[decided]] }
  journal.event(triageEvents, 'judged', at, actor, live.row.id, payload)
}

const GRADES: readonly [Grade, ...Grade[]] = ['B', 'A', 'B', 'C', 'B']

/** Erased, set right, tested, graded: ready for another life. */
function work(story: Story, grounds: Grounds, squad: readonly Live[], at: number): void {
  const { chance, town } = story
  const actor = chance.oneOf(town.technicians)
  for (const live of squad) startWork(story, grounds, live, at, actor)
  goOn(story, workingInstant(chance, at, 1), squad, (those, then) => {
    const computers = those.filter((live) => live.machine)
    if (computers.length > 0) erase(story, computers, then, town.people.trainee)
    goOn(story, workingInstant(chance, then, chance.between(1, 6)), those, (last, later) => {
      for (const live of last) finishWork(story, live, later, actor, chance.oneOf(GRADES))
      offerOnTheShelf(story, grounds, last, later)
    })
  })
}
