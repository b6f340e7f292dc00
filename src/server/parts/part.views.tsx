import {
  CONNECTORS,
  PART_KINDS,
  PART_STATE_NAMES,
  PART_STATES,
  type PartState,
  SHAPES,
} from '../../domain/parts/part.ts'
import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import { format } from '../platform/text/format.ts'
import type { Bilingual, Lang } from '../platform/text/text.ts'
import { ButtonLink, Submit } from '../platform/ui/button.tsx'
import type { Children } from '../platform/ui/children.ts'
import { Code } from '../platform/ui/code.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { NumberField, type Option, SelectField, TextField } from '../platform/ui/field.tsx'
import { Filters } from '../platform/ui/filters.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { MarginLinks, Note } from '../platform/ui/note.tsx'
import { Paging } from '../platform/ui/paging.tsx'
import { State, type StateTone } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { Bin } from './bin.sql.ts'
import type { Part } from './part.sql.ts'
import { partText } from './part.text.ts'
import { BINS, binHref, NEEDS, PARTS, type PartQuery, partHref } from './part.ts'
import { partName } from './part-name.ts'

const TONES: Readonly<Record<PartState, StateTone>> = {
  tested: 'done',
  untested: 'open',
  failed: 'refused',
  reserved: 'wait',
  used: 'information',
  awaiting: 'wait',
  scrapped: 'neutral',
}

export const PartStanding = ({ state, lang }: { readonly state: PartState; readonly lang: Lang }) => (
  <State tone={TONES[state]}>{PART_STATES[state][lang]}</State>
)

export const optionsOf = (table: Readonly<Record<string, Bilingual>>, lang: Lang): readonly Option[] =>
  Object.entries(table).map(([value, name]) => ({ value, label: name[lang] }))
export const kindOptions = (lang: Lang): readonly Option[] =>
  Object.entries(PART_KINDS).map(([value, row]) => ({ value, label: row.name[lang] }))
export const binOptions = (bins: readonly Bin[]): readonly Option[] =>
  bins.map((bin) => ({ value: bin.code, label: bin.name }))

/** Where a part is: its bin, its device, or neither. */
export function Whereabouts({ part, lang }: { readonly part: Part; readonly lang: Lang }) {
  const text = partText(lang)
  if (part.standing === 'fitted' && part.deviceCode)
    return <Code href={`/parc/${part.deviceCode}`}>{showCode(part.deviceCode)}</Code>
  if (part.binCode && part.binName) return <a href={binHref(part.binCode)}>{part.binName}</a>
  return <>{part.standing === 'stock' || part.standing === 'aside' ? text.noBin : '—'}</>
}

export const Whence = ({ part, lang }: { readonly part: Part; readonly lang: Lang }) =>
  part.originCode ? (
    <>
      <Code href={`/parc/${part.originCode}`}>{showCode(part.originCode)}</Code>{' '}
      <small>{deviceName({ maker: part.originMaker, model: part.originModel, name: part.originName }, '')}</small>
    </>
  ) : (
    partText(lang).enteredAlone
  )

export function PartTable({
  viewer,
  rows,
  empty,
  caption,
}: {
  readonly viewer: Viewer
  readonly rows: readonly Part[]
  readonly caption: string
  readonly empty: Children
}) {
  const { lang } = viewer
  const text = partText(lang)
  return (
    <Table
      lang={lang}
      caption={caption}
      captionHidden
      rows={rows}
      rowKey={(row) => row.id}
      empty={empty}
      columns={[
        {
          key: 'part',
          label: text.part,
          heading: true,
          cell: (row) => (
            <>
              <a href={partHref(row.id)}>{partName(row, lang)}</a>
              {row.code && (
                <small>
                  {' '}
                  <Code>{showCode(row.code)}</Code>
                </small>
              )}
            </>
          ),
        },
        {
          key: 'state',
          label: text.state,
          cell: (row) => (
            <>
              <PartStanding state={row.state} lang={lang} />
              {row.reservedCode && <small> {text.reserved(showCode(row.reservedCode))}</small>}
            </>
          ),
        },
        { key: 'where', label: text.where, cell: (row) => <Whereabouts part={row} lang={lang} /> },
        { key: 'whence', label: text.whence, cell: (row) => <Whence part={row} lang={lang} /> },
      ]}
    />
  )
}

