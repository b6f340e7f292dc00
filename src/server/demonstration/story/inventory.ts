import { dayOf } from './calendar.ts'
import { act, type Live } from './live.ts'
import type { Story } from './story.ts'

/** Before parts, waste or a gift: the finance officer takes out of the inventory what is still in it. */
export function takeOutOfInventory(story: Story, live: Live, at: number): void {
  if (live.row.inventory !== 'listed') return
  const reason = live.broken ? 'broken' : 'obsolete'
  act(story, live, 'decommission', at, story.town.people.finance, {
    facts: { decommissionReason: reason },
    payload: { reason },
    set: { inventory: 'decommissioned', decommission_reason: reason, decommissioned_on: dayOf(at) },
  })
}
