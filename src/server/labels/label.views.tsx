import { showCode } from '../fleet/code.ts'
import { format } from '../platform/text/format.ts'
import { ButtonLink, Buttons, Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Checkboxes, NumberField, type Option, SelectField, TextArea } from '../platform/ui/field.tsx'
import { Form, type FormState, Section } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { FORMATS, LABEL_FORMATS, nextStart } from './formats.ts'
import type { Print, Subject } from './label.sql.ts'
import { labelText } from './label.text.ts'

interface RoomProps {
  readonly viewer: Viewer
  readonly print: FormState
  readonly ahead: FormState
  readonly placesForm: FormState
  readonly places: readonly Option[]
  readonly latest: readonly Print[]
  readonly mayReserve: boolean
}

export function LabelsPage({ viewer, print, ahead, placesForm, places, latest, mayReserve }: RoomProps) {
  const text = labelText(viewer.lang)
  return (
    <Layout viewer={viewer} title={text.title} lead={text.lead}>
      <Form action="/etiquettes" form={print} label={text.print}>
        <Section title={text.print}>
          <TextArea form={print} name="codes" label={text.codes} hint={text.codesHint} rows={6} required />
          <Paper form={print} />
          <SelectField
            form={print}
            name="symbol"
            label={text.symbol}
            empty={text.ofPaper}
            options={(['qr', 'datamatrix'] as const).map((value) => ({ value, label: text.symbols[value] }))}
          />
          <Submit>{text.printAct}</Submit>
        </Section>
      </Form>
      {mayReserve && (
        <details open={Object.keys(ahead.errors).length > 0}>
          <summary>{text.ahead}</summary>
          <Form action="/etiquettes/avance" form={ahead} label={text.ahead}>
            <Section title={text.ahead} lead={text.aheadHint}>
              <NumberField form={ahead} name="count" label={text.count} whole required />
              <Paper form={ahead} />
              <Submit>{text.aheadAct}</Submit>
            </Section>
          </Form>
        </details>
      )}
      {mayReserve && places.length > 0 && (
        <details open={Object.keys(placesForm.errors).length > 0}>
          <summary>{text.places}</summary>
          <Form action="/etiquettes/lieux" form={placesForm} label={text.places}>
            <Section title={text.places} lead={text.placesHint}>
              <Checkboxes form={placesForm} name="places" label={text.places} options={places} />
              <Paper form={placesForm} />
              <Submit>{text.placesAct}</Submit>
            </Section>
          </Form>
        </details>
      )}
      <h2>{text.cards}</h2>
      <p>{text.cardsHint}</p>
      <Buttons>
        <ButtonLink href="/etiquettes/cartes.pdf" look="plain" icon="print">
          {text.cardsAct}
        </ButtonLink>
      </Buttons>
      <Latest viewer={viewer} latest={latest} />
    </Layout>
  )
}

function Paper({ form }: { readonly form: FormState }) {
  const text = labelText(form.lang)
  return (
    <>
      <SelectField
        form={form}
        name="format"
        label={text.paper}
        required
        options={LABEL_FORMATS.map((value) => ({ value, label: FORMATS[value].name[form.lang] }))}
      />
      <NumberField form={form} name="start" label={text.start} hint={text.startHint} whole />
    </>
  )
}

function Latest({ viewer, latest }: Pick<RoomProps, 'viewer' | 'latest'>) {
  const text = labelText(viewer.lang)
  const f = format(viewer)
  if (latest.length === 0) return null
  return (
    <Table
      lang={viewer.lang}
      caption={text.latest}
      rows={latest}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'when',
          label: text.when,
          heading: true,
          cell: (row) => <a href={printPath(row.id)}>{f.instant(row.printedAt.toISOString())}</a>,
        },
        { key: 'by', label: text.by, cell: (row) => row.printedBy ?? '' },
        { key: 'paper', label: text.paper, cell: (row) => FORMATS[row.format].name[viewer.lang] },
        {
          key: 'labels',
          label: text.labels,
          number: true,
          cell: (row) => `${f.number(row.codes.length)}${row.againOf ? ` (${text.again})` : ''}`,
        },
      ]}
    />
  )
}

export const printPath = (id: string): string => `/etiquettes/impressions/${id}`

interface PrintProps {
  readonly viewer: Viewer
  readonly print: Print
  readonly subjects: readonly Subject[]
  readonly again: FormState
}

const SHOWN = 100

export function PrintPage({ viewer, print, subjects, again }: PrintProps) {
  const text = labelText(viewer.lang)
  const f = format(viewer)
  const paper = FORMATS[print.format]
  const path = printPath(print.id)
  return (
    <Layout
      viewer={viewer}
      title={text.printTitle(print.codes.length)}
      kicker={[f.instant(print.printedAt.toISOString()), print.printedBy].filter(Boolean).join(' · ')}
      lead={text.printLead(paper.name[viewer.lang], print.start)}
      act={
        <>
          <ButtonLink href={`${path}/etiquettes.pdf`} icon="print">
            {text.openPdf}
          </ButtonLink>
          <ButtonLink href={`${path}/etiquettes.zpl`} look="plain">
            {text.openZpl}
          </ButtonLink>
        </>
      }
    >
      {paper.sheet && <p>{text.next(nextStart(paper, print.codes.length, print.start))}</p>}
      <Table
        lang={viewer.lang}
        caption={text.contents}
        rows={subjects.slice(0, SHOWN)}
        rowKey={(row) => row.code}
        columns={[
          {
            key: 'code',
            label: text.code,
            heading: true,
            cell: (row) => <Code href={row.href}>{showCode(row.code)}</Code>,
          },
          {
            key: 'subject',
            label: text.subject,
            cell: (row) => (row.kind === 'free' ? text.free : row.lines.join(' · ')),
          },
        ]}
      />
      <h2>{text.againTitle}</h2>
      <p>{text.againHint}</p>
      <Form action={`${path}/refaire`} form={again} label={text.againAct}>
        <Submit look="plain">{text.againAct}</Submit>
      </Form>
      <p>
        {print.againOf && (
          <>
            <a href={printPath(print.againOf)}>{text.firstPrint}</a>
            {' · '}
          </>
        )}
        <a href="/etiquettes">{text.all}</a>
      </p>
    </Layout>
  )
}
