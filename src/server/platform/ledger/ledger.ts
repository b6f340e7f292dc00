import { createHash, randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { Tx } from '../database/database.ts'
import { newId } from '../database/id.ts'
import type { Bilingual } from '../text/text.ts'

/** Who acts: a member, or the program itself (a job, a deadline). */
export interface Actor {
  readonly organisationId: string
  readonly personId: string | null
}

interface EventKind {
  readonly says: Bilingual
  /** Strict: no name, address, contact, hostname or free text ever enters a payload. */
  readonly payload: z.ZodType<object>
}

const KNOWN = new Map<string, Bilingual>()

/** The name of an event kind for a screen; the kind itself where no room declares it. */
export const eventName = (kind: string): Bilingual => KNOWN.get(kind) ?? { fr: kind, en: kind }

/** Declares the events of one subject and answers how to append them: `device.record(tx, actor, 'received', id, {…})`. */
export function eventsOf<const Kinds extends Readonly<Record<string, EventKind>>>(subject: string, kinds: Kinds) {
  for (const [name, kind] of Object.entries(kinds)) KNOWN.set(`${subject}.${name}`, kind.says)
  return {
    subject,
    kinds,
    /** Appends one line in the caller's transaction. Throws when the payload is not what the kind declares. */
    async record<Name extends keyof Kinds & string>(
      tx: Tx,
      actor: Actor,
      name: Name,
      subjectId: string,
      payload: z.input<Kinds[Name]['payload']>,
    ): Promise<string> {
      const id = newId()
      await tx
        .insertInto('event')
        .values({
          organisation_id: actor.organisationId,
          id,
          actor: actor.personId,
          subject_kind: subject,
          subject_id: subjectId,
          kind: `${subject}.${name}`,
          payload: JSON.stringify(kinds[name]?.payload.parse(payload) ?? {}),
        })
        .execute()
      return id
    },
  }
}

/** Writes a note beside the ledger; the event that speaks of it holds the answered hash: sha256(salt ‖ note). */
export async function writeNote(
  tx: Tx,
  actor: Actor,
  subjectKind: string,
  subjectId: string,
  body: string,
): Promise<{ id: string; hash: string }> {
  const id = newId()
  const salt = randomBytes(16)
  await tx
    .insertInto('note')
    .values({
      organisation_id: actor.organisationId,
      id,
      subject_kind: subjectKind,
      subject_id: subjectId,
      author: actor.personId,
      salt,
      body,
    })
    .execute()
  return { id, hash: createHash('sha256').update(salt).update(body).digest('hex') }
}
