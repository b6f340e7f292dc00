import type { Bilingual } from '../text/text.ts'

/** One line of a bulk answer: done, or refused and why. `href` leads to the thing itself. */
export interface BulkLine {
  readonly item: string
  readonly href: string | null
  readonly done: boolean
  readonly what: Bilingual
  readonly how?: Bilingual
  /** Id of what was changed, where the whole act can be undone. */
  readonly subject?: string
}

/** The address that undoes a whole act, and what its button says. */
export interface BulkUndo {
  readonly path: string
  readonly label: Bilingual
}

export interface BulkAnswer {
  readonly title: Bilingual
  readonly answeredAt: Date
  readonly lines: readonly BulkLine[]
  readonly undo: BulkUndo | null
}
