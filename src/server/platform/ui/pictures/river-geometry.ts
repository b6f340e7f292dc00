import { area, curveBumpX, curveBumpY } from 'd3-shape'
import { at } from './fit.ts'

export interface RiverNode {
  readonly id: string
  readonly label: string
  /** `step`: on the way. `use`: back in use. `side`: parts, recycling, refused. */
  readonly kind: 'step' | 'use' | 'side'
  /** How many wait here. */
  readonly held?: number
}

export interface RiverFlow {
  readonly from: string
  readonly to: string
  readonly count: number
}

export interface River {
  /** In the order of the circuit, main way first. */
  readonly nodes: readonly RiverNode[]
  readonly flows: readonly RiverFlow[]
}

export interface Tally {
  readonly node: RiverNode
  readonly entered: number
  readonly left: number
  readonly held: number
  /** What passes: the greater of what came and of what left or waits. */
  readonly value: number
  /** Entered, less what left and waits; 0 where the river balances. */
  readonly gap: number
  readonly rank: number
}

const sum = (flows: readonly RiverFlow[]): number => flows.reduce((total, { count }) => total + count, 0)

/** Counts each node: a river balances when every node with a way in shows a gap of 0. */
export function tally({ nodes, flows }: River): readonly Tally[] {
  const ranks = new Map<string, number>()
  const rank = (id: string, seen: readonly string[]): number => {
    const known = ranks.get(id)
    if (known !== undefined) return known
    const before = flows.filter(({ to, from }) => to === id && !seen.includes(from))
    const found = before.reduce((deepest, { from }) => Math.max(deepest, 1 + rank(from, [...seen, id])), 0)
    ranks.set(id, found)
    return found
  }
  const last = Math.max(0, ...nodes.map(({ id }) => rank(id, [])))
  return nodes.map((node) => {
    const into = flows.filter(({ to }) => to === node.id)
    const out = flows.filter(({ from }) => from === node.id)
    const entered = sum(into)
    const left = sum(out)
    const held = node.held ?? 0
    const ends = out.length === 0 && into.length > 0
    return {
      node,
      entered,
      left,
      held,
      value: Math.max(entered, left + held),
      gap: ends || into.length === 0 ? 0 : entered - left - held,
      rank: ends ? last : rank(node.id, []),
    }
  })
}

export interface DrawnNode {
  readonly tally: Tally
  /** Place along the way, and across it from `start` to `end`. */
  readonly along: number
  readonly start: number
  readonly end: number
}

export interface DrawnFlow {
  readonly path: string
  readonly kind: RiverNode['kind']
  readonly key: string
}

export interface DrawnRiver {
  readonly nodes: readonly DrawnNode[]
  readonly flows: readonly DrawnFlow[]
  /** Where each rank ends, across the way. */
  readonly edges: readonly number[]
  readonly terminalRank: number
}

interface Frame {
  readonly direction: 'across' | 'down'
  /** Length of the way and breadth given to the widest rank, in SVG units. */
  readonly length: number
  readonly breadth: number
  /** Room kept across the way for words: before a second node of one rank, and for each node at the end. */
  readonly words: { readonly before: number; readonly end: number }
  /** Where the first node stands, along and across. */
  readonly origin: { readonly along: number; readonly across: number }
}

/** A place in a rank: a node, or a flow that passes beside it. */
interface Place {
  readonly key: string
  readonly size: number
  /** Room before it where it is not the first of its rank, and least room it takes. */
  readonly before: number
  readonly least: number
}

/** Places the nodes rank by rank, with room for the flows that pass by, and draws each flow as wide as its count. */
export function placeRiver(river: River, frame: Frame): DrawnRiver {
  const tallies = tally(river)
  const byId = new Map(tallies.map((one) => [one.node.id, one]))
  const terminalRank = Math.max(0, ...tallies.map(({ rank }) => rank))
  const ranks = Array.from({ length: terminalRank + 1 }, (_, rank) => rank)
  const widest = Math.max(
    1,
    ...ranks.map((rank) => tallies.filter((one) => one.rank === rank).reduce((total, { value }) => total + value, 0)),
  )
  const scale = frame.breadth / widest
  const order = new Map(river.nodes.map(({ id }, index) => [id, index]))

  const places = ranks.map((rank): readonly Place[] => {
    const own = tallies.filter((one) => one.rank === rank)
    const passing = river.flows.filter(
      ({ from, to, count }) => count > 0 && (byId.get(from)?.rank ?? 0) < rank && (byId.get(to)?.rank ?? 0) > rank,
    )
    const last = rank === terminalRank
    const before = last ? 0 : frame.words.before
    const least = last ? frame.words.end : 0
    return [
      ...own.map(({ node, value }) => ({
        key: node.id,
        size: value * scale,
        before,
        least,
        turn: order.get(node.id) ?? 0,
      })),
      ...passing.map(({ from, to, count }) => ({
        key: `${from}>${to}`,
        size: count * scale,
        before: 0,
        least: 0,
        turn: order.get(to) ?? 0,
      })),
    ].toSorted((a, b) => a.turn - b.turn)
  })
  const starts = new Map<string, number>()
  const edges: number[] = []
  for (const [rank, row] of places.entries()) {
    let across = frame.origin.across
    for (const [index, { key, size, before, least }] of row.entries()) {
      if (index > 0) across += before
      starts.set(`${rank} ${key}`, across)
      across += Math.max(size + 8, least)
    }
    edges.push(across)
  }
  const step = terminalRank === 0 ? 0 : frame.length / terminalRank
  const along = (rank: number) => frame.origin.along + rank * step

  const left = new Map<string, number>()
  const reached = new Map<string, number>()
  const take = (used: Map<string, number>, id: string, size: number): number => {
    const offset = used.get(id) ?? 0
    used.set(id, offset + size)
    return offset
  }
  const drawn = river.flows
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => (order.get(a.to) ?? 0) - (order.get(b.to) ?? 0))
    .map(({ from, to, count }): DrawnFlow => {
      const size = count * scale
      const start = byId.get(from)?.rank ?? 0
      const end = byId.get(to)?.rank ?? 0
      const points: [number, number][] = [
        [along(start), (starts.get(`${start} ${from}`) ?? 0) + take(left, from, size)],
      ]
      for (let rank = start + 1; rank < end; rank += 1)
        points.push([along(rank), starts.get(`${rank} ${from}>${to}`) ?? 0])
      points.push([along(end), (starts.get(`${end} ${to}`) ?? 0) + take(reached, to, size)])
      return {
        path: band(points, Math.max(size, 1.2), frame.direction),
        kind: byId.get(to)?.node.kind ?? 'step',
        key: `${from}>${to}`,
      }
    })
  return {
    nodes: tallies.map((one) => {
      const start = starts.get(`${one.rank} ${one.node.id}`) ?? 0
      return { tally: one, along: along(one.rank), start, end: start + Math.max(one.value * scale, 2) }
    }),
    flows: drawn,
    edges,
    terminalRank,
  }
}

function band(points: readonly [number, number][], size: number, direction: Frame['direction']): string {
  const shape = area<[number, number]>().digits(1)
  const path =
    direction === 'across'
      ? shape
          .x((p) => p[0])
          .y0((p) => p[1])
          .y1((p) => p[1] + size)
          .curve(curveBumpX)([...points])
      : shape
          .y((p) => p[0])
          .x0((p) => p[1])
          .x1((p) => p[1] + size)
          .curve(curveBumpY)([...points])
  return path ?? `M${at(points[0]?.[0] ?? 0)} 0`
}
