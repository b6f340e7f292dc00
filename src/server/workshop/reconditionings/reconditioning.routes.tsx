import { z } from 'zod'
import { seeFleet } from '../../organisation/permissions.ts'
import { page } from '../../platform/http/answer.ts'
import { pageRoute, type Route } from '../../platform/http/route.ts'
import { format } from '../../platform/text/format.ts'
import { reconditioningCounts, reconditionings } from './reconditioning.sql.ts'
import { askedReconditionings } from './reconditioning.ts'
import { RECONDITIONINGS, ReconditioningPage } from './reconditioning.views.tsx'

const MOST = 50

export const reconditioningRoutes: readonly Route[] = [
  pageRoute({
    path: RECONDITIONINGS,
    access: seeFleet,
    example: { as: 'trainee' },
    handle: async ({ tx, viewer, query }) => {
      const asked = askedReconditionings(query, Number(format(viewer).year(new Date())))
      const before = z.uuid().safeParse(query.apres)
      const { rows, after } = await reconditionings(tx, asked, before.success ? before.data : null, MOST)
      return page(
        <ReconditioningPage
          viewer={viewer}
          counts={await reconditioningCounts(tx)}
          asked={asked}
          rows={rows}
          after={after}
          query={query}
        />,
      )
    },
  }),
]
