export type PrintedFields = ReadonlyMap<string, string>

/** Enough for the longest real output; a hostile text has its first lines read. */
const MOST_LINES = 20_000
const LONGEST_LINE = 2000

/** The first lines of a text, each cut at a length no real line has. */
export function firstLines(text: string): string[] {
  return text.split('\n', MOST_LINES).map((line) => line.slice(0, LONGEST_LINE))
}

/** "Key: value" lines at any depth: keys in lower case with single spaces, the first of a key counts, "" where it is blank. */
export function printedFields(lines: readonly string[]): PrintedFields {
  const fields = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon < 1 || colon > 80) continue
    const key = line.slice(0, colon).trim().toLowerCase().replace(/\s+/g, ' ')
    if (!fields.has(key)) fields.set(key, line.slice(colon + 1).trim())
  }
  return fields
}
