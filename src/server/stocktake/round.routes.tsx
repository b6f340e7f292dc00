import { z } from 'zod'
import { showCode } from '../fleet/code.ts'
import { placeOptions } from '../fleet/place-options.sql.ts'
import { countDevices, keepRounds, seeFleet, work } from '../organisation/permissions.ts'
import { saveAnswers } from '../platform/bulk/bulk.sql.ts'
import type { BulkLine } from '../platform/bulk/bulk.ts'
import { type Answer, file, notFound, page, type Refused, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, line, optional, type Problem, several, uuid } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { historyOf } from '../platform/ledger/history.sql.ts'
import type { Bilingual } from '../platform/text/text.ts'
import { CODES } from '../recycling/pallet.ts'
import { giveRound } from './charge.sql.ts'
import { LinesPage } from './lines.views.tsx'
import {
  closeRound,
  countDevice,
  countsOf,
  decideDifference,
  decideRest,
  findRound,
  type OpenRound,
  openRound,
} from './round.sql.ts'
import { roundText } from './round.text.ts'
import { DECISION_KEYS, FINDING_KEYS, type Finding, REFUSALS } from './round.ts'
import {
  LINES,
  linesHref,
  NEW_ROUND,
  NewRoundPage,
  ROUNDS,
  RoundListPage,
  RoundPage,
  roundHref,
} from './round.views.tsx'
import { MOST_PRINTED, roundReport } from './round-print.ts'
import { lastCounted, listRounds, readRound, roundLines, straysOf } from './round-read.sql.ts'
import { decideStray } from './stray.sql.ts'

const PATH = `${ROUNDS}/:number`
const SHOWN_EVENTS = 20

const both = (say: (text: ReturnType<typeof roundText>) => string): Bilingual => ({
  fr: say(roundText('fr')),
  en: say(roundText('en')),
})

async function newPage({ tx, viewer, query }: TenantCall, problem?: Problem): Promise<Answer> {
  const form = freshForm(viewer, problem, { place: query.lieu ?? '' })
  return page(<NewRoundPage viewer={viewer} form={form} places={await placeOptions(tx)} />, problem ? 422 : 200)
}

async function roundPage(call: TenantCall, problem?: Problem): Promise<Answer> {
  const { tx, viewer, params, member } = call
  const round = await findRound(tx, params.number ?? '')
  if (!round) return notFound()
  return page(
    <RoundPage
      viewer={viewer}
      round={await readRound(tx, round)}
      personId={member.personId}
      counts={await countsOf(tx, round)}
      last={await lastCounted(tx, round.id)}
      strays={await straysOf(tx, round.id)}
      mayKeep={allows(member, keepRounds)}
      mayCount={allows(member, countDevices)}
      mayScan={allows(member, work)}
      form={freshForm(viewer, problem)}
      plain={() => freshForm(viewer)}
      history={await historyOf(tx, round.id, SHOWN_EVENTS)}
    />,
    problem ? 422 : 200,
  )
}

export const readFinding = (query: Readonly<Record<string, string>>): Finding | '' =>
  FINDING_KEYS.find((one) => one === query.constat) ?? ''

async function linesPage(call: TenantCall, numberText: string, problem?: Problem): Promise<Answer> {
  const { tx, viewer, query, member } = call
  const round = await findRound(tx, numberText)
  if (!round) return notFound()
  const finding = readFinding(query)
  return page(
    <LinesPage
      viewer={viewer}
      query={query}
      round={await readRound(tx, round)}
      finding={finding}
      found={await roundLines(tx, round, { finding, after: query.apres ?? '' })}
      places={await placeOptions(tx)}
      mayDecide={round.open && allows(member, keepRounds)}
      form={freshForm(viewer, problem)}
    />,
    problem ? 422 : 200,
  )
}

/** Holds the round of the address, does the act, goes back to it with a word or every refusal. */
async function onRound(
  call: TenantCall,
  act: (round: OpenRound) => Promise<readonly Refused[] | null>,
  done: string,
): Promise<Answer> {
  const round = await findRound(call.tx, call.params.number ?? '', true)
  const refusals = round ? await act(round) : null
  if (!round || refusals === null) return notFound()
  return refusals.length > 0 ? refused(refusals) : redirect(roundHref(round.number), done)
}

