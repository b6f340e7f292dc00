import {
  CONNECTORS,
  PART_KINDS,
  PART_STATE_NAMES,
  PART_STATES,
  type PartState,
  SHAPES,
} from '../../domain/parts/part.ts'
import type { Shelf } from '../../domain/parts/stock.ts'
import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import type { HistoryLine } from '../platform/ledger/history.sql.ts'
import { History } from '../platform/ledger/history.views.tsx'
import { format } from '../platform/text/format.ts'
import type { Bilingual, Lang } from '../platform/text/text.ts'
import { ButtonLink, Submit } from '../platform/ui/button.tsx'
import type { Children } from '../platform/ui/children.ts'
import { Code } from '../platform/ui/code.tsx'
import { Definitions } from '../platform/ui/definition.tsx'
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
import type { PartOrigins } from './origins.sql.ts'
import type { Part } from './part.sql.ts'
import { partText } from './part.text.ts'
import { BINS, binHref, NEEDS, PARTS, type PartQuery, partHref } from './part.ts'
import { PartLife } from './part-life.views.tsx'
import { connectorName, partName } from './part-name.ts'

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

const Whence = ({ part, lang }: { readonly part: Part; readonly lang: Lang }) =>
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
          cell: (row) => <a href={partHref(row.id)}>{partName(row, lang)}</a>,
        },
        { key: 'code', label: text.code, cell: (row) => (row.code ? <Code>{showCode(row.code)}</Code> : '—') },
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

interface PartProps {
  readonly viewer: Viewer
  readonly part: Part
  /** Where the circuit lets it go; null for what is in a device or gone. */
  readonly shelf: Shelf | null
  readonly origins: PartOrigins
  readonly bins: readonly Bin[]
  readonly history: readonly HistoryLine[]
  readonly forms: Readonly<Record<'fit' | 'reserve' | 'scrap' | 'plain', FormState>>
  readonly small: () => FormState
  readonly mayWork: boolean
}

export function PartPage(props: PartProps) {
  const { viewer, part, origins, history } = props
  const { lang } = viewer
  const text = partText(lang)
  return (
    <Layout
      viewer={viewer}
      title={partName(part, lang)}
      kicker={
        <>
          <a href={PARTS}>{text.back}</a> · {part.code && <Code>{showCode(part.code)}</Code>}{' '}
          <PartStanding state={part.state} lang={lang} />
        </>
      }
    >
      <Held {...props} />
      <Facts {...props} />
      {props.mayWork && <Acts {...props} />}
      <PartLife viewer={viewer} part={part} origins={origins} />
      <h2>{text.history}</h2>
      <History viewer={viewer} lines={history} />
    </Layout>
  )
}

/** A medium out of stock: each rule that holds it back, and how to go on. */
function Held({ viewer, part, shelf, mayWork }: PartProps) {
  if (shelf?.to !== 'aside') return null
  const { lang } = viewer
  const text = partText(lang)
  return (
    <section class="sheet">
      <h2>{text.awaitingTitle}</h2>
      <p>{text.awaitingLead}</p>
      <ul>
        {shelf.because.map(({ rule, message, satisfy }) => (
          <li key={rule}>
            {message[lang]} {satisfy[lang]}
          </li>
        ))}
      </ul>
      {mayWork && part.deviceCode && (
        <p class="buttons">
          <ButtonLink href={`/effacement/${part.deviceCode}`}>{text.goErase}</ButtonLink>
        </p>
      )}
    </section>
  )
}

function Facts({ viewer, part }: PartProps) {
  const { lang } = viewer
  const text = partText(lang)
  const f = format(viewer)
  const { measure } = PART_KINDS[part.kind]
  const levelName = part.kind === 'battery' ? text.level.battery : text.level.medium
  const items = [
    [text.kind, PART_KINDS[part.kind].name[lang]],
    [
      text.capacity,
      part.bytes === null ? null : measure === 'binaryBytes' ? f.binaryBytes(part.bytes) : f.bytes(part.bytes),
    ],
    [text.power, part.watts === null ? null : f.quantity(part.watts, 'W', 0)],
    [text.shape, part.shape && SHAPES[part.shape][lang]],
    [text.connector, connectorName(part, lang)],
    [text.serial, part.serial && <Code>{part.serial}</Code>],
    [text.hours, part.hours === null ? null : text.hoursOf(f.number(part.hours))],
    [levelName, part.level === null ? null : f.percent(part.level)],
    [text.health, part.health && text.healths[part.health as keyof typeof text.healths]],
    [text.testTitle, testOf(part, viewer)],
    [text.where, <Whereabouts key="where" part={part} lang={lang} />],
    [text.whence, <Whence key="whence" part={part} lang={lang} />],
    [
      text.reserve,
      part.reservedCode && <a href={`/atelier/${part.reservedCode}`}>{text.reserved(showCode(part.reservedCode))}</a>,
    ],
  ] as const
  return (
    <Definitions items={items.flatMap(([term, value]) => (value === null || value === '' ? [] : [{ term, value }]))} />
  )
}

