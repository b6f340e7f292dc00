/** One thing of a work order that is asked by itself. */
export interface Item {
  readonly what: 'step' | 'test' | 'software'
  readonly id: string
  readonly fr: string
  readonly en: string
  /** Its rank among those of its sort on the order, from 1, and how many they are. */
  readonly nth: number
  readonly of: number
}

/** What names an item: on the screen that asks it, and on the scan that answers. */
export const keyOf = ({ what, id }: Pick<Item, 'what' | 'id'>): string => `${what}:${id}`

/** What each answer card says of the item asked. */
export const ITEM_ANSWERS = { YES: 'yes', NO: 'no', NONE: 'none', SKIP: 'skip' } as const
export type ItemAnswer = (typeof ITEM_ANSWERS)[keyof typeof ITEM_ANSWERS]

/** What is asked after an item: the next one; software that is on the machine leaves no other profile to ask about. */
export const after = ([item, ...rest]: readonly Item[], said: ItemAnswer): readonly Item[] =>
  said === 'yes' && item?.what === 'software' ? rest.filter(({ what }) => what !== 'software') : rest
