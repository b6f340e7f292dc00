import type { Viewer } from '../viewer.ts'
import type { River } from './river-geometry.ts'

export interface RiverProps extends River {
  readonly viewer: Viewer
  /** « Le circuit cette année ». */
  readonly title: string
  /** Tells apart several rivers of one page. */
  readonly id?: string
}

export interface RiverDrawingProps extends RiverProps {
  readonly id: string
  /** The river in words, for whoever does not see it. */
  readonly description: string
}
