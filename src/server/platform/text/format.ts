import { dates } from './dates.ts'
import { numbers } from './numbers.ts'
import type { Lang } from './text.ts'

export type { When } from './dates.ts'
export { type Counted, NBSP } from './numbers.ts'

/** Every way a page writes numbers, quantities and dates, for one language and one time zone. */
export type Format = ReturnType<typeof numbers> & ReturnType<typeof dates>

const made = new Map<string, Format>()

/** The formats of a viewer: `const f = format(viewer)`, then `f.number(1842)`, `f.day(instant, now)`. Made once for each pair. */
export function format({ lang, timeZone }: { readonly lang: Lang; readonly timeZone: string }): Format {
  const key = `${lang} ${timeZone}`
  const known = made.get(key)
  if (known !== undefined) return known
  const fresh = { ...numbers(lang), ...dates(lang, timeZone) }
  made.set(key, fresh)
  return fresh
}
