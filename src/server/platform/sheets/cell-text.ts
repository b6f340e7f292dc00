/** Most columns of a sheet that is read: what stands further right is left out. */
export const MOST_COLUMNS = 300
const LONGEST_CELL = 10_000

/** The text of a cell as it is kept. */
export const cellText = (text: string): string => text.slice(0, LONGEST_CELL).trim()

export const YES_NO = ['non', 'oui'] as const

/** `2020-03-01T08:30:00` as a sheet of ours writes it: `2020-03-01 08:30`, without its hour at midnight. */
export const dateText = (iso: string): string =>
  iso
    .replace(/T00:00(:00(\.0*)?)?Z?$/, '')
    .replace('T', ' ')
    .slice(0, 16)

/** A row's cells, without the empty ones at its end; null where none says anything. */
export function filledRow(cells: readonly string[]): readonly string[] | null {
  const last = cells.findLastIndex(Boolean)
  return last < 0 ? null : Array.from(cells.slice(0, last + 1), (cell) => cell ?? '')
}
