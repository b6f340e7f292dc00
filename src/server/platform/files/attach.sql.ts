import type { Tx } from '../database/database.ts'
import { newId } from '../database/id.ts'
import type { Actor } from '../ledger/ledger.ts'
import type { Files } from './files.ts'
import { truthfulName } from './media-type.ts'

/** A file to keep: what it is about, what it is, and the type that its bytes were found to be. */
export interface Attachment {
  readonly name: string
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly kind: string
}

/** Keeps the bytes under their hash, then the row that names them. Answers the row's id and the SHA-256 in hexadecimal. */
export async function attach(
  tx: Tx,
  files: Files,
  actor: Actor,
  attachment: Attachment,
): Promise<{ readonly id: string; readonly hash: string }> {
  const hash = await files.put(actor.organisationId, attachment.bytes)
  const id = newId()
  await tx
    .insertInto('file')
    .values({
      organisation_id: actor.organisationId,
      id,
      hash,
      name: truthfulName(attachment.name || attachment.kind, attachment.mediaType).slice(-200),
      media_type: attachment.mediaType,
      bytes: attachment.bytes.length,
      subject_kind: attachment.subjectKind,
      subject_id: attachment.subjectId,
      kind: attachment.kind,
      added_by: actor.personId,
    })
    .execute()
  return { id, hash }
}
