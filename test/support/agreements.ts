import { agreementByNumber } from '../../src/server/agreements/agreement.sql.ts'
import { drawAgreement } from '../../src/server/agreements/draw.sql.ts'
import { sign } from '../../src/server/agreements/sign.sql.ts'
import type { Tx } from '../../src/server/platform/database/database.ts'
import { newId } from '../../src/server/platform/database/id.ts'
import type { Files } from '../../src/server/platform/files/files.ts'
import type { Actor } from '../../src/server/platform/ledger/ledger.ts'
import { requestByNumber } from '../../src/server/requests/request.sql.ts'
import { allocated, partyRequest } from './requests.ts'

/** A council decision on file. */
export async function newDecision(tx: Tx, actor: Actor, number: string): Promise<string> {
  const id = newId()
  await tx
    .insertInto('council_decision')
    .values({
      organisation_id: actor.organisationId,
      id,
      number,
      decided_on: '2026-03-12',
      scope: 'Dons de matériel informatique réformé aux associations de la liste légale',
    })
    .execute()
  return id
}

/** An agreement drawn for a gift of one device to an association; answers its number. */
export async function drawn(
  tx: Tx,
  actor: Actor,
  party: string,
  decisionId: string,
  device: { readonly code: string },
): Promise<string> {
  const number = await partyRequest(tx, actor, party, 'tutoringAssociation', 'gift')
  await allocated(tx, actor, number, [device.code])
  const request = await requestByNumber(tx, number)
  if (!request) throw new Error('sample: no such request')
  const made = await drawAgreement(tx, actor, request, { decisionId, returnOn: null, priceEur: null })
  if (made.kind !== 'drawn') throw new Error(`sample: not drawn: ${JSON.stringify(made)}`)
  return made.number
}

/** Signs a drawn agreement on both sides, on paper. */
export async function signBoth(tx: Tx, files: Files, actor: Actor, number: string): Promise<void> {
  for (const side of ['us', 'them'] as const) {
    const agreement = await agreementByNumber(tx, number)
    if (!agreement) throw new Error('sample: no such agreement')
    await sign(tx, files, actor, agreement, {
      side,
      name: side === 'us' ? 'Camille Roux' : 'Dominique Petit',
      functionLabel: side === 'us' ? '3e adjointe' : 'président',
      shownHash: agreement.contentHash,
      mark: {
        way: 'paper',
        bytes: new TextEncoder().encode(`%PDF-1.7 ${side} ${number}`),
        mediaType: 'application/pdf',
      },
    })
  }
}
