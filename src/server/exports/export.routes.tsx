import { z } from 'zod'
import { type Answer, file, type Inside, refused, stream } from '../platform/http/answer.ts'
import { actRoute, type FormCall, type Route, type TenantCall } from '../platform/http/route.ts'
import { BYTE_ORDER_MARK, csvLines, linesOf } from '../platform/sheets/csv.ts'
import { MEDIA_TYPES, SHEET_FORMATS, type SheetColumn, type SheetFormat } from '../platform/sheets/sheet.ts'
import { MOST_WORKBOOK_ROWS, writeWorkbook } from '../platform/sheets/spreadsheet.ts'
import { dates } from '../platform/text/dates.ts'
import type { Exports } from '../platform/ui/export-bar.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { recordExport } from './export.sql.ts'
import { type Asked, type ListExport, pagesOf } from './export.ts'
import { LISTS } from './lists.ts'

/** The format, and what the list's own address asks after its question mark. */
const FORM = z.object({ format: z.enum(SHEET_FORMATS), query: z.string().max(4000).default('') })
type Call = TenantCall & FormCall<z.infer<typeof FORM>>

const tooLong = {
  rule: 'workbookTooLong',
  message: {
    fr: `Cette liste a plus de ${MOST_WORKBOOK_ROWS.toLocaleString('fr')} lignes : c’est trop pour un classeur.`,
    en: `This list has more than ${MOST_WORKBOOK_ROWS.toLocaleString('en')} rows: too many for a workbook.`,
  },
  satisfy: {
    fr: 'Prenez le format CSV, qui n’a pas de limite, ou filtrez la liste.',
    en: 'Take the CSV format, which has no limit, or filter the list.',
  },
}

async function* csvParts<Row>(
  columns: readonly SheetColumn<Row>[],
  pages: AsyncIterable<readonly Row[]>,
  { lang, timeZone }: Viewer,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLines([columns.map((column) => column.label[lang])], lang, timeZone)
  for await (const rows of pages) yield csvLines(linesOf(columns, rows, lang), lang, timeZone)
}

async function workbook(call: Call, list: ListExport, asked: Asked, format: 'xlsx' | 'ods', name: string) {
  const inside: Inside = (work) => work(call.tx)
  const bytes = await list.with(async (listed) => {
    const rows = []
    for await (const page of pagesOf(listed, asked, inside)) {
      rows.push(...page)
      if (rows.length > MOST_WORKBOOK_ROWS) return null
    }
    return writeWorkbook(format, list.title[asked.viewer.lang], listed.columns, rows, asked.viewer)
  })
  return bytes === null ? refused([tooLong]) : file(bytes, MEDIA_TYPES[format], name)
}

async function send(call: Call, list: ListExport): Promise<Answer> {
  const { tx, member, viewer, form } = call
  const now = new Date()
  const query = Object.fromEntries(new URLSearchParams(form.query))
  const asked: Asked = { viewer, member, query, now }
  const name = fileName(list, form.format, viewer, now)
  await recordExport(tx, member, { list: list.name, format: form.format, personal: list.personal })
  if (form.format !== 'csv') return workbook(call, list, asked, form.format, name)
  return list.with((listed) =>
    stream((inside) => csvParts(listed.columns, pagesOf(listed, asked, inside), viewer), MEDIA_TYPES.csv, name),
  )
}

const fileName = (list: ListExport, format: SheetFormat, viewer: Viewer, now: Date) =>
  `${list.name}-${dates(viewer.lang, viewer.timeZone).calendarDay(now)}.${format}`

/** One act for each list: the file, with the list's own permission and filters. */
export const exportRoutes: readonly Route[] = LISTS.map((list) =>
  actRoute({
    path: `/exporter/${list.name}`,
    access: list.access,
    form: FORM,
    example: { as: list.as, form: { format: 'csv' }, status: 200 },
    handle: (call) => send(call, list),
  }),
)

/** Where the lists of each screen leave from, by the screen's address. */
export const EXPORT_ADDRESSES: Exports = LISTS.map((list) => ({
  screen: list.path,
  action: `/exporter/${list.name}`,
  title: list.title,
}))
