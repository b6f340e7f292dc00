import { sql, type Updateable } from 'kysely'
import { z } from 'zod'
import { ALL_ACTS } from '../../domain/circuit/acts.ts'
import { groupBy } from '../../domain/group-by.ts'
import { type Performed, performAll, setDevices } from '../circuit/perform.sql.ts'
import { judgeFleet } from '../organisation/permissions.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import type { Device } from '../platform/database/schema.generated.ts'
import { type Actor, eventsOf, writeNote } from '../platform/ledger/ledger.ts'
import type { Waiting } from '../platform/waiting.ts'
import { LAST_PAYLOAD, type LastAct } from './correct.ts'
import { UNDO } from './correct-undo.sql.ts'

const lookPayload = z.strictObject({ lookId: z.uuid(), eventId: z.uuid(), noteHash: z.string().length(64) })

const correctionEvents = eventsOf('correction', {
  noted: {
    says: { fr: 'Motif de la correction écrit', en: 'Reason of the correction written' },
    payload: z.strictObject({ eventId: z.uuid(), noteHash: z.string().length(64) }),
  },
  asked: {
    says: { fr: 'Correction d’une remise demandée', en: 'Correction of a hand-over asked for' },
    payload: lookPayload,
  },
  answered: {
    says: {
      fr: 'Correction d’une remise jugée par une seconde personne',
      en: 'Correction of a hand-over judged by a second person',
    },
    payload: z.strictObject({ lookId: z.uuid(), answer: z.enum(['agreed', 'refused']) }),
  },
})

/** The last act of a device; null where the ledger knows none. */
export const lastAct = async (tx: Tx, deviceId: string): Promise<LastAct | null> =>
  (await lastActs(tx, [deviceId])).get(deviceId) ?? null

/** The last act of each of these devices; those of which the ledger knows none have no entry. */
export async function lastActs(tx: Tx, deviceIds: readonly string[]): Promise<ReadonlyMap<string, LastAct>> {
  const kinds = ALL_ACTS.map((act) => `device.${act}`)
  const { rows } = await sql<{
    device: string
    id: string
    kind: string
    at: Date
    payload: unknown
    name: string | null
  }>`
    select d.id as device, e.id, e.kind, e.at, e.payload, n.name from unnest(${deviceIds}::uuid[]) d(id)
    cross join lateral (select id, kind, at, actor, payload from event
      where subject_id = d.id and kind = any(${kinds}::text[]) order by at desc, id desc limit 2) e
    left join person_name n on n.person_id = e.actor and n.valid_to is null
    order by d.id, e.at desc, e.id desc`.execute(tx)
  const eventsIn = groupBy(rows, (row) => row.device)
  return new Map(
    deviceIds.flatMap((deviceId) => {
      const [last, before] = eventsIn(deviceId)
      const payload = LAST_PAYLOAD.safeParse(last?.payload)
      const act = ALL_ACTS.find((one) => last?.kind === `device.${one}`)
      if (!last || !payload.success || !act) return []
      const earlier = LAST_PAYLOAD.safeParse(before?.payload)
      const lifeBefore = earlier.success ? earlier.data.life : 0
      return [
        [deviceId, { eventId: last.id, act, at: last.at, by: last.name, payload: payload.data, lifeBefore }] as const,
      ]
    }),
  )
}

/** Whether this act has its contrary here; the others are undone by the act of the circuit that goes the other way. */
export const isUndone = (last: LastAct): boolean => last.act in UNDO && last.payload.from !== 'none'

export interface Look {
  readonly id: string
  readonly askedBy: string
  readonly asker: string | null
  readonly askedAt: Date
  readonly reason: string | null
}

/** The open question to a second person about the correction of this very act; an older one is about something else. */
export async function openCorrection(tx: Tx, deviceId: string, last: LastAct): Promise<Look | null> {
  const row = await tx
    .selectFrom('second_look as l')
    .leftJoin('note as t', (join) =>
      join.onRef('t.id', '=', 'l.note_id').onRef('t.organisation_id', '=', 'l.organisation_id'),
    )
    .leftJoin('person_name as n', (join) => join.onRef('n.person_id', '=', 'l.asked_by').on('n.valid_to', 'is', null))
    .select(['l.id', 'l.asked_by as askedBy', 'n.name as asker', 'l.asked_at as askedAt', 't.body as reason'])
    .where('l.device_id', '=', deviceId)
    .where('l.about', '=', 'correct')
    .where('l.answered_at', 'is', null)
    .where('l.asked_at', '>', last.at)
    .executeTakeFirst()
  return row ?? null
}

