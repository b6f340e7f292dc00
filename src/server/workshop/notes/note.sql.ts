import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../platform/database/database.ts'
import { newId } from '../../platform/database/id.ts'
import { type Actor, eventsOf } from '../../platform/ledger/ledger.ts'
import type { NoteForm } from './note.ts'

export const noteEvents = eventsOf('modelNote', {
  written: {
    says: { fr: 'Note de connaissance écrite', en: 'Knowledge note written' },
    payload: z.strictObject({ noteId: z.uuid(), version: z.number().int() }),
  },
  withdrawn: {
    says: { fr: 'Note de connaissance retirée', en: 'Knowledge note withdrawn' },
    payload: z.strictObject({ noteId: z.uuid() }),
  },
})

export interface ModelNote {
  readonly id: string
  readonly maker: string
  /** Null where it holds for every model of the maker. */
  readonly model: string | null
  readonly version: number
  readonly title: string
  readonly body: string
  readonly writtenAt: Date
  readonly by: string | null
}

const notes = (tx: Tx) =>
  tx
    .selectFrom('model_note as n')
    .innerJoin('model_note_version as v', (join) =>
      join
        .onRef('v.note_id', '=', 'n.id')
        .onRef('v.organisation_id', '=', 'n.organisation_id')
        .onRef('v.version', '=', 'n.version'),
    )
    .leftJoin('person_name as p', (join) => join.onRef('p.person_id', '=', 'v.written_by').on('p.valid_to', 'is', null))
    .select([
      'n.id',
      'n.maker',
      'n.model',
      'n.version',
      'v.title',
      'v.body',
      'v.written_at as writtenAt',
      'p.name as by',
    ])
    .where('n.withdrawn_at', 'is', null)

/** The notes of a device's model, then those of its maker; none where its maker is unknown. */
export async function notesFor(
  tx: Tx,
  device: { readonly maker: string | null; readonly model: string | null },
): Promise<readonly ModelNote[]> {
  if (!device.maker) return []
  const model = device.model?.toLowerCase() ?? ''
  return notes(tx)
    .where('n.maker_key', '=', device.maker.toLowerCase())
    .where((or) => or.or([or('n.model_key', 'is', null), or('n.model_key', '=', model)]))
    .orderBy(sql`n.model_key is null`)
    .orderBy('v.written_at', 'desc')
    .limit(20)
    .execute()
}

/** Notes that hold every word asked, in their maker, model, title or text; latest written first. */
export async function searchNotes(tx: Tx, words: string, most: number): Promise<readonly ModelNote[]> {
  let query = notes(tx)
  for (const word of words.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8)) {
    const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where(sql<boolean>`lower(concat_ws(' ', n.maker, n.model, v.title, v.body)) like ${like}`)
  }
  return query.orderBy('v.written_at', 'desc').orderBy('n.id', 'desc').limit(most).execute()
}

export const noteById = (tx: Tx, id: string): Promise<ModelNote | undefined> =>
  notes(tx).where('n.id', '=', id).executeTakeFirst()

/** Every writing of a note, latest first. */
export const versionsOfNote = (tx: Tx, id: string) =>
  tx
    .selectFrom('model_note_version as v')
    .leftJoin('person_name as p', (join) => join.onRef('p.person_id', '=', 'v.written_by').on('p.valid_to', 'is', null))
    .select(['v.version', 'v.title', 'v.body', 'v.written_at as writtenAt', 'p.name as by'])
    .where('v.note_id', '=', id)
    .orderBy('v.version', 'desc')
    .execute()

async function write(tx: Tx, actor: Actor, id: string, version: number, form: NoteForm): Promise<void> {
  const { title, body } = form
  await tx
    .insertInto('model_note_version')
    .values({
      organisation_id: actor.organisationId,
      note_id: id,
      version,
      title,
      body,
      written_by: actor.personId,
    })
    .execute()
  await noteEvents.record(tx, actor, 'written', id, { noteId: id, version })
}

export async function addNote(tx: Tx, actor: Actor, form: NoteForm): Promise<string> {
  const id = newId()
  const { maker, model } = form
  await tx.insertInto('model_note').values({ organisation_id: actor.organisationId, id, maker, model }).execute()
  await write(tx, actor, id, 1, form)
  return id
}

/** Writes a note again; what it said before stays in its history. */
export async function correctNote(tx: Tx, actor: Actor, note: ModelNote, form: NoteForm): Promise<void> {
  const version = note.version + 1
  await tx
    .updateTable('model_note')
    .set({ maker: form.maker, model: form.model, version })
    .where('id', '=', note.id)
    .execute()
  await write(tx, actor, note.id, version, form)
}

export async function withdrawNote(tx: Tx, actor: Actor, id: string): Promise<void> {
  await tx.updateTable('model_note').set({ withdrawn_at: new Date() }).where('id', '=', id).execute()
  await noteEvents.record(tx, actor, 'withdrawn', id, { noteId: id })
}
