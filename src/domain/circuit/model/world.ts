import type { Act } from '../acts.ts'
import { type Decision, decide } from '../decide.ts'
import type { Facts, MediumFacts } from '../facts.ts'
import { DEFAULT_POLICY } from '../policy.ts'
import type { Standing } from '../states.ts'
import { TRANSFERS } from '../transfers.ts'
import { type Circumstances, type Deed, NEXT } from './deeds.ts'
import { ERASED_DISK, GIFT_READY } from './example.ts'

/** A medium as it truly is (`data`), beside what is recorded of it. */
interface Medium {
  readonly name: string
  /** Whose data can be read on it, whatever the papers say; of a donor: of which device. */
  data: 'nobody' | 'aHolder' | { readonly donorOf: string }
  state: MediumFacts['state']
  exceptions: MediumFacts['exceptions']
  proof: MediumFacts['proof']
  lastUsed: number
}

interface Device {
  readonly name: string
  papers: Facts
  state: Standing
  media: Medium[]
  /** Whether anybody has looked inside since it came. */
  looked: boolean
  holders: number
  last: 'none' | { readonly act: Act; readonly before: Standing; readonly honest: boolean; readonly undo: () => void }
}

/** An act that was allowed, and how things truly stood when it was done. */
export interface Done {
  readonly device: string
  readonly act: Act
  readonly facts: Facts
  readonly decision: Extract<Decision, { allowed: true }>
  /** The media on which data of somebody else could be read. */
  readonly readable: readonly string[]
  readonly holders: number
}

const instant = (tick: number) => new Date(Date.UTC(2026, 0, 1) + tick * 3_600_000).toISOString()
const OPEN_ON_A_BENCH: ReadonlySet<Standing> = new Set([
  'identified',
  'triaged',
  'inWork',
  'ready',
  'reserved',
  'returned',
])

const COMES_CLOSED: ReadonlySet<Standing> = new Set(['announced', 'returned'])

function device(name: string, papers: Partial<Facts>, media: readonly string[]): Device {
  const data = papers.owner === 'donor' ? { donorOf: name } : 'aHolder'
  return {
    name,
    papers: { ...GIFT_READY, ...papers, loss: { statement: 'onFile', breachFile: 'opened' } },
    state: 'none',
    media: media.map((one) => ({
      name: one,
      data,
      state: 'unknown',
      exceptions: [],
      proof: 'none',
      lastUsed: 0,
    })),
    looked: false,
    holders: 0,
    last: 'none',
  }
}

const isItsOwners = (medium: Medium, { name, papers }: Device) =>
  typeof medium.data === 'object' && medium.data.donorOf === name && papers.owner === 'donor'
const isReadable = (medium: Medium, inside: Device) => medium.data !== 'nobody' && !isItsOwners(medium, inside)

const recorded = (medium: Medium, inside: Device): MediumFacts => ({
  ...ERASED_DISK,
  name: medium.name,
  state: medium.state,
  exceptions: medium.exceptions,
  proof: medium.proof,
  lastUsed: instant(medium.lastUsed),
  dataOf: isItsOwners(medium, inside) ? 'owner' : 'anybody',
})

/** What the screens would know: the media that are in the device now, with their own proofs. */
function factsOf(one: Device, people: number): Facts {
  return {
    ...one.papers,
    state: one.state,
    media: one.looked
      ? { kind: 'listed', media: one.media.map((medium) => recorded(medium, one)) }
      : { kind: 'notLookedAt' },
    openHolding: one.holders > 0 ? 'open' : 'none',
    allocatedTo: one.state === 'reserved' ? 'thisRequest' : 'nobody',
    correction:
      one.last === 'none' || one.last.before === 'none'
        ? { kind: 'none' }
        : { kind: 'lastEvent', act: one.last.act, before: one.last.before, people },
  }
}

type Effect = (one: Device, how: Circumstances, tick: number, stock: Medium[], from: Standing) => () => void
const nothing = () => undefined
const served = (one: Device) => {
  for (const medium of one.media) if (medium.state !== 'destroyed') medium.data = 'aHolder'
}
const removeTo: Effect = (one, { medium: index }, _tick, stock) => {
  const medium = one.media.splice(index % Math.max(one.media.length, 1), 1)[0]
  if (medium === undefined) return nothing
  stock.push(medium)
  return () => {
    const where = stock.indexOf(medium)
    if (where >= 0) one.media.push(...stock.splice(where, 1))
  }
}

