import { seeFleet } from '../../organisation/permissions.ts'
import { file, notFound } from '../../platform/http/answer.ts'
import { pageRoute, type Route } from '../../platform/http/route.ts'
import { renderPdf } from '../../platform/pdf/pdf.ts'
import { readBench } from '../order.sql.ts'
import { sheetOf } from './sheet.sql.ts'
import { sheetPaper } from './sheet.ts'

/** The paper of the last order of a device, open or closed. */
export const sheetRoutes: readonly Route[] = [
  pageRoute({
    path: '/atelier/:code/fiche',
    access: seeFleet,
    example: { as: 'trainee', params: { code: '{work.open}' } },
    handle: async ({ tx, viewer, params }) => {
      const bench = await readBench(tx, params.code ?? '')
      if (!bench?.order) return notFound()
      const sheet = await sheetOf(tx, viewer, bench, bench.order)
      const bytes = await renderPdf(sheetPaper(sheet, viewer.lang, new Date()))
      return file(bytes, 'application/pdf', `${sheet.code}.pdf`, true)
    },
  }),
]
