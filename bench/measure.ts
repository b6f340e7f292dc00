/** Milliseconds of each round, one list for each of two ways. */
export interface Paired {
  readonly product: readonly number[]
  readonly baseline: readonly number[]
}

/**
 * Two ways of doing the same, in turn in one run, so that whatever slows the machine slows both: A B B A A B B A…
 * Each way is done once before, unmeasured. `round` counts from 0; the unmeasured one is -1.
 */
export async function paired(
  rounds: number,
  product: (round: number) => Promise<unknown>,
  baseline: (round: number) => Promise<unknown>,
): Promise<Paired> {
  const times = { product: [] as number[], baseline: [] as number[] }
  const ways = [
    { work: product, into: times.product },
    { work: baseline, into: times.baseline },
  ]
  for (const { work } of ways) {
    await settle()
    await work(-1)
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { work, into } of round % 2 === 0 ? ways : ways.toReversed()) {
      await settle()
      into.push(await elapsed(() => work(round)))
    }
  }
  return times
}

/** What ended meanwhile is noticed outside the measure: an idle connection that the server closed while this thread was busy. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 20))

/** Milliseconds that the work takes. */
export async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** The number below which this share (0 to 1) of the numbers lies, by nearest rank; NaN of none. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export const median = (numbers: readonly number[]): number => quantile(numbers, 0.5)
