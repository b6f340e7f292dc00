import { z } from 'zod'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { attach } from '../platform/files/attach.sql.ts'
import type { Files } from '../platform/files/files.ts'
import { scanType } from '../platform/files/media-type.ts'
import type { Upload } from '../platform/http/route.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import type { Decision } from './council.ts'

export const councilEvents = eventsOf('councilDecision', {
  filed: {
    says: { fr: 'Délibération versée au dossier', en: 'Council decision filed' },
    payload: z.strictObject({ decidedOn: z.iso.date(), fileHash: z.string().length(64).optional() }),
  },
  textAttached: {
    says: { fr: 'Texte de la délibération joint', en: 'Text of the council decision attached' },
    payload: z.strictObject({ fileHash: z.string().length(64) }),
  },
})

export type Filed =
  | { readonly kind: 'done'; readonly id: string }
  | { readonly kind: 'numberTaken' }
  | { readonly kind: 'notAScan' }

/** Files a decision, with its scan where there is one; a number is filed once. */
export async function fileDecision(
  tx: Tx,
  files: Files,
  actor: Actor,
  decision: Decision,
  scan: Upload | null,
): Promise<Filed> {
  const mediaType = scan ? scanType(scan.bytes) : null
  if (scan && !mediaType) return { kind: 'notAScan' }
  const id = newId()
  const taken = await tx
    .insertInto('council_decision')
    .values({
      organisation_id: actor.organisationId,
      id,
      number: decision.number,
      decided_on: decision.decidedOn,
      scope: decision.scope,
      ceiling_eur: decision.ceilingEur,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (taken.numInsertedOrUpdatedRows !== 1n) return { kind: 'numberTaken' }
  const kept = scan && mediaType ? await keepText(tx, files, actor, id, { ...scan, mediaType }) : null
  await councilEvents.record(tx, actor, 'filed', id, {
    decidedOn: decision.decidedOn,
    ...(kept ? { fileHash: kept.hash } : {}),
  })
  return { kind: 'done', id }
}

async function keepText(
  tx: Tx,
  files: Files,
  actor: Actor,
  id: string,
  text: Upload & { readonly mediaType: string },
): Promise<{ readonly hash: string }> {
  const about = { subjectKind: 'councilDecision', subjectId: id, kind: 'councilDecision' }
  const { name, bytes, mediaType } = text
  const kept = await attach(tx, files, actor, { name, bytes, mediaType, ...about })
  await tx.updateTable('council_decision').set({ file_id: kept.id }).where('id', '=', id).execute()
  return kept
}

/** Attaches its text to a decision that was filed without it; `notAScan` changes nothing. */
export async function attachText(
  tx: Tx,
  files: Files,
  actor: Actor,
  id: string,
  scan: Upload,
): Promise<'done' | 'notAScan'> {
  const mediaType = scanType(scan.bytes)
  if (!mediaType) return 'notAScan'
  const kept = await keepText(tx, files, actor, id, { ...scan, mediaType })
  await councilEvents.record(tx, actor, 'textAttached', id, { fileHash: kept.hash })
  return 'done'
}

/** The decisions on file, last first. */
export async function decisionsOnFile(tx: Tx, most = 200) {
  return tx
    .selectFrom('council_decision as c')
    .leftJoin('file as f', (join) =>
      join.onRef('f.id', '=', 'c.file_id').onRef('f.organisation_id', '=', 'c.organisation_id'),
    )
    .select([
      'c.id',
      'c.number',
      'c.decided_on as decidedOn',
      'c.scope',
      'c.ceiling_eur as ceilingEur',
      'f.id as fileId',
      'f.media_type as mediaType',
      'f.bytes',
    ])
    .orderBy('c.decided_on', 'desc')
    .orderBy('c.number', 'desc')
    .limit(most)
    .execute()
}
