import type { Facts } from '../../domain/circuit/facts.ts'
import type { AnnexLine } from '../../domain/circuit/papers.ts'
import { TRANSFERS, type TransferKind } from '../../domain/circuit/transfers.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { solidarityCeiling } from '../../domain/law/solidarity-prices.ts'
import type { Tx } from '../platform/database/database.ts'
import { todayOf } from './today.sql.ts'

/** What a person reads on a device to tell it from others: its serial, else its printed code. Annexes and receipts list it. */
export const serialOf = (device: { readonly serial: string | null; readonly code: string }): string =>
  device.serial ?? device.code

/** The lines that the devices allocated to a request make today; `all` counts those already handed over under it too. */
export async function annexOf(tx: Tx, requestId: string, which: 'open' | 'all'): Promise<readonly AnnexLine[]> {
  const rows = await tx
    .selectFrom('allocation as a')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'a.device_id').onRef('d.organisation_id', '=', 'a.organisation_id'),
    )
    .select([
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
    .where('a.request_id', '=', requestId)
    .where((or) =>
      or.or([or('a.ended_at', 'is', null), ...(which === 'all' ? [or('a.ending', '=', 'handedOver')] : [])]),
    )
    .orderBy('d.code')
    .execute()
  return rows.map((row) => ({
    deviceId: row.id,
    code: row.code,
    kind: row.kind as DeviceKind,
    maker: row.maker ?? '',
    model: row.name ?? row.model ?? '',
    serial: serialOf(row),
    inventoryNumber: row.inventory_number ?? '',
    acquired: row.bought_on ?? row.built_year?.toString() ?? '',
    unitValueEur: row.unit_value_eur === null ? null : Number(row.unit_value_eur),
  }))
}

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

/** The agreement, contract or receipt of a request that lists each device: asked once, answered for any of them. */
export async function papersOf(
  tx: Tx,
  request: { readonly id: string; readonly transfer: string },
): Promise<(deviceId: string) => PaperOf> {
  const present = await annexOf(tx, request.id, 'all')
  const drawn = await tx
    .selectFrom('agreement as g')
    .leftJoin('council_decision as c', (join) =>
      join.onRef('c.id', '=', 'g.decision_id').onRef('c.organisation_id', '=', 'g.organisation_id'),
    )
    .select(['g.id', 'g.number', 'g.annex', 'g.return_on as returnOn', 'g.price_eur', 'c.decided_on as decidedOn'])
    .where('g.request_id', '=', request.id)
    .where('g.status', 'in', ['drawn', 'signed'])
    .where('g.transfer', '=', request.transfer)
    .orderBy('g.id', 'desc')
    .execute()
  return (deviceId) => {
    const listing = drawn.filter(({ annex }) => annex.some((line) => line.deviceId === deviceId))
    const standing = listing.find(({ annex }) => annexStands(annex, present))
    if (standing) {
      const priceEur = standing.price_eur === null ? null : Number(standing.price_eur)
      return { kind: 'stands', paper: { ...standing, priceEur } }
    }
    const [voided] = listing
    return voided ? { kind: 'void', number: voided.number } : { kind: 'none' }
  }
}

/** What the paper that lists this device brings to a decision about it. */
export async function readPapers(
  tx: Tx,
  request: { readonly id: string; readonly transfer: string },
  device: { readonly id: string; readonly kind: DeviceKind },
): Promise<Partial<Papers>> {
  const found = (await papersOf(tx, request))(device.id)
  if (found.kind !== 'stands') return { agreement: found }
  const { paper } = found
  const signatures = await tx.selectFrom('signature').select('side').where('agreement_id', '=', paper.id).execute()
  const signed = (side: 'us' | 'them') => signatures.some((one) => one.side === side)
  const today = await todayOf(tx)
  const { priceCeiling } = TRANSFERS.rows[request.transfer as TransferKind]
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
      ceilingEur: priceCeiling ? solidarityCeiling(device.kind, today) : 'none',
    },
  }
}
