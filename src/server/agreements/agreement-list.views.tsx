import { TRANSFERS } from '../../domain/circuit/transfers.ts'
import { format } from '../platform/text/format.ts'
import type { Query } from '../platform/ui/addresses.ts'
import { Empty } from '../platform/ui/empty.tsx'
import { Filters } from '../platform/ui/filters.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Paging } from '../platform/ui/paging.tsx'
import { State } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { words } from '../platform/ui/words.ts'
import { AGREEMENT_STATUSES, type AgreementRow } from './agreement.sql.ts'
import { agreementText } from './agreement.text.ts'
import { AGREEMENT_TONE } from './agreement.views.tsx'

interface Props {
  readonly viewer: Viewer
  readonly query: Query
  readonly found: { readonly rows: readonly AgreementRow[]; readonly after: string | null }
}

export function AgreementListPage({ viewer, query, found }: Props) {
  const { lang } = viewer
  const text = agreementText(lang)
  const f = format(viewer)
  return (
    <Layout viewer={viewer} title={text.title} lead={text.lead}>
      <Filters
        lang={lang}
        path="/conventions"
        query={query}
        filters={[
          { kind: 'words', name: 'q', label: text.wordsLabel },
          {
            kind: 'choice',
            name: 'statut',
            label: text.status,
            options: AGREEMENT_STATUSES.map((value) => ({ value, label: text.statuses[value] })),
          },
        ]}
      />
      <Table
        lang={lang}
        caption={text.caption}
        captionHidden
        rows={found.rows}
        rowKey={(row) => row.id}
        empty={<Empty title={text.none}>{text.noneHow}</Empty>}
        columns={[
          {
            key: 'number',
            label: text.number,
            heading: true,
            cell: (row) => <a href={`/conventions/${row.number}`}>{row.number}</a>,
          },
          { key: 'recipient', label: text.recipient, cell: (row) => row.recipient },
          { key: 'transfer', label: text.transfer, cell: (row) => TRANSFERS.rows[row.transfer].name[lang] },
          { key: 'devices', label: text.devices, number: true, cell: (row) => f.number(row.devices) },
          { key: 'drawn', label: text.drawn, cell: (row) => f.shortDate(row.drawnAt) },
          {
            key: 'status',
            label: text.status,
            cell: (row) => (
              <>
                <State tone={AGREEMENT_TONE[row.status]}>{text.statuses[row.status]}</State>
                {row.status === 'drawn' && (
                  <small>
                    {text.missing}
                    {words(viewer.lang).colon}
                    {f.list([
                      ...(row.signedByUs ? [] : [text.missingSides.us]),
                      ...(row.signedByThem ? [] : [text.missingSides.them]),
                    ])}
                  </small>
                )}
              </>
            ),
          },
        ]}
      />
      <Paging lang={lang} path="/conventions" query={query} before={null} after={found.after} />
    </Layout>
  )
}
