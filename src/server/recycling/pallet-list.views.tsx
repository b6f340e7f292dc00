import { format } from '../platform/text/format.ts'
import type { Query } from '../platform/ui/addresses.ts'
import { Submit } from '../platform/ui/button.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { type Option, SelectField } from '../platform/ui/field.tsx'
import { Filters } from '../platform/ui/filters.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Note } from '../platform/ui/note.tsx'
import { Paging } from '../platform/ui/paging.tsx'
import { State } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { palletText } from './pallet.text.ts'
import { PALLET_STATE_NAMES, PALLET_STATES } from './pallet.ts'
import type { PalletPage } from './pallet-read.sql.ts'

const PATH = '/palettes'

interface Props {
  readonly viewer: Viewer
  readonly query: Query
  readonly found: PalletPage
  /** Devices to recycle that are on no pallet. */
  readonly waiting: number
  readonly form: FormState
  readonly places: readonly Option[]
  readonly parties: readonly Option[]
}

export function PalletListPage({ viewer, query, found, waiting, form, places, parties }: Props) {
  const { lang } = viewer
  const text = palletText(lang)
  const f = format(viewer)
  const filtered = (query.etat ?? '') !== ''
  return (
    <Layout
      viewer={viewer}
      title={text.title}
      lead={text.lead}
      margin={
        waiting > 0 && (
          <Note figure={f.number(waiting)} tone="wait">
            <a href="/parc?etat=toRecycling">{text.waitingForPallet(waiting)}</a>
          </Note>
        )
      }
    >
      <Filters
        lang={lang}
        path={PATH}
        query={query}
        filters={[
          {
            kind: 'choice',
            name: 'etat',
            label: text.state,
            options: PALLET_STATES.map((state) => ({ value: state, label: PALLET_STATE_NAMES[state][lang] })),
          },
        ]}
      />
      <Table
        lang={lang}
        caption={text.caption}
        captionHidden
        rows={found.rows}
        rowKey={(row) => row.id}
        empty={<Empty title={filtered ? text.noneTitle : text.emptyTitle}>{filtered ? text.none : text.empty}</Empty>}
        columns={[
          {
            key: 'number',
            label: text.number,
            heading: true,
            cell: (row) => <a href={`${PATH}/${row.number}`}>{text.one(row.number)}</a>,
          },
          {
            key: 'state',
            label: text.state,
            cell: (row) => (
              <State tone={PALLET_STATE_NAMES[row.state].tone}>{PALLET_STATE_NAMES[row.state][lang]}</State>
            ),
          },
          { key: 'devices', label: text.devices, number: true, cell: (row) => f.number(row.devices) },
          {
            key: 'weight',
            label: text.weight,
            number: true,
            cell: (row) => (row.grams === null ? '' : f.quantity(row.grams / 1000, 'kg')),
          },
          { key: 'place', label: text.place, cell: (row) => row.place ?? '' },
          { key: 'recycler', label: text.recycler, cell: (row) => row.recycler ?? '' },
          {
            key: 'collected',
            label: text.collectedOn,
            cell: (row) => (row.collectedOn ? f.shortDate(row.collectedOn) : ''),
          },
        ]}
      />
      <Paging lang={lang} path={PATH} query={query} before={found.before} after={found.after} />
      <Form action={PATH} form={form} label={text.open}>
        <h2>{text.open}</h2>
        <SelectField form={form} name="placeId" label={text.place} options={places} />
        <SelectField form={form} name="recyclerId" label={text.recycler} options={parties} />
        <Submit>{text.open}</Submit>
      </Form>
    </Layout>
  )
}