function testOf(part: Part, viewer: Viewer): string {
  const text = partText(viewer.lang)
  if (part.test === null || part.testedAt === null) return text.notTested
  return text.tested(text.testedResult[part.test], part.testedBy ?? '?', format(viewer).date(part.testedAt))
}

function Acts({ viewer, part, bins, forms, small }: PartProps) {
  const text = partText(viewer.lang)
  const at = partHref(part.id)
  const shelved = part.standing === 'stock' || part.standing === 'aside'
  return (
    <>
      {part.standing === 'stock' && (
        <>
          <h2>{text.testTitle}</h2>
          <Form action={`${at}/essai`} form={small()} label={text.testTitle}>
            <p class="buttons">
              <Submit name="result" value="passed" look={part.test === null ? 'main' : 'plain'}>
                {text.passed}
              </Submit>
              <Submit name="result" value="failed" look="plain">
                {text.failed}
              </Submit>
            </p>
          </Form>
        </>
      )}
      {part.standing === 'stock' && part.test !== 'failed' && (
        <>
          <h2>{text.fitTitle}</h2>
          <Form
            action={`${at}/monter`}
            form={forms.fit}
            label={text.fitTitle}
            labels={{ device: text.device, reason: text.reason }}
          >
            <TextField
              form={forms.fit}
              name="device"
              label={text.device}
              hint={text.deviceHint}
              maxlength={40}
              required
            />
            <TextField form={forms.fit} name="reason" label={text.reason} hint={text.reasonHint} maxlength={300} />
            <Submit look={part.test === null ? 'plain' : 'main'}>{text.fit}</Submit>
          </Form>
          {part.reservedFor === null ? (
            <details>
              <summary>{text.reserveTitle}</summary>
              <Form
                action={`${at}/reserver`}
                form={forms.reserve}
                label={text.reserveTitle}
                labels={{ device: text.device }}
              >
                <TextField form={forms.reserve} name="device" label={text.device} maxlength={40} required />
                <Submit look="plain">{text.reserve}</Submit>
              </Form>
            </details>
          ) : (
            <Form action={`${at}/liberer`} form={small()} label={text.release}>
              <Submit look="plain">{text.release}</Submit>
            </Form>
          )}
        </>
      )}
      {shelved && (
        <details>
          <summary>{text.shelveTitle}</summary>
          <Form action={`${at}/ranger`} form={forms.plain} label={text.shelveTitle} labels={{ bin: text.bin }}>
            <SelectField form={forms.plain} name="bin" label={text.bin} options={binOptions(bins)} />
            <Submit look="plain">{text.shelve}</Submit>
          </Form>
        </details>
      )}
      {(shelved || part.standing === 'fitted') && (
        <details>
          <summary>{text.describe}</summary>
          <Form action={`${at}/description`} form={forms.plain} label={text.describe}>
            <SelectField form={forms.plain} name="shape" label={text.shape} options={optionsOf(SHAPES, viewer.lang)} />
            <SelectField
              form={forms.plain}
              name="connector"
              label={text.connector}
              options={optionsOf(CONNECTORS, viewer.lang)}
            />
            <Submit look="plain">{text.save}</Submit>
          </Form>
        </details>
      )}
      {shelved && (
        <details>
          <summary>{text.scrapTitle}</summary>
          <Form action={`${at}/rebut`} form={forms.scrap} label={text.scrapTitle} labels={{ reason: text.scrapReason }}>
            <TextField form={forms.scrap} name="reason" label={text.scrapReason} maxlength={300} required />
            <Submit look="danger">{text.scrap}</Submit>
          </Form>
        </details>
      )}
      {part.code && (
        <p class="buttons">
          <ButtonLink href={`/etiquettes?pieces=${part.code}`} look="plain" icon="print">
            {text.label}
          </ButtonLink>
        </p>
      )}
    </>
  )
}
