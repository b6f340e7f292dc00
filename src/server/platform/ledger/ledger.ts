import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '../database/database.ts'
import { newId } from '../database/id.ts'
import { PREPARED } from '../database/prepared.ts'
import type { Bilingual } from '../text/text.ts'

/** Who acts: a member, or the program itself (a job, a deadline). */
export interface Actor {
  readonly organisationId: string
  readonly personId: string | null
}

/** A line of the ledger before it is appended. */
export interface Line {
  readonly organisation: string
  readonly id: string
  readonly actor: string | null
  readonly subject: string
  readonly about: string
  readonly kind: string
  readonly payload: object
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
  const line = <Name extends keyof Kinds & string>(
    actor: Actor,
    name: Name,
    subjectId: string,
    payload: z.input<Kinds[Name]['payload']>,
  ): Line => ({
    organisation: actor.organisationId,
    id: newId(),
    actor: actor.personId,
    subject,
    about: subjectId,
    kind: `${subject}.${name}`,
    payload: kinds[name]?.payload.parse(payload) ?? {},
  })
  return {
    subject,
    kinds,
    /** One line to append with others, of any subject, in the order they are made: `recordLines`. Throws when the payload is not what the kind declares. */
    line,
    /** Appends one line in the caller's transaction; answers its id. */
    async record<Name extends keyof Kinds & string>(
      tx: Tx,
      actor: Actor,
      name: Name,
      subjectId: string,
      payload: z.input<Kinds[Name]['payload']>,
    ): Promise<string> {
      const one = line(actor, name, subjectId, payload)
      await recordLines(tx, [one])
      return one.id
    },
    /** Appends many lines in one statement, in their order; as `record` otherwise. */
    recordAll: <Name extends keyof Kinds & string>(
      tx: Tx,
      actor: Actor,
      lines: readonly {
        readonly name: Name
        readonly subjectId: string
        readonly payload: z.input<Kinds[Name]['payload']>
      }[],
    ): Promise<void> =>
      recordLines(
        tx,
        lines.map(({ name, subjectId, payload }) => line(actor, name, subjectId, payload)),
      ),
  }
}

/** Appends lines in the caller's transaction, in one statement. */
export async function recordLines(tx: Tx, lines: readonly Line[]): Promise<void> {
  if (lines.length === 0) return
  await sql`${PREPARED} insert into event (organisation_id, id, actor, subject_kind, subject_id, kind, payload)
    select organisation, id, actor, subject, about, kind, payload from json_to_recordset(${JSON.stringify(lines)}::json)
      as x(organisation uuid, id uuid, actor uuid, subject text, about uuid, kind text, payload jsonb)`.execute(tx)
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
