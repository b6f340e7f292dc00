import { format } from '../platform/text/format.ts'
import type { Query } from '../platform/ui/addresses.ts'
import { ButtonLink, Buttons, Submit } from '../platform/ui/button.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { type Option, SelectField, TextField } from '../platform/ui/field.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Note } from '../platform/ui/note.tsx'
import { Paging } from '../platform/ui/paging.tsx'
import { State } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { chosenColumns, chosenIds, FleetFilters } from './pieces.views.tsx'
import { renewalText } from './renewal.text.ts'
import type { Reason } from './renewal.ts'
import type { ServiceTotal, StockPage, StockRow } from './stock.sql.ts'

const PATH = '/reforme'

interface Props {
  readonly viewer: Viewer
  readonly query: Query
  readonly found: StockPage
  readonly totals: readonly ServiceTotal[]
  readonly form: FormState
  readonly places: readonly Option[]
}

export function StockPageView({ viewer, query, found, totals, form, places }: Props) {
  const { lang } = viewer
  const text = renewalText(lang)
  const f = format(viewer)
  const filtered = Object.values(query).some((value) => value !== '' && value !== undefined)
  const sum = (key: 'decommissioned' | 'collected') => totals.reduce((total, row) => total + row[key], 0)
  const all = sum('decommissioned')
  return (
    <Layout
      viewer={viewer}
      title={text.title}
      lead={text.lead}
      margin={
        all > 0 && (
          <Note figure={f.percent(sum('collected') / all)} tone={sum('collected') === all ? 'good' : 'wait'}>
            {text.collectedShare}
          </Note>
        )
      }
    >
      <Buttons>
        <ButtonLink href={`${PATH}/candidats`}>{text.toCandidates}</ButtonLink>
        <ButtonLink href={`${PATH}/declarer`} look="plain">
          {text.toDeclare}
        </ButtonLink>
      </Buttons>
      <FleetFilters viewer={viewer} path={PATH} query={query} places={places} />
      <Form action={`${PATH}/recevoir`} form={form} label={text.receive}>
        <Table
          lang={lang}
          caption={text.stock}
          rows={found.rows}
          rowKey={(row) => row.id}
          empty={
            <Empty title={filtered ? text.filteredNone : text.stockNone}>
              {filtered ? text.filteredNoneHow : text.stockNoneHow}
            </Empty>
          }
          columns={[
            ...chosenColumns<StockRow>(viewer, chosenIds(form.values)),
            { key: 'since', label: text.since, cell: (row) => (row.since ? f.shortDate(row.since) : '') },
            {
              key: 'reason',
              label: text.reason,
              cell: (row) => (row.reason ? text.reasons[row.reason as Reason] : ''),
            },
            {
              key: 'target',
              label: text.target,
              cell: (row) =>
                row.beyondTarget === null ? (
                  <span class="soft">{text.unknownAge}</span>
                ) : (
                  <State tone={row.beyondTarget ? 'neutral' : 'open'}>
                    {row.beyondTarget ? text.beyond : text.within}
                  </State>
                ),
            },
          ]}
        />
        <Paging lang={lang} path={PATH} query={query} before={found.before} after={found.after} />
        {found.rows.length > 0 && (
          <>
            <h2>{text.receive}</h2>
            <SelectField form={form} name="at" label={text.at} options={places} />
            <TextField form={form} name="label" label={text.label} maxlength={120} />
            <Submit look="plain">{text.receiveAct}</Submit>
          </>
        )}
      </Form>
      {totals.length > 0 && <Totals viewer={viewer} totals={totals} />}
    </Layout>
  )
}

function Totals({ viewer, totals }: { readonly viewer: Viewer; readonly totals: readonly ServiceTotal[] }) {
  const { lang } = viewer
  const text = renewalText(lang)
  const f = format(viewer)
  return (
    <Table
      lang={lang}
      caption={text.totals}
      rows={totals}
      rowKey={(row) => row.service ?? ''}
      columns={[
        { key: 'service', label: text.service, heading: true, cell: (row) => row.service ?? text.noService },
        {
          key: 'decommissioned',
          label: text.decommissioned,
          number: true,
          cell: (row) => f.number(row.decommissioned),
        },
        { key: 'collected', label: text.collected, number: true, cell: (row) => f.number(row.collected) },
        {
          key: 'share',
          label: text.share,
          number: true,
          cell: (row) => f.percent(row.collected / row.decommissioned),
        },
        {
          key: 'missing',
          label: text.missing,
          number: true,
          cell: (row) => f.number(row.decommissioned - row.collected),
        },
      ]}
    />
  )
}
