import { CARDS, type CardFamily, type CardOf } from './cards.ts'
import { asAmericanKeys, readingsOf } from './keyboard.ts'

/** A printed card: its family and its name in it. */
export type Card = {
  readonly [Family in CardFamily]: { readonly family: Family; readonly name: CardOf<Family> }
}[CardFamily]

const ALL: readonly Card[] = (Object.keys(CARDS) as CardFamily[]).flatMap((family) =>
  Object.keys(CARDS[family]).map((name) => ({ family, name }) as Card),
)

/** The card that this text says, whatever the keyboard it was typed on; undefined where it says none. The browser reads with it too. */
export function readCard(text: string): Card | undefined {
  const said = text.trim()
  // Of a card whose colons became letters nothing looks foreign: the word it makes is no code either.
  for (const reading of [...readingsOf(said), asAmericanKeys(said)]) {
    const [, family, name] = /^SV:([A-Z]+):([A-Z]+)$/.exec(reading.toUpperCase()) ?? []
    const found = ALL.find((card) => card.family === family && card.name === name)
    if (found) return found
  }
  return undefined
}
