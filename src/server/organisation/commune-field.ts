import type { Lang } from '../platform/text/text.ts'
import { communeLabel, communesOf, readCommune } from './communes.ts'

const SAID = {
  none: {
    fr: () => 'Aucune commune de ce nom : vérifiez l’orthographe, ou écrivez le code postal.',
    en: () => 'No commune of that name: check the spelling, or write the postcode.',
  },
  several: {
    fr: (names: string) => `Plusieurs communes répondent : ${names}. Ajoutez le code postal.`,
    en: (names: string) => `Several communes answer: ${names}. Add the postcode.`,
  },
} as const
const MOST_NAMED = 4

/** Reads a commune typed by name or postcode: its INSEE code, null where nothing was typed, or what to say beside the field. */
export async function communeField(
  typed: string | null,
  lang: Lang,
  near: readonly string[] = [],
): Promise<{ readonly code: string | null } | { readonly error: string }> {
  if (typed === null || typed.trim() === '') return { code: null }
  const answer = await readCommune(typed, near)
  if (answer.kind === 'one') return { code: answer.commune.code }
  if (answer.kind === 'none') return { error: SAID.none[lang]() }
  const names = answer.communes.slice(0, MOST_NAMED).map(communeLabel).join(', ')
  return { error: SAID.several[lang](answer.communes.length > MOST_NAMED ? `${names}…` : names) }
}

/** What the field shows for each INSEE code: « Châteaubriant (44110) ». */
export async function communeLabels(codes: readonly (string | null)[]): Promise<Readonly<Record<string, string>>> {
  const communes = await communesOf(codes.filter((code) => code !== null))
  return Object.fromEntries(communes.map((commune) => [commune.code, communeLabel(commune)]))
}
