import { z } from 'zod'
import { type Performed, perform } from '../circuit/perform.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, eventsOf, writeNote } from '../platform/ledger/ledger.ts'
import { ACT_OF, type WayOut } from './triage.ts'

const wayOut = z.enum(['parts', 'recycle'])

const lookEvents = eventsOf('secondLook', {
  asked: {
    says: { fr: 'Second regard demandé', en: 'Second look asked for' },
    payload: z.strictObject({ lookId: z.uuid(), verdict: wayOut, noteHash: z.string().length(64) }),
  },
  answered: {
    says: { fr: 'Second regard donné', en: 'Second look given' },
    payload: z.strictObject({ lookId: z.uuid(), verdict: wayOut, answer: z.enum(['agreed', 'refused']) }),
  },
})

export interface Look {
  readonly id: string
  readonly deviceId: string
  readonly code: string
  readonly verdict: WayOut
  readonly reason: string
  readonly askedBy: string
  readonly askedAt: Date
  readonly askerName: string | null
}

/** Asks another person to look before a device that works leaves for parts or waste; one open question a device. */
export async function askLook(
  tx: Tx,
  actor: Actor & { readonly personId: string },
  deviceId: string,
  verdict: WayOut,
  reason: string,
): Promise<'asked' | 'alreadyAsked'> {
  const id = newId()
  const note = await writeNote(tx, actor, 'device', deviceId, reason)
  const made = await tx
    .insertInto('second_look')
    .values({
      organisation_id: actor.organisationId,
      id,
      device_id: deviceId,
      about: 'scrap',
      asked_by: actor.personId,
      verdict,
      note_id: note.id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows === 0n) return 'alreadyAsked'
  await lookEvents.record(tx, actor, 'asked', deviceId, { lookId: id, verdict, noteHash: note.hash })
  return 'asked'
}

const openLooks = (tx: Tx) =>
  tx
    .selectFrom('second_look as l')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'l.device_id').onRef('d.organisation_id', '=', 'l.organisation_id'),
    )
    .leftJoin('note as n', (join) =>
      join.onRef('n.id', '=', 'l.note_id').onRef('n.organisation_id', '=', 'l.organisation_id'),
    )
    .leftJoin('person_name as p', (join) => join.onRef('p.person_id', '=', 'l.asked_by').on('p.valid_to', 'is', null))
    .select([
      'l.id',
      'l.device_id as deviceId',
      'd.code',
      'l.verdict',
      'n.body as reason',
      'l.asked_by as askedBy',
      'l.asked_at as askedAt',
      'p.name as askerName',
    ])
    .where('l.answered_at', 'is', null)
    .where('l.about', '=', 'scrap')
    .where('l.verdict', 'is not', null)

const lookOf = (row: Awaited<ReturnType<ReturnType<typeof openLooks>['execute']>>[number]): Look => ({
  ...row,
  verdict: wayOut.parse(row.verdict),
  reason: row.reason ?? '',
})

/** The looks that are asked and not answered, oldest first. */
export async function waitingLooks(tx: Tx): Promise<readonly Look[]> {
  return (await openLooks(tx).orderBy('l.asked_at').limit(50).execute()).map(lookOf)
}

/** The open look of one device, or by its own id. */
export async function openLook(tx: Tx, by: { deviceId: string } | { id: string }): Promise<Look | null> {
  const query = openLooks(tx)
  const row = await ('id' in by
    ? query.where('l.id', '=', by.id)
    : query.where('l.device_id', '=', by.deviceId)
  ).executeTakeFirst()
  return row ? lookOf(row) : null
}

/** Answers a look; where the second person agrees, the device leaves in the same transaction, as the circuit allows. */
export async function answerLook(
  tx: Tx,
  actor: Actor & { readonly personId: string },
  look: Look,
  answer: 'agreed' | 'refused',
): Promise<Performed | { readonly kind: 'kept' }> {
  await tx
    .updateTable('second_look')
    .set({ answer, answered_by: actor.personId, answered_at: new Date() })
    .where('id', '=', look.id)
    .execute()
  await lookEvents.record(tx, actor, 'answered', look.deviceId, { lookId: look.id, verdict: look.verdict, answer })
  if (answer === 'refused') return { kind: 'kept' }
  return perform(tx, actor, ACT_OF[look.verdict], look.deviceId, {
    facts: { scrapping: { reason: 'given', secondLook: 'given' } },
    payload: { verdict: look.verdict, secondLookId: look.id },
    set: { verdict: look.verdict, scrap_reason: look.reason },
  })
}
