import { z } from 'zod'
import { judgeFleet, work } from '../../organisation/permissions.ts'
import { page } from '../../platform/http/answer.ts'
import { allows } from '../../platform/http/permission.ts'
import { pageRoute, type Route, type TenantCall } from '../../platform/http/route.ts'
import { format } from '../../platform/text/format.ts'
import { readPrices } from '../../triage/prices.sql.ts'
import { stepNames } from '../models/model.sql.ts'
import { TIME_QUERY } from '../time/time.ts'
import { linesOf, totalsOf, yearOf, yearsOfTime } from './totals.sql.ts'
import { LINES, LinesPage, TOTALS, TotalsPage } from './totals.views.tsx'

const MOST = 50

/** What the address asks: an empty choice narrows nothing, save a team or a step that is none. */
function askedOf({ query, viewer }: TenantCall) {
  const said = Object.fromEntries(
    Object.entries(query).filter(([name, value]) => value !== '' || name === 'team' || name === 'step'),
  )
  const asked = TIME_QUERY.parse(said)
  return { asked, year: asked.year ?? Number(format(viewer).year(new Date())) }
}

export const totalsRoutes: readonly Route[] = [
  pageRoute({
    path: TOTALS,
    access: work,
    example: { as: 'trainee' },
    handle: async (call) => {
      const { tx, viewer, query } = call
      const { asked, year } = askedOf(call)
      const { hourEur } = await readPrices(tx)
      return page(
        <TotalsPage
          viewer={viewer}
          by={asked.by}
          year={year}
          years={await yearsOfTime(tx, Number(format(viewer).year(new Date())))}
          totals={await totalsOf(tx, asked.by, year, asked, MOST)}
          whole={await yearOf(tx, year, asked)}
          hourEur={hourEur}
          query={query}
          stepNames={await stepNames(tx)}
        />,
      )
    },
  }),
  pageRoute({
    path: LINES,
    access: work,
    example: { as: 'trainee' },
    handle: async (call) => {
      const { tx, viewer, query, member } = call
      const { asked, year } = askedOf(call)
      const before = z.uuid().safeParse(query.apres)
      const { rows, after } = await linesOf(tx, year, asked, before.success ? before.data : null, MOST)
      return page(
        <LinesPage
          viewer={viewer}
          rows={rows}
          after={after}
          query={query}
          stepNames={await stepNames(tx)}
          mayCorrect={(line) => line.personId === member.personId || allows(member, judgeFleet)}
        />,
      )
    },
  }),
]
