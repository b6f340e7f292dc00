import { z } from 'zod'
import type { Wanted } from '../../domain/circuit/papers.ts'
import { DEVICE_KINDS } from '../../domain/hardware/report.ts'
import { ROUTES } from '../../domain/law/eligibility/rule.ts'
import { EVIDENCE, type EvidenceKind } from '../../domain/law/evidence.ts'
import { RECIPIENT_KINDS, type RecipientKind } from '../../domain/law/recipients.ts'
import { civilDate, line, optional, paragraph, several, uuid } from '../platform/http/form.ts'

/** Who a request is for: a place of ours, a person of ours by name, an outside party. Each has its own form. */
export const AUDIENCES = ['place', 'person', 'party'] as const
export type Audience = (typeof AUDIENCES)[number]

/** Recipients who are people of the organisation, by name. */
export const PEOPLE = ['intern', 'agent', 'electedMember'] as const satisfies readonly RecipientKind[]
const PLACES: readonly RecipientKind[] = ['ownSchool', 'ownService']
/** Recipients who are outside the organisation. */
export const OUTSIDE = RECIPIENT_KINDS.filter(
  (kind) => !PLACES.includes(kind) && !(PEOPLE as readonly RecipientKind[]).includes(kind),
)
export const SCHOOLS = ['nursery', 'primary', 'school', 'college'] as const

/** A place is a school or a service; the law's word follows from its kind. */
export const recipientOfPlace = (placeKind: string): RecipientKind =>
  (SCHOOLS as readonly string[]).includes(placeKind) ? 'ownSchool' : 'ownService'

/** Lines of the form; a request of more kinds is two requests. */
export const WANTED_LINES = 3
const MOST_DEVICES = 500

const count = z.coerce.number().int().min(1).max(MOST_DEVICES)
const kind = z.enum(DEVICE_KINDS)
const WHAT = {
  kind1: kind,
  count1: count,
  use1: optional(line(120)),
  kind2: optional(kind),
  count2: optional(count),
  use2: optional(line(120)),
  kind3: optional(kind),
  count3: optional(count),
  use3: optional(line(120)),
  purpose: paragraph(1000).pipe(z.string().min(1)),
  neededOn: optional(civilDate),
  usedWhere: optional(line(200)),
}
type WhatForm = z.infer<z.ZodObject<typeof WHAT>>

/** The filled lines of what is wanted. */
export function wantedOf(form: WhatForm): readonly Wanted[] {
  const lines = [
    { kind: form.kind1, count: form.count1, use: form.use1 },
    { kind: form.kind2, count: form.count2, use: form.use2 },
    { kind: form.kind3, count: form.count3, use: form.use3 },
  ]
  return lines.flatMap((one) => (one.kind ? [{ kind: one.kind, count: one.count ?? 1, use: one.use ?? '' }] : []))
}

export const wantedCount = (wanted: readonly Wanted[]): number => wanted.reduce((sum, one) => sum + one.count, 0)

const route = z.enum(ROUTES)
export const NEW_REQUEST = z.discriminatedUnion('audience', [
  z.object({ audience: z.literal('place'), placeId: uuid, ...WHAT }),
  z.object({
    audience: z.literal('person'),
    recipientKind: z.enum(PEOPLE),
    personName: line(120),
    placeId: optional(uuid),
    transfer: route,
    returnOn: optional(civilDate),
    ...WHAT,
  }),
  z.object({
    audience: z.literal('party'),
    /** One that is known, or the name of a new one. */
    partyId: optional(uuid),
    partyName: optional(line(200)),
    recipientKind: z.enum(OUTSIDE as [RecipientKind, ...RecipientKind[]]),
    transfer: route,
    returnOn: optional(civilDate),
    ...WHAT,
  }),
])
export type NewRequest = z.infer<typeof NEW_REQUEST>

export const EVIDENCE_SEEN = z.object({
  kinds: several(z.enum(Object.keys(EVIDENCE) as [EvidenceKind, ...EvidenceKind[]])).pipe(z.array(z.any()).min(1)),
  validUntil: optional(civilDate),
})

/** `12`, `REQ-12`, `req 12`: the number of a request as people write it; null where it is none. */
export function readRequestNumber(text: string): number | null {
  const found = /^(?:req[- ]?)?(\d{1,9})$/i.exec(text.trim())
  return found?.[1] ? Number(found[1]) : null
}

export const showRequestNumber = (number: number): string => `REQ-${number}`
