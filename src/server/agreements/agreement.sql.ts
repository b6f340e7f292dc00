import { sql } from 'kysely'
import type { AgreementContent } from '../../domain/circuit/papers.ts'
import type { TransferKind } from '../../domain/circuit/transfers.ts'
import { annexOf, annexStands } from '../circuit/papers.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { agreementEvents } from './agreement-events.ts'

export const AGREEMENT_STATUSES = ['drawn', 'signed', 'declined', 'cancelled'] as const
export type AgreementStatus = (typeof AGREEMENT_STATUSES)[number]

export interface Signature {
  readonly side: 'us' | 'them'
  readonly way: 'drawn' | 'paper'
  readonly name: string
  readonly functionLabel: string
  readonly at: Date
  readonly fileId: string | null
}

export interface AgreementFile {
  readonly id: string
  readonly number: string
  readonly requestId: string
  readonly requestNumber: number
  readonly transfer: TransferKind
  readonly status: AgreementStatus
  readonly content: AgreementContent
  readonly contentHash: string
  readonly fileId: string | null
  readonly returnOn: string | null
  readonly drawnAt: Date
  readonly signatures: readonly Signature[]
  /** False once a device of the annex was released, replaced, or changed its serial: the paper is void and is drawn again. */
  readonly stands: boolean
}

/** The paper of that number in this organisation; `lock` makes two signatures wait for each other. */
export async function agreementByNumber(tx: Tx, number: string, lock = false): Promise<AgreementFile | null> {
  let query = tx
    .selectFrom('agreement as g')
    .innerJoin('request as r', (join) =>
      join.onRef('r.id', '=', 'g.request_id').onRef('r.organisation_id', '=', 'g.organisation_id'),
    )
    .selectAll('g')
    .select('r.number as requestNumber')
    .where('g.number', '=', number.toUpperCase())
  if (lock) query = query.forUpdate('g')
  const row = await query.executeTakeFirst()
  if (!row) return null
  const signatures = await tx
    .selectFrom('signature')
    .select([
      'side',
      'way',
      'signer_name as name',
      'signer_function as functionLabel',
      'signed_at as at',
      'file_id as fileId',
    ])
    .where('agreement_id', '=', row.id)
    .orderBy('signed_at')
    .execute()
  const annex = row.annex
  return {
    id: row.id,
    number: row.number,
    requestId: row.request_id,
    requestNumber: row.requestNumber,
    transfer: row.transfer as TransferKind,
    status: row.status as AgreementStatus,
    content: row.content,
    contentHash: row.content_hash,
    fileId: row.file_id,
    returnOn: row.return_on,
    drawnAt: row.drawn_at,
    signatures: signatures.map((one) => ({
      ...one,
      side: one.side as Signature['side'],
      way: one.way as Signature['way'],
    })),
    stands: annexStands(annex, await annexOf(tx, row.request_id, 'all')),
  }
}

export interface KeptFile {
  readonly id: string
  readonly name: string
  readonly mediaType: string
  readonly bytes: number
  readonly hash: string
  readonly kind: string
}

/** Everything kept for a paper: its frozen text, signatures, scans and final file. */
export async function filesOf(tx: Tx, agreementId: string): Promise<readonly KeptFile[]> {
  return tx
    .selectFrom('file')
    .select(['id', 'name', 'media_type as mediaType', 'bytes', 'hash', 'kind'])
    .where('subject_id', '=', agreementId)
    .where('subject_kind', '=', 'agreement')
    .orderBy('added_at', 'desc')
    .execute()
}

export interface AgreementQuery {
  readonly status: string
  readonly words: string
  readonly after: string
}

export interface AgreementRow {
  readonly id: string
  readonly number: string
  readonly recipient: string
  readonly transfer: TransferKind
  readonly status: AgreementStatus
  readonly devices: number
  readonly drawnAt: Date
  readonly signedByUs: boolean
  readonly signedByThem: boolean
}

const PAGE = 25
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** One page of papers, the latest first. */
export async function listAgreements(
  tx: Tx,
  query: AgreementQuery,
): Promise<{ readonly rows: readonly AgreementRow[]; readonly after: string | null }> {
  let select = tx
    .selectFrom('agreement as g')
    .select((q) => [
      'g.id',
      'g.number',
      'g.transfer',
      'g.status',
      'g.annex',
      'g.content',
      'g.drawn_at as drawnAt',
      q
        .exists(
          q
            .selectFrom('signature as s')
            .select('s.id')
            .whereRef('s.agreement_id', '=', 'g.id')
            .where('s.side', '=', 'us'),
        )
        .as('signedByUs'),
      q
        .exists(
          q
            .selectFrom('signature as s')
            .select('s.id')
            .whereRef('s.agreement_id', '=', 'g.id')
            .where('s.side', '=', 'them'),
        )
        .as('signedByThem'),
    ])
  const status = AGREEMENT_STATUSES.find((one) => one === query.status)
  if (status) select = select.where('g.status', '=', status)
  for (const word of query.words.split(/\s+/).filter(Boolean).slice(0, 8)) {
    const like = `%${word.replace(/[%_\\]/g, '\\$&')}%`
    select = select.where((or) =>
      or.or([
        or('g.number', 'ilike', like),
        sql<boolean>`g.content->'them'->>'name' ilike ${like}`,
        sql<boolean>`g.annex::text ilike ${like}`,
      ]),
    )
  }
  if (UUID.test(query.after)) select = select.where('g.id', '<', query.after)
  const found = await select
    .orderBy('g.id', 'desc')
    .limit(PAGE + 1)
    .execute()
  const rows = found.slice(0, PAGE)
  return {
    rows: rows.map((row) => ({
      id: row.id,
      number: row.number,
      recipient: row.content.them.name,
      transfer: row.transfer as TransferKind,
      status: row.status as AgreementStatus,
      devices: row.annex.length,
      drawnAt: row.drawnAt,
      signedByUs: Boolean(row.signedByUs),
      signedByThem: Boolean(row.signedByThem),
    })),
    after: found.length > PAGE ? (rows.at(-1)?.id ?? null) : null,
  }
}

/** Ends a paper that will not be signed: declined by the other side, or cancelled by us. */
export async function endAgreement(
  tx: Tx,
  actor: Actor,
  agreementId: string,
  ending: 'declined' | 'byUs' | 'redrawn',
): Promise<void> {
  await tx
    .updateTable('agreement')
    .set({ status: ending === 'declined' ? 'declined' : 'cancelled' })
    .where('id', '=', agreementId)
    .execute()
  if (ending === 'declined') await agreementEvents.record(tx, actor, 'declined', agreementId, {})
  else await agreementEvents.record(tx, actor, 'cancelled', agreementId, { reason: ending })
}
