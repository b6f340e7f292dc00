/** Cuts words to a width in SVG units, by a cautious width of letters: the text stays whole in the table behind. */
export function shorten(text: string, width: number, fontSize: number): string {
  const letters = Math.floor(width / (fontSize * 0.56))
  if (text.length <= letters) return text
  return letters < 3 ? '' : `${text.slice(0, letters - 1).trimEnd()}…`
}

/** Breaks words into lines of a width in SVG units. */
export function lines(text: string, width: number, fontSize: number): readonly string[] {
  const letters = Math.max(4, Math.floor(width / (fontSize * 0.56)))
  const made: string[] = []
  for (const word of text.split(' ')) {
    const last = made.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= letters) made[made.length - 1] = `${last} ${word}`
    else made.push(word)
  }
  return made.map((line) => shorten(line, width, fontSize))
}

/** A coordinate with one decimal, to keep pages light. */
export const at = (value: number): number => Math.round(value * 10) / 10

/** The font size, at most `most`, at which bold words keep within a width; small print below 9 is left to the table. */
export function sized(text: string, width: number, most: number): number {
  return at(Math.max(9, Math.min(most, width / (text.length * 0.66))))
}
