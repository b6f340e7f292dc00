import { z } from 'zod'
import { PART_KIND_NAMES } from '../../domain/parts/part.ts'
import { entry, line, optional } from '../platform/http/form.ts'

/** Where a person sends a part: to stock in a bin or in none, out, or nowhere: it stays in the carcass. */
export type Choice =
  | { readonly kind: 'stock'; readonly bin: string | null }
  | { readonly kind: 'scrap' }
  | { readonly kind: 'stay' }

export const choiceOf = (said: string | undefined): Choice => {
  if (said === 'scrap') return { kind: 'scrap' }
  if (!said || said === 'stay') return { kind: 'stay' }
  return { kind: 'stock', bin: said === 'stock' ? null : said }
}

/** Lines for what no report names: a power supply, a panel, a fan. */
export const EXTRA_LINES = [0, 1, 2, 3] as const
export const extraField = (line: number, what: 'kind' | 'model' | 'to') => `n.${line}.${what}` as const

const EXTRA = z.object({ kind: z.enum(PART_KIND_NAMES), model: optional(line(80)), to: z.string().max(20) })
export type Extra = z.infer<typeof EXTRA>

export const TAKE_APART = z
  .object({ locked: optional(z.string().max(20)), carcass: z.enum(['recycle', 'keep']) })
  .catchall(entry)

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)

/** What the form says of each part that is in the device, and of what was found besides. */
export function sortedOut(form: z.infer<typeof TAKE_APART>, parts: readonly { readonly id: string }[]) {
  return {
    choices: parts.map(({ id }) => ({ id, choice: choiceOf(text(form[`p.${id}`])) })),
    extras: EXTRA_LINES.flatMap((line): readonly Extra[] => {
      const said = EXTRA.safeParse({
        kind: form[extraField(line, 'kind')],
        model: text(form[extraField(line, 'model')]) ?? '',
        to: text(form[extraField(line, 'to')]) || 'stock',
      })
      return said.success && said.data.kind !== 'medium' ? [said.data] : []
    }),
  }
}
