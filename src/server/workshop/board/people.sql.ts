import { z } from 'zod'
import type { Tx } from '../../platform/database/database.ts'
import { type Actor, eventsOf } from '../../platform/ledger/ledger.ts'

const peopleEvents = eventsOf('workshopPerson', {
  set: {
    says: { fr: 'Temps d’atelier d’une personne dit', en: 'Workshop time of a person set' },
    payload: z.strictObject({ weeklyMinutes: z.number().int().nullable(), inTeam: z.boolean() }),
  },
})

/** Says the team of a person and the minutes a week that they give to the workshop; nothing said is not zero. */
export async function setWorkshopPerson(
  tx: Tx,
  actor: Actor,
  personId: string,
  said: { readonly team: string | null; readonly weeklyMinutes: number | null },
): Promise<void> {
  const row = { team: said.team, weekly_minutes: said.weeklyMinutes }
  await tx
    .insertInto('workshop_person')
    .values({ organisation_id: actor.organisationId, person_id: personId, ...row })
    .onConflict((same) => same.columns(['organisation_id', 'person_id']).doUpdateSet(row))
    .execute()
  await peopleEvents.record(tx, actor, 'set', personId, {
    weeklyMinutes: said.weeklyMinutes,
    inTeam: said.team !== null,
  })
}
