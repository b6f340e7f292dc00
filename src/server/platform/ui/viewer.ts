import type { Lang } from '../text/text.ts'

/** How the person asked pages to be drawn; kept in a cookie, works without script, on public pages too. */
export interface DisplayOptions {
  readonly contrast: 'normal' | 'more'
  readonly size: 'normal' | 'large' | 'larger'
  readonly spacing: 'normal' | 'wide'
  readonly plain: boolean
  readonly images: boolean
  readonly theme: 'auto' | 'light' | 'dark'
}

/** One step of the circuit in the rail: `waiting` is null while a count means nothing there. */
export interface RailStep {
  readonly href: string
  readonly label: string
  readonly waiting: number | null
  readonly hot: boolean
  readonly group: 'circuit' | 'around'
}

/** Whoever looks at a page, and what every page needs to draw itself. */
export interface Viewer {
  readonly lang: Lang
  readonly display: DisplayOptions
  /** IANA zone of the organisation: every date is drawn in it. */
  readonly timeZone: string
  readonly path: string
  readonly organisation: {
    readonly id: string
    readonly name: string
    readonly colours: readonly string[]
    readonly logo: string | null
  } | null
  readonly person: { readonly name: string; readonly functionLabel: string } | null
  readonly rail: readonly RailStep[]
  /** Whether the search box may answer this person. */
  readonly searches: boolean
  readonly demonstration: boolean
  /** What the previous act answered, shown once on top of the page it led to. */
  readonly notice: { readonly tone: 'done' | 'refused' | 'information'; readonly text: string } | null
}
