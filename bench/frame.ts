/** One thing measured: against a baseline of the same run, against a figure, by its own checks, or not measured and why. */
export type Bar =
  | {
      readonly kind: 'ratio'
      readonly name: string
      readonly figure: number
      readonly baseline: number
      readonly unit: string
      /** Where the figure divided by the baseline must lie. */
      readonly ratio: { readonly atMost: number } | { readonly atLeast: number }
    }
  | {
      readonly kind: 'figure'
      readonly name: string
      readonly figure: number
      readonly unit: string
      readonly atMost: number
    }
  | { readonly kind: 'held'; readonly name: string; readonly held: boolean; readonly said: string }
  | { readonly kind: 'skipped'; readonly name: string; readonly why: string }

export type Verdict = 'passed' | 'FAILED' | 'SKIPPED'

/** A figure that is no number, and a baseline that took no time, hold nothing. */
export function verdictOf(bar: Bar): Verdict {
  if (bar.kind === 'skipped') return 'SKIPPED'
  if (bar.kind === 'held') return bar.held ? 'passed' : 'FAILED'
  if (bar.kind === 'figure') return bar.figure <= bar.atMost ? 'passed' : 'FAILED'
  const ratio = bar.baseline > 0 ? bar.figure / bar.baseline : Number.NaN
  const held = 'atMost' in bar.ratio ? ratio <= bar.ratio.atMost : ratio >= bar.ratio.atLeast
  return held && Number.isFinite(ratio) ? 'passed' : 'FAILED'
}

/** The line of a bar: verdict, name, figure, baseline, ratio, bar. */
export function lineOf(bar: Bar): string {
  const begin = `${verdictOf(bar).padEnd(8)} ${bar.name}:`
  if (bar.kind === 'skipped') return `${begin} ${bar.why}`
  if (bar.kind === 'held') return `${begin} ${bar.said}`
  const figure = `${begin} ${short(bar.figure)} ${bar.unit}`
  if (bar.kind === 'figure') return `${figure} (${short(bar.atMost)} at most)`
  const asked = 'atMost' in bar.ratio ? `${bar.ratio.atMost} at most` : `${bar.ratio.atLeast} at least`
  return `${figure}, baseline ${short(bar.baseline)} ${bar.unit}, ratio ${short(bar.figure / bar.baseline)} (${asked})`
}

/** The last line; what was skipped is counted apart. */
export function countsOf(bars: readonly Bar[]): string {
  const count = (verdict: Verdict) => bars.filter((bar) => verdictOf(bar) === verdict).length
  return `${count('passed')} passed, ${count('FAILED')} failed, ${count('SKIPPED')} skipped`
}

/** Three figures are as many as a measure is worth. */
const short = (number: number): string => (number >= 100 ? number.toFixed(0) : number.toPrecision(3))
