import { KINDS } from '../../domain/circuit/kinds.ts'
import type { DeviceState } from '../../domain/circuit/states.ts'
import { STATES } from '../../domain/circuit/states.ts'
import { DEVICE_KINDS, type DeviceKind } from '../../domain/hardware/report.ts'
import { address, type Query } from '../platform/ui/addresses.ts'
import { ButtonLink, Buttons, Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import type { Option } from '../platform/ui/field.tsx'
import { Filters } from '../platform/ui/filters.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { fromFirstPage, Paging } from '../platform/ui/paging.tsx'
import { State } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { words } from '../platform/ui/words.ts'
import { showCode } from './code.ts'
import type { DevicePage, DeviceRow } from './device-list.sql.ts'
import { deviceName } from './device-name.ts'
import { type DeviceQuery, ROWS, SORTS } from './device-query.ts'
import { fleetText } from './fleet.text.ts'
import { stateTone } from './state-tone.ts'

const PATH = '/parc'
const AGES = [3, 5, 7, 10]
const LIVES = [0, 1, 2, 3, 4]
/** Names of the address that choose no device. */
const ARRANGES: ReadonlySet<string> = new Set(['tri', 'lignes'])

interface ListProps {
  readonly viewer: Viewer
  readonly query: Query
  readonly sort: DeviceQuery['sort']
  readonly rows: DeviceQuery['rows']
  readonly found: DevicePage
  readonly places: readonly Option[]
  readonly mayReceive: boolean
  /** Whether rows are chosen here to be acted on together. */
  readonly mayKeep: boolean
}

export function DeviceListPage(props: ListProps) {
  const { viewer, query, sort, rows, found, places, mayReceive, mayKeep } = props
  const { lang } = viewer
  const text = fleetText(lang)
  const filtered = Object.entries(query).some(([name, value]) => !ARRANGES.has(name) && value !== '')
  const boxes = new Set(mayKeep ? found.rows.map(({ id }) => id) : [])
  const toArrivals = mayReceive && (
    <>
      <ButtonLink href="/arrivees">{text.toArrivals}</ButtonLink>
      {filtered && found.rows.length > 0 && (
        <ButtonLink href={address('/etiquettes', fromFirstPage(query))} look="plain" icon="print">
          {text.labels}
        </ButtonLink>
      )}
    </>
  )
  return (
    <Layout viewer={viewer} title={text.title} lead={text.lead} act={toArrivals}>
      <Filters
        lang={lang}
        path={PATH}
        query={query}
        filters={[
          { kind: 'words', name: 'q', label: text.wordsLabel, hint: text.words },
          {
            kind: 'choice',
            name: 'nature',
            label: text.kind,
            options: DEVICE_KINDS.map((kind) => ({ value: kind, label: KINDS.rows[kind].name[lang] })),
          },
          {
            kind: 'choice',
            name: 'etat',
            label: text.state,
            options: Object.entries(STATES.rows).map(([value, row]) => ({ value, label: row.name[lang] })),
          },
          { kind: 'choice', name: 'lieu', label: text.place, options: places },
          {
            kind: 'choice',
            name: 'vie',
            label: text.life,
            options: LIVES.map((life) => ({ value: String(life), label: text.lifeOption(life) })),
          },
          {
            kind: 'choice',
            name: 'age',
            label: text.age,
            options: AGES.map((years) => ({ value: String(years), label: text.ageOption(years) })),
          },
          {
            kind: 'choice',
            name: 'grade',
            label: text.grade,
            options: ['A', 'B', 'C', 'D'].map((grade) => ({ value: grade, label: grade })),
          },
        ]}
      />
      {found.rows.length === 0 && !filtered ? (
        <Empty title={text.emptyTitle} act={toArrivals}>
          {text.empty}
        </Empty>
      ) : (
        <>
          <p class="soft">
            <Ways
              viewer={viewer}
              query={query}
              label={text.sortBy}
              name="tri"
              chosen={sort}
              ways={SORTS}
              said={text.sorts}
            />
            {' · '}
            <Ways viewer={viewer} query={query} label={text.rowsAPage} name="lignes" chosen={rows} ways={ROWS} />
          </p>
          {boxes.size > 0 ? (
            <form method="get" action="/actes/nouveau" aria-label={text.actOnChosen}>
              <DeviceTable viewer={viewer} rows={found.rows} boxes={boxes} />
              <Buttons>
                <Submit look="plain" name="choix" value="coches">
                  {text.actOnChosen}
                </Submit>
                <ButtonLink href={address('/actes/nouveau', fromFirstPage(query))} look="plain">
                  {filtered ? text.actOnAll : text.actOnFleet}
                </ButtonLink>
                <a href="/actes">{text.bulkActs}</a>
              </Buttons>
            </form>
          ) : (
            <DeviceTable viewer={viewer} rows={found.rows} />
          )}
          <Paging lang={lang} path={PATH} query={query} before={found.before} after={found.after} />
        </>
      )}
    </Layout>
  )
}

interface WaysProps<Way extends string | number> {
  readonly viewer: Viewer
  readonly query: Query
  readonly label: string
  readonly name: string
  readonly chosen: Way
  readonly ways: readonly Way[]
  /** What each is called, where it is not its own name. */
  readonly said?: Readonly<Record<Way, string>>
}

/** Ways to arrange the list: the one in place, and links to the others. */
function Ways<Way extends string | number>({ viewer, query, label, name, chosen, ways, said }: WaysProps<Way>) {
  return (
    <>
      {label}
      {words(viewer.lang).colon}
      {ways.map((way) => (
        <span key={way}>
          {way === chosen ? (
            <strong>{said?.[way] ?? way}</strong>
          ) : (
            <a href={address(PATH, { ...fromFirstPage(query), [name]: String(way) })}>{said?.[way] ?? way}</a>
          )}{' '}
        </span>
      ))}
    </>
  )
}

interface TableProps {
  readonly viewer: Viewer
  readonly rows: readonly DeviceRow[]
  /** The rows that can be ticked, by id, where the table stands in a form. */
  readonly boxes?: ReadonlySet<string>
}

export function DeviceTable({ viewer, rows, boxes = new Set() }: TableProps) {
  const { lang } = viewer
  const text = fleetText(lang)
  return (
    <Table
      lang={lang}
      caption={text.caption}
      captionHidden
      rows={rows}
      rowKey={(row) => row.id}
      empty={<Empty title={text.noneTitle}>{text.none}</Empty>}
      columns={[
        {
          key: 'code',
          label: text.code,
          heading: true,
          cell: (row) => <Code href={`/parc/${row.code}`}>{showCode(row.code)}</Code>,
        },
        ...(boxes.size === 0
          ? []
          : [
              {
                key: 'chosen',
                label: text.chosen,
                cell: (row: DeviceRow) =>
                  boxes.has(row.id) && (
                    <input type="checkbox" name="ids" value={row.id} aria-label={text.choose(showCode(row.code))} />
                  ),
              },
            ]),
        {
          key: 'device',
          label: text.device,
          cell: (row) => (
            <>
              {deviceName(row, text.unnamed)}
              <small>
                {KINDS.rows[row.kind as DeviceKind].name[lang]}
                {row.serial ? ` · ${row.serial}` : ''}
              </small>
            </>
          ),
        },
        {
          key: 'state',
          label: text.state,
          cell: (row) => <State tone={stateTone(row.state)}>{STATES.rows[row.state as DeviceState].name[lang]}</State>,
        },
        { key: 'place', label: text.place, cell: (row) => row.place ?? '' },
        { key: 'life', label: text.life, number: true, cell: (row) => (row.life === 0 ? '' : row.life) },
        { key: 'grade', label: text.grade, cell: (row) => row.grade ?? '' },
        { key: 'year', label: text.year, number: true, cell: (row) => row.builtYear ?? '' },
      ]}
    />
  )
}
