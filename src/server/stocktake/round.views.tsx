import { KINDS } from '../../domain/circuit/kinds.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import type { HistoryLine } from '../platform/ledger/history.sql.ts'
import { History } from '../platform/ledger/history.views.tsx'
import { format } from '../platform/text/format.ts'
import { address, type Query } from '../platform/ui/addresses.ts'
import { ButtonLink, Buttons, Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Definitions } from '../platform/ui/definition.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { type Option, SelectField, TextArea } from '../platform/ui/field.tsx'
import { Filters } from '../platform/ui/filters.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { MarginLinks } from '../platform/ui/note.tsx'
import { Notice } from '../platform/ui/notice.tsx'
import { Paging } from '../platform/ui/paging.tsx'
import { State } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { roundText } from './round.text.ts'
import type { Finding, RoundCounts } from './round.ts'
import type { lastCounted, RoundRow, Stray } from './round-read.sql.ts'

export const ROUNDS = '/inventaires'
export const NEW_ROUND = `${ROUNDS}/nouveau`
export const LINES = `${ROUNDS}/lignes`
export const roundHref = (number: number) => `${ROUNDS}/${number}`
export const linesHref = (number: number, finding: Finding | '' = '') =>
  address(LINES, { numero: String(number), ...(finding ? { constat: finding } : {}) })

interface ListProps {
  readonly viewer: Viewer
  readonly query: Query
  readonly found: { readonly rows: readonly RoundRow[]; readonly after: string | null }
  readonly places: readonly Option[]
  readonly mayKeep: boolean
  readonly narrowed: boolean
}

export function RoundListPage({ viewer, query, found, places, mayKeep, narrowed }: ListProps) {
  const { lang } = viewer
  const text = roundText(lang)
  const f = format(viewer)
  const add = mayKeep && (
    <ButtonLink href={NEW_ROUND} icon="add">
      {text.open}
    </ButtonLink>
  )
  if (found.rows.length === 0 && !narrowed)
    return (
      <Layout viewer={viewer} title={text.title} lead={text.lead}>
        <Empty title={text.emptyTitle} act={add}>
          {text.empty}
        </Empty>
      </Layout>
    )
  return (
    <Layout viewer={viewer} title={text.title} lead={text.lead} act={add}>
      <Filters
        lang={lang}
        path={ROUNDS}
        query={query}
        filters={[{ kind: 'choice', name: 'lieu', label: text.place, options: places }]}
      />
      <Table
        lang={lang}
        caption={text.caption}
        captionHidden
        rows={found.rows}
        rowKey={(row) => row.id}
        empty={<Empty title={text.noneTitle}>{text.none}</Empty>}
        columns={[
          {
            key: 'place',
            label: text.place,
            heading: true,
            cell: (row) => <a href={roundHref(row.number)}>{row.place}</a>,
          },
          { key: 'number', label: text.number, number: true, cell: (row) => f.number(row.number) },
          { key: 'state', label: text.state, cell: (row) => <Standing viewer={viewer} open={row.closedAt === null} /> },
          {
            key: 'found',
            label: text.found,
            number: true,
            cell: (row) => text.progress(f.number(row.found), f.number(row.expected)),
          },
          { key: 'day', label: text.openedOn, cell: (row) => f.date(row.openedAt) },
        ]}
      />
      <Paging lang={lang} path={ROUNDS} query={query} before={null} after={found.after} />
    </Layout>
  )
}

function Standing({ viewer, open }: { readonly viewer: Viewer; readonly open: boolean }) {
  const text = roundText(viewer.lang)
  return <State tone={open ? 'open' : 'done'}>{open ? text.isOpen : text.isClosed}</State>
}

interface NewProps {
  readonly viewer: Viewer
  readonly form: FormState
  readonly places: readonly Option[]
}

export function NewRoundPage({ viewer, form, places }: NewProps) {
  const text = roundText(viewer.lang)
  return (
    <Layout viewer={viewer} title={text.open} lead={text.openLead} kicker={<a href={ROUNDS}>{text.title}</a>}>
      <Form action={NEW_ROUND} form={form} labels={{ place: text.place }}>
        <SelectField form={form} name="place" label={text.place} hint={text.placeHint} options={places} required />
        <Buttons>
          <Submit icon="add">{text.openAct}</Submit>
        </Buttons>
      </Form>
    </Layout>
  )
}

interface OneProps {
  readonly viewer: Viewer
  readonly round: RoundRow
  readonly counts: RoundCounts
  readonly last: Awaited<ReturnType<typeof lastCounted>>
  readonly strays: readonly Stray[]
  /** Who reads the page. */
  readonly personId: string
  readonly mayKeep: boolean
  readonly mayCount: boolean
  readonly mayScan: boolean
  readonly form: FormState
  readonly plain: () => FormState
  readonly history: readonly HistoryLine[]
}

