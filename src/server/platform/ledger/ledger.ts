import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
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
    /** Appends many lines in one statement, in their order; as `record` otherwise. */
    async recordAll<Name extends keyof Kinds & string>(
      tx: Tx,
      actor: Actor,
      lines: readonly {
        readonly name: Name
        readonly subjectId: string
        readonly payload: z.input<Kinds[Name]['payload']>
      }[],
    ): Promise<void> {
      if (lines.length === 0) return
      const rows = lines.map(({ name, subjectId, payload }) => ({
        id: newId(),
        subject: subjectId,
        kind: `${subject}.${name}`,
        payload: kinds[name]?.payload.parse(payload) ?? {},
      }))
      await sql`insert into event (organisation_id, id, actor, subject_kind, subject_id, kind, payload)
        select ${actor.organisationId}, x.id, ${actor.personId}, ${subject}, x.subject, x.kind, x.payload
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, subject uuid, kind text, payload jsonb)`.execute(
        tx,
      )
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
