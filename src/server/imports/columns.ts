import { createHash } from 'node:crypto'
import { fieldsOf, mayNamePeople, type Target } from './fields.ts'
import { fold } from './fold.ts'

/** The field of each column, in the order of the file; '' for a column that is left aside. */
export type Columns = readonly string[]

/** How many of these cells are headings that a table of ours knows. */
function headings(cells: readonly string[], target: Target): number {
  const known = new Set(Object.values(fieldsOf(target)).flatMap((row) => row.said))
  return cells.filter((cell) => known.has(fold(cell)) || mayNamePeople(fold(cell))).length
}

const FIRST_LINES = 15

/** The line of headings, from 1, among the first ones; 0 where none looks like it: the file begins with its data. */
export function headerOf(lines: readonly (readonly string[])[], target: Target): number {
  const scores = lines.slice(0, FIRST_LINES).map((cells) => headings(cells, target))
  const best = Math.max(0, ...scores)
  return best === 0 ? 0 : scores.indexOf(best) + 1
}

/** The field that each heading says; a field is given once, to the heading that says it best. */
export function proposeColumns(header: readonly string[], target: Target): Columns {
  const rows = Object.entries(fieldsOf(target))
  const folded = header.map(fold)
  const ranked = folded.flatMap((heading, at) =>
    rows.flatMap(([name, { said }]) => {
      const exact = said.indexOf(heading)
      return exact < 0 ? [] : [{ at, name, rank: exact }]
    }),
  )
  const columns = header.map(() => '')
  const taken = new Set<string>()
  for (const { at, name } of ranked.sort((one, other) => one.rank - other.rank || one.at - other.at)) {
    if (columns[at] !== '' || taken.has(name)) continue
    columns[at] = name
    taken.add(name)
  }
  return columns
}

/** The columns of a device list that may name people, by their place: warned of, and left aside unless chosen. */
export const peopleIn = (header: readonly string[], target: Target): readonly number[] =>
  target === 'devices' ? header.flatMap((heading, at) => (mayNamePeople(fold(heading)) ? [at] : [])) : []

/** What a remembered mapping is known by: the headings, in their order. */
export const signatureOf = (header: readonly string[], target: Target): string =>
  createHash('sha256')
    .update(JSON.stringify([target, header.map(fold)]))
    .digest('hex')
