import { type Format, format } from '../text/format.ts'
import { at, lines, shorten } from './pictures/fit.ts'
import { pictureWords } from './pictures/picture-words.ts'
import {
  type DrawnNode,
  type DrawnRiver,
  type River as Flowing,
  placeRiver,
  type Tally,
  tally,
} from './pictures/river-geometry.ts'
import { Table } from './table.tsx'
import type { Viewer } from './viewer.ts'
import { words } from './words.ts'

export { type RiverFlow, type RiverNode, tally } from './pictures/river-geometry.ts'

export interface RiverProps extends Flowing {
  readonly viewer: Viewer
  /** « Le circuit cette année ». */
  readonly title: string
  /** Tells apart several rivers of one page. */
  readonly id?: string
}

type Words = ReturnType<typeof pictureWords>

/** A flow drawn as wide as its count, amber where something is held. What does not balance is said in red, never hidden. */
export function River(props: RiverProps) {
  const { viewer, title, id = 'river' } = props
  const f = format(viewer)
  const text = pictureWords(viewer.lang)
  const drawn = viewer.display.images && !viewer.display.plain
  const description = tellRiver(props, f, text)
  return (
    <figure class="picture river">
      {drawn && <Across {...props} id={id} description={description} />}
      {drawn && <Down {...props} id={id} description={description} />}
      <details open={!drawn}>
        <summary>{words(viewer.lang).behind}</summary>
        <RiverTable viewer={viewer} title={title} tallies={tally(props)} />
      </details>
    </figure>
  )
}

function tellRiver(river: Flowing, f: Format, text: Words): string {
  const tallies = tally(river)
  if (tallies.every(({ value }) => value === 0)) return text.nothingYet
  return tallies
    .map(({ node, value, held, gap }) =>
      [
        `${node.label} : ${f.number(value)}`,
        held > 0 && f.count(held, text.holding),
        gap !== 0 && text.gap(f.number(gap)),
      ]
        .filter(Boolean)
        .join(', '),
    )
    .join(' ; ')
}

interface DrawingProps extends RiverProps {
  readonly id: string
  readonly description: string
}

/** Wide screens and paper: from left to right. */
function Across({ viewer, title, id, description, nodes, flows }: DrawingProps) {
  const f = format(viewer)
  const text = pictureWords(viewer.lang)
  const river = placeRiver(
    { nodes, flows },
    {
      direction: 'across',
      length: 660,
      breadth: 118,
      words: { before: 74, end: 36 },
      origin: { along: 8, across: 74 },
    },
  )
  const bottom = Math.ceil(Math.max(0, ...river.nodes.map(({ end }) => end + 14), ...river.edges.slice(0, -1)))
  return (
    <svg class="wide" viewBox={`4 0 896 ${bottom}`} role="img" aria-labelledby={`${id}-t ${id}-d`}>
      <title id={`${id}-t`}>{title}</title>
      <desc id={`${id}-d`}>{description}</desc>
      <Flows river={river} />
      {river.nodes.map((node) => {
        const { tally: counts, along, start, end } = node
        const last = counts.rank === river.terminalRank
        const middle = (start + end) / 2
        return (
          <g key={counts.node.id}>
            <Bar node={node} direction="across" scale={(end - start) / Math.max(counts.value, 1)} />
            {last ? (
              <text class="strong" x={at(along + 16)} y={at(middle + 6)} font-size="19">
                {f.number(counts.value)}
                <tspan class="faint" dx="7" font-size="15">
                  {shorten(counts.node.label, 168, 15)}
                </tspan>
              </text>
            ) : (
              <>
                <text class="strong" x={at(along - 4)} y={at(start - 49)} font-size="21">
                  {f.number(counts.value)}
                </text>
                <text class="faint" x={at(along - 4)} y={at(start - 30)} font-size="15">
                  {counts.node.label}
                </text>
              </>
            )}
            <Aside counts={counts} x={along - 4} y={start - 11} f={f} text={text} />
          </g>
        )
      })}
    </svg>
  )
}

