import { z } from 'zod'
import type { Bilingual } from '../platform/text/text.ts'
import type { StateTone } from '../platform/ui/state.tsx'

export const PALLET_STATES = ['open', 'weighed', 'frozen', 'collected', 'treated'] as const
export type PalletState = (typeof PALLET_STATES)[number]

export const PALLET_STATE_NAMES: Readonly<Record<PalletState, Bilingual & { readonly tone: StateTone }>> = {
  open: { fr: 'ouverte', en: 'open', tone: 'open' },
  weighed: { fr: 'pesée', en: 'weighed', tone: 'open' },
  frozen: { fr: 'figée, à enlever', en: 'frozen, to be collected', tone: 'wait' },
  collected: { fr: 'enlevée', en: 'collected', tone: 'wait' },
  treated: { fr: 'traitée, certificat au dossier', en: 'treated, certificate on file', tone: 'done' },
}

/** The content may change until the pallet is frozen. */
export const isOpen = (state: PalletState): boolean => state === 'open' || state === 'weighed'

/** Heavier than any pallet a lorry lifts: a slip of the unit. */
const HEAVIEST_GRAMS = 3_000_000

const WEIGHT = /^(\d{1,7})(?:[.,](\d{1,3}))?\s*(kg|g)?$/i

/** Grams of a weight as people write it: « 412,5 », « 412.5 kg », « 850 g ». Kilograms where no unit is said; null where it is no weight. */
export function readGrams(text: string): number | null {
  const found = WEIGHT.exec(text.replace(/[\s\u00a0\u202f]/g, ''))
  if (!found) return null
  const [, whole = '', decimals = '', unit = 'kg'] = found
  const value = Number(`${whole}.${decimals || '0'}`)
  const grams = Math.round(unit.toLowerCase() === 'g' ? value : value * 1000)
  return grams > 0 && grams <= HEAVIEST_GRAMS ? grams : null
}

/** Most codes of one entry; a pallet holds fewer. */
const MOST_CODES = 500

/** Codes as they are typed or as a reader sends them: one a line, or parted by commas or semicolons; each once. */
export const codesOf = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[\n\r,;]+/)
      .map((one) => one.trim().slice(0, 80))
      .filter(Boolean),
  ),
]

export const CODES = z
  .string()
  .max(40_000)
  .transform(codesOf)
  .pipe(z.array(z.string().max(80)).min(1).max(MOST_CODES))
