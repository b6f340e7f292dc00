import { z } from 'zod'
import { DEVICE_KINDS } from '../../domain/hardware/report.ts'
import { placeOptions } from '../fleet/place-options.sql.ts'
import { keepFleet, work } from '../organisation/permissions.ts'
import type { Tx } from '../platform/database/database.ts'
import { type Answer, type Inside, notFound, page, redirect, refused, stream } from '../platform/http/answer.ts'
import { checkbox, freshForm, optional, type Problem, several, uuid, wholeNumber } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, type FormCall, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { MEDIA_TYPES, SHEET_FORMATS, type SheetColumn } from '../platform/sheets/sheet.ts'
import { sheetFile } from '../platform/sheets/sheet-file.ts'
import { dates } from '../platform/text/dates.ts'
import type { Viewer } from '../platform/ui/viewer.ts'
import { answersOf, countAnswers, countReasons, forgetAnswers, type Pass } from './answers.sql.ts'
import { peopleIn } from './columns.ts'
import { fieldsOf, TARGETS } from './fields.ts'
import {
  type Import,
  importById,
  importEvents,
  linesOf,
  listImports,
  proposeReading,
  rememberReading,
  saveReading,
  setPhase,
} from './import.sql.ts'
import { importText } from './import.text.ts'
import { isAtWork, type LineAnswer, ON_KNOWN, OUTCOMES, type Phase, REASONS, type Reading } from './import.ts'
import { IMPORTS, ImportPage, ImportsPage, importHref } from './import.views.tsx'
import { MappingPage, type ShownColumn } from './mapping.views.tsx'
import { readLines, receiveImport } from './read.sql.ts'
import { sayAnswer } from './say.ts'
import { openSource } from './source.ts'
import { beginPhase, previewLines } from './step.sql.ts'
import { DATE_ORDERS, STANDINGS } from './values.ts'

const MOST_UPLOAD = 60 * 1_048_576
/** What is read before its page is shown, in bytes; the rest is read behind. */
const AT_ONCE = 262_144
const PREVIEWED = 20
const SHOWN = 25

const today = (viewer: Viewer) => dates(viewer.lang, viewer.timeZone).calendarDay(new Date())

async function imports({ tx, viewer, query, member }: TenantCall, problem?: Problem): Promise<Answer> {
  const found = await listImports(tx, query.apres ?? '')
  const form = freshForm(viewer, problem, { target: 'devices' })
  const arrivals = allows(member, work)
  return page(
    <ImportsPage viewer={viewer} query={query} form={form} arrivals={arrivals} {...found} />,
    problem ? 422 : 200,
  )
}

const UPLOAD = z.object({ target: z.enum(TARGETS) })

async function receive(call: TenantCall & FormCall<z.infer<typeof UPLOAD>>): Promise<Answer> {
  const { tx, member, viewer, form, files, services } = call
  const text = importText(viewer.lang)
  const wrong = (message: string) => imports(call, { values: { target: form.target }, errors: { file: message } })
  const file = files.find((one) => one.field === 'file' && one.bytes.length > 0)
  if (!file) return wrong(text.noFile)
  const source = openSource(file.bytes)
  if (source.kind !== 'lines') return wrong(source.kind === 'dump' ? text.dump : text.faults.unreadable)
  const small = source.weight <= AT_ONCE
  const id = await receiveImport(tx, member, file, form.target, source, small ? null : services.files)
  const read = small ? await readLines((work) => work(tx), member.organisationId, id, source) : 'stopped'
  return read === 'unreadable' || read === 'tooLong'
    ? wrong(text.faults[read])
    : redirect(importHref(id), small ? text.received : text.kept)
}

/** Which answers a phase shows. */
const PASS: Readonly<Partial<Record<Phase, Pass>>> = {
  checking: 'check',
  checked: 'check',
  running: 'run',
  done: 'run',
  undoing: 'undo',
  undone: 'undo',
}

