import { cableName, VIDEO_SOCKETS } from '../../domain/kits/sockets.ts'
import { SUPPLY_KINDS } from '../../domain/kits/supplies.ts'
import { showCode } from '../fleet/code.ts'
import type { HistoryLine } from '../platform/ledger/history.sql.ts'
import { History } from '../platform/ledger/history.views.tsx'
import { format } from '../platform/text/format.ts'
import type { Bilingual, Lang } from '../platform/text/text.ts'
import { ButtonLink, Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Definitions } from '../platform/ui/definition.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { NumberField, type Option, Radios, SelectField, TextField } from '../platform/ui/field.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { State } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { Supply } from './supply.sql.ts'
import { supplyText } from './supply.text.ts'

export const SUPPLIES = '/fournitures'
const ADD = `${SUPPLIES}/nouvelle`
const hrefOf = (code: string) => `${SUPPLIES}/${code}`

const options = (table: Readonly<Record<string, Bilingual>>, lang: Lang): readonly Option[] =>
  Object.entries(table).map(([value, name]) => ({ value, label: name[lang] }))

/** What a bin holds: its name, and the ends of a cable. */
const nameOf = (supply: Supply, lang: Lang): string =>
  supply.ends ? `${supply.name} (${cableName(supply.ends)[lang]})` : supply.name

interface ViewerProps {
  readonly viewer: Viewer
}

export function SuppliesPage({
  viewer,
  supplies,
  mayAdd,
}: ViewerProps & { readonly supplies: readonly Supply[]; readonly mayAdd: boolean }) {
  const { lang } = viewer
  const text = supplyText(lang)
  const add = mayAdd && (
    <ButtonLink href={ADD} icon="add">
      {text.add}
    </ButtonLink>
  )
  return (
    <Layout viewer={viewer} title={text.title} lead={text.lead} act={supplies.length > 0 && add}>
      <Table
        lang={lang}
        caption={text.caption}
        captionHidden
        rows={supplies}
        rowKey={(row) => row.id}
        empty={
          <Empty title={text.noneTitle} act={add}>
            {text.none}
          </Empty>
        }
        columns={[
          {
            key: 'name',
            label: text.name,
            heading: true,
            cell: (row) => <a href={hrefOf(row.code)}>{nameOf(row, lang)}</a>,
          },
          { key: 'kind', label: text.kind, cell: (row) => SUPPLY_KINDS[row.kind][lang] },
          { key: 'place', label: text.place, cell: (row) => row.place ?? '—' },
          { key: 'count', label: text.count, number: true, cell: (row) => format(viewer).number(row.count) },
          { key: 'enough', label: text.wanted, cell: (row) => <Enough supply={row} lang={lang} /> },
        ]}
      />
    </Layout>
  )
}

function Enough({ supply, lang }: { readonly supply: Supply; readonly lang: Lang }) {
  const text = supplyText(lang)
  const missing = supply.wanted - supply.count
  return missing > 0 ? <State tone="wait">{text.few(missing)}</State> : <State tone="done">{text.enough}</State>
}

export function NewSupplyPage({
  viewer,
  form,
  places,
}: ViewerProps & { readonly form: FormState; readonly places: readonly Option[] }) {
  const { lang } = viewer
  const text = supplyText(lang)
  const { kind, name, endUnit, endScreen, place, count, wanted } = text
  return (
    <Layout viewer={viewer} title={text.add} lead={text.addLead} kicker={<a href={SUPPLIES}>{text.back}</a>}>
      <Form action={ADD} form={form} labels={{ kind, name, endUnit, endScreen, place, count, wanted }}>
        <SelectField form={form} name="kind" label={kind} options={options(SUPPLY_KINDS, lang)} required />
        <TextField form={form} name="name" label={name} hint={text.nameHint} maxlength={80} required />
        <SelectField
          form={form}
          name="endUnit"
          label={endUnit}
          hint={text.endHint}
          options={options(VIDEO_SOCKETS, lang)}
        />
        <SelectField
          form={form}
          name="endScreen"
          label={endScreen}
          hint={text.endHint}
          options={options(VIDEO_SOCKETS, lang)}
        />
        <SelectField form={form} name="place" label={place} options={places} />
        <NumberField form={form} name="count" label={count} whole required />
        <NumberField form={form} name="wanted" label={wanted} hint={text.wantedHint} whole required />
        <Submit>{text.add}</Submit>
      </Form>
    </Layout>
  )
}

export function SupplyPage({
  viewer,
  supply,
  form,
  retire,
  history,
  mayMove,
  mayRetire,
}: ViewerProps & {
  readonly supply: Supply
  readonly form: FormState
  readonly retire: FormState
  readonly history: readonly HistoryLine[]
  readonly mayMove: boolean
  readonly mayRetire: boolean
}) {
  const { lang } = viewer
  const text = supplyText(lang)
  const f = format(viewer)
  return (
    <Layout viewer={viewer} title={nameOf(supply, lang)} kicker={<a href={SUPPLIES}>{text.back}</a>}>
      <Definitions
        items={[
          { term: text.code, value: <Code>{showCode(supply.code)}</Code> },
          { term: text.kind, value: SUPPLY_KINDS[supply.kind][lang] },
          { term: text.place, value: supply.place ?? '—' },
          { term: text.count, value: f.number(supply.count) },
          { term: text.wanted, value: <Enough supply={supply} lang={lang} /> },
        ]}
      />
      {mayMove && (
        <>
          <h2>{text.move}</h2>
          <Form
            action={hrefOf(supply.code)}
            form={form}
            label={text.move}
            labels={{ what: text.what, count: text.count }}
          >
            <Radios
              form={form}
              name="what"
              label={text.what}
              options={(['received', 'used', 'scrapped', 'counted'] as const).map((value) => ({
                value,
                label: text[value],
              }))}
              required
            />
            <NumberField form={form} name="count" label={text.count} whole required />
            <Submit>{text.record}</Submit>
          </Form>
          {mayRetire && (
            <Form action={`${hrefOf(supply.code)}/retrait`} form={retire} label={text.retire}>
              <Submit look="plain">{text.retire}</Submit>
            </Form>
          )}
        </>
      )}
      <h2>{text.history}</h2>
      <History viewer={viewer} lines={history} />
    </Layout>
  )
}
