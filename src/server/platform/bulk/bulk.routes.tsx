import { notFound, page } from '../http/answer.ts'
import { everyMember, pageRoute, type Route } from '../http/route.ts'
import { format } from '../text/format.ts'
import { Empty } from '../ui/empty.tsx'
import { Layout } from '../ui/layout.tsx'
import { Paging } from '../ui/paging.tsx'
import { PerItem } from '../ui/per-item.tsx'
import { Table } from '../ui/table.tsx'
import { listAnswers, readAnswers } from './bulk.sql.ts'
import { bulkText } from './bulk.text.ts'

const UUID = /^[0-9a-f-]{36}$/

/** Where the answers of one's own acts on many things are. */
const ANSWERS = '/reponses'

export const bulkRoutes: readonly Route[] = [
  pageRoute({
    path: ANSWERS,
    access: everyMember,
    example: { as: 'technician' },
    handle: async ({ tx, member, viewer, query }) => {
      const text = bulkText(viewer.lang)
      const f = format(viewer)
      const asked = query.apres ?? ''
      const { rows, after } = await listAnswers(tx, member, UUID.test(asked) ? asked : null)
      return page(
        <Layout viewer={viewer} title={text.title} lead={text.lead}>
          <Table
            lang={viewer.lang}
            caption={text.title}
            captionHidden
            rows={rows}
            rowKey={(row) => row.id}
            empty={<Empty title={text.none}>{text.noneHow}</Empty>}
            columns={[
              {
                key: 'act',
                label: text.act,
                heading: true,
                cell: (row) => <a href={`${ANSWERS}/${row.id}`}>{row.title[viewer.lang]}</a>,
              },
              { key: 'when', label: text.when, cell: (row) => f.instant(row.answeredAt.toISOString()) },
              { key: 'done', label: text.done, number: true, cell: (row) => f.number(row.done) },
              {
                key: 'refused',
                label: text.refused,
                number: true,
                cell: (row) => (row.refused ? f.number(row.refused) : ''),
              },
            ]}
          />
          <Paging lang={viewer.lang} path={ANSWERS} query={query} before={null} after={after} />
        </Layout>,
      )
    },
  }),
  pageRoute({
    path: `${ANSWERS}/:id`,
    access: everyMember,
    example: { as: 'technician', params: { id: '{answer}' } },
    handle: async ({ tx, member, viewer, params }) => {
      const found = UUID.test(params.id ?? '') ? await readAnswers(tx, member, params.id ?? '') : null
      if (!found) return notFound()
      const { lang } = viewer
      return page(
        <Layout viewer={viewer} title={found.title[lang]} lead={format(viewer).instant(found.answeredAt.toISOString())}>
          <PerItem
            lang={lang}
            answers={found.lines.map((line, index) => ({
              key: String(index),
              item: line.href ? <a href={line.href}>{line.item}</a> : line.item,
              outcome: line.done
                ? { done: true, what: line.what[lang] }
                : { done: false, why: line.what[lang], how: line.how?.[lang] },
            }))}
          />
          <p>
            <a href={ANSWERS}>{bulkText(lang).title}</a>
          </p>
        </Layout>,
      )
    },
  }),
]