export function RoundPage(props: OneProps) {
  const { viewer, round, counts, mayKeep, mayCount, mayScan, form, plain, history } = props
  const { lang } = viewer
  const text = roundText(lang)
  const f = format(viewer)
  const href = roundHref(round.number)
  const open = round.closedAt === null
  return (
    <Layout
      viewer={viewer}
      title={round.place}
      kicker={
        <>
          <a href={ROUNDS}>{text.title}</a> · {text.one(round.number)} <Standing viewer={viewer} open={open} />
        </>
      }
      lead={`${text.found} : ${text.progress(f.number(counts.found), f.number(counts.expected))}`}
      margin={
        <MarginLinks
          links={[
            { href: linesHref(round.number), label: text.seeAll },
            { href: `${href}/rapport.pdf`, label: text.report },
            ...(open && mayScan ? [{ href: '/balayage', label: text.scanLink }] : []),
          ]}
        />
      }
    >
      {open && mayCount && (
        <Form action={`${href}/compter`} form={form} label={text.count} labels={{ codes: text.count }}>
          <TextArea form={form} name="codes" label={text.count} hint={text.countHint} rows={2} required />
          <Buttons>
            <Submit icon="scan">{text.countAct}</Submit>
          </Buttons>
        </Form>
      )}
      <Last {...props} />
      <h2>{text.results}</h2>
      <Definitions
        items={[
          ...(['missing', 'unexpected', 'found', 'left'] as const).map((finding) => ({
            term: text.findings[finding],
            value: <a href={linesHref(round.number, finding)}>{f.number(counts[finding])}</a>,
          })),
          { term: text.findings.unknown, value: f.number(counts.unknown) },
          { term: text.inCharge, value: round.follower ?? text.nobody },
          { term: text.openedOn, value: text.by(f.date(round.openedAt), round.openedBy) },
          ...(round.closedAt ? [{ term: text.closedOn, value: text.by(f.date(round.closedAt), round.closedBy) }] : []),
        ]}
      />
      {open && mayKeep && round.inCharge !== props.personId && (
        <Form action={`${href}/suivre`} form={plain()} label={text.follow}>
          <Buttons>
            <Submit look="plain">{text.follow}</Submit>
          </Buttons>
        </Form>
      )}
      <Strays {...props} />
      {open && mayKeep && counts.undecided > 0 && (
        <>
          <Notice lang={lang} tone="wait">
            {text.closeAbout(counts.undecided)}{' '}
            <a href={linesHref(round.number, counts.missing > 0 ? 'missing' : 'unexpected')}>{text.see}</a>
          </Notice>
          <Form action={`${href}/le-reste`} form={plain()} label={text.rest}>
            <p>{text.restAbout}</p>
            <Buttons>
              <Submit look="plain">{text.rest}</Submit>
            </Buttons>
          </Form>
        </>
      )}
      {open && mayKeep && counts.undecided === 0 && (
        <Form action={`${href}/clore`} form={plain()} label={text.close}>
          <Buttons>
            <Submit look={counts.found > 0 ? 'main' : 'plain'}>{text.close}</Submit>
          </Buttons>
        </Form>
      )}
      <h2>{text.journal}</h2>
      <History viewer={viewer} lines={history} />
    </Layout>
  )
}

function Last({ viewer, last }: OneProps) {
  const text = roundText(viewer.lang)
  const f = format(viewer)
  if (last.length === 0) return null
  return (
    <>
      <h2>{text.last}</h2>
      <ul>
        {last.map((one) => (
          <li key={one.code}>
            <Code href={`/parc/${one.code}`}>{showCode(one.code)}</Code> {one.foundAt && f.time(one.foundAt)}
            {one.foundBy && `, ${one.foundBy}`}
            {!one.expected && ` : ${text.counted.unexpected}`}
          </li>
        ))}
      </ul>
    </>
  )
}

function Strays({ viewer, round, strays, mayKeep, plain }: OneProps) {
  const { lang } = viewer
  const text = roundText(lang)
  if (strays.length === 0) return null
  return (
    <Table
      lang={lang}
      caption={text.strays}
      rows={strays}
      rowKey={(row) => row.text}
      columns={[
        { key: 'text', label: text.stray, heading: true, cell: (row) => <Code>{row.text}</Code> },
        { key: 'found', label: text.foundOn, cell: (row) => text.by(format(viewer).date(row.foundAt), row.foundBy) },
        {
          key: 'decision',
          label: text.decision,
          cell: (row) =>
            row.decision !== null || round.closedAt !== null || !mayKeep ? (
              (text.strayDecisions[row.decision ?? ''] ?? '—')
            ) : (
              <Form
                action={`${roundHref(round.number)}/etiquette`}
                form={plain()}
                label={`${text.decision} ${row.text}`}
              >
                <input type="hidden" name="text" value={row.text} />
                <Buttons>
                  {Object.entries(text.strayDecisions).map(([decision, label]) => (
                    <Submit key={decision} look="plain" name="decision" value={decision}>
                      {label}
                    </Submit>
                  ))}
                </Buttons>
              </Form>
            ),
        },
      ]}
    />
  )
}

export const kindName = (kind: string, lang: Viewer['lang']) => KINDS.rows[kind as DeviceKind].name[lang]
export const lineName = (line: Parameters<typeof deviceName>[0], lang: Viewer['lang']) =>
  deviceName(line, roundText(lang).unnamed)
