import type { Bilingual, Lang } from '../platform/text/text.ts'
import { CARDS, type CardFamily } from './cards.ts'
import type { Label } from './label-pdf.ts'

/** The label of each card: its word large, the other language's under it, what it does, and the text that it says. */
export function cardLabels(lang: Lang): readonly Label[] {
  const other: Lang = lang === 'fr' ? 'en' : 'fr'
  return (Object.keys(CARDS) as CardFamily[]).flatMap((family) =>
    Object.entries<{ readonly name: Bilingual; readonly hint: Bilingual }>(CARDS[family]).map(([name, card]) => {
      const text = `SV:${family}:${name}`
      return {
        text: { qr: text, datamatrix: text },
        large: [card.name[lang]],
        small: [card.name[other], card.hint[lang], card.hint[other], text],
      }
    }),
  )
}
