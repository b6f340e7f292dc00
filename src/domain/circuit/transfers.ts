import type { Bilingual } from '../bilingual.ts'
import type { Table } from '../rules.ts'

export const TRANSFER_KINDS = ['internalUse', 'loan', 'gift', 'solidaritySale', 'publicBody', 'recycling'] as const
export type TransferKind = (typeof TRANSFER_KINDS)[number]

/** How a thing leaves, and what the law and the programmes ask for each way. */
export interface TransferRow {
  readonly name: Bilingual
  readonly changesOwner: boolean
  readonly councilDecision: boolean
  /** The agreement signed by both, with its annex of exact serials. */
  readonly agreement: boolean
  /** A contract or a receipt signed by the holder, `person` = only where the holder is a person (an intern). */
  readonly signedByHolder: 'always' | 'person' | 'never'
  readonly returnDate: 'always' | 'person' | 'never'
  /** The receipt of the hand-over; a pallet has its certificate instead. */
  readonly receipt: boolean
  /** Ceiling of the unit value, in euros, tax included; `none` = the law sets none. */
  readonly valueCapEur: number | 'none'
  readonly priceCeiling: boolean
  /** What the yearly figures count it as. */
  readonly countsAs: Bilingual
  readonly article: string
}

export const TRANSFERS: Table<Readonly<Record<TransferKind, TransferRow>>> = {
  version: 1,
  inForceFrom: '2026-11-22',
  rows: {
    internalUse: {
      name: { fr: 'usage interne', en: 'internal use' },
      changesOwner: false,
      councilDecision: false,
      agreement: false,
      signedByHolder: 'person',
      returnDate: 'person',
      receipt: true,
      valueCapEur: 'none',
      priceCeiling: false,
      countsAs: { fr: 'réemploi interne', en: 'internal reuse' },
      article: 'bien propre de la collectivité (sans transfert)',
    },
    loan: {
      name: { fr: 'prêt', en: 'loan' },
      changesOwner: false,
      councilDecision: false,
      agreement: false,
      signedByHolder: 'always',
      returnDate: 'always',
      receipt: true,
      valueCapEur: 'none',
      priceCeiling: false,
      countsAs: { fr: 'mise à disposition', en: 'lending' },
      article: 'C. civ. 1875 et 1888',
    },
    gift: {
      name: { fr: 'don', en: 'gift' },
      changesOwner: true,
      councilDecision: true,
      agreement: true,
      signedByHolder: 'never',
      returnDate: 'never',
      receipt: true,
      valueCapEur: 300,
      priceCeiling: false,
      countsAs: { fr: 'don (réemploi, REEN art. 16)', en: 'gift (reuse, REEN art. 16)' },
      article: 'CG3P L3212-2, L3212-3, D3212-3',
    },
    solidaritySale: {
      name: { fr: 'vente solidaire', en: 'solidarity sale' },
      changesOwner: true,
      councilDecision: true,
      agreement: true,
      signedByHolder: 'never',
      returnDate: 'never',
      receipt: true,
      valueCapEur: 300,
      priceCeiling: true,
      countsAs: {
        fr: 'vente (réemploi avec engagement puis preuve, décret 2023-266)',
        en: 'sale (reuse with an undertaking, then proof, décret 2023-266)',
      },
      article: 'CG3P L3212-2 3°, décret 2022-1413',
    },
    publicBody: {
      name: { fr: 'cession à un organisme public', en: 'transfer to a public body' },
      changesOwner: true,
      councilDecision: true,
      agreement: true,
      signedByHolder: 'never',
      returnDate: 'never',
      receipt: true,
      valueCapEur: 300,
      priceCeiling: false,
      countsAs: { fr: 'réemploi public (REEN art. 16)', en: 'public reuse (REEN art. 16)' },
      article: 'CG3P L3212-2 11°, L3212-3',
    },
    recycling: {
      name: { fr: 'recyclage', en: 'recycling' },
      changesOwner: true,
      councilDecision: false,
      agreement: false,
      signedByHolder: 'never',
      returnDate: 'never',
      receipt: false,
      valueCapEur: 'none',
      priceCeiling: false,
      countsAs: { fr: 'déchet (DEEE)', en: 'waste (WEEE)' },
      article: 'C. env. L541-2, R543-172 et s.',
    },
  },
}
