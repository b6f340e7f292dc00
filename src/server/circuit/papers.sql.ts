import { sql } from 'kysely'
import type { Facts } from '../../domain/circuit/facts.ts'
import type { AnnexLine } from '../../domain/circuit/papers.ts'
import { TRANSFERS, type TransferKind } from '../../domain/circuit/transfers.ts'
import { groupBy } from '../../domain/group-by.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { solidarityCeiling } from '../../domain/law/solidarity-prices.ts'
import type { Tx } from '../platform/database/database.ts'
import { todayOf } from './today.sql.ts'

/** What a person reads on a device to tell it from others: its serial, else its printed code. Annexes and receipts list it. */
export const serialOf = (device: { readonly serial: string | null; readonly code: string }): string =>
  device.serial ?? device.code

/** The lines that the devices allocated to a request make today; `all` counts those already handed over under it too. */
export const annexOf = async (tx: Tx, requestId: string, which: 'open' | 'all'): Promise<readonly AnnexLine[]> =>
  (await annexesOf(tx, [requestId], which))(requestId)

async function annexesOf(
  tx: Tx,
  requestIds: readonly string[],
  which: 'open' | 'all',
): Promise<(requestId: string) => readonly AnnexLine[]> {
  const rows = await allocatedRows(tx, requestIds, which).execute()
  const byRequest = groupBy(rows, (row) => row.requestId)
  return (requestId) => byRequest(requestId).map(lineOf)
}

function allocatedRows(tx: Tx, requestIds: readonly string[], which: 'open' | 'all') {
  return tx
    .selectFrom('allocation as a')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'a.device_id').onRef('d.organisation_id', '=', 'a.organisation_id'),
    )
    .select([
      'a.request_id as requestId',
      'd.id',
      'd.code',
      'd.kind',
      'd.maker',
      'd.model',
      'd.name',
      'd.serial',
      'd.inventory_number',
      'd.bought_on',
      'd.built_year',
      'd.unit_value_eur',
    ])
    .where('a.request_id', '=', sql<string>`any(${requestIds}::uuid[])`)
    .where((or) =>
      or.or([or('a.ended_at', 'is', null), ...(which === 'all' ? [or('a.ending', '=', 'handedOver')] : [])]),
    )
    .orderBy('d.code')
}
type AllocatedRow = Awaited<ReturnType<ReturnType<typeof allocatedRows>['execute']>>[number]

const lineOf = (row: AllocatedRow): AnnexLine => ({
  deviceId: row.id,
  code: row.code,
  kind: row.kind as DeviceKind,
  maker: row.maker ?? '',
  model: row.name ?? row.model ?? '',
  serial: serialOf(row),
  inventoryNumber: row.inventory_number ?? '',
  acquired: row.bought_on ?? row.built_year?.toString() ?? '',
  unitValueEur: row.unit_value_eur === null ? null : Number(row.unit_value_eur),
})

const sameDevice = (a: AnnexLine, b: AnnexLine) =>
  a.deviceId === b.deviceId && a.serial === b.serial && a.unitValueEur === b.unitValueEur

/** Whether every line of an annex is still what is allocated: a device released or replaced makes the paper void. */
export const annexStands = (annex: readonly AnnexLine[], present: readonly AnnexLine[]): boolean =>
  annex.every((line) => present.some((one) => sameDevice(line, one)))

type Papers = Pick<Facts, 'agreement' | 'councilDecision' | 'returnDate' | 'price' | 'signedByHolder'>

/** A paper as it was drawn, with what it brings to a decision. */
export interface Paper {
  readonly id: string
  readonly number: string
  readonly annex: readonly AnnexLine[]
  readonly returnOn: string | null
  readonly priceEur: number | null
  /** The day of the council decision it rests on. */
  readonly decidedOn: string | null
}

