import type { Tx } from '../platform/database/database.ts'
import type { Member, Permission } from '../platform/http/permission.ts'
import type { SheetColumn } from '../platform/sheets/sheet.ts'
import type { Bilingual } from '../platform/text/text.ts'
import type { Viewer } from '../platform/ui/viewer.ts'

/** Who asks for a list, and how it was narrowed. */
export interface Asked {
  readonly viewer: Viewer
  readonly member: Member
  readonly query: Readonly<Record<string, string>>
  readonly now: Date
}

/** Some rows of a list, and the key after which the others come; null after the last. */
export interface Rows<Row> {
  readonly rows: readonly Row[]
  readonly after: string | null
}

/** A list as it is exported: what its screen shows and more, with the same filters, every page. */
interface Listed<Row> {
  /** The address of the screen. */
  readonly path: string
  /** In the address of the export, and in the file's name. */
  readonly name: string
  readonly title: Bilingual
  /** The permission of the screen. */
  readonly access: Permission
  /** A role that may, for the example. */
  readonly as: string
  /** Holds names or contacts of people. */
  readonly personal: boolean
  readonly columns: readonly SheetColumn<Row>[]
  readonly next: (tx: Tx, asked: Asked, after: string | null) => Promise<Rows<Row>>
}

/** A list whose kind of row only it knows. */
export interface ListExport extends Omit<Listed<never>, 'columns' | 'next'> {
  /** Hands the columns and the reading of rows to `use`, whatever the kind of row. */
  readonly with: <Answer>(use: <Row>(list: Listed<Row>) => Answer) => Answer
}

export const listExport = <Row>(list: Listed<Row>): ListExport => ({ ...list, with: (use) => use(list) })

/** Every row of the list, page after page; `inside` runs each reading. */
export async function* pagesOf<Row>(
  list: Pick<Listed<Row>, 'next'>,
  asked: Asked,
  inside: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
): AsyncGenerator<readonly Row[]> {
  let after: string | null = null
  do {
    const from: string | null = after
    const found: Rows<Row> = await inside((tx) => list.next(tx, asked, from))
    yield found.rows
    after = found.after
  } while (after !== null)
}

/** Columns by kind, so that a list reads as a table. */
const column =
  (type: SheetColumn<never>['type']) =>
  <Row>(fr: string, en: string, of: SheetColumn<Row>['of']): SheetColumn<Row> => ({ label: { fr, en }, type, of })
export const text = column('text')
export const number = column('number')
export const date = column('date')
export const instant = column('instant')