async function onePage(call: TenantCall, problem?: Problem): Promise<Answer> {
  const { tx, viewer, params, query } = call
  const found = await importById(tx, params.id ?? '')
  if (!found) return notFound()
  if (found.phase === 'mapping') return mappingPage(call, found, problem)
  const pass = PASS[found.phase]
  const counts = pass ? await countAnswers(tx, found.id, pass) : {}
  const asked = OUTCOMES.find((one) => one === query.reponse) ?? null
  const outcome = asked ?? ((counts.refused ?? 0) > 0 && found.phase === 'checked' ? 'refused' : null)
  const after = /^\d{1,7}$/.test(query.apres ?? '') ? Number(query.apres) : 0
  const answers = pass
    ? await answersOf(tx, found.id, pass, { after, most: SHOWN + 1, ...(outcome ? { outcomes: [outcome] } : {}) })
    : []
  return page(
    <ImportPage
      viewer={viewer}
      query={query}
      found={found}
      counts={counts}
      why={pass && !isAtWork(found.phase) ? await countReasons(tx, found.id, pass) : []}
      outcome={outcome}
      lines={answers.slice(0, SHOWN).map((answer) => ({ answer, device: null }))}
      after={answers.length > SHOWN ? String(answers[SHOWN - 1]?.line) : null}
      form={() => freshForm(viewer)}
    />,
    problem ? 422 : 200,
  )
}

/** The file's first lines, to choose a heading from and to show. */
const headOf = (tx: TenantCall['tx'], found: Import, sheet: number) => linesOf(tx, found.id, sheet, 1, PREVIEWED)

async function mappingPage({ tx, viewer }: TenantCall, found: Import, problem?: Problem): Promise<Answer> {
  const { reading, target } = found
  const head = (await linesOf(tx, found.id, reading.sheet, 1, reading.header + PREVIEWED)).map(({ cells }) => cells)
  const header = reading.header === 0 ? [] : (head[reading.header - 1] ?? [])
  const data = head.slice(reading.header)
  const people = new Set(peopleIn(header, target))
  const columns = Array.from({ length: reading.columns.length }, (_, at): ShownColumn => {
    const samples = [...new Set(data.map((cells) => cells[at] ?? '').filter(Boolean))].slice(0, 3)
    return {
      at,
      heading: header[at] ?? '',
      samples: samples.map((sample) => sample.slice(0, 40)),
      field: reading.columns[at] ?? '',
      mayNamePeople: people.has(at),
    }
  })
  return page(
    <MappingPage
      viewer={viewer}
      found={found}
      columns={columns}
      form={freshForm(viewer, problem, valuesOf(reading))}
      abandon={freshForm(viewer)}
      places={target === 'devices' ? await placeOptions(tx) : []}
      preview={await previewLines(tx, found, PREVIEWED, today(viewer))}
    />,
    problem ? 422 : 200,
  )
}

const valuesOf = (reading: Reading) => ({
  sheet: String(reading.sheet),
  header: String(reading.header),
  onKnown: reading.onKnown,
  standing: reading.standing,
  place: reading.placeId ?? '',
  createPlaces: reading.createPlaces ? 'yes' : '',
  kind: reading.kind ?? '',
  reason: reading.reason ?? '',
  owner: reading.owner,
  dateOrder: reading.dateOrder,
})

const COLUMNS_FORM = z.object({
  sheet: wholeNumber(0, 9),
  header: wholeNumber(0, 15),
  columns: several(z.string().max(40)),
  onKnown: z.enum(ON_KNOWN).default('fill'),
  standing: z.enum(STANDINGS).default('inUse'),
  place: optional(uuid),
  createPlaces: checkbox.default(false),
  kind: optional(z.enum(DEVICE_KINDS)),
  reason: optional(z.enum(REASONS)),
  owner: z.enum(['organisation', 'donor']).default('organisation'),
  dateOrder: z.enum(DATE_ORDERS).default('dayFirst'),
  next: z.enum(['preview', 'check']).default('preview'),
})

