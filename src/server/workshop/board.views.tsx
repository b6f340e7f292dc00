import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import { format } from '../platform/text/format.ts'
import { ButtonLink, Submit } from '../platform/ui/button.tsx'
import type { Children } from '../platform/ui/children.ts'
import { Code } from '../platform/ui/code.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { TextArea } from '../platform/ui/field.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Note } from '../platform/ui/note.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { BoardRow, readBoard } from './board.sql.ts'
import { orderText } from './order.text.ts'
import { GROUPS } from './work-models.ts'

interface Props {
  readonly viewer: Viewer
  readonly board: Awaited<ReturnType<typeof readBoard>>
  readonly personId: string
  readonly mayEdit: boolean
  readonly now: Date
}

/** The benches: my orders first, what waits to be begun, then the others, with each person's load in the margin. */
export function BoardPage({ viewer, board, personId, mayEdit, now }: Props) {
  const text = orderText(viewer.lang)
  const mine = board.inWork.filter((row) => row.assignedTo === personId)
  const others = board.inWork.filter((row) => row.assignedTo !== personId)
  const rows = (title: string, list: readonly BoardRow[]) =>
    list.length > 0 && <BoardTable viewer={viewer} title={title} rows={list} now={now} />
  return (
    <Layout
      viewer={viewer}
      title={text.title}
      lead={text.lead}
      margin={
        board.load.length > 0 && (
          <>
            <h2>{text.load}</h2>
            {board.load.map(([name, count]) => (
              <Note key={name} figure={count}>
                {name || text.nobody}
              </Note>
            ))}
          </>
        )
      }
    >
      {board.inWork.length + board.triaged.length === 0 && (
        <Empty title={text.none} act={<ButtonLink href="/tri">{text.toTriage}</ButtonLink>}>
          {text.noneHow}
        </Empty>
      )}
      {rows(text.mine, mine)}
      {rows(text.triaged, board.triaged)}
      {board.waiting > board.triaged.length && <p class="soft">{text.more(board.waiting)}</p>}
      {rows(text.others, others)}
      {mayEdit && (
        <p>
          <a href="/reglages/atelier">{text.stepsModel}</a>
        </p>
      )}
    </Layout>
  )
}

function BoardTable({
  viewer,
  title,
  rows,
  now,
}: {
  readonly viewer: Viewer
  readonly title: string
  readonly rows: readonly BoardRow[]
  readonly now: Date
}) {
  const text = orderText(viewer.lang)
  const f = format(viewer)
  return (
    <Table
      lang={viewer.lang}
      caption={title}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'device',
          label: text.device,
          heading: true,
          cell: (row) => (
            <>
              <a href={`/atelier/${row.code}`}>{deviceName(row, showCode(row.code))}</a>
              <small>
                <Code>{showCode(row.code)}</Code>
              </small>
            </>
          ),
        },
        { key: 'who', label: text.who, cell: (row) => row.assignedName ?? '' },
        {
          key: 'progress',
          label: text.progress,
          number: true,
          cell: (row) => (row.of === 0 ? '' : `${row.done}/${row.of}`),
        },
        { key: 'since', label: text.since, cell: (row) => f.ago(row.since, now) },
      ]}
    />
  )
}

/** The model of the steps, one a line for each group of kinds. */
export function ModelPage({
  viewer,
  form,
  versions,
}: {
  readonly viewer: Viewer
  readonly form: FormState
  readonly versions: Children
}) {
  const text = orderText(viewer.lang)
  return (
    <Layout viewer={viewer} title={text.modelTitle} lead={text.modelLead}>
      <Form action="/reglages/atelier" form={form} label={text.modelTitle}>
        {GROUPS.map((group) => (
          <TextArea key={group} form={form} name={group} label={text.groups[group]} rows={7} maxlength={4000} />
        ))}
        <Submit>{text.saveModel}</Submit>
      </Form>
      {versions}
    </Layout>
  )
}