/** Two people count the same round at once: the round itself is not held, each device is counted once. */
async function count(call: TenantCall & { readonly form: { readonly codes: readonly string[] } }): Promise<Answer> {
  const { tx, member, viewer, form, params } = call
  const round = await findRound(tx, params.number ?? '')
  if (!round) return notFound()
  if (!round.open) return refused([REFUSALS.closed])
  const text = roundText(viewer.lang)
  const lines: BulkLine[] = []
  for (const said of form.codes) {
    const counted = await countDevice(tx, member, round, said)
    if (counted.kind === 'unknown') {
      lines.push({ item: said, href: null, done: false, what: both((words) => words.counted.unknown) })
      continue
    }
    const { kind, code, place } = counted
    const what = both((words) =>
      [words.counted[kind], kind === 'unexpected' && place ? words.unexpectedAt(place) : ''].filter(Boolean).join(' '),
    )
    lines.push({ item: showCode(code), href: `/parc/${code}`, done: kind !== 'unexpected', what })
  }
  const [only] = lines
  if (lines.length === 1 && only) return redirect(roundHref(round.number), `${only.item} : ${only.what[viewer.lang]}`)
  if (lines.every((one) => one.done)) return redirect(roundHref(round.number), text.counted.found)
  return redirect(
    await saveAnswers(
      tx,
      member,
      both((words) => words.countedTitle(round.number)),
      lines,
    ),
  )
}

const DECIDED = z.object({ device: several(uuid), decision: z.enum(DECISION_KEYS), to: optional(uuid) })

async function decide(call: TenantCall & { readonly form: z.infer<typeof DECIDED> }): Promise<Answer> {
  const { tx, member, viewer, form, params } = call
  const round = await findRound(tx, params.number ?? '', true)
  if (!round) return notFound()
  const text = roundText(viewer.lang)
  if (form.to !== null && !(await placeOptions(tx)).some(({ value }) => value === form.to)) return notFound()
  if (form.device.length === 0)
    return linesPage(call, String(round.number), { values: {}, errors: { device: text.nothingChosen } })
  const answers: { readonly id: string; readonly refusals: readonly Refused[] | null }[] = []
  for (const id of form.device) answers.push({ id, refusals: await decideDifference(tx, member, round, id, form) })
  if (answers.every(({ refusals }) => refusals?.length === 0))
    return redirect(linesHref(round.number, readFinding({ constat: findingOfDecision(form.decision) })), text.decided)
  const [only] = answers
  if (answers.length === 1 && only) return only.refusals === null ? notFound() : refused(only.refusals)
  const codes = await tx.selectFrom('device').select(['id', 'code']).where('id', 'in', form.device).execute()
  const lines = answers.map(({ id, refusals }): BulkLine => {
    const code = codes.find((one) => one.id === id)?.code ?? ''
    const base = { item: showCode(code), href: code ? `/parc/${code}` : null }
    const [first] = refusals ?? []
    if (refusals?.length === 0) return { ...base, done: true, what: both((words) => words.decided) }
    if (!first)
      return { ...base, done: false, what: both((words) => words.notSo), how: both((words) => words.notSoHow) }
    return { ...base, done: false, what: first.message, how: first.satisfy }
  })
  return redirect(
    await saveAnswers(
      tx,
      member,
      both((words) => words.decidedTitle(round.number)),
      lines,
    ),
  )
}

const findingOfDecision = (decision: (typeof DECISION_KEYS)[number]): Finding =>
  decision === 'movedHere' || decision === 'goesBack' ? 'unexpected' : 'missing'

const example = (name: string, as = 'technician') => ({ as, params: { number: `{${name}}` } })

