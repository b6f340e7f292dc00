import { format } from '../text/format.ts'
import { pictureWords } from './pictures/picture-words.ts'
import { Across } from './pictures/river-across.tsx'
import { Down } from './pictures/river-down.tsx'
import { type Tally, tally } from './pictures/river-geometry.ts'
import type { RiverProps } from './pictures/river-props.ts'
import { Table } from './table.tsx'
import type { Viewer } from './viewer.ts'
import { words } from './words.ts'

export { type RiverFlow, type RiverNode, tally } from './pictures/river-geometry.ts'

/** A flow drawn as wide as its count, amber where something is held. What does not balance is said in red, never hidden. */
export function River(props: RiverProps) {
  const { viewer, title, id = 'river' } = props
  const text = pictureWords(viewer.lang)
  const tallies = tally(props)
  const moved = tallies.some(({ value }) => value > 0)
  const drawn = moved && viewer.display.images && !viewer.display.plain
  const description = tellRiver(props)
  return (
    <figure class="picture river">
      {!moved && <p class="soft">{text.nothingYet}</p>}
      {drawn && <Across {...props} id={id} description={description} />}
      {drawn && <Down {...props} id={id} description={description} />}
      <details open={moved && !drawn}>
        <summary>{words(viewer.lang).behind}</summary>
        <RiverTable viewer={viewer} title={title} tallies={tallies} />
      </details>
    </figure>
  )
}

function tellRiver({ viewer, ...river }: RiverProps): string {
  const f = format(viewer)
  const text = pictureWords(viewer.lang)
  const tallies = tally(river)
  if (tallies.every(({ value }) => value === 0)) return text.nothingYet
  return tallies
    .map(({ node, value, held, gap }) =>
      [
        `${node.label}${words(viewer.lang).colon}${f.number(value)}`,
        held > 0 && f.count(held, text.holding),
        gap !== 0 && text.gap(f.number(gap)),
      ]
        .filter(Boolean)
        .join(', '),
    )
    .join(' ; ')
}

function RiverTable({
  viewer,
  title,
  tallies,
}: {
  readonly viewer: Viewer
  readonly title: string
  readonly tallies: readonly Tally[]
}) {
  const f = format(viewer)
  const text = pictureWords(viewer.lang)
  const gap = { key: 'gap', label: text.gapRow, number: true, cell: (row: Tally) => f.number(row.gap) }
  return (
    <Table
      lang={viewer.lang}
      caption={title}
      captionHidden
      rows={tallies}
      rowKey={({ node }) => node.id}
      columns={[
        { key: 'step', label: text.what, heading: true, cell: ({ node }) => node.label },
        { key: 'count', label: text.count, number: true, cell: ({ value }) => f.number(value) },
        { key: 'held', label: text.heldHere, number: true, cell: ({ held }) => f.number(held) },
        ...(tallies.some(({ gap }) => gap !== 0) ? [gap] : []),
      ]}
    />
  )
}
