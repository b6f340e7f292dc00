import type { Lang } from '../text/text.ts'
import type { Children } from './children.ts'
import { Icon } from './icons.tsx'
import { Html } from './jsx-runtime.ts'
import { words } from './words.ts'

export interface Column<Row> {
  readonly key: string
  readonly label: string
  readonly cell: (row: Row) => Children
  /** Numbers align on the right, with figures of one width. */
  readonly number?: boolean
  /** The cell that names the row. */
  readonly heading?: boolean
  readonly sortable?: boolean
}

export interface Sorting {
  readonly by: string
  readonly order: 'ascending' | 'descending'
  /** The address of the same list sorted so. */
  readonly href: (by: string, order: 'ascending' | 'descending') => string
}

interface TableProps<Row> {
  readonly lang: Lang
  /** Says what the rows are; read out first by a screen reader, and drawn unless `captionHidden`. */
  readonly caption: string
  readonly captionHidden?: boolean
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly sorting?: Sorting
  /** Drawn instead of the table when there is no row: what will be here and how to start. */
  readonly empty?: Children
}

/** Rows under named columns. On a narrow screen each row becomes a small list, whose labels are the columns'. */
export function Table<Row>({
  lang,
  caption,
  captionHidden = false,
  columns,
  rows,
  rowKey,
  sorting,
  empty,
}: TableProps<Row>) {
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>
  return (
    <table>
      <caption class={captionHidden ? 'unseen' : undefined}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <ColumnHead key={column.key} lang={lang} column={column} sorting={sorting} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column) =>
              column.heading ? (
                <th key={column.key} scope="row">
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.key} class={column.number ? 'number' : undefined} data-label={column.label}>
                  {oneBox(column.cell(row))}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A narrow cell sets one box beside its label: several pieces are held together. A component drawn in a cell gives one element. */
const oneBox = (cell: Children): Children =>
  Array.isArray(cell) || (cell instanceof Html && cell.loose) ? <div>{cell}</div> : cell

function ColumnHead<Row>({
  lang,
  column,
  sorting,
}: {
  readonly lang: Lang
  readonly column: Column<Row>
  readonly sorting: Sorting | undefined
}) {
  // A column of boxes or buttons has no name: an empty heading says nothing to a screen reader, so it is none.
  if (column.label === '') return <td />
  const sorted = sorting?.by === column.key ? sorting.order : undefined
  const next = sorted === 'ascending' ? 'descending' : 'ascending'
  return (
    <th scope="col" class={column.number ? 'number' : undefined} aria-sort={sorted}>
      {sorting && column.sortable ? (
        <a href={sorting.href(column.key, next)} title={words(lang).sortBy(column.label)}>
          {column.label}
          {sorted && <Icon name={sorted === 'ascending' ? 'up' : 'down'} />}
        </a>
      ) : (
        column.label
      )}
    </th>
  )
}