/** Asks a second person to agree; a question left open about an earlier act is closed without an answer of anybody. */
export async function askCorrection(
  tx: Tx,
  actor: Actor & { readonly personId: string },
  deviceId: string,
  last: LastAct,
  reason: string,
): Promise<void> {
  await tx
    .updateTable('second_look')
    .set({ answer: 'refused', answered_at: new Date() })
    .where('device_id', '=', deviceId)
    .where('about', '=', 'correct')
    .where('answered_at', 'is', null)
    .execute()
  const note = await writeNote(tx, actor, 'device', deviceId, reason)
  const id = newId()
  await tx
    .insertInto('second_look')
    .values({
      organisation_id: actor.organisationId,
      id,
      device_id: deviceId,
      about: 'correct',
      asked_by: actor.personId,
      note_id: note.id,
      // Later than the act it is about, whatever the transaction's own instant.
      asked_at: sql<Date>`clock_timestamp()`,
    })
    .execute()
  const { eventId } = last
  await correctionEvents.record(tx, actor, 'asked', deviceId, { lookId: id, eventId, noteHash: note.hash })
}

export async function answerCorrection(
  tx: Tx,
  actor: Actor & { readonly personId: string },
  deviceId: string,
  last: LastAct,
  look: Look,
  answer: 'agreed' | 'refused',
): Promise<Performed | { readonly kind: 'kept' }> {
  await tx
    .updateTable('second_look')
    .set({ answer, answered_by: actor.personId, answered_at: new Date() })
    .where('id', '=', look.id)
    .execute()
  await correctionEvents.record(tx, actor, 'answered', deviceId, { lookId: look.id, answer })
  return answer === 'refused' ? { kind: 'kept' } : correct(tx, actor, deviceId, last, look.id)
}

/** Undoes the last act of a device by a contrary event that names it; `lookId` where a second person agreed. */
export async function correct(
  tx: Tx,
  actor: Actor,
  deviceId: string,
  last: LastAct,
  lookId: string | null,
  reason: string | null = null,
): Promise<Performed> {
  const done = (await correctAll(tx, actor, new Map([[deviceId, last]]), lookId)).get(deviceId) ?? { kind: 'missing' }
  if (done.kind === 'done' && reason) {
    const note = await writeNote(tx, actor, 'device', deviceId, reason)
    await correctionEvents.record(tx, actor, 'noted', deviceId, { eventId: last.eventId, noteHash: note.hash })
  }
  return done
}

/** The same for the last act of each of these devices. */
export async function correctAll(
  tx: Tx,
  actor: Actor,
  lasts: ReadonlyMap<string, LastAct>,
  lookId: string | null = null,
): Promise<ReadonlyMap<string, Performed>> {
  const people = lookId === null ? 1 : 2
  const answers = await performAll(
    tx,
    actor,
    'correct',
    [...lasts].map(
      ([
        deviceId,
        {
          act,
          eventId,
          lifeBefore,
          payload: { from },
        },
      ]) => ({
        deviceId,
        facts: from === 'none' ? {} : { correction: { kind: 'lastEvent', act, before: from, people } },
        payload: { correctedEventId: eventId, ...(lookId ? { secondLookId: lookId } : {}) },
        set: { life: lifeBefore },
      }),
    ),
  )
  const devices = await tx
    .selectFrom('device')
    .selectAll()
    .where('id', '=', sql<string>`any(${[...lasts.keys()]}::uuid[])`)
    .execute()
  const undone: { readonly id: string; readonly set: Updateable<Device> }[] = []
  const reopened: string[] = []
  for (const device of devices) {
    const last = lasts.get(device.id)
    const done = answers.get(device.id)
    if (!last || done?.kind !== 'done') continue
    undone.push({ id: device.id, set: (await UNDO[last.act]?.(tx, actor, { device, last, before: done.to })) ?? {} })
    if (done.holding === 'opens') reopened.push(device.id)
  }
  await setDevices(tx, undone)
  await reopenHoldings(tx, reopened)
  return answers
}

/** The holding that the corrected act had closed was never closed. */
async function reopenHoldings(tx: Tx, deviceIds: readonly string[]): Promise<void> {
  if (deviceIds.length === 0) return
  await sql`update holding set ended_at = null, ending = null where id in (
    select distinct on (device_id) id from holding where device_id = any(${deviceIds}::uuid[]) and ended_at is not null
    order by device_id, ended_at desc)`.execute(tx)
}

/** Corrections of hand-overs that wait for a second person. */
export const correctionWaiting: Waiting = async (tx, member) => {
  const rows = await tx
    .selectFrom('second_look as l')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'l.device_id').onRef('d.organisation_id', '=', 'l.organisation_id'),
    )
    .select(['l.id', 'd.code'])
    .where('l.about', '=', 'correct')
    .where('l.answered_at', 'is', null)
    .where('l.asked_by', '!=', member.personId)
    .orderBy('l.asked_at')
    .limit(10)
    .execute()
  return rows.map(({ id, code }) => ({
    key: `correction-${id}`,
    what: {
      fr: 'La correction d’une remise attend une seconde personne',
      en: 'The correction of a hand-over waits for a second person',
    },
    why: null,
    label: { fr: 'Répondre', en: 'Answer' },
    href: `/parc/${code}/corriger`,
    on: judgeFleet,
  }))
}
