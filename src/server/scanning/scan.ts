import { z } from 'zod'
import { VERDICTS } from '../../domain/triage/rule.ts'
import { CARDS } from '../labels/cards.ts'
import type { Refused } from '../platform/http/answer.ts'
import type { Bilingual } from '../platform/text/text.ts'
import { result } from '../workshop/order-events.ts'
import { type ScanText, scanText } from './scan.text.ts'
import { type Awaits, begin, type Mode, type Session } from './scan-session.ts'
import type { Item } from './work-items.ts'

const ITEM: z.ZodType<Item> = z.object({
  what: z.enum(['step', 'test', 'software']),
  id: z.string().max(40),
  fr: z.string(),
  en: z.string(),
  nth: z.number().int(),
  of: z.number().int(),
})
const ITEMS = z.array(ITEM).min(1)

/** The longest text a code or a typed reason may have. */
export const MOST_TEXT = 500

/** Green, red, amber, plain. */
export type Tone = 'done' | 'refused' | 'asks' | 'told'

const WRITTEN = z.object({ result, remark: z.string().nullable() })
/** What was written of an item: nothing, that it is done, or a result in place of the one before. */
const WROTE = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['nothing', 'done']) }),
  z.object({ kind: z.literal('result'), result, before: WRITTEN.nullable() }),
])
export type Wrote = z.infer<typeof WROTE>

/** What undoes a scan: the contrary act of the circuit, the place before, the pallet or the kit it was put in. */
export type Undo =
  | { readonly kind: 'correct'; readonly deviceId: string; readonly eventId: string }
  | {
      readonly kind: 'move'
      readonly from: readonly { readonly deviceId: string; readonly placeId: string | null }[]
      readonly kits: readonly { readonly kitId: string; readonly placeId: string | null }[]
      readonly to: string
    }
  | { readonly kind: 'pallet'; readonly pallet: number; readonly code: string }
  | { readonly kind: 'kit'; readonly kit: string; readonly itemId: string }
  | { readonly kind: 'parts'; readonly actIds: readonly string[] }
  | { readonly kind: 'count'; readonly roundId: string; readonly deviceId: string }
  | { readonly kind: 'slip'; readonly slip: string; readonly code: string }
  /** An item of the order of this device, with what was written of it: nothing where it was left. */
  | { readonly kind: 'item'; readonly code: string; readonly item: Item; readonly wrote: Wrote }

/** One line of answer: what happened, then how to go on. */
export interface Said {
  readonly says: Bilingual
  readonly how: Bilingual | null
  /** The printed code it is about, as it is shown. */
  readonly code: string | null
}

/** What an act answered. */
export type Answered =
  | (Said & { readonly kind: 'done'; readonly undo?: Undo; readonly into?: string; readonly awaits?: Awaits })
  /** Nothing was written; what was left may be taken up again. */
  | (Said & { readonly kind: 'seen'; readonly undo?: Undo; readonly into?: string })
  | (Said & { readonly kind: 'refused' })
  | (Said & { readonly kind: 'asks'; readonly awaits: Awaits })

export interface ScanLine extends Said {
  readonly id: string
  readonly tone: Tone
  readonly scannedAt: Date
  readonly undone: boolean
}

/** A sentence of this room in both languages. */
export const both = (say: (text: ScanText) => string): Bilingual => ({
  fr: say(scanText('fr')),
  en: say(scanText('en')),
})

const MOST_RULES = 3

/** The rules that refuse, in their own words, with what each asks for. */
export function refusing(refusals: readonly Refused[], code: string | null): Extract<Answered, { kind: 'refused' }> {
  const shown = refusals.slice(0, MOST_RULES)
  const message = (one: Refused, lang: 'fr' | 'en') =>
    [one.message[lang], ...(one.concerns?.length ? [`(${one.concerns.join(', ')})`] : [])].join(' ')
  return {
    kind: 'refused',
    code,
    says: {
      fr: shown.map((one) => message(one, 'fr')).join(' '),
      en: shown.map((one) => message(one, 'en')).join(' '),
    },
    how: { fr: shown.map((one) => one.satisfy.fr).join(' '), en: shown.map((one) => one.satisfy.en).join(' ') },
  }
}

export const no = (code: string | null, says: Bilingual, how: Bilingual): Answered => ({
  kind: 'refused',
  code,
  says,
  how,
})

const code = z.string().max(16)
const INTENTION = z.discriminatedUnion('do', [
  z.object({ do: z.literal('claim'), code, at: code.nullable() }),
  z.object({ do: z.enum(['takeBack', 'openPallet']), code }),
  z.object({ do: z.literal('endSlip'), slip: code, sure: z.boolean() }),
  z.object({ do: z.enum(['proposeKit', 'openKit']), nth: z.number().int().min(0) }),
])
const AWAITS = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['thing', 'place', 'mode']) }),
  z.object({ kind: z.literal('verdict'), proposed: z.enum(VERDICTS) }),
  z.object({ kind: z.literal('reason'), verdict: z.enum(VERDICTS) }),
  z.object({ kind: z.literal('yes'), yes: INTENTION, no: INTENTION.nullable() }),
  z.object({ kind: z.literal('items'), items: ITEMS }),
])
const SESSION = z.object({
  mode: z.enum(Object.keys(CARDS.MODE) as [Mode, ...Mode[]]),
  hand: z.array(code),
  awaits: AWAITS,
  into: code.nullable(),
})

/** The session as it was kept; a clear beginning where it is none, or is of an earlier program. */
export function readSession(kept: unknown): Session {
  const parsed = SESSION.safeParse(kept)
  return parsed.success ? parsed.data : begin('LOOK')
}

const UNDO = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('correct'), deviceId: z.uuid(), eventId: z.uuid() }),
  z.object({
    kind: z.literal('move'),
    from: z.array(z.object({ deviceId: z.uuid(), placeId: z.uuid().nullable() })),
    kits: z.array(z.object({ kitId: z.uuid(), placeId: z.uuid().nullable() })),
    to: z.uuid(),
  }),
  z.object({ kind: z.literal('pallet'), pallet: z.number().int(), code }),
  z.object({ kind: z.literal('kit'), kit: code, itemId: z.uuid() }),
  z.object({ kind: z.literal('parts'), actIds: z.array(z.uuid()) }),
  z.object({ kind: z.literal('count'), roundId: z.uuid(), deviceId: z.uuid() }),
  z.object({ kind: z.literal('slip'), slip: code, code }),
  z.object({ kind: z.literal('item'), code, item: ITEM, wrote: WROTE }),
])
export const readUndo = (kept: unknown): Undo | null => UNDO.nullable().catch(null).parse(kept)

const SAYS = z.object({ fr: z.string(), en: z.string() })
const SAID = z.object({ says: SAYS, how: SAYS.nullable(), code: z.string().nullable() })
export const readSaid = (kept: unknown): Said => SAID.parse(kept)
