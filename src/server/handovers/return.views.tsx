import { TRANSFER_KINDS, TRANSFERS, type TransferKind } from '../../domain/circuit/transfers.ts'
import { showCode } from '../fleet/code.ts'
import { format } from '../platform/text/format.ts'
import type { Query } from '../platform/ui/addresses.ts'
import { ButtonLink, Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { type Option, Radios, SelectField, TextArea } from '../platform/ui/field.tsx'
import { Filters } from '../platform/ui/filters.tsx'
import { Form, type FormState, Section } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Paging } from '../platform/ui/paging.tsx'
import { State } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { words } from '../platform/ui/words.ts'
import { handoverText } from './handover.text.ts'
import type { HoldingRow } from './return.sql.ts'
import { GAP_DECISIONS, GAPS } from './return.ts'

export function InUsePage({
  viewer,
  query,
  rows,
  before,
  after,
}: {
  readonly viewer: Viewer
  readonly query: Query
  readonly rows: readonly HoldingRow[]
  readonly before: string | null
  readonly after: string | null
}) {
  const { lang } = viewer
  const text = handoverText(lang)
  const f = format(viewer)
  return (
    <Layout viewer={viewer} title={text.returns} lead={text.returnsLead}>
      <Filters
        lang={lang}
        path="/retours"
        query={query}
        filters={[
          { kind: 'words', name: 'q', label: text.words },
          {
            kind: 'choice',
            name: 'transfert',
            label: text.transfer,
            options: TRANSFER_KINDS.map((value) => ({ value, label: TRANSFERS.rows[value].name[lang] })),
          },
        ]}
      />
      <Table
        lang={lang}
        caption={text.returns}
        captionHidden
        rows={rows}
        rowKey={(row) => row.id}
        empty={<Empty title={text.noneInUse}>{text.noneInUseHow}</Empty>}
        columns={[
          {
            key: 'code',
            label: text.devices,
            heading: true,
            cell: (row) => <Code href={`/parc/${row.code}`}>{showCode(row.code)}</Code>,
          },
          { key: 'name', label: text.inHand, cell: (row) => row.name },
          {
            key: 'holder',
            label: text.holder,
            cell: (row) => (
              <>
                {row.holder}
                <small>{TRANSFERS.rows[row.transfer as TransferKind].name[lang]}</small>
              </>
            ),
          },
          { key: 'since', label: text.since, cell: (row) => f.shortDate(row.startedAt) },
          {
            key: 'due',
            label: text.due,
            cell: (row) =>
              row.dueOn === null ? (
                ''
              ) : row.late ? (
                <State tone="wait">{`${f.shortDate(row.dueOn)}, ${text.late}`}</State>
              ) : (
                f.shortDate(row.dueOn)
              ),
          },
          {
            key: 'act',
            label: text.takeBack,
            cell: (row) => (
              <ButtonLink href={`/retours/${row.code}`} look="plain">
                {text.takeBack}
              </ButtonLink>
            ),
          },
        ]}
      />
      <Paging lang={lang} path="/retours" query={query} before={before} after={after} />
    </Layout>
  )
}

interface ReturnProps {
  readonly viewer: Viewer
  readonly code: string
  readonly name: string
  readonly serial: string | null
  readonly holder: string
  readonly startedAt: Date
  readonly given: boolean
  readonly form: FormState
  readonly places: readonly Option[]
}

export function ReturnPage({ viewer, code, name, serial, holder, startedAt, given, form, places }: ReturnProps) {
  const { lang } = viewer
  const text = handoverText(lang)
  return (
    <Layout
      viewer={viewer}
      title={text.returnTitle(name)}
      kicker={<Code href={`/parc/${code}`}>{showCode(code)}</Code>}
      lead={given ? text.returnGiven(holder) : text.returnLead(holder, format(viewer).date(startedAt))}
    >
      <Form action={`/retours/${code}`} form={form} label={text.sheet}>
        <Section
          title={text.sheet}
          {...(serial ? { lead: `${text.serialHanded}${words(viewer.lang).colon}${serial}` } : {})}
        >
          <Radios
            form={form}
            name="gap"
            label={text.gap}
            required
            options={GAPS.map((value) => ({ value, label: text.gaps[value] }))}
          />
          <Radios
            form={form}
            name="decision"
            label={text.decision}
            options={GAP_DECISIONS.map((value) => ({ value, label: text.decisions[value] }))}
          />
          <SelectField form={form} name="at" label={text.at} options={places} />
          <TextArea form={form} name="note" label={text.note} maxlength={2000} />
          <Submit>{given ? text.doAnnounce : text.doReturn}</Submit>
        </Section>
      </Form>
    </Layout>
  )
}
