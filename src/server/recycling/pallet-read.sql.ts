import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../platform/database/database.ts'
import type { PalletState } from './pallet.ts'

const PAGE = 25

export interface PalletRow {
  readonly id: string
  readonly number: number
  readonly state: PalletState
  readonly place: string | null
  readonly recycler: string | null
  readonly grams: number | null
  readonly collectedOn: string | null
  readonly certificateDueOn: string | null
  readonly devices: number
}

export interface PalletPage {
  readonly rows: readonly PalletRow[]
  readonly before: string | null
  readonly after: string | null
}

const rowsOf = (tx: Tx) =>
  tx
    .selectFrom('pallet as t')
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 't.place_id').onRef('p.organisation_id', '=', 't.organisation_id'),
    )
    .leftJoin('party as r', (join) =>
      join.onRef('r.id', '=', 't.recycler_id').onRef('r.organisation_id', '=', 't.organisation_id'),
    )
    .leftJoin('party as c', (join) =>
      join.onRef('c.id', '=', 't.carrier_id').onRef('c.organisation_id', '=', 't.organisation_id'),
    )
    .select((of) => [
      't.id',
      't.number',
      sql<PalletState>`t.state`.as('state'),
      'p.name as place',
      'r.name as recycler',
      't.weight_grams as grams',
      't.collected_on as collectedOn',
      't.certificate_due_on as certificateDueOn',
      of
        .selectFrom('pallet_item as i')
        .select((n) => n.fn.countAll<number>().as('n'))
        .whereRef('i.pallet_id', '=', 't.id')
        .whereRef('i.organisation_id', '=', 't.organisation_id')
        .as('devices'),
      'c.name as carrier',
    ])

/** One page of pallets, the latest number first; `state` empty = all. */
export async function listPallets(
  tx: Tx,
  asked: { readonly state: string; readonly before: string; readonly after: string },
): Promise<PalletPage> {
  const back = asked.before !== ''
  const from = Number((back ? asked.before : asked.after) || Number.NaN)
  const paged = Number.isSafeInteger(from) && from > 0 && from < 2 ** 31
  let query = rowsOf(tx)
  if (asked.state !== '') query = query.where('t.state', '=', asked.state)
  if (paged) query = query.where('t.number', back ? '>' : '<', from)
  const found = await query
    .orderBy('t.number', back ? 'asc' : 'desc')
    .limit(PAGE + 1)
    .execute()
  const more = found.length > PAGE
  const rows = found.slice(0, PAGE).map((row) => ({ ...row, devices: Number(row.devices) }))
  if (back) rows.reverse()
  const key = (row: PalletRow | undefined) => (row ? String(row.number) : null)
  return {
    rows,
    before: (back ? more : paged) ? key(rows[0]) : null,
    after: back || more ? key(rows.at(-1)) : null,
  }
}

export interface ContentLine {
  readonly id: string
  readonly code: string
  readonly kind: string
  readonly maker: string | null
  readonly model: string | null
  readonly name: string | null
  readonly serial: string | null
  readonly inventoryNumber: string | null
}

/** What is on a pallet, by code. */
export async function contentOf(tx: Tx, palletId: string): Promise<readonly ContentLine[]> {
  return tx
    .selectFrom('pallet_item as i')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'i.device_id').onRef('d.organisation_id', '=', 'i.organisation_id'),
    )
    .select(['d.id', 'd.code', 'd.kind', 'd.maker', 'd.model', 'd.name', 'd.serial'])
    .select('d.inventory_number as inventoryNumber')
    .where('i.pallet_id', '=', palletId)
    .orderBy('d.code')
    .execute()
}

/** SHA-256 in hexadecimal of the number, the weight in grams and each device's code, kind and serial, in the order of the codes. */
export const contentHash = (number: number, grams: number, content: readonly ContentLine[]): string =>
  createHash('sha256')
    .update(JSON.stringify([number, grams, content.map(({ code, kind, serial }) => [code, kind, serial])]))
    .digest('hex')

/** One pallet with its content and papers; null where this organisation has no such number. */
export async function readPallet(tx: Tx, numberText: string) {
  const number = /^\d{1,9}$/.test(numberText) ? Number(numberText) : 0
  const row = await rowsOf(tx)
    .select([
      't.opened_at as openedAt',
      't.weighed_at as weighedAt',
      't.frozen_at as frozenAt',
      't.content_hash as contentHash',
      't.slip_number as slipNumber',
      't.destroyer_contract as destroyerContract',
      't.certificate_file_id as certificateFileId',
    ])
    .where('t.number', '=', number)
    .executeTakeFirst()
  if (!row) return null
  const files = await tx
    .selectFrom('file')
    .select(['id', 'name', 'media_type as mediaType', 'bytes'])
    .where('subject_id', '=', row.id)
    .orderBy('added_at', 'desc')
    .execute()
  return { ...row, devices: Number(row.devices), content: await contentOf(tx, row.id), files }
}
export type Pallet = NonNullable<Awaited<ReturnType<typeof readPallet>>>
