import { z } from 'zod'
import { allMembers } from '../../organisation/member.sql.ts'
import { seeFleet, setRules, work } from '../../organisation/permissions.ts'
import { type Answer, page, redirect } from '../../platform/http/answer.ts'
import { entries, freshForm, line, optional, type Problem, type Values } from '../../platform/http/form.ts'
import { allows } from '../../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../../platform/http/route.ts'
import { format } from '../../platform/text/format.ts'
import { runningTimer } from '../time/time.sql.ts'
import { cardsInState, countsOfBoard, loadOf, MOST_CARDS, openCards } from './board.sql.ts'
import { boardText } from './board.text.ts'
import { mondayOf } from './board.ts'
import { BOARD_LINKS, BoardPage, PeoplePage } from './board.views.tsx'
import { setWorkshopPerson } from './people.sql.ts'

async function boardPage({ tx, viewer, member, query }: TenantCall): Promise<Answer> {
  const now = new Date()
  const open = await openCards(tx)
  const load = await loadOf(tx, mondayOf(format(viewer).calendarDay(now)), open)
  const only = load.find(({ personId }) => personId === query.personne) ?? null
  const own = only ? open.filter(({ personId }) => personId === only.personId) : open
  const [toStart, ready] = only ? [[], []] : [await cardsInState(tx, 'triaged'), await cardsInState(tx, 'ready')]
  const counts = await countsOfBoard(tx)
  const many = (stage: string) => own.filter((card) => card.stage === stage).length
  return page(
    <BoardPage
      viewer={viewer}
      cards={[...toStart, ...own, ...ready.slice(0, 8)].filter(firstOfEach())}
      counts={{
        toStart: only ? 0 : counts.triaged,
        working: many('working'),
        waiting: many('waiting'),
        toCheck: many('toCheck'),
        ready: only ? 0 : counts.ready,
      }}
      load={only ? [only] : load}
      personId={member.personId}
      only={only}
      timer={await runningTimer(tx, member.personId)}
      now={now}
      small={() => freshForm(viewer)}
      links={[
        ...(allows(member, work) ? (['time'] as const) : []),
        'reconditionings',
        'notes',
        'benches',
        ...(allows(member, setRules) ? (['people', 'model'] as const) : []),
      ]}
    />,
  )
}

/** Keeps the first cards of each column: a board is looked at, a list is read. */
function firstOfEach(): (card: { readonly stage: string }) => boolean {
  const seen = new Map<string, number>()
  return ({ stage }) => {
    const count = (seen.get(stage) ?? 0) + 1
    seen.set(stage, count)
    return count <= MOST_CARDS
  }
}

/** Members who may work at the benches, by name. */
const workers = async (tx: TenantCall['tx']) =>
  (await allMembers(tx)).filter((one) => one.leftAt === null && allows(one, work))

async function peoplePage({ tx, viewer }: TenantCall, problem?: Problem): Promise<Answer> {
  const said = await tx.selectFrom('workshop_person').select(['person_id', 'team', 'weekly_minutes']).execute()
  const values: Values = Object.fromEntries(
    said.flatMap(({ person_id, team, weekly_minutes }) => [
      [`t.${person_id}`, team ?? ''],
      [`h.${person_id}`, weekly_minutes === null ? '' : format(viewer).number(weekly_minutes / 60, 2)],
    ]),
  )
  return page(
    <PeoplePage viewer={viewer} people={await workers(tx)} form={freshForm(viewer, problem, values)} />,
    problem ? 422 : 200,
  )
}

const TEAM = optional(line(80))
const HOURS = optional(
  z.preprocess(
    (value) => (typeof value === 'string' ? value.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.') : value),
    z.coerce.number().min(0).max(60),
  ),
)

export const boardRoutes: readonly Route[] = [
  pageRoute({
    path: '/atelier',
    access: seeFleet,
    example: { as: 'trainee' },
    handle: (call) => boardPage(call),
  }),
  pageRoute({
    path: BOARD_LINKS.people,
    access: setRules,
    example: { as: 'coordinator' },
    handle: (call) => peoplePage(call),
  }),
  actRoute({
    path: BOARD_LINKS.people,
    access: setRules,
    form: entries,
    example: { as: 'coordinator', form: {} },
    handle: async (call) => {
      const { tx, member, viewer, form } = call
      const errors: Record<string, string> = {}
      for (const { personId } of await workers(tx)) {
        const team = TEAM.safeParse(form[`t.${personId}`] ?? '')
        const hours = HOURS.safeParse(form[`h.${personId}`] ?? '')
        if (!hours.success) errors[`h.${personId}`] = boardText(viewer.lang).badHours
        else if (`h.${personId}` in form)
          await setWorkshopPerson(tx, member, personId, {
            team: team.success ? team.data : null,
            weeklyMinutes: hours.data === null ? null : Math.round(hours.data * 60),
          })
      }
      if (Object.keys(errors).length > 0) return peoplePage(call, { values: form, errors })
      return redirect('/atelier', boardText(viewer.lang).saved)
    },
  }),
]
