import type { Bilingual } from '../bilingual.ts'
import type { DeviceKind } from '../hardware/report.ts'
import type { Table } from '../rules.ts'

interface ValueRow {
  /** What the organisation pays for one new, euros, VAT included: an assumption that it may replace. */
  readonly newPriceEur: number | 'unknown'
}

/** Starting values of the estimate; every figure is our own assumption, marked as such wherever it is shown. */
const VALUES: Table<{
  readonly prices: Readonly<Record<DeviceKind, ValueRow>>
  /** Years after which the value is presumed under the ceiling, but for sought-after brands. */
  readonly presumedAfterYears: number
  /** Share of the price lost each year, in a straight line, down to the floor. */
  readonly yearlyLoss: number
  readonly floor: number
  readonly source: string
}> = {
  version: 1,
  inForceFrom: '2026-11-22',
  rows: {
    prices: {
      laptop: { newPriceEur: 800 },
      desktop: { newPriceEur: 600 },
      mini: { newPriceEur: 500 },
      'all-in-one': { newPriceEur: 850 },
      tablet: { newPriceEur: 350 },
      phone: { newPriceEur: 300 },
      server: { newPriceEur: 2500 },
      screen: { newPriceEur: 170 },
      printer: { newPriceEur: 250 },
      virtual: { newPriceEur: 'unknown' },
      other: { newPriceEur: 'unknown' },
      unknown: { newPriceEur: 'unknown' },
    },
    presumedAfterYears: 5,
    yearlyLoss: 0.18,
    floor: 0.1,
    source:
      'DISIC/MiNumEco fin-usage/don.md (plus de 5 ans : présumé sous 300 €, sauf marques recherchées) ; prix : hypothèse',
  },
}

export interface Appraised {
  readonly kind: DeviceKind
  /** Whole or part years since the purchase or the manufacture. */
  readonly ageYears: number | 'unknown'
  /** A brand or model that keeps its price. */
  readonly soughtAfter: boolean
  /** The price paid, euros, VAT included; else the table's. */
  readonly purchasePriceEur: number | 'unknown'
}

type UnitValue =
  | {
      readonly eur: number
      readonly basis: 'estimated' | 'presumedUnderCap' | 'decidedByAPerson'
      readonly reason: Bilingual
    }
  | { readonly eur: 'notValued'; readonly reason: Bilingual }

/** A person may set another value, with the reason that the file will show. */
interface Override {
  readonly eur: number
  readonly reason: string
}

const words = (fr: string, en: string): Bilingual => ({ fr, en })

/** The unit value in euros, VAT included, that the ceiling of a gift (CG3P D3212-3) is compared with. */
export function unitValue(device: Appraised, override: Override | 'none' = 'none'): UnitValue {
  if (override !== 'none') return decided(override)
  const { prices, presumedAfterYears, yearlyLoss, floor } = VALUES.rows
  const price = device.purchasePriceEur === 'unknown' ? prices[device.kind].newPriceEur : device.purchasePriceEur
  if (price === 'unknown' || device.ageYears === 'unknown')
    return {
      eur: 'notValued',
      reason: words(
        'L’âge ou le prix d’achat manque : une personne estime la valeur.',
        'The age or the purchase price is missing: a person estimates the value.',
      ),
    }
  const loss = device.soughtAfter ? yearlyLoss / 2 : yearlyLoss
  const eur = Math.round(price * Math.max(floor, 1 - loss * device.ageYears))
  if (device.ageYears > presumedAfterYears && !device.soughtAfter)
    return {
      eur: Math.min(eur, 300),
      basis: 'presumedUnderCap',
      reason: words(
        'Plus de 5 ans, marque courante : la valeur est présumée inférieure à 300 €.',
        'Over 5 years old, ordinary brand: the value is presumed under €300.',
      ),
    }
  return {
    eur,
    basis: 'estimated',
    reason: words(
      `Estimation par l’âge, sur un prix neuf de ${price} € : à confirmer par une personne.`,
      `Estimate by age, from a new price of €${price}: a person confirms it.`,
    ),
  }
}

function decided({ eur, reason }: Override): UnitValue {
  if (!Number.isFinite(eur) || eur < 0 || reason.trim() === '')
    return {
      eur: 'notValued',
      reason: words(
        'Une valeur fixée à la main demande un montant positif et un motif.',
        'A value set by hand needs a positive amount and a reason.',
      ),
    }
  return { eur, basis: 'decidedByAPerson', reason: words(reason.trim(), reason.trim()) }
}
