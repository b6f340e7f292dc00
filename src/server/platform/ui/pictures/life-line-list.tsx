import { format } from '../../text/format.ts'
import { State, type StateTone } from '../state.tsx'
import { Table } from '../table.tsx'
import type { Mark, Stretch } from './life-line-geometry.ts'
import type { LifeLineProps } from './life-line-props.ts'
import { pictureWords } from './picture-words.ts'

/** Lines of the table behind, and of the upright line: enough to read, the whole story being the ledger's. */
const TABLE_ROWS = 40
const UPRIGHT_ROWS = 12

type Line = { readonly when: string; readonly stretch: Stretch } | { readonly when: string; readonly mark: Mark }

/** Stretches and marks in the order they came. */
function story(stretches: readonly Stretch[], marks: readonly Mark[]): readonly Line[] {
  const lines: Line[] = [
    ...stretches.map((stretch) => ({ when: stretch.from, stretch })),
    ...marks.map((mark) => ({ when: mark.at, mark })),
  ]
  const last = (line: Line) => ('stretch' in line && line.stretch.kind === 'ahead' ? 1 : 0)
  return lines.toSorted((a, b) => last(a) - last(b) || Date.parse(a.when) - Date.parse(b.when))
}

/** The same line standing upright, drawn by the style sheet on a narrow screen and where pictures are off. */
export function Upright({ viewer, stretches, marks }: LifeLineProps) {
  const f = format(viewer)
  const text = pictureWords(viewer.lang)
  const all = story(stretches, marks)
  const kept = all.filter((line, index) => 'stretch' in line || index >= all.length - UPRIGHT_ROWS)
  return (
    <ol class="upright">
      {kept.length < all.length && <li class="between">{text.earlier(f.number(all.length - kept.length))}</li>}
      {kept.map((line, index) =>
        'stretch' in line ? (
          <li key={`s${line.stretch.life}`} class={`life-start ${line.stretch.kind}`}>
            <b>{text.life(line.stretch.life, line.stretch.life)}</b> {line.stretch.label}
            <small>{span(line.stretch, text, f.year)}</small>
          </li>
        ) : (
          <li
            key={`m${index}`}
            class={[line.mark.kind, inUse(line.when, stretches), !line.mark.proven && 'hollow']
              .filter(Boolean)
              .join(' ')}
          >
            {line.mark.label} <small>{f.shortDate(line.when)}</small>
          </li>
        ),
      )}
    </ol>
  )
}

const span = (stretch: Stretch, text: ReturnType<typeof pictureWords>, year: (when: string) => string): string => {
  if (stretch.kind === 'ahead') return text.ahead
  return stretch.to === null ? text.since(year(stretch.from)) : text.fromTo(year(stretch.from), year(stretch.to))
}

/** Whether an instant falls inside a life or between two. */
const inUse = (when: string, stretches: readonly Stretch[]): 'use' | 'between' =>
  stretches.some(({ from, to, kind }) => kind !== 'ahead' && from <= when && (to === null || when < to))
    ? 'use'
    : 'between'

const proofOf = ({ kind, proven }: Mark): { tone: StateTone; word: 'waits' | 'failed' | 'proven' | 'missing' } => {
  if (kind === 'wait') return { tone: 'wait', word: 'waits' }
  if (kind === 'refused') return { tone: 'refused', word: 'failed' }
  return proven ? { tone: 'done', word: 'proven' } : { tone: 'open', word: 'missing' }
}

/** The table behind the picture. */
export function LifeTable({ viewer, stretches, marks }: LifeLineProps) {
  const f = format(viewer)
  const text = pictureWords(viewer.lang)
  const all = story(stretches, marks)
  const rows = all.slice(-TABLE_ROWS).map((line, index) => ({ line, key: String(index) }))
  const caption =
    all.length > rows.length ? `${text.lifeLine}, ${text.latest(rows.length, f.number(all.length))}` : text.lifeLine
  return (
    <Table
      lang={viewer.lang}
      caption={caption}
      captionHidden
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        {
          key: 'date',
          label: text.date,
          cell: ({ line }) => ('stretch' in line ? span(line.stretch, text, f.year) : f.shortDate(line.when)),
        },
        {
          key: 'what',
          label: text.happened,
          cell: ({ line }) =>
            'stretch' in line ? (
              <b>{[text.life(line.stretch.life, line.stretch.life), line.stretch.label].filter(Boolean).join(' : ')}</b>
            ) : (
              line.mark.label
            ),
        },
        {
          key: 'proof',
          label: text.proof,
          cell: ({ line }) =>
            'stretch' in line ? '' : <State tone={proofOf(line.mark).tone}>{text[proofOf(line.mark).word]}</State>,
        },
      ]}
    />
  )
}
