import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import { format } from '../platform/text/format.ts'
import { ButtonLink, Buttons, Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Definitions } from '../platform/ui/definition.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { NumberField, Radios, SelectField, TextArea, TextField } from '../platform/ui/field.tsx'
import { Filters } from '../platform/ui/filters.tsx'
import { Form, type FormState, Section } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Paging } from '../platform/ui/paging.tsx'
import { State } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { TimeLine, Timer } from '../workshop/time/time.sql.ts'
import type { Ticket } from './ticket.sql.ts'
import { ticketText } from './ticket.text.ts'
import { CAUSES, OUTCOMES, SYMPTOMS, stageOf } from './ticket.ts'

export const TICKETS = '/pannes'
const TONES = { open: 'wait', diagnosed: 'information', closed: 'done' } as const

interface ListProps {
  readonly viewer: Viewer
  readonly rows: readonly Ticket[]
  readonly after: number | null
  readonly query: Readonly<Record<string, string>>
  readonly years: readonly number[]
  readonly mayReport: boolean
}

export function TicketListPage({ viewer, rows, after, query, years, mayReport }: ListProps) {
  const { lang } = viewer
  const text = ticketText(lang)
  const f = format(viewer)
  const act = mayReport ? (
    <ButtonLink href={`${TICKETS}/nouvelle`} icon="add">
      {text.report}
    </ButtonLink>
  ) : undefined
  return (
    <Layout viewer={viewer} title={text.title} lead={text.lead} act={act}>
      <Filters
        lang={lang}
        path={TICKETS}
        query={query}
        filters={[
          {
            kind: 'choice',
            name: 'etat',
            label: text.filterStage,
            options: [
              { value: 'open', label: text.open },
              { value: 'closed', label: text.stages.closed },
            ],
          },
          {
            kind: 'choice',
            name: 'annee',
            label: text.filterYear,
            options: years.map((year) => ({ value: String(year), label: String(year) })),
          },
          {
            kind: 'choice',
            name: 'vie',
            label: text.filterLife,
            options: ['1', '2'].map((value) => ({ value, label: text.lifeOf(Number(value)) })),
          },
        ]}
      />
      <Table
        lang={lang}
        caption={text.title}
        captionHidden
        rows={rows}
        rowKey={(row) => row.id}
        empty={<Empty title={text.none}>{text.noneHow}</Empty>}
        columns={[
          {
            key: 'ticket',
            label: text.number,
            heading: true,
            cell: (row) => (
              <>
                <a href={`${TICKETS}/${row.number}`}>{text.no(row.number)}</a>
                <small>{text.symptoms[row.symptom as keyof typeof text.symptoms]}</small>
              </>
            ),
          },
          {
            key: 'device',
            label: text.device,
            cell: (row) => (
              <>
                {deviceName(row, showCode(row.code))}
                <small>
                  <Code href={`/parc/${row.code}`}>{showCode(row.code)}</Code>
                </small>
              </>
            ),
          },
          { key: 'holder', label: text.holder, cell: (row) => row.holder ?? '' },
          { key: 'life', label: text.life, number: true, cell: (row) => f.number(row.life) },
          { key: 'state', label: text.state, cell: (row) => <Stage viewer={viewer} ticket={row} /> },
          { key: 'since', label: text.since, cell: (row) => f.shortDate(row.reportedAt) },
          {
            key: 'time',
            label: text.time,
            number: true,
            cell: (row) => (row.minutes > 0 ? f.minutes(row.minutes) : ''),
          },
        ]}
      />
      <Paging lang={lang} path={TICKETS} query={query} before={null} after={after === null ? null : String(after)} />
      <p>
        <a href={`${TICKETS}/taux`}>{text.rates}</a>
      </p>
    </Layout>
  )
}

function Stage({ viewer, ticket }: { readonly viewer: Viewer; readonly ticket: Ticket }) {
  const text = ticketText(viewer.lang)
  const stage = stageOf(ticket)
  const outcome = text.outcomes[ticket.outcome as keyof typeof text.outcomes]
  return <State tone={TONES[stage]}>{outcome ?? text.stages[stage]}</State>
}

export function ReportPage({ viewer, form }: { readonly viewer: Viewer; readonly form: FormState }) {
  const text = ticketText(viewer.lang)
  return (
    <Layout viewer={viewer} title={text.report} lead={text.reportLead} kicker={<a href={TICKETS}>{text.title}</a>}>
      <Form
        action={`${TICKETS}/nouvelle`}
        form={form}
        label={text.report}
        labels={{ device: text.device, symptom: text.symptom, words: text.words }}
      >
        <TextField form={form} name="device" label={text.device} hint={text.deviceHint} maxlength={40} required />
        <Radios
          form={form}
          name="symptom"
          label={text.symptom}
          required
          options={SYMPTOMS.map((value) => ({ value, label: text.symptoms[value] }))}
        />
        <TextArea form={form} name="words" label={text.words} hint={text.wordsHint} rows={3} maxlength={1000} />
        <Submit>{text.send}</Submit>
      </Form>
    </Layout>
  )
}

