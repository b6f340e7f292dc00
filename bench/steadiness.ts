import { quantile } from './measure.ts'

/** Memory in use at one moment of a load. */
export interface Sample {
  readonly minutes: number
  readonly megabytes: number
}

/**
 * Whether memory stays where it is: the 95th centile of the second quarter and of the last, in MB, and what an hour would add at the
 * slope of the second half beyond twice the error of that slope; nothing where the slope is within its noise.
 */
export function steadiness(samples: readonly Sample[]): {
  readonly secondQuarter: number
  readonly lastQuarter: number
  readonly beyondNoise: number
} {
  const quarter = (at: number) => {
    const part = samples.slice(Math.floor((samples.length * at) / 4), Math.floor((samples.length * (at + 1)) / 4))
    return quantile(
      part.map(({ megabytes }) => megabytes),
      0.95,
    )
  }
  const { slope, error } = slopeOf(blocksOf(samples.slice(Math.floor(samples.length / 2))))
  return { secondQuarter: quarter(1), lastQuarter: quarter(3), beyondNoise: Math.max(0, slope - 2 * error) * 60 }
}

const BLOCKS = 10

/** Means of stretches: memory that comes and goes with each collection is one noise, not many samples that agree. */
function blocksOf(samples: readonly Sample[]): readonly Sample[] {
  return Array.from({ length: BLOCKS }, (_, at) => {
    const part = samples.slice((samples.length * at) / BLOCKS, (samples.length * (at + 1)) / BLOCKS)
    const mean = (of: (sample: Sample) => number) => part.reduce((sum, one) => sum + of(one), 0) / part.length
    return { minutes: mean(({ minutes }) => minutes), megabytes: mean(({ megabytes }) => megabytes) }
  })
}

/** Least squares: megabytes a minute, and the standard error of it. */
function slopeOf(samples: readonly Sample[]): { readonly slope: number; readonly error: number } {
  const mean = (of: (sample: Sample) => number) => samples.reduce((sum, one) => sum + of(one), 0) / samples.length
  const [middle, level] = [mean(({ minutes }) => minutes), mean(({ megabytes }) => megabytes)]
  const spread = samples.reduce((sum, one) => sum + (one.minutes - middle) ** 2, 0)
  const slope = samples.reduce((sum, one) => sum + (one.minutes - middle) * (one.megabytes - level), 0) / spread
  const left = samples.reduce((sum, one) => sum + (one.megabytes - level - slope * (one.minutes - middle)) ** 2, 0)
  return { slope, error: Math.sqrt(left / (samples.length - 2) / spread) }
}
