import type { Ingested } from '../fleet/evidence.sql.ts'

/** What is answered for one dropped file; `broken`: the fault is ours, said with the number it has in the log. */
export type FileAnswer = Ingested | { readonly kind: 'broken'; readonly id: string }

/**
 * Each file is looked at alone; again once the others are read, since it may be about a disk that one of them brought in;
 * then beside its folder, when that folder is about one machine.
 */
export const LAST_LOOK = 3

/** The folder of a dropped file, with its slash; empty where it came alone. */
export const folderOf = (name: string): string => name.slice(0, name.lastIndexOf('/') + 1)

/** How long a drop is read before its page is shown; the rest is read behind. */
export const AT_ONCE_MS = 700
/** How long one transaction of the reading lasts: what is read by then is kept whatever happens next. */
export const ROUND_MS = 500

/** The tone of an answer, and the order in which a page shows them: what a person has to look at first. */
export const ANSWER_TONES = {
  broken: 'refused',
  refused: 'refused',
  ambiguous: 'wait',
  anonymous: 'wait',
  created: 'done',
  updated: 'done',
  known: 'neutral',
} as const satisfies Record<FileAnswer['kind'], 'refused' | 'wait' | 'done' | 'neutral'>
