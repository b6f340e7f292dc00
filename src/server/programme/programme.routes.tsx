import { z } from 'zod'
import { setRules } from '../organisation/permissions.ts'
import { type Answer, notFound, page, redirect } from '../platform/http/answer.ts'
import {
  civilDate,
  freshForm,
  line,
  optional,
  type Problem,
  paragraph,
  uuid,
  type Values,
  wholeNumber,
} from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, everyMember, openRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { historyOf } from '../platform/ledger/history.sql.ts'
import { dates } from '../platform/text/dates.ts'
import type { Viewer } from '../platform/ui/viewer.ts'
import {
  keepFormerName,
  type Programme,
  readProgramme,
  removeFormerName,
  saveProgramme,
  setTarget,
  showPublicly,
} from './programme.sql.ts'
import { programmeText } from './programme.text.ts'
import { INDICATOR_KEYS, type Indicator, STATUS_KEYS } from './programme.ts'
import { EDIT, EditProgrammePage, NoProgrammePage, PROGRAMME, ProgrammePage } from './programme.views.tsx'
import { PublicProgrammePage } from './public-programme.views.tsx'
import { doneIn, readTotals } from './totals.sql.ts'

type Part = 'main' | 'former' | 'targets' | 'publicity'

const yearOf = ({ lang, timeZone }: Viewer) => Number(dates(lang, timeZone).year(new Date()))
const year = wholeNumber(1990, 2100)
const target = optional(wholeNumber(0, 10_000_000))
const TARGETS = Object.fromEntries(INDICATOR_KEYS.map((key) => [key, target])) as Readonly<
  Record<Indicator, typeof target>
>

async function editPage(call: TenantCall, part?: Part, problem?: Problem): Promise<Answer> {
  const { tx, viewer, query } = call
  const programme = await readProgramme(tx)
  const asked = year.safeParse(problem?.values.year ?? query.annee)
  const shown = asked.success ? asked.data : yearOf(viewer)
  const values: Readonly<Record<Part, Values>> = {
    main: {
      name: programme?.name ?? '',
      aims: programme?.aims ?? '',
      reasons: programme?.reasons ?? '',
      startedOn: programme?.startedOn ?? dates(viewer.lang, viewer.timeZone).calendarDay(new Date()),
      status: programme?.status ?? 'running',
    },
    targets: { annee: String(shown), ...targetsOf(programme, shown) },
    former: {},
    publicity: {},
  }
  const form = (name: Part) => freshForm(viewer, part === name ? problem : undefined, values[name])
  return page(
    <EditProgrammePage
      viewer={viewer}
      programme={programme}
      year={shown}
      forms={{ main: form('main'), former: form('former'), targets: form('targets'), publicity: form('publicity') }}
    />,
    problem ? 422 : 200,
  )
}

const targetsOf = (programme: Programme | null, shown: number): Values =>
  Object.fromEntries(
    (programme?.targets ?? []).filter((one) => one.year === shown).map((one) => [one.indicator, String(one.target)]),
  )

/** The programme's id for an act on it; an organisation that has not described it yet finds nothing. */
async function onProgramme(call: TenantCall, act: (programme: Programme) => Promise<Answer>): Promise<Answer> {
  const programme = await readProgramme(call.tx)
  return programme ? act(programme) : notFound()
}

