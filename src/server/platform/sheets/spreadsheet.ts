import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { Lang } from '../text/text.ts'
import { wallClock } from './csv.ts'
import { type Cell, plainText, type SheetColumn } from './sheet.ts'

/** Most rows of a workbook that is written whole in memory: about 20 columns of them take under 500 MB for some seconds. */
export const MOST_WORKBOOK_ROWS = 50_000

const PROGRAM = join(PROJECT_ROOT, 'src/server/platform/sheets/spreadsheet-worker.mjs')

/** What the worker is asked; `cells` are texts, numbers, booleans, or a date as `{ at }` in milliseconds of a clock without zone. */
type SpreadsheetJob =
  | {
      readonly act: 'write'
      readonly format: 'xlsx' | 'ods'
      readonly name: string
      readonly widths: readonly number[]
      readonly cells: readonly (readonly unknown[])[]
    }
  | {
      readonly act: 'read'
      readonly bytes: Uint8Array
      readonly mostRows: number
      readonly mostSheets: number
      readonly mostBytes: number
    }

/** Runs one job on another thread, with bounded memory; rejects where the file breaks the reader or its bounds. */
async function onSpreadsheet(job: SpreadsheetJob): Promise<unknown> {
  const worker = new Worker(PROGRAM, {
    workerData: { root: join(PROJECT_ROOT, 'package.json'), job },
    resourceLimits: { maxOldGenerationSizeMb: 2048 },
    stderr: true,
  })
  // What the library says of formats it does not know is no news of ours.
  worker.stderr.resume()
  try {
    return await new Promise<unknown>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('the spreadsheet thread ended without an answer')))
    })
  } finally {
    await worker.terminate()
  }
}

/** A workbook of one sheet: headings, then rows, each cell typed as its column says. */
export async function writeWorkbook<Row>(
  format: 'xlsx' | 'ods',
  name: string,
  columns: readonly SheetColumn<Row>[],
  rows: readonly Row[],
  { lang, timeZone }: { readonly lang: Lang; readonly timeZone: string },
): Promise<Uint8Array> {
  const cell = (value: Cell, type: SheetColumn<Row>['type']): unknown => {
    if (value === null || value === '') return null
    if (value instanceof Date) return { at: Date.parse(`${wallClock(value, timeZone).replace(' ', 'T')}Z`), hour: true }
    if (type === 'date' && typeof value === 'string') return { at: Date.parse(value), hour: false }
    return typeof value === 'string' ? plainText(value) : value
  }
  const cells = [
    columns.map((column) => column.label[lang]),
    ...rows.map((row) => columns.map((column) => cell(column.of(row, lang), column.type))),
  ]
  const widths = columns.map((column) => (column.type === 'text' ? 22 : 14))
  const bytes = await onSpreadsheet({ act: 'write', format, name: name.slice(0, 31), widths, cells })
  if (bytes instanceof Uint8Array) return bytes
  throw new Error('the spreadsheet thread answered no bytes')
}

const BOOK = z.array(z.object({ name: z.string(), rows: z.array(z.array(z.string())) }))
/** All that a workbook may weigh once inflated. */
const MOST_INFLATED = 400 * 1_048_576

/** The sheets of a workbook (XLSX, ODS) as texts, formulas as what they showed last; null where it is none, breaks the reader, or passes the bounds. */
export async function readWorkbook(
  bytes: Uint8Array,
  bounds: { readonly mostRows: number; readonly mostSheets: number },
): Promise<z.infer<typeof BOOK> | null> {
  return onSpreadsheet({ act: 'read', bytes, mostBytes: MOST_INFLATED, ...bounds }).then(
    (answer) => BOOK.safeParse(answer).data ?? null,
    () => null,
  )
}