export const roundRoutes: readonly Route[] = [
  pageRoute({
    path: ROUNDS,
    access: seeFleet,
    example: { as: 'technician' },
    handle: async ({ tx, viewer, query, member }) => {
      const placeId = uuid.safeParse(query.lieu).data ?? ''
      return page(
        <RoundListPage
          viewer={viewer}
          query={query}
          found={await listRounds(tx, { placeId, after: query.apres ?? '' })}
          places={await placeOptions(tx)}
          mayKeep={allows(member, keepRounds)}
          narrowed={placeId !== '' || (query.apres ?? '') !== ''}
        />,
      )
    },
  }),
  pageRoute({ path: NEW_ROUND, access: keepRounds, example: { as: 'finance' }, handle: (call) => newPage(call) }),
  actRoute({
    path: NEW_ROUND,
    access: keepRounds,
    form: z.object({ place: uuid }),
    example: { as: 'finance', form: { place: '{place}' } },
    invalid: newPage,
    handle: async (call) => {
      const { tx, member, form, viewer } = call
      if (!(await placeOptions(tx)).some(({ value }) => value === form.place)) return notFound()
      const opened = await openRound(tx, member, form.place)
      if ('refusals' in opened) return refused(opened.refusals)
      return redirect(roundHref(opened.number), roundText(viewer.lang).opened)
    },
  }),
  pageRoute({
    path: LINES,
    access: seeFleet,
    example: { as: 'technician', query: '?numero={round.open}' },
    handle: async (call) => (call.query.numero ? linesPage(call, call.query.numero) : redirect(ROUNDS)),
  }),
  pageRoute({ path: PATH, access: seeFleet, example: example('round.open'), handle: (call) => roundPage(call) }),
  pageRoute({
    path: `${PATH}/rapport.pdf`,
    access: seeFleet,
    example: example('round.open'),
    handle: async ({ tx, viewer, params }) => {
      const round = await findRound(tx, params.number ?? '')
      if (!round) return notFound()
      const of = (finding: Finding) => roundLines(tx, round, { finding, after: '' }, MOST_PRINTED)
      const report = await roundReport(viewer, {
        round: await readRound(tx, round),
        counts: await countsOf(tx, round),
        differences: [...(await of('missing')).rows, ...(await of('unexpected')).rows],
        strays: await straysOf(tx, round.id),
      })
      return file(report, 'application/pdf', `inventaire-${round.number}.pdf`, true)
    },
  }),
  actRoute({
    path: `${PATH}/suivre`,
    access: keepRounds,
    form: z.object({}),
    example: { ...example('round.open'), form: {} },
    handle: async ({ tx, member, viewer, params }) => {
      const round = await findRound(tx, params.number ?? '', true)
      if (!round) return notFound()
      if (!round.open) return refused([REFUSALS.closed])
      await giveRound(tx, member, round.id, member.personId)
      return redirect(roundHref(round.number), roundText(viewer.lang).followed)
    },
  }),
  actRoute({
    path: `${PATH}/compter`,
    access: countDevices,
    form: z.object({ codes: CODES }),
    example: { ...example('round.open', 'trainee'), form: { codes: '{round.device}' } },
    invalid: roundPage,
    handle: count,
  }),
  actRoute({
    path: `${PATH}/decider`,
    access: keepRounds,
    form: DECIDED,
    example: { ...example('round.open'), form: { device: '{round.missing}', decision: 'sought' } },
    invalid: (call, problem) => linesPage(call, call.params.number ?? '', problem),
    handle: decide,
  }),
  actRoute({
    path: `${PATH}/etiquette`,
    access: keepRounds,
    form: z.object({ text: line(80), decision: z.enum(['registered', 'setAside']) }),
    example: { ...example('round.open'), form: { text: '{round.stray}', decision: 'setAside' } },
    handle: (call) =>
      onRound(
        call,
        (round) => decideStray(call.tx, call.member, round, call.form.text, call.form.decision),
        roundText(call.viewer.lang).decided,
      ),
  }),
  actRoute({
    path: `${PATH}/le-reste`,
    access: keepRounds,
    form: z.object({}),
    example: { ...example('round.open'), form: {} },
    handle: (call) =>
      onRound(call, (round) => decideRest(call.tx, call.member, round), roundText(call.viewer.lang).restDone),
  }),
  actRoute({
    path: `${PATH}/clore`,
    access: keepRounds,
    form: z.object({}),
    example: { ...example('round.settled'), form: {} },
    handle: (call) =>
      onRound(call, (round) => closeRound(call.tx, call.member, round), roundText(call.viewer.lang).closed),
  }),
]
