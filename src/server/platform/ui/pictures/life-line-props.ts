import type { Viewer } from '../viewer.ts'
import type { Mark, Stretch } from './life-line-geometry.ts'

export interface LifeLineProps {
  readonly viewer: Viewer
  readonly stretches: readonly Stretch[]
  readonly marks: readonly Mark[]
  /** ISO instant or day. */
  readonly today: string
  /** Tells apart several life lines of one page. */
  readonly id?: string
}