async function readOtherwise(call: TenantCall & FormCall<z.infer<typeof COLUMNS_FORM>>): Promise<Answer> {
  const { tx, member, viewer, params, form } = call
  const found = await importById(tx, params.id ?? '', true)
  if (!found) return notFound()
  if (found.phase !== 'mapping') return refused([notNow])
  const places = await placeOptions(tx)
  if (form.sheet >= found.sheets.length || (form.place !== null && !places.some(({ value }) => value === form.place)))
    return notFound()
  const known = fieldsOf(found.target)
  const moved = form.sheet !== found.reading.sheet || form.header !== found.reading.header
  const head = (await headOf(tx, found, form.sheet)).map(({ cells }) => cells)
  const columns = moved
    ? (await proposeReading(tx, found.target, head, form.sheet, form.header)).columns
    : found.reading.columns.map((_, at) => ((form.columns[at] ?? '') in known ? (form.columns[at] ?? '') : ''))
  const reading: Reading = {
    sheet: form.sheet,
    header: form.header,
    columns,
    onKnown: form.onKnown,
    standing: form.standing,
    placeId: form.place,
    createPlaces: form.createPlaces,
    kind: form.kind,
    reason: form.reason,
    owner: form.owner,
    dateOrder: form.dateOrder,
  }
  await saveReading(tx, found, reading)
  if (form.next === 'preview' || moved) return redirect(`${importHref(found.id)}#apercu`)
  const saved = await importById(tx, found.id)
  if (!saved) return notFound()
  await rememberReading(tx, member, saved, head[reading.header - 1] ?? [])
  await beginPhase(tx, saved, 'checking')
  return redirect(importHref(found.id), importText(viewer.lang).checking)
}

const notNow = {
  rule: 'importElsewhere',
  message: { fr: 'Cet import n’en est pas là.', en: 'This import is not at that point.' },
  satisfy: { fr: 'Revenez à sa page : elle dit où il en est.', en: 'Go back to its page: it says where it stands.' },
}

/** An act that moves an import from one of these phases. */
const moving = (
  path: string,
  from: readonly Phase[],
  example: string,
  move: (call: TenantCall, found: Import) => Promise<string>,
): Route =>
  actRoute({
    path: `${IMPORTS}/:id/${path}`,
    access: keepFleet,
    form: z.object({}),
    example: { as: 'technician', params: { id: example } },
    async handle(call) {
      const found = await importById(call.tx, call.params.id ?? '', true)
      if (!found) return notFound()
      if (!from.includes(found.phase)) return refused([notNow])
      return redirect(importHref(found.id), await move(call, found))
    },
  })

interface AnsweredLine {
  readonly answer: LineAnswer
  readonly cells: readonly string[]
}

/** The answer of a line, then its cells under the headings of the file: what was refused can be mended and sent again. */
async function answerColumns(tx: Tx, { id, target, reading }: Import): Promise<readonly SheetColumn<AnsweredLine>[]> {
  const { sheet, header, columns } = reading
  const [titles] = header === 0 ? [] : await linesOf(tx, id, sheet, header, 1)
  const own = (say: (text: ReturnType<typeof importText>) => string, of: SheetColumn<AnsweredLine>['of']) =>
    ({ label: { fr: say(importText('fr')), en: say(importText('en')) }, type: 'text', of }) as const
  return [
    {
      ...own(
        (text) => text.line,
        ({ answer }) => answer.line,
      ),
      type: 'number',
    },
    own(
      (text) => text.answer,
      ({ answer }, lang) => importText(lang).outcomes[answer.outcome],
    ),
    own(
      (text) => text.what1,
      ({ answer }) => answer.said,
    ),
    own(
      (text) => text.rulesTitle,
      ({ answer }, lang) => sayAnswer(answer, target, lang).join(' '),
    ),
    ...columns.map((_, at) =>
      own(
        () => titles?.cells[at] ?? '',
        ({ cells }) => cells[at] ?? '',
      ),
    ),
  ]
}