/** What stands, of the papers that list a device: one that still does, the latest; one that is void; or none. */
export type PaperOf =
  | { readonly kind: 'stands'; readonly paper: Paper }
  | { readonly kind: 'void'; readonly number: string }
  | { readonly kind: 'none' }

interface Asking {
  readonly id: string
  readonly transfer: string
}

/** The agreement, contract or receipt of these requests that lists each device: asked once, answered for any of them. */
export async function papersOf(
  tx: Tx,
  requests: readonly Asking[],
): Promise<(requestId: string, deviceId: string) => PaperOf> {
  if (requests.length === 0) return () => ({ kind: 'none' })
  const ids = requests.map(({ id }) => id)
  const present = await annexesOf(tx, ids, 'all')
  const drawn = await tx
    .selectFrom('agreement as g')
    .leftJoin('council_decision as c', (join) =>
      join.onRef('c.id', '=', 'g.decision_id').onRef('c.organisation_id', '=', 'g.organisation_id'),
    )
    .select([
      'g.id',
      'g.request_id',
      'g.transfer',
      'g.number',
      'g.annex',
      'g.return_on as returnOn',
      'g.price_eur',
      'c.decided_on as decidedOn',
    ])
    .where('g.request_id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('g.status', 'in', ['drawn', 'signed'])
    .orderBy('g.id', 'desc')
    .execute()
  const byRequest = groupBy(
    drawn
      .filter((one) => requests.some(({ id, transfer }) => id === one.request_id && transfer === one.transfer))
      .map((one) => ({
        ...one,
        lists: new Set(one.annex.map((line) => line.deviceId)),
        stands: annexStands(one.annex, present(one.request_id)),
        priceEur: one.price_eur === null ? null : Number(one.price_eur),
      })),
    (one) => one.request_id,
  )
  return (requestId, deviceId) => {
    const listing = byRequest(requestId).filter(({ lists }) => lists.has(deviceId))
    const standing = listing.find(({ stands }) => stands)
    if (standing) return { kind: 'stands', paper: standing }
    const [voided] = listing
    return voided ? { kind: 'void', number: voided.number } : { kind: 'none' }
  }
}

/** What the paper that lists a device brings to a decision about it, for the devices of these requests. */
export async function readPapers(
  tx: Tx,
  requests: readonly Asking[],
): Promise<
  (device: { readonly id: string; readonly kind: DeviceKind; readonly requestId: string }) => Partial<Papers>
> {
  if (requests.length === 0) return () => ({})
  const paperOf = await papersOf(tx, requests)
  const signatures = await tx
    .selectFrom('signature as s')
    .innerJoin('agreement as g', (join) =>
      join.onRef('g.id', '=', 's.agreement_id').onRef('g.organisation_id', '=', 's.organisation_id'),
    )
    .select(['g.id', 's.side'])
    .where('g.request_id', '=', sql<string>`any(${requests.map(({ id }) => id)}::uuid[])`)
    .execute()
  const today = await todayOf(tx)
  return ({ id, kind, requestId }) => {
    const found = paperOf(requestId, id)
    if (found.kind !== 'stands') return { agreement: found }
    const { paper } = found
    const signed = (side: 'us' | 'them') => signatures.some((one) => one.id === paper.id && one.side === side)
    const transfer = requests.find((request) => request.id === requestId)?.transfer as TransferKind
    return {
      agreement: {
        kind: 'drawn',
        signedByUs: signed('us'),
        signedByThem: signed('them'),
        annexSerials: paper.annex.map((line) => line.serial),
      },
      signedByHolder: signed('them') ? 'yes' : 'no',
      councilDecision: paper.decidedOn !== null && paper.decidedOn <= today ? 'onFile' : 'none',
      returnDate: paper.returnOn ?? 'none',
      price: {
        askedEur: paper.priceEur ?? 'none',
        ceilingEur: TRANSFERS.rows[transfer].priceCeiling ? solidarityCeiling(kind, today) : 'none',
      },
    }
  }
}
