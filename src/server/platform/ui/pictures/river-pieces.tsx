import type { Format } from '../../text/format.ts'
import { at, sized } from './fit.ts'
import type { pictureWords } from './picture-words.ts'
import type { DrawnNode, DrawnRiver, Tally } from './river-geometry.ts'

/** Each flow as a band as wide as its count. */
export function Flows({ river }: { readonly river: DrawnRiver }) {
  return (
    <>
      {river.flows.map(({ key, path, kind }) => (
        <path key={key} class={`flow ${kind}`} d={path} />
      ))}
    </>
  )
}

/** The gate of a step: what passes in green, what waits in amber at its end. */
export function Bar({
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
export function Aside({
  counts,
  x,
  y,
  f,
  text,
  width,
}: {
  readonly counts: Tally
  readonly x: number
  readonly y: number
  readonly f: Format
  readonly text: ReturnType<typeof pictureWords>
  /** Room for the words. */
  readonly width: number
}) {
  const waits = counts.held > 0 ? f.count(counts.held, text.holding) : null
  const gap = counts.gap === 0 ? null : text.gap(f.number(counts.gap))
  return (
    <>
      {waits && (
        <text class="strong wait" x={at(x)} y={at(y)} font-size={sized(waits, width, 14.5)}>
          {waits}
        </text>
      )}
      {gap && (
        <text class="strong refused" x={at(x)} y={at(y + (waits ? 18 : 0))} font-size={sized(gap, width, 14.5)}>
          {gap}
        </text>
      )}
    </>
  )
}
