import { z } from 'zod'
import { type Answer, stream } from '../platform/http/answer.ts'
import { actRoute, type FormCall, type Route, type TenantCall } from '../platform/http/route.ts'
import { MEDIA_TYPES, SHEET_FORMATS, type SheetFormat } from '../platform/sheets/sheet.ts'
import { sheetFile } from '../platform/sheets/sheet-file.ts'
import { dates } from '../platform/text/dates.ts'
import type { Exports } from '../platform/ui/export-bar.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { recordExport } from './export.sql.ts'
import { type Asked, type ListExport, pagesOf } from './export.ts'
import { LISTS } from './lists.ts'

/** The format, and what the list's own address asks after its question mark. */
const FORM = z.object({ format: z.enum(SHEET_FORMATS), query: z.string().max(4000).default('') })
type Call = TenantCall & FormCall<z.infer<typeof FORM>>

async function send(call: Call, list: ListExport): Promise<Answer> {
  const { tx, member, viewer, form } = call
  const now = new Date()
  const query = Object.fromEntries(new URLSearchParams(form.query))
  const asked: Asked = { viewer, member, query, now }
  const name = fileName(list, form.format, viewer, now)
  await recordExport(tx, member, { list: list.name, format: form.format, personal: list.personal })
  const { format } = form
  return list.with(({ columns, next }) =>
    stream(
      (inside) => sheetFile(format, list.title[viewer.lang], columns, pagesOf({ next }, asked, inside), viewer),
      MEDIA_TYPES[format],
      name,
    ),
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
