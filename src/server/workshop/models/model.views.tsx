import { GRADES } from '../../../domain/circuit/facts.ts'
import { KINDS } from '../../../domain/circuit/kinds.ts'
import type { DeviceKind } from '../../../domain/hardware/report.ts'
import { format } from '../../platform/text/format.ts'
import { Submit } from '../../platform/ui/button.tsx'
import type { Children } from '../../platform/ui/children.ts'
import { Checkboxes, Radios, TextArea } from '../../platform/ui/field.tsx'
import { Form, type FormState, fieldId, Section } from '../../platform/ui/form.tsx'
import { Layout } from '../../platform/ui/layout.tsx'
import { Table } from '../../platform/ui/table.tsx'
import type { Viewer } from '../../platform/ui/viewer.ts'
import { SECOND_CHECKS } from './model.sql.ts'
import { modelText } from './model.text.ts'
import { type KindModel, MODEL_KINDS } from './model.ts'

export const MODELS = '/reglages/atelier'
export const KIND_MODEL = `${MODELS}/nature`
export const kindHref = (kind: DeviceKind) => `${KIND_MODEL}?nature=${kind}`

interface RulesProps {
  readonly viewer: Viewer
  readonly models: Readonly<Record<DeviceKind, KindModel>>
  readonly form: FormState
  readonly versions: Children
}

/** The model of each kind, then what a grade asks for and who is looked at by a second person. */
export function WorkRulesPage({ viewer, models, form, versions }: RulesProps) {
  const { lang } = viewer
  const text = modelText(lang)
  const f = format(viewer)
  const usual = (kind: DeviceKind) => models[kind].steps.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0)
  return (
    <Layout viewer={viewer} title={text.title} lead={text.lead} kicker={<a href="/reglages">{text.settings}</a>}>
      <Table
        lang={lang}
        caption={text.steps}
        captionHidden
        rows={MODEL_KINDS}
        rowKey={(kind) => kind}
        columns={[
          {
            key: 'kind',
            label: text.kind,
            heading: true,
            cell: (kind) => <a href={kindHref(kind)}>{KINDS.rows[kind].name[lang]}</a>,
          },
          { key: 'steps', label: text.steps, number: true, cell: (kind) => f.number(models[kind].steps.length) },
          { key: 'usual', label: text.usual, number: true, cell: (kind) => f.minutes(usual(kind)) },
          { key: 'tests', label: text.tests, number: true, cell: (kind) => f.number(models[kind].tests.length) },
        ]}
      />
      <Form action={MODELS} form={form} label={text.grades}>
        <Section title={text.grades} lead={text.gradesLead}>
          {GRADES.map((grade) => (
            <TextArea
              key={grade}
              form={form}
              name={grade}
              label={text.grade(grade)}
              rows={2}
              maxlength={300}
              required
            />
          ))}
          <Radios
            form={form}
            name="gradeFloor"
            label={text.floor}
            required
            options={GRADES.map((value) => ({ value, label: value }))}
          />
        </Section>
        <Radios
          form={form}
          name="secondCheck"
          label={text.second}
          required
          options={SECOND_CHECKS.map((value) => ({ value, label: text.seconds[value] }))}
        />
        <Submit>{text.saveRules}</Submit>
      </Form>
      {versions}
    </Layout>
  )
}

interface KindProps {
  readonly viewer: Viewer
  readonly kind: DeviceKind
  readonly form: FormState
  /** How many rows each table draws. */
  readonly rows: Readonly<Record<'steps' | 'tests', number>>
  readonly versions: Children
}

/** The steps and tests of one kind. */
export function KindModelPage({ viewer, kind, form, rows, versions }: KindProps) {
  const { lang } = viewer
  const text = modelText(lang)
  return (
    <Layout
      viewer={viewer}
      title={KINDS.rows[kind].name[lang]}
      lead={text.kindLead}
      kicker={<a href={MODELS}>{text.title}</a>}
    >
      <Form action={KIND_MODEL} form={form} label={text.save}>
        <input type="hidden" name="kind" value={kind} />
        <Section title={text.steps}>
          <Rows lang={lang} form={form} table="steps" count={rows.steps} />
          <Checkboxes
            form={form}
            name="alike"
            label={text.alike}
            options={MODEL_KINDS.filter((one) => one !== kind).map((value) => ({
              value,
              label: KINDS.rows[value].name[lang],
            }))}
          />
        </Section>
        <Section title={text.tests}>
          <Rows lang={lang} form={form} table="tests" count={rows.tests} />
        </Section>
        <Submit>{text.save}</Submit>
      </Form>
      {versions}
    </Layout>
  )
}

interface RowsProps {
  readonly lang: Viewer['lang']
  readonly form: FormState
  readonly table: 'steps' | 'tests'
  readonly count: number
}

/** One line a step or a test: its rank, its name, its usual minutes where it is a step. */
function Rows({ lang, form, table, count }: RowsProps) {
  const text = modelText(lang)
  const cell = (field: 'rank' | 'name' | 'minutes', label: string, look: string, numeric: boolean) => ({
    key: field,
    label,
    cell: (index: number) => {
      const name = `${table}.${field}.${index}`
      const error = form.errors[name]
      return (
        <>
          <input
            class={look}
            type="text"
            {...(numeric ? { inputMode: 'numeric' as const } : {})}
            maxLength={numeric ? 4 : 120}
            autocomplete="off"
            id={fieldId(name)}
            name={name}
            value={[form.values[name] ?? ''].flat()[0] ?? ''}
            aria-label={text.row(label, index + 1)}
            aria-invalid={error ? 'true' : undefined}
          />
          {field === 'name' && (
            <input
              type="hidden"
              name={`${table}.id.${index}`}
              value={[form.values[`${table}.id.${index}`] ?? ''].flat()[0] ?? ''}
            />
          )}
        </>
      )
    },
  })
  return (
    <Table
      lang={lang}
      caption={text[table]}
      captionHidden
      rows={Array.from({ length: count }, (_, index) => index)}
      rowKey={(index) => String(index)}
      columns={[
        cell('rank', text.rank, 'short number', true),
        cell('name', table === 'steps' ? text.step : text.test, 'full', false),
        ...(table === 'steps' ? [cell('minutes', text.minutes, 'short number', true)] : []),
      ]}
    />
  )
}