interface ListProps {
  readonly viewer: Viewer
  readonly query: PartQuery
  readonly list: { readonly rows: readonly Part[]; readonly after: string | null }
  readonly bins: readonly Bin[]
  readonly counts: Readonly<Partial<Record<PartState, number>>>
  readonly mayAdd: boolean
  readonly mayWork: boolean
}

export function PartListPage({ viewer, query, list, bins, counts, mayAdd, mayWork }: ListProps) {
  const { lang } = viewer
  const text = partText(lang)
  const f = format(viewer)
  const { mots, etat, nature, bac } = query
  const asked = { mots, etat: etat ?? '', nature: nature ?? '', bac }
  const narrowed = mots !== '' || etat !== null || nature !== null || bac !== ''
  const add = mayAdd && (
    <ButtonLink href={`${PARTS}/nouvelle`} icon="add">
      {text.add}
    </ButtonLink>
  )
  const told = (['tested', 'untested', 'reserved', 'awaiting'] as const).filter((state) => (counts[state] ?? 0) > 0)
  return (
    <Layout
      viewer={viewer}
      title={text.title}
      lead={text.lead}
      act={add}
      margin={
        <>
          {told.map((state) => (
            <Note key={state} figure={f.number(counts[state] ?? 0)} tone={state === 'tested' ? 'good' : 'wait'}>
              <a href={`${PARTS}?etat=${state}`}>{PART_STATES[state][lang]}</a>
            </Note>
          ))}
          <MarginLinks
            links={[
              { href: NEEDS, label: text.needs },
              { href: BINS, label: text.bins },
              { href: '/fournitures', label: text.supplies },
              ...(mayWork ? [{ href: '/effacement', label: text.erasure }] : []),
            ]}
          />
        </>
      }
    >
      <Filters
        lang={lang}
        path={PARTS}
        query={asked}
        filters={[
          { kind: 'words', name: 'mots', label: text.words },
          {
            kind: 'choice',
            name: 'etat',
            label: text.state,
            options: [
              ...PART_STATE_NAMES.map((value) => ({ value, label: PART_STATES[value][lang] })),
              { value: 'toutes', label: text.all },
            ],
          },
          { kind: 'choice', name: 'nature', label: text.kind, options: kindOptions(lang) },
          { kind: 'choice', name: 'bac', label: text.bin, options: binOptions(bins) },
        ]}
      />
      <PartTable
        viewer={viewer}
        rows={list.rows}
        caption={text.caption}
        empty={<Empty title={text.noneTitle}>{narrowed ? text.noneFound : text.none}</Empty>}
      />
      <Paging lang={lang} path={PARTS} query={asked} before={null} after={list.after} />
    </Layout>
  )
}

export function NewPartPage({
  viewer,
  form,
  bins,
}: {
  readonly viewer: Viewer
  readonly form: FormState
  readonly bins: readonly Bin[]
}) {
  const { lang } = viewer
  const text = partText(lang)
  const { kind, maker, model, serial, subkind, shape, connector, size, bin, count } = text
  return (
    <Layout viewer={viewer} title={text.add} lead={text.addLead} kicker={<a href={PARTS}>{text.back}</a>}>
      <Form
        action={`${PARTS}/nouvelle`}
        form={form}
        labels={{ kind, maker, model, serial, subkind, shape, connector, size, bin, count }}
      >
        <SelectField
          form={form}
          name="kind"
          label={kind}
          options={kindOptions(lang).filter(({ value }) => value !== 'medium')}
          required
        />
        <NumberField form={form} name="count" label={count} hint={text.countHint} whole required />
        <SelectField
          form={form}
          name="subkind"
          label={subkind}
          hint={text.subkindHint}
          options={PART_KINDS.memory.subkinds.map((value) => ({ value, label: value }))}
        />
        <SelectField form={form} name="shape" label={shape} options={optionsOf(SHAPES, lang)} />
        <SelectField form={form} name="connector" label={connector} options={optionsOf(CONNECTORS, lang)} />
        <TextField form={form} name="size" label={size} hint={text.sizeHint} width="short" inputmode="decimal" />
        <TextField form={form} name="maker" label={maker} maxlength={80} />
        <TextField form={form} name="model" label={model} maxlength={80} />
        <TextField form={form} name="serial" label={serial} maxlength={80} />
        <SelectField
          form={form}
          name="bin"
          label={bin}
          options={binOptions(bins.filter(({ holds }) => holds === 'stock'))}
        />
        <Submit>{text.add}</Submit>
      </Form>
    </Layout>
  )
}