interface TicketProps {
  readonly viewer: Viewer
  readonly ticket: Ticket
  /** How many breakdowns this device had, this one included. */
  readonly rank: number
  readonly times: readonly TimeLine[]
  readonly timer: Timer | null
  readonly mayWork: boolean
  readonly mayTakeBack: boolean
  readonly mayDecommission: boolean
  readonly forms: Readonly<Record<'diagnosis' | 'time' | 'close', FormState>>
}

export function TicketPage(props: TicketProps) {
  const { viewer, ticket, rank, mayWork } = props
  const text = ticketText(viewer.lang)
  const f = format(viewer)
  const stage = stageOf(ticket)
  const cause = text.causes[ticket.cause as keyof typeof text.causes]
  const items = [
    {
      term: text.device,
      value: (
        <>
          {deviceName(ticket, showCode(ticket.code))} <Code href={`/parc/${ticket.code}`}>{showCode(ticket.code)}</Code>
        </>
      ),
    },
    { term: text.holder, value: ticket.holder },
    { term: text.life, value: text.lifeOf(ticket.life) },
    { term: text.since, value: f.instant(ticket.reportedAt) },
    { term: text.reportedBy, value: ticket.reportedBy },
    { term: text.words, value: ticket.words },
    { term: text.cause, value: cause },
    {
      term: text.replacement,
      value: ticket.replacement && <Code href={`/parc/${ticket.replacement}`}>{showCode(ticket.replacement)}</Code>,
    },
    { term: text.hours, value: ticket.minutes > 0 ? f.minutes(ticket.minutes) : null },
  ]
  return (
    <Layout
      viewer={viewer}
      title={capital(text.symptoms[ticket.symptom as keyof typeof text.symptoms])}
      kicker={
        <>
          <a href={TICKETS}>{text.title}</a> {text.no(ticket.number)} <Stage viewer={viewer} ticket={ticket} />
        </>
      }
      lead={text.history(rank)}
    >
      <Definitions items={items.flatMap(({ term, value }) => (value ? [{ term, value }] : []))} />
      {stage === 'closed' && <After {...props} />}
      {stage !== 'closed' && mayWork && <WorkOn {...props} />}
    </Layout>
  )
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** What an outcome asks for next, the device chosen: a first life ends at the inventory, a later one comes back to the workshop. */
function After({ viewer, ticket, mayTakeBack, mayDecommission }: TicketProps) {
  const text = ticketText(viewer.lang)
  if (ticket.state !== 'inUse' || ticket.outcome === 'repaired' || ticket.outcome === 'noFault') return null
  if (ticket.outcome === 'decommissioned' && ticket.life === 1)
    return mayDecommission ? (
      <Buttons>
        <ButtonLink href={`/parc/${ticket.code}/reforme`}>{text.thenDecommission}</ButtonLink>
      </Buttons>
    ) : null
  if (!mayTakeBack) return null
  return (
    <Buttons>
      <ButtonLink href={`/retours/${ticket.code}`}>{text.thenReturn}</ButtonLink>
    </Buttons>
  )
}

function WorkOn({ viewer, ticket, timer, forms }: TicketProps) {
  const text = ticketText(viewer.lang)
  const path = `${TICKETS}/${ticket.number}`
  const { diagnosis, time, close } = forms
  return (
    <>
      <Form action={`${path}/diagnostic`} form={diagnosis} label={text.diagnosis}>
        <Section title={text.diagnosis}>
          <SelectField
            form={diagnosis}
            name="cause"
            label={text.cause}
            required
            options={CAUSES.map((value) => ({ value, label: text.causes[value] }))}
          />
          <Submit look="plain">{text.saveDiagnosis}</Submit>
        </Section>
      </Form>
      <Form action={`${path}/temps`} form={time} label={text.hours}>
        <Section title={text.hours}>
          <NumberField form={time} name="minutes" label={text.minutes} unit="min" whole />
          <Buttons>
            <Submit look="plain">{text.addTime}</Submit>
            {timer?.ticketId !== ticket.id && (
              <Submit look="plain" name="begin" value="yes">
                {text.begin}
              </Submit>
            )}
          </Buttons>
        </Section>
      </Form>
      <Form action={`${path}/clore`} form={close} label={text.close}>
        <Section title={text.close}>
          <Radios
            form={close}
            name="outcome"
            label={text.outcome}
            required
            options={OUTCOMES.map((value) => ({ value, label: text.outcomes[value] }))}
          />
          <TextField
            form={close}
            name="replacement"
            label={text.replacement}
            hint={text.replacementHint}
            maxlength={40}
          />
          <Submit>{text.close}</Submit>
        </Section>
      </Form>
    </>
  )
}
