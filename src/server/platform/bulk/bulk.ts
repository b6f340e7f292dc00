import type { Bilingual } from '../text/text.ts'

/** One line of a bulk answer: done, or refused and why. `href` leads to the thing itself. */
export interface BulkLine {
  readonly item: string
  readonly href: string | null
  readonly done: boolean
  readonly what: Bilingual
  readonly how?: Bilingual
}

export interface BulkAnswer {
  readonly title: Bilingual
  readonly answeredAt: Date
  readonly lines: readonly BulkLine[]
}
