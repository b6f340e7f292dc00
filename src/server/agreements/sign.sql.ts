import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { attach } from '../platform/files/attach.sql.ts'
import type { Files } from '../platform/files/files.ts'
import type { Refused } from '../platform/http/answer.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { renderPdf } from '../platform/pdf/pdf.ts'
import { type AgreementFile, agreementByNumber } from './agreement.sql.ts'
import { agreementEvents } from './agreement-events.ts'
import { agreementPaper, type DrawnSignature } from './agreement-pdf.ts'

/** A signature as it comes to the counter. */
export interface Given {
  readonly side: 'us' | 'them'
  readonly name: string
  readonly functionLabel: string
  /** The hash of the text that was on the signer's screen. */
  readonly shownHash: string
  readonly mark:
    | { readonly way: 'drawn'; readonly svg: string }
    | { readonly way: 'paper'; readonly bytes: Uint8Array; readonly mediaType: string }
}

const REFUSALS = {
  closed: {
    rule: 'agreementClosed',
    message: { fr: 'Cet acte n’attend plus de signature.', en: 'This paper no longer waits for a signature.' },
    satisfy: { fr: 'Ouvrez-le : il dit où il en est.', en: 'Open it: it says where it stands.' },
  },
  changed: {
    rule: 'shownIsSigned',
    message: {
      fr: 'Le texte signé n’est pas celui qui était affiché.',
      en: 'The text signed is not the one that was shown.',
    },
    satisfy: { fr: 'Relisez l’acte et signez de nouveau.', en: 'Read the paper again and sign again.' },
  },
  void: {
    rule: 'annexStands',
    message: {
      fr: 'L’annexe a changé depuis que l’acte est établi : un appareil a été libéré ou remplacé.',
      en: 'The annex has changed since the paper was drawn: a device was released or replaced.',
    },
    satisfy: { fr: 'Établissez un nouvel acte.', en: 'Draw a new paper.' },
  },
  twice: {
    rule: 'signedOnce',
    message: { fr: 'Cette partie a déjà signé.', en: 'This side has already signed.' },
    satisfy: { fr: 'Il reste l’autre signature.', en: 'The other signature remains.' },
  },
} as const satisfies Record<string, Refused>

/** Why this signature cannot be taken; nothing where it can. */
export function signable(agreement: AgreementFile, side: 'us' | 'them', shownHash: string): readonly Refused[] {
  if (agreement.status !== 'drawn') return [REFUSALS.closed]
  return [
    ...(agreement.contentHash === shownHash ? [] : [REFUSALS.changed]),
    ...(agreement.stands ? [] : [REFUSALS.void]),
    ...(agreement.signatures.some((one) => one.side === side) ? [REFUSALS.twice] : []),
  ]
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
}

/**
 * Takes a signature: keeps its mark, freezes the text at the first, and at the second keeps the final file with both. The
 * caller holds the agreement locked and has asked `signable`.
 */
export async function sign(tx: Tx, files: Files, actor: Actor, agreement: AgreementFile, given: Given): Promise<void> {
  if (agreement.signatures.length === 0) await freeze(tx, files, actor, agreement)
  const { mark } = given
  const subject = { subjectKind: 'agreement', subjectId: agreement.id }
  const kept =
    mark.way === 'drawn'
      ? await attach(tx, files, actor, {
          ...subject,
          name: `signature-${given.side}-${agreement.number}.svg`,
          bytes: new TextEncoder().encode(mark.svg),
          mediaType: 'image/svg+xml',
          kind: 'signature',
        })
      : await attach(tx, files, actor, {
          ...subject,
          name: `scan-${given.side}-${agreement.number}.${EXTENSIONS[mark.mediaType] ?? 'bin'}`,
          bytes: mark.bytes,
          mediaType: mark.mediaType,
          kind: 'scan',
        })
  await tx
    .insertInto('signature')
    .values({
      organisation_id: actor.organisationId,
      id: newId(),
      agreement_id: agreement.id,
      side: given.side,
      way: mark.way,
      signer_name: given.name,
      signer_function: given.functionLabel,
      signed_hash: agreement.contentHash,
      file_id: kept.id,
      recorded_by: actor.personId,
    })
    .execute()
  await agreementEvents.record(tx, actor, 'signed', agreement.id, {
    side: given.side,
    way: mark.way,
    signedHash: agreement.contentHash,
    fileHash: kept.hash,
  })
  const now = await agreementByNumber(tx, agreement.number)
  if (now && now.signatures.length === 2) await complete(tx, files, actor, now)
}

async function freeze(tx: Tx, files: Files, actor: Actor, agreement: AgreementFile): Promise<void> {
  const kept = await attach(tx, files, actor, {
    subjectKind: 'agreement',
    subjectId: agreement.id,
    name: `${agreement.number}-texte.pdf`,
    bytes: await renderPdf(agreementPaper(agreement, [], agreement.drawnAt, await zoneOf(tx))),
    mediaType: 'application/pdf',
    kind: 'agreementText',
  })
  await tx.updateTable('agreement').set({ file_id: kept.id }).where('id', '=', agreement.id).execute()
  await agreementEvents.record(tx, actor, 'frozen', agreement.id, {
    contentHash: agreement.contentHash,
    fileHash: kept.hash,
  })
}

async function complete(tx: Tx, files: Files, actor: Actor, agreement: AgreementFile): Promise<void> {
  const marks: DrawnSignature[] = []
  for (const one of agreement.signatures) {
    const file = one.fileId
      ? await tx.selectFrom('file').select('hash').where('id', '=', one.fileId).executeTakeFirst()
      : undefined
    const svg = file && one.way === 'drawn' ? await files.get(actor.organisationId, file.hash) : null
    marks.push({ ...one, hash: file?.hash ?? '', svg })
  }
  const kept = await attach(tx, files, actor, {
    subjectKind: 'agreement',
    subjectId: agreement.id,
    name: `${agreement.number}.pdf`,
    bytes: await renderPdf(
      agreementPaper(agreement, marks, agreement.signatures.at(-1)?.at ?? agreement.drawnAt, await zoneOf(tx)),
    ),
    mediaType: 'application/pdf',
    kind: 'agreement',
  })
  await tx.updateTable('agreement').set({ status: 'signed', file_id: kept.id }).where('id', '=', agreement.id).execute()
  await agreementEvents.record(tx, actor, 'completed', agreement.id, { fileHash: kept.hash })
}

/** The zone in which the organisation's papers are dated. */
export const zoneOf = async (tx: Tx): Promise<string> =>
  (await tx.selectFrom('organisation').select('time_zone').executeTakeFirstOrThrow()).time_zone
