import type { Bilingual } from '../bilingual.ts'
import { WORKS, type Work } from './rule.ts'

export const WORK_NAMES: Readonly<Record<Work, Bilingual>> = {
  addMemory: { fr: 'ajouter de la mémoire', en: 'add memory' },
  fitSsd: { fr: 'monter un SSD', en: 'fit an SSD' },
  replaceMedium: { fr: 'remplacer le support', en: 'replace the medium' },
  destroyMedium: { fr: 'faire détruire le support', en: 'have the medium destroyed' },
  secondMediumOnly: { fr: 'garder le disque comme second disque', en: 'keep the disk as a second disk' },
  replaceBattery: { fr: 'remplacer la batterie', en: 'replace the battery' },
  hazardousBattery: { fr: 'isoler la batterie, filière dangereuse', en: 'set the battery apart, hazardous stream' },
  shortBattery: { fr: 'annoncer une autonomie courte', en: 'say that the battery is short' },
  installLinux: { fr: 'installer Linux', en: 'install Linux' },
  askWhereMediumWent: { fr: 'demander où est passé le support', en: 'ask where the medium went' },
  askRelease: { fr: 'demander le déverrouillage', en: 'ask for the lock to be released' },
  eraseBeforeParts: { fr: 'effacer avant de prendre des pièces', en: 'erase before taking parts' },
}

/** What the organisation pays for each, parts and work, in euros; what it has not said is not known, never zero. */
export type WorkPrices = Partial<Readonly<Record<Work, number>>>

/** Costs nothing by nature: it is said or asked. */
const FREE: ReadonlySet<Work> = new Set([
  'secondMediumOnly',
  'shortBattery',
  'askWhereMediumWent',
  'askRelease',
  'eraseBeforeParts',
])

/** What is paid for: works that have a price, in the order of the table. */
export const PAID_WORKS: readonly Work[] = WORKS.filter((work) => !FREE.has(work))

/** What an organisation says of its prices: an hour of work in euros, and for each work its minutes and its parts in euros. */
export interface PriceList {
  readonly hourEur: number | null
  readonly works: Partial<Readonly<Record<Work, { readonly minutes: number | null; readonly partsEur: number | null }>>>
}

/** The price of each work, to the cent; one whose minutes have no hourly price has none. */
export function pricesOf({ hourEur, works }: PriceList): WorkPrices {
  const priced = PAID_WORKS.flatMap((work) => {
    const { minutes = null, partsEur = null } = works[work] ?? {}
    if ((minutes === null && partsEur === null) || (minutes !== null && hourEur === null)) return []
    const time = minutes === null || hourEur === null ? 0 : (minutes / 60) * hourEur
    return [[work, Math.round((time + (partsEur ?? 0)) * 100) / 100] as const]
  })
  return Object.fromEntries(priced)
}

export interface Cost {
  /** Sum of what has a price, in euros. */
  readonly euros: number
  /** What has none yet: the sum is a floor as long as one stands here. */
  readonly unpriced: readonly Work[]
}

/** What the works of a verdict would cost, from the organisation's own prices. A new SSD also replaces the medium. */
export function costOf(works: readonly Work[], prices: WorkPrices): Cost {
  const due = WORKS.filter((work) => works.includes(work) && !(work === 'replaceMedium' && works.includes('fitSsd')))
  const paid = due.filter((work) => PAID_WORKS.includes(work))
  return {
    euros: paid.reduce((sum, work) => sum + (prices[work] ?? 0), 0),
    unpriced: paid.filter((work) => prices[work] === undefined),
  }
}
