import { z } from 'zod'

/** One thing of a work order that is asked by itself: a step, a functional test, a software profile. */
export const ITEM = z.object({
  what: z.enum(['step', 'test', 'software']),
  id: z.string().max(40),
  fr: z.string(),
  en: z.string(),
  /** Its rank among those of its sort on the order, from 1, and how many they are. */
  nth: z.number().int(),
  of: z.number().int(),
})
export type Item = z.infer<typeof ITEM>
export const ITEMS = z.array(ITEM).min(1)

/** What names an item: on the screen that asks it, and on the scan that answers. */
export const keyOf = ({ what, id }: Pick<Item, 'what' | 'id'>): string => `${what}:${id}`

/** What each answer card says of the item asked. */
export const ITEM_ANSWERS = { YES: 'yes', NO: 'no', NONE: 'none', SKIP: 'skip' } as const
export type ItemAnswer = (typeof ITEM_ANSWERS)[keyof typeof ITEM_ANSWERS]

/** What is asked after an item: the next one; software that is on the machine leaves no other profile to ask about. */
export const after = ([item, ...rest]: readonly Item[], said: ItemAnswer): readonly Item[] =>
  said === 'yes' && item?.what === 'software' ? rest.filter(({ what }) => what !== 'software') : rest