/** Every line that was answered, thousand after thousand. */
async function* everyAnswer(
  { id, reading }: Import,
  pass: Pass,
  inside: Inside,
): AsyncGenerator<readonly AnsweredLine[]> {
  for (let after = 0; ; ) {
    const from = after
    const { answers, cells } = await inside(async (tx) => {
      const answers = await answersOf(tx, id, pass, { after: from, most: 1000 })
      const lines = await linesOf(tx, id, reading.sheet, answers[0]?.line ?? 0, 1000)
      return { answers, cells: new Map(lines.map((one) => [one.line, one.cells])) }
    })
    if (answers.length === 0) return
    yield answers.map((answer) => ({ answer, cells: cells.get(answer.line) ?? [] }))
    after = answers.at(-1)?.line ?? 0
  }
}

export const importRoutes: readonly Route[] = [
  pageRoute({ path: IMPORTS, access: keepFleet, example: { as: 'technician' }, handle: (call) => imports(call) }),
  actRoute({
    path: IMPORTS,
    access: keepFleet,
    most: MOST_UPLOAD,
    form: UPLOAD,
    example: {
      as: 'technician',
      form: { target: 'devices' },
      files: [
        { field: 'file', name: 'parc.csv', text: 'Fabricant;Modèle;Numéro de série\r\nDell;Latitude 5490;ABC1234\r\n' },
      ],
    },
    invalid: (call, problem) => imports(call, problem),
    handle: receive,
  }),
  pageRoute({
    path: `${IMPORTS}/:id`,
    access: keepFleet,
    example: { as: 'technician', params: { id: '{import.mapping}' } },
    handle: (call) => onePage(call),
  }),
  ...SHEET_FORMATS.map((format) =>
    pageRoute({
      path: `${IMPORTS}/:id/reponses.${format}`,
      access: keepFleet,
      example: { as: 'technician', params: { id: '{import.checked}' } },
      async handle({ tx, viewer, params }) {
        const found = await importById(tx, params.id ?? '')
        const pass = found && !isAtWork(found.phase) ? PASS[found.phase] : undefined
        if (!found || !pass) return notFound()
        const columns = await answerColumns(tx, found)
        return stream(
          (inside) => sheetFile(format, found.name, columns, everyAnswer(found, pass, inside), viewer),
          MEDIA_TYPES[format],
          `${found.name.replace(/\.\w+$/, '')}-${importText(viewer.lang).answersFile}.${format}`,
        )
      },
    }),
  ),
  actRoute({
    path: `${IMPORTS}/:id/colonnes`,
    access: keepFleet,
    form: COLUMNS_FORM,
    example: {
      as: 'technician',
      params: { id: '{import.mapping}' },
      form: { sheet: '0', header: '1', columns: ['maker', 'model', 'serial'], next: 'check' },
    },
    invalid: (call, problem) => onePage(call, problem),
    handle: readOtherwise,
  }),
  moving('importer', ['checked'], '{import.checked}', async ({ tx, member, viewer }, found) => {
    await beginPhase(tx, found, 'running')
    await importEvents.record(tx, member, 'started', found.id, { lines: found.lines })
    return importText(viewer.lang).started
  }),
  moving('revoir', ['checked'], '{import.checked}', async ({ tx, viewer }, found) => {
    await setPhase(tx, found.id, 'mapping')
    return importText(viewer.lang).received
  }),
  moving('abandonner', ['reading', 'mapping', 'checked'], '{import.mapping}', async ({ tx, member, viewer }, found) => {
    await tx.deleteFrom('import_line').where('import_id', '=', found.id).execute()
    await tx.deleteFrom('import_key').where('import_id', '=', found.id).execute()
    await forgetAnswers(tx, found.id, ['check'])
    await setPhase(tx, found.id, 'abandoned')
    await importEvents.record(tx, member, 'abandoned', found.id, { lines: found.lines })
    return importText(viewer.lang).abandoned
  }),
  moving('annuler', ['done'], '{import.done}', async ({ tx, member, viewer }, found) => {
    await beginPhase(tx, found, 'undoing')
    await importEvents.record(tx, member, 'undoing', found.id, { lines: found.lines })
    return importText(viewer.lang).undoing
  }),
]
