/** What a dump may cost. A real one is under 5 MB, 40 levels and 50,000 values: past these bounds it is not a dump. */
export const LIMITS = {
  /** Bytes of one dump, as received and once decompressed. */
  bytes: 32 * 1024 * 1024,
  /** Levels of nesting in JSON: readers walk it by recursion. */
  depth: 128,
  /** Values in one JSON document, elements in one XML: ten million empty objects weigh 600 MB in memory and 30 in a file. */
  values: 300_000,
  /** Lines of a text. */
  lines: 500_000,
  /** Characters of one line of a plain text (neither JSON nor XML). */
  lineLength: 65_536,
} as const
