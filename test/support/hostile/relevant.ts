import type { Field } from './fields.ts'
import { COMPOSITES, DATES, type Hostile, IDS, NUMBERS, STRANGE, VALUES } from './values.ts'

/** Every value is sent to every field: hours, as `npm run campaign -- hostile` asks. */
export const ALL = process.env.SECONDE_VIE_HOSTILE === 'all'

const BY_KIND: Readonly<Record<Field['kind'], readonly Hostile[]>> = {
  text: [...STRANGE.slice(0, 4), ...STRANGE.slice(-1)],
  number: NUMBERS,
  date: DATES,
  id: IDS,
  choice: VALUES.filter(({ text }) => /^(__proto__|constructor|toString)$/.test(text)),
  flag: [],
  open: [],
}

/** What is sent of the table to a value of these kinds: what each kind calls for, and what several values say at once. */
export const relevant = (kinds: readonly Field['kind'][]): readonly Hostile[] =>
  ALL ? [...VALUES, ...COMPOSITES] : [...COMPOSITES, ...kinds.flatMap((kind) => BY_KIND[kind])]