/** What the acts truly do to media and owners; the answer undoes it where the act had never taken place. */
const EFFECTS: Partial<Record<Act, Effect>> = {
  accept: (one) => {
    const { owner } = one.papers
    one.papers = { ...one.papers, owner: 'organisation' }
    return () => {
      one.papers = { ...one.papers, owner }
    }
  },
  erase: (one, { medium: index, outcome }, tick) => {
    const medium = one.media[index % Math.max(one.media.length, 1)]
    if (medium === undefined || medium.state === 'destroyed') return nothing
    medium.state = outcome
    medium.proof = { source: 'ownReading', level: 'clear', at: instant(tick) }
    const reset = outcome === 'erasedWithExceptions' && one.papers.kind === 'phone'
    medium.exceptions = outcome !== 'erasedWithExceptions' ? [] : reset ? ['resetNotReadBack'] : ['hiddenSectors']
    if (outcome === 'erased' || outcome === 'destroyed' || reset) medium.data = 'nobody'
    return () => {
      if (outcome === 'destroyed') return
      Object.assign(medium, { state: 'unknown', proof: 'none', data: 'aHolder' } satisfies Partial<Medium>)
    }
  },
  setMediumAside: removeTo,
  takePart: removeTo,
  fitPart: (one, _how, _tick, stock) => {
    const medium = stock.pop()
    if (medium !== undefined) one.media.push(medium)
    return nothing
  },
  handOver: (one, { mistaken }) => {
    const { papers } = one
    const { kind } = papers.transfer
    if (kind !== 'notChosen' && TRANSFERS.rows[kind].changesOwner) one.papers = { ...papers, owner: 'recipient' }
    if (!mistaken) served(one)
    return () => {
      one.papers = papers
    }
  },
  announce: (one, _how, _tick, _stock, from) => {
    if (from !== 'inUse') return nothing
    const { papers } = one
    one.papers = { ...papers, owner: 'donor', mandate: 'none' }
    for (const medium of one.media) if (medium.data === 'aHolder') medium.data = { donorOf: one.name }
    return () => {
      one.papers = papers
    }
  },
  find: (one) => {
    // A donor's device that nobody opened comes back as the donor's; any other may have served somebody.
    if (one.looked) served(one)
    return nothing
  },
}

/** Lives the deeds one by one in a territory of three devices, and tells those that were allowed. */
export function live(deeds: readonly Deed[]): readonly Done[] {
  const done: Done[] = []
  const stock: Medium[] = []
  const devices = [
    device('given laptop', { owner: 'donor', inventory: 'neverListed' }, ['a', 'b']),
    device('rented desktop', { kind: 'desktop', owner: 'lessor', mandate: 'written' }, ['c']),
    device('phone of the town', { kind: 'phone', receipt: 'producedWithExceptions' }, ['d', 'e']),
  ]
  const pick = <T>(list: readonly T[], index: number): T => {
    const found = list[index % list.length]
    if (found === undefined) throw new Error('an empty list')
    return found
  }

  for (const [tick, deed] of deeds.entries()) {
    if (deed.deed === 'papers') {
      const one = pick(devices, deed.device)
      one.papers = { ...one.papers, ...deed.change }
      continue
    }
    if (deed.deed === 'exchange') {
      const [one, other] = [pick(devices, deed.one), pick(devices, deed.other)]
      const [first, second] = [one.media.shift(), other.media.shift()]
      const swap = one !== other && OPEN_ON_A_BENCH.has(one.state) && OPEN_ON_A_BENCH.has(other.state)
      if (first !== undefined) (swap ? other : one).media.push(first)
      if (second !== undefined) (swap ? one : other).media.push(second)
      continue
    }
    const one = pick(devices, deed.device)
    const act = deed.act === 'next' ? pick(NEXT[one.state], deed.with.medium) : deed.act
    if (act === 'correct' && one.last !== 'none' && one.last.act === 'handOver' && !one.last.honest) continue
    const from = one.state
    const facts = factsOf(one, deed.with.people)
    const decision = decide(act, facts, DEFAULT_POLICY)
    if (!decision.allowed) continue
    const readable = one.media.filter((medium) => isReadable(medium, one)).map((medium) => medium.name)
    one.holders += { opens: 1, closes: -1, same: 0 }[decision.holding]
    if (decision.holding === 'closes' && act !== 'correct') served(one)
    if (decision.media === 'used') for (const medium of one.media) medium.lastUsed = tick
    if (act === 'correct') {
      if (one.last !== 'none') one.last.undo()
      one.last = 'none'
    } else {
      const undo = EFFECTS[act]?.(one, deed.with, tick, stock, from) ?? nothing
      one.last = { act, before: from, honest: act !== 'handOver' || deed.with.mistaken, undo }
    }
    one.looked = act === 'identify' || act === 'erase' || (one.looked && !COMES_CLOSED.has(decision.to))
    one.state = decision.to
    done.push({ device: one.name, act, facts, decision, readable, holders: one.holders })
  }
  return done
}
