import { format } from '../platform/text/format.ts'
import { ButtonLink } from '../platform/ui/button.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Paging } from '../platform/ui/paging.tsx'
import { Progress } from '../platform/ui/progress.tsx'
import { State } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { takeBackPath } from './batch.ts'
import { dropText } from './drop.text.ts'
import { ANSWER_TONES } from './drop.ts'
import type { AnsweredFile, DropSummary } from './drop-page.sql.ts'
import { lineOf } from './ingested.ts'
import { takeBackText } from './take-back.text.ts'

/** Where a drop is seen, while it is read and after. */
export const dropPath = (id: string): string => `/arrivees/depots/${id}`

interface Props {
  readonly viewer: Viewer
  readonly drop: DropSummary
  readonly answers: readonly AnsweredFile[]
  /** How many answered files stand before and after those shown, as places to start from. */
  readonly before: number | null
  readonly after: number | null
  /** Whether the viewer may take the whole drop back. */
  readonly mayKeep: boolean
}

export function DropPage({ viewer, drop, answers, before, after, mayKeep }: Props) {
  const text = dropText(viewer.lang)
  const f = format(viewer)
  const path = dropPath(drop.id)
  const going = drop.read < drop.files
  const said = going
    ? text.goesOn
    : [text.over(drop.files), text.created(drop.created), drop.review > 0 ? text.toLookAt(drop.review) : '']
        .filter(Boolean)
        .join(' ')
  return (
    <Layout
      viewer={viewer}
      title={text.title}
      kicker={`${drop.label} · ${f.instant(drop.droppedAt.toISOString())}`}
      lead={said}
      act={going ? undefined : <ButtonLink href={`/parc?lot=${drop.batchId}`}>{text.batch}</ButtonLink>}
    >
      <Progress
        lang={viewer.lang}
        href={path}
        done={drop.read}
        total={drop.files}
        said={text.reading(drop.read, drop.files)}
      >
        <Answers viewer={viewer} answers={answers} />
      </Progress>
      <Paging
        lang={viewer.lang}
        path={path}
        query={{}}
        before={before === null ? null : String(before)}
        after={after === null ? null : String(after)}
      />
      <p>
        <a href="/arrivees">{text.another}</a>
        {mayKeep && !going && (
          <>
            {' · '}
            <a href={takeBackPath(drop.batchId)}>{takeBackText(viewer.lang).open}</a>
          </>
        )}
      </p>
    </Layout>
  )
}

function Answers({ viewer: { lang }, answers }: Pick<Props, 'viewer' | 'answers'>) {
  const text = dropText(lang)
  return (
    <Table
      lang={lang}
      caption={text.answers}
      rows={answers}
      rowKey={(row) => String(row.number)}
      empty={<p />}
      columns={[
        { key: 'file', label: text.file, heading: true, cell: (row) => row.name },
        {
          key: 'answer',
          label: text.answer,
          cell: (row) => {
            const line = lineOf(row.name, row.answer)
            const tone = ANSWER_TONES[row.answer.kind]
            return (
              <div>
                <State tone={tone}>{text.tones[tone]}</State>{' '}
                {line.href ? <a href={line.href}>{line.what[lang]}</a> : line.what[lang]}
                {line.how && <small class="how">{line.how[lang]}</small>}
              </div>
            )
          },
        },
      ]}
    />
  )
}

/** One person's latest drops: what a closed tab left going on is here. */
export function LatestDrops({ viewer, drops }: { readonly viewer: Viewer; readonly drops: readonly DropSummary[] }) {
  const text = dropText(viewer.lang)
  const f = format(viewer)
  if (drops.length === 0) return null
  return (
    <Table
      lang={viewer.lang}
      caption={text.latest}
      rows={drops}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'when',
          label: text.when,
          heading: true,
          cell: (row) => <a href={dropPath(row.id)}>{f.instant(row.droppedAt.toISOString())}</a>,
        },
        {
          key: 'files',
          label: text.files,
          cell: (row) => (row.read < row.files ? text.reading(row.read, row.files) : f.number(row.files)),
        },
        { key: 'devices', label: text.devices, number: true, cell: (row) => f.number(row.created) },
        { key: 'review', label: text.review, number: true, cell: (row) => (row.review ? f.number(row.review) : '') },
      ]}
    />
  )
}
