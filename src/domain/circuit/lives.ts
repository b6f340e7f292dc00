import type { Bilingual } from '../bilingual.ts'
import type { Day } from '../rules.ts'
import type { TransferKind } from './transfers.ts'

/** One stretch of being held. Lending again without reconditioning is a new holding of the same life. */
export interface Holding {
  /** Rank of the life it belongs to, from 1. */
  readonly life: number
  /** `firstUse`: the life before ours, in a service, at a donor's, or before a refurbished purchase. */
  readonly under: TransferKind | 'firstUse'
  readonly from: Day | 'unknown'
  readonly to: Day | 'open' | 'unknown'
}

/** Why a holding ended, as the device's page says it after the day. */
export const HOLDING_ENDINGS = {
  returned: { fr: 'revenu', en: 'returned' },
  decommissioned: { fr: 'réformé', en: 'decommissioned' },
  donated: { fr: 'offert de nouveau', en: 'offered again' },
  scrapped: { fr: 'mis au rebut', en: 'scrapped' },
  replaced: { fr: 'remplacé', en: 'replaced' },
  lost: { fr: 'perdu ou volé', en: 'lost or stolen' },
  recovered: { fr: 'récupéré après mise en demeure', en: 'recovered after formal notice' },
  writtenOff: { fr: 'abandonné par décision', en: 'written off by decision' },
  corrected: { fr: 'remise corrigée : n’a pas eu lieu', en: 'hand-over corrected: never took place' },
} as const satisfies Record<string, Bilingual>
export type HoldingEnding = keyof typeof HOLDING_ENDINGS

/** Where a device's story starts: used before us, composed here from parts, or bought new. */
type Origin = 'usedBefore' | 'composed' | 'boughtNew'

/** The rank of the life a device stands in before any hand-over of ours: life 1 was the first use, wherever it was. */
export function lifeAtArrival(origin: Origin): number {
  return origin === 'usedBefore' ? 1 : 0
}

/**
 * The rank of the life that a hand-over belongs to, and whether it opens it: a new life where the device was
 * reconditioned since its last holding, or has had none; else the same life goes on with another holder.
 */
export function lifeOfHandOver(
  current: number,
  reconditionedSince: boolean,
): { readonly life: number; readonly opens: boolean } {
  const opens = reconditionedSince || current === 0
  return { life: opens ? current + 1 : current, opens }
}

/** Holdings counted by rank of life and by transfer: the two ways in which the yearly figures are asked. */
export function countHoldings(
  holdings: readonly Holding[],
): ReadonlyMap<number, ReadonlyMap<Holding['under'], number>> {
  const counts = new Map<number, Map<Holding['under'], number>>()
  for (const { life, under } of holdings) {
    const row = counts.get(life) ?? new Map<Holding['under'], number>()
    counts.set(life, row.set(under, (row.get(under) ?? 0) + 1))
  }
  return counts
}

/** What makes a history impossible: two holders at once, or a life that comes before the one it follows. */
type Impossible = 'twoHolders' | 'lifeGoesBack' | 'lifeSkipped' | 'endsBeforeItStarts'

/**
 * Holdings in their order, oldest first, as the past comes in: unknown days are kept unknown and contradict nothing. A
 * day may close one holding and open the next.
 */
export function impossibleIn(holdings: readonly Holding[]): readonly Impossible[] {
  const faults = new Set<Impossible>()
  holdings.forEach((holding, at) => {
    const { from, to, life } = holding
    if (from !== 'unknown' && to !== 'unknown' && to !== 'open' && to < from) faults.add('endsBeforeItStarts')
    const before = holdings[at - 1]
    if (before === undefined) return
    if (before.to === 'open') faults.add('twoHolders')
    else if (before.to !== 'unknown' && from !== 'unknown' && from < before.to) faults.add('twoHolders')
    if (life < before.life) faults.add('lifeGoesBack')
    if (life > before.life + 1) faults.add('lifeSkipped')
  })
  return [...faults]
}
