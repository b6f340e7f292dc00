import { lossEvents } from '../../losses/loss.sql.ts'
import { DAY, dayOf, isoOf, workingInstant } from './calendar.ts'
import { act, keep, type Live, standing, tell } from './live.ts'
import { noteOf } from './notes.ts'
import type { Story } from './story.ts'

const STATEMENTS = [
  'Vol constaté à l’ouverture ; plainte déposée le matin même.',
  'Oublié dans un train ; réclamation faite aux objets trouvés.',
  'Introuvable depuis le déménagement du bureau.',
] as const
const A_DAY = 1

/** A device that serves is stolen or lost: a statement, and a breach file, for nothing proves that its disk was empty. */
export function lose(story: Story, live: Live, on: number): void {
  story.later(workingInstant(story.chance, on, 0), standing(story, [live]), (at) => {
    const { journal, town, chance } = story
    const actor = town.people.itManager
    const statement = chance.oneOf(STATEMENTS)
    const { hash: noteHash } = noteOf(story, at, actor, 'device', live.row.id, statement)
    const lossId = journal.id(at)
    const loss = {
      id: lossId,
      device_id: live.row.id,
      stolen: statement === STATEMENTS[0],
      stated_on: dayOf(at),
      stated_by: actor,
      breach_opened_at: isoOf(at),
      breach_notified_at: null as string | null,
      found_at: null,
    }
    keep(live, 'loss', loss)
    act(story, live, 'declareLost', at, actor, { facts: { loss: { statement: 'onFile', breachFile: 'opened' } } })
    const { stolen, stated_on: statedOn } = loss
    journal.event(lossEvents, 'stated', at, actor, live.row.id, {
      lossId,
      stolen,
      statedOn,
      noteHash,
      breachFile: true,
    })
    story.later(at + A_DAY * DAY, standing(story, [live]), (then) => {
      loss.breach_notified_at = isoOf(then)
      journal.event(lossEvents, 'notified', then, town.people.dpo, live.row.id, { lossId })
      tell(story, live)
    })
  })
}
