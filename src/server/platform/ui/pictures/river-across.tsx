import { format } from '../../text/format.ts'
import { at, shorten, sized } from './fit.ts'
import { pictureWords } from './picture-words.ts'
import { placeRiver } from './river-geometry.ts'
import { Aside, Bar, Flows } from './river-pieces.tsx'
import type { RiverDrawingProps } from './river-props.ts'

const LENGTH = 640
const WIDTH = 900

/** Wide screens and paper: from left to right. */
export function Across({ viewer, title, id, description, nodes, flows }: RiverDrawingProps) {
  const f = format(viewer)
  const text = pictureWords(viewer.lang)
  const river = placeRiver(
    { nodes, flows },
    {
      direction: 'across',
      length: LENGTH,
      breadth: 118,
      words: { before: 74, end: 36 },
      origin: { along: 8, across: 74 },
    },
  )
  const bottom = Math.ceil(Math.max(0, ...river.nodes.map(({ end }) => end + 14), ...river.edges.slice(0, -1)))
  const room = LENGTH / Math.max(river.terminalRank, 1) - 10
  return (
    <svg class="wide" viewBox={`4 0 ${WIDTH - 4} ${bottom}`} role="img" aria-labelledby={`${id}-t ${id}-d`}>
      <title id={`${id}-t`}>{title}</title>
      <desc id={`${id}-d`}>{description}</desc>
      <Flows river={river} />
      {river.nodes.map((node) => {
        const { tally: counts, along, start, end } = node
        const last = counts.rank === river.terminalRank
        const middle = (start + end) / 2
        const beside = WIDTH - along - 24 - 12 * f.number(counts.value).length
        const size = sized(counts.node.label, beside, 15)
        return (
          <g key={counts.node.id}>
            <Bar node={node} direction="across" scale={(end - start) / Math.max(counts.value, 1)} />
            {last ? (
              <text class="strong" x={at(along + 16)} y={at(middle + 6)} font-size="19">
                {f.number(counts.value)}
                <tspan class="faint" dx="7" font-size={size}>
                  {shorten(counts.node.label, beside, size)}
                </tspan>
              </text>
            ) : (
              <>
                <text
                  class="strong"
                  x={at(along - 4)}
                  y={at(start - 49)}
                  font-size={sized(f.number(counts.value), room, 21)}
                >
                  {f.number(counts.value)}
                </text>
                <text class="faint" x={at(along - 4)} y={at(start - 30)} font-size={sized(counts.node.label, room, 15)}>
                  {counts.node.label}
                </text>
              </>
            )}
            <Aside counts={counts} x={along - 4} y={start - 11} f={f} text={text} width={last ? 200 : room} />
          </g>
        )
      })}
    </svg>
  )
}