export const programmeRoutes: readonly Route[] = [
  pageRoute({
    path: PROGRAMME,
    access: everyMember,
    example: { as: 'elected' },
    async handle({ tx, viewer, member }) {
      const programme = await readProgramme(tx)
      const mayKeep = allows(member, setRules)
      if (!programme) return page(<NoProgrammePage viewer={viewer} mayKeep={mayKeep} />)
      const now = yearOf(viewer)
      return page(
        <ProgrammePage
          viewer={viewer}
          programme={programme}
          year={now}
          done={await doneIn(tx, now, viewer.timeZone)}
          mayKeep={mayKeep}
          history={mayKeep ? await historyOf(tx, programme.id, 20) : []}
        />,
      )
    },
  }),
  pageRoute({ path: EDIT, access: setRules, example: { as: 'coordinator' }, handle: (call) => editPage(call) }),
  actRoute({
    path: EDIT,
    access: setRules,
    form: z.object({
      name: line(),
      aims: paragraph().default(''),
      reasons: paragraph().default(''),
      startedOn: civilDate,
      status: z.enum(STATUS_KEYS),
    }),
    example: { as: 'coordinator', form: { name: 'Solid’Rnet', startedOn: '2005-01-01', status: 'running' } },
    async handle({ tx, member, form, viewer }) {
      await saveProgramme(tx, member, form)
      return redirect(PROGRAMME, programmeText(viewer.lang).saved)
    },
    invalid: (call, problem) => editPage(call, 'main', problem),
  }),
  actRoute({
    path: `${EDIT}/objectifs`,
    access: setRules,
    form: z.object({ year, ...TARGETS }),
    example: { as: 'coordinator', form: { year: '2026', collected: '300' } },
    handle: (call) =>
      onProgramme(call, async (programme) => {
        const { tx, member, form, viewer } = call
        const before = targetsOf(programme, form.year)
        for (const indicator of INDICATOR_KEYS)
          if (String(form[indicator] ?? '') !== (before[indicator] ?? ''))
            await setTarget(tx, member, programme.id, form.year, indicator, form[indicator])
        return redirect(PROGRAMME, programmeText(viewer.lang).targetsSaved(form.year))
      }),
    invalid: (call, problem) => editPage(call, 'targets', problem),
  }),
  actRoute({
    path: `${EDIT}/noms`,
    access: setRules,
    form: z.object({ former: line(), validTo: civilDate }),
    example: { as: 'coordinator', form: { former: '5000 micros', validTo: '2008-12-31' } },
    handle: (call) =>
      onProgramme(call, async (programme) => {
        const { tx, member, form, viewer } = call
        await keepFormerName(tx, member, programme.id, { name: form.former, validTo: form.validTo })
        return redirect(EDIT, programmeText(viewer.lang).kept(form.former))
      }),
    invalid: (call, problem) => editPage(call, 'former', problem),
  }),
  actRoute({
    path: `${EDIT}/noms/retirer`,
    access: setRules,
    form: z.object({ name: line() }),
    example: { as: 'coordinator', form: { name: '{formerName}' } },
    handle: (call) =>
      onProgramme(call, async (programme) => {
        const { tx, member, form, viewer } = call
        if (!(await removeFormerName(tx, member, programme.id, form.name))) return notFound()
        return redirect(EDIT, programmeText(viewer.lang).removed(form.name))
      }),
  }),
  actRoute({
    path: `${EDIT}/public`,
    access: setRules,
    form: z.object({ shown: z.enum(['yes', 'no']) }),
    example: { as: 'coordinator', form: { shown: 'yes' } },
    handle: (call) =>
      onProgramme(call, async (programme) => {
        const { tx, member, form, viewer } = call
        const shown = form.shown === 'yes'
        if (programme.public !== shown) await showPublicly(tx, member, programme.id, shown)
        const text = programmeText(viewer.lang)
        return redirect(EDIT, shown ? text.opened : text.closed)
      }),
  }),
  openRoute({
    method: 'GET',
    path: `${PROGRAMME}/public/:organisation`,
    open: 'The organisation opened this page to all: its own words and totals, and no person.',
    async handle({ database, params, viewer }) {
      const id = uuid.safeParse(params.organisation)
      if (!id.success) return notFound()
      return database.inOrganisation(id.data, async (tx) => {
        const programme = await readProgramme(tx)
        const organisation = await tx
          .selectFrom('organisation')
          .select(['organisation_id as id', 'name', 'colours', 'time_zone as timeZone'])
          .executeTakeFirst()
        if (!programme?.public || !organisation) return notFound()
        const seen = { ...viewer, organisation: { ...organisation, logo: null }, timeZone: organisation.timeZone }
        return page(
          <PublicProgrammePage viewer={seen} programme={programme} totals={await readTotals(tx)} now={new Date()} />,
        )
      })
    },
  }),
]