/** Narrow screens: from top to bottom. */
function Down({ viewer, title, id, description, nodes, flows }: DrawingProps) {
  const f = format(viewer)
  const text = pictureWords(viewer.lang)
  const steps = Math.max(1, ...tally({ nodes, flows }).map(({ rank }) => rank))
  const length = steps * 104
  const exits = tally({ nodes, flows }).filter(({ rank }) => rank === steps).length
  const end = Math.max(62, 332 / Math.max(exits, 1))
  const river = placeRiver(
    { nodes, flows },
    { direction: 'down', length, breadth: 150, words: { before: 90, end }, origin: { along: 12, across: 4 } },
  )
  return (
    <svg
      class="upright"
      viewBox={`0 0 ${Math.ceil(Math.max(340, ...river.edges))} ${length + 76}`}
      role="img"
      aria-labelledby={`${id}-ut ${id}-ud`}
    >
      <title id={`${id}-ut`}>{title}</title>
      <desc id={`${id}-ud`}>{description}</desc>
      <Flows river={river} />
      {river.nodes.map((node) => {
        const { tally: counts, along, start } = node
        const last = counts.rank === river.terminalRank
        const alone = river.nodes.filter((other) => other.tally.rank === counts.rank).length === 1
        const x = last ? start : (alone ? (river.edges[counts.rank] ?? 0) : node.end) + 8
        const y = last ? along + 24 : along + 6
        const label = lines(counts.node.label, last ? end - 4 : 150, 13)
        return (
          <g key={counts.node.id}>
            <Bar node={node} direction="down" scale={(node.end - start) / Math.max(counts.value, 1)} />
            <text class="strong" x={at(x)} y={at(y)} font-size="17">
              {f.number(counts.value)}
            </text>
            {label.map((line, index) => (
              <text key={line} class="faint" x={at(x)} y={at(y + 17 + index * 15)} font-size="13">
                {line}
              </text>
            ))}
            <Aside counts={counts} x={x} y={y + 19 + label.length * 15} f={f} text={text} />
          </g>
        )
      })}
    </svg>
  )
}

function Flows({ river }: { readonly river: DrawnRiver }) {
  return (
    <>
      {river.flows.map(({ key, path, kind }) => (
        <path key={key} class={`flow ${kind}`} d={path} />
      ))}
    </>
  )
}

/** The gate of a step: what passes in green, what waits in amber at its end. */
function Bar({
  node,
  direction,
  scale,
}: {
  readonly node: DrawnNode
  readonly direction: 'across' | 'down'
  readonly scale: number
}) {
  const { tally: counts, along, start, end } = node
  const held = Math.min(counts.held * scale, end - start)
  const bar = (kind: string, from: number, to: number, thick: number) => {
    const size = at(Math.max(to - from, 0))
    return direction === 'across' ? (
      <rect class={kind} x={at(along - 4)} y={at(from)} width={thick} height={size} />
    ) : (
      <rect class={kind} x={at(from)} y={at(along - 4)} width={size} height={thick} />
    )
  }
  return (
    <>
      {bar(`bar ${counts.node.kind}`, start, end - held, 8)}
      {counts.held > 0 && bar('bar held', end - Math.max(held, 2), end, 15)}
    </>
  )
}

/** What waits at a step, and what does not balance there, in words. */
function Aside({
  counts,
  x,
  y,
  f,
  text,
}: {
  readonly counts: Tally
  readonly x: number
  readonly y: number
  readonly f: Format
  readonly text: Words
}) {
  return (
    <>
      {counts.held > 0 && (
        <text class="strong wait" x={at(x)} y={at(y)} font-size="14.5">
          {f.count(counts.held, text.holding)}
        </text>
      )}
      {counts.gap !== 0 && (
        <text class="strong refused" x={at(x)} y={at(y + (counts.held > 0 ? 18 : 0))} font-size="14.5">
          {text.gap(f.number(counts.gap))}
        </text>
      )}
    </>
  )
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
        { key: 'gap', label: text.gapRow, number: true, cell: ({ gap }) => f.number(gap) },
      ]}
    />
  )
}
