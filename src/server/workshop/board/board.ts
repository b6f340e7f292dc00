/** The columns of the board, in the order of the work. */
export const STAGES = ['toStart', 'working', 'waiting', 'toCheck', 'ready'] as const
export type Stage = (typeof STAGES)[number]

/** Where an open order stands: what it waits for comes first; steps and tests over, it is to be checked. */
export const stageOf = ({ waits, over }: { readonly waits: boolean; readonly over: boolean }): Stage =>
  waits ? 'waiting' : over ? 'toCheck' : 'working'

/** One device on the board; minutes are whole. */
export interface Card {
  readonly id: string
  readonly code: string
  readonly kind: string
  readonly maker: string | null
  readonly model: string | null
  readonly name: string | null
  readonly stage: Stage
  readonly since: Date
  readonly personId: string | null
  readonly person: string | null
  readonly bench: string | null
  readonly waitsFor: string | null
  /** Steps done, of how many. */
  readonly done: number
  readonly of: number
  /** What the steps left usually take, and what was spent. */
  readonly left: number
  readonly spent: number
  /** Somebody's timer runs on it. */
  readonly timed: boolean
}

/** One person at the benches: what is open, what is left to do on it, what was worked this week, and the time there is. */
export interface Load {
  readonly personId: string
  readonly name: string | null
  readonly team: string | null
  readonly orders: number
  readonly left: number
  readonly spent: number
  /** Minutes a week; null where nobody said. */
  readonly capacity: number | null
}

/** The Monday of the week of a calendar day, both `YYYY-MM-DD`. */
export function mondayOf(day: string): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7))
  return at.toISOString().slice(0, 10)
}
