import { format } from '../../text/format.ts'
import { at, lines } from './fit.ts'
import { pictureWords } from './picture-words.ts'
import { placeRiver, tally } from './river-geometry.ts'
import { Aside, Bar, Flows } from './river-pieces.tsx'
import type { RiverDrawingProps } from './river-props.ts'

const WIDTH = 340

/** Narrow screens: from top to bottom. */
export function Down({ viewer, title, id, description, nodes, flows }: RiverDrawingProps) {
  const f = format(viewer)
  const text = pictureWords(viewer.lang)
  const steps = Math.max(1, ...tally({ nodes, flows }).map(({ rank }) => rank))
  const length = steps * 104
  const exits = tally({ nodes, flows })
    .filter(({ rank }) => rank === steps)
    .map(({ node }) => node.id)
  const end = Math.max(54, 332 / Math.max(exits.length, 1))
  const staggered = exits.length > 4
  const river = placeRiver(
    { nodes, flows },
    { direction: 'down', length, breadth: 150, words: { before: 90, end }, origin: { along: 12, across: 4 } },
  )
  return (
    <svg
      class="upright"
      viewBox={`0 0 ${Math.ceil(Math.max(WIDTH, ...river.edges))} ${length + (staggered ? 132 : 76)}`}
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
        const low = last && staggered && exits.indexOf(counts.node.id) % 2 === 1
        const y = last ? along + (low ? 80 : 24) : along + 6
        const room = last ? (staggered ? 2 * end : end) - 6 : WIDTH - x
        const label = lines(counts.node.label, room, 13)
        return (
          <g key={counts.node.id}>
            <Bar node={node} direction="down" scale={(node.end - start) / Math.max(counts.value, 1)} />
            {low && <path class="leader" d={`M${at(x)} ${at(along + 6)}V${at(y - 16)}`} />}
            <text class="strong" x={at(x)} y={at(y)} font-size="17">
              {f.number(counts.value)}
            </text>
            {label.map((line, index) => (
              <text key={line} class="faint" x={at(x)} y={at(y + 17 + index * 15)} font-size="13">
                {line}
              </text>
            ))}
            <Aside counts={counts} x={x} y={y + 19 + label.length * 15} f={f} text={text} width={room} />
          </g>
        )
      })}
    </svg>
  )
}
