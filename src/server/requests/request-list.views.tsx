import { KINDS } from '../../domain/circuit/kinds.ts'
import type { Wanted } from '../../domain/circuit/papers.ts'
import { TRANSFERS } from '../../domain/circuit/transfers.ts'
import { ROUTES, type Route } from '../../domain/law/eligibility/rule.ts'
import { RECIPIENTS, type RecipientKind } from '../../domain/law/recipients.ts'
import { format } from '../platform/text/format.ts'
import type { Lang } from '../platform/text/text.ts'
import type { Query } from '../platform/ui/addresses.ts'
import { ButtonLink } from '../platform/ui/button.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { Filters } from '../platform/ui/filters.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Paging } from '../platform/ui/paging.tsx'
import { State, type StateTone } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { REQUEST_STATUSES, type RequestStatus } from './request.sql.ts'
import { requestText } from './request.text.ts'
import { showRequestNumber, wantedCount } from './request.ts'
import type { RequestPage, RequestRow } from './request-list.sql.ts'

const PATH = '/demandes'

export const REQUEST_TONE: Readonly<Record<RequestStatus, StateTone>> = {
  open: 'wait',
  confirmed: 'open',
  served: 'done',
  refused: 'refused',
  withdrawn: 'neutral',
}

/** « 4 ordinateurs portables, 1 écran »: the kinds wanted, as people say them. */
export function sayWanted(wanted: readonly Wanted[], lang: Lang): string {
  return wanted.map((one) => `${one.count} × ${KINDS.rows[one.kind].name[lang]}`).join(', ')
}

interface Props {
  readonly viewer: Viewer
  readonly query: Query
  readonly found: RequestPage
  readonly now: Date
}

export function RequestListPage({ viewer, query, found, now }: Props) {
  const { lang } = viewer
  const text = requestText(lang)
  const filtered = Object.values(query).some((value) => value !== '')
  const enter = <ButtonLink href={`${PATH}/nouvelle`}>{text.enter}</ButtonLink>
  return (
    <Layout viewer={viewer} title={text.title} lead={text.lead} act={enter}>
      <Filters
        lang={lang}
        path={PATH}
        query={query}
        filters={[
          { kind: 'words', name: 'q', label: text.wordsLabel },
          {
            kind: 'choice',
            name: 'statut',
            label: text.status,
            options: [
              ...REQUEST_STATUSES.map((value) => ({ value, label: text.statuses[value] })),
              { value: 'all', label: text.all },
            ],
          },
          {
            kind: 'choice',
            name: 'voie',
            label: text.transfer,
            options: ROUTES.map((value) => ({ value, label: TRANSFERS.rows[value].name[lang] })),
          },
          { kind: 'choice', name: 'manque', label: text.unmet, options: [{ value: 'yes', label: text.yes }] },
        ]}
      />
      <RequestTable viewer={viewer} rows={found.rows} now={now} filtered={filtered} />
      <Paging lang={lang} path={PATH} query={query} before={found.before} after={found.after} />
    </Layout>
  )
}

function RequestTable({
  viewer,
  rows,
  now,
  filtered,
}: {
  readonly viewer: Viewer
  readonly rows: readonly RequestRow[]
  readonly now: Date
  readonly filtered: boolean
}) {
  const { lang } = viewer
  const text = requestText(lang)
  const f = format(viewer)
  return (
    <Table
      lang={lang}
      caption={text.caption}
      captionHidden
      rows={rows}
      rowKey={(row) => String(row.number)}
      empty={
        filtered ? (
          <Empty title={text.none}>{text.noneHow}</Empty>
        ) : (
          <Empty title={text.empty} act={<ButtonLink href={`${PATH}/nouvelle`}>{text.enter}</ButtonLink>}>
            {text.emptyHow}
          </Empty>
        )
      }
      columns={[
        {
          key: 'asker',
          label: text.asker,
          heading: true,
          cell: (row) => (
            <>
              <a href={`${PATH}/${row.number}`}>{row.asker}</a>
              <small>
                {showRequestNumber(row.number)} · {RECIPIENTS[row.recipientKind as RecipientKind][lang]}
              </small>
            </>
          ),
        },
        { key: 'wanted', label: text.wanted, cell: (row) => sayWanted(row.wanted, lang) },
        { key: 'transfer', label: text.transfer, cell: (row) => TRANSFERS.rows[row.transfer as Route].name[lang] },
        {
          key: 'status',
          label: text.status,
          cell: (row) => <State tone={REQUEST_TONE[row.status]}>{text.statuses[row.status]}</State>,
        },
        {
          key: 'progress',
          label: text.progress,
          number: true,
          cell: (row) => text.of(f.number(row.allocated + row.handedOver), f.number(wantedCount(row.wanted))),
        },
        {
          key: 'waiting',
          label: text.waiting,
          cell: (row) => (
            <>
              {f.ago(row.receivedOn, now)}
              {row.neededOn && <small>{text.neededOn(f.shortDate(row.neededOn))}</small>}
            </>
          ),
        },
      ]}
    />
  )
}
