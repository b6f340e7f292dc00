import { z } from 'zod'
import { checkRna, checkSiret } from '../../domain/law/identifiers.ts'
import { RECIPIENT_KINDS, type RecipientKind } from '../../domain/law/recipients.ts'
import { says } from '../platform/http/field-messages.ts'
import { line, optional, several } from '../platform/http/form.ts'
import type { Bilingual } from '../platform/text/text.ts'

/** What an outside body or person does in the circuit; one may do several things and is counted once. */
export const PARTY_ROLES = {
  donor: { fr: 'entreprise donatrice', en: 'donor firm' },
  citizen: { fr: 'habitant donateur', en: 'donor resident' },
  association: { fr: 'association', en: 'association' },
  school: { fr: 'établissement scolaire', en: 'school' },
  careHome: { fr: 'EHPAD', en: 'care home' },
  publicBody: { fr: 'organisme public', en: 'public body' },
  household: { fr: 'habitant ou famille', en: 'resident or family' },
  worksCouncil: { fr: 'comité d’entreprise, COS', en: 'works council' },
  prescriber: { fr: 'structure qui oriente', en: 'referring body' },
  reconditioner: { fr: 'reconditionneur', en: 'reconditioner' },
  recycler: { fr: 'recycleur', en: 'recycler' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type PartyRole = keyof typeof PARTY_ROLES
export const PARTY_ROLE_KEYS = Object.keys(PARTY_ROLES) as [PartyRole, ...PartyRole[]]

/** A number that is checked when there is one; `value` without spaces. */
const checked = (check: typeof checkSiret) =>
  optional(line(30)).transform((typed, context) => {
    if (typed === null) return null
    const answer = check(typed)
    if (answer.valid) return answer.value
    context.addIssue(says(answer.why))
    return z.NEVER
  })

const PHONE = {
  fr: 'Un numéro de téléphone s’écrit avec des chiffres : 05 59 60 00 00.',
  en: 'A phone number is written in digits: 05 59 60 00 00.',
}

export const PARTY_FORM = z.object({
  name: line(),
  roles: several(z.enum(PARTY_ROLE_KEYS)),
  recipientKind: optional(z.enum(RECIPIENT_KINDS as [RecipientKind, ...RecipientKind[]])),
  commune: optional(line()),
  siret: checked(checkSiret),
  rna: checked(checkRna),
  email: optional(z.string().trim().max(320).pipe(z.email())),
  phone: optional(line(40)).superRefine((typed, context) => {
    if (typed !== null && !/^\+?[\d\s().-]{6,}$/.test(typed)) context.addIssue(says(PHONE))
  }),
})
export type PartyForm = z.infer<typeof PARTY_FORM>

/** People among the recipients: shown to those who take requests, and to no one else. */
export const isPerson = (party: {
  readonly roles: readonly string[]
  readonly recipientKind: string | null
}): boolean =>
  party.recipientKind === 'household' || party.roles.includes('household') || party.roles.includes('citizen')

const ROLE_OF: Readonly<Partial<Record<RecipientKind, PartyRole>>> = {
  parentsAssociation: 'association',
  tutoringAssociation: 'association',
  studentAssociation: 'association',
  publicUtilityAssociation: 'association',
  esusBody: 'association',
  generalInterestAssociation: 'association',
  charityBody: 'association',
  ordinaryAssociation: 'association',
  ccas: 'publicBody',
  publicCareHome: 'careHome',
  privateCareHome: 'careHome',
  publicLibrary: 'publicBody',
  publicSchoolElsewhere: 'school',
  privateSchool: 'school',
  otherAuthority: 'publicBody',
  stateBody: 'publicBody',
  researchBody: 'publicBody',
  worksCouncil: 'worksCouncil',
  household: 'household',
}
/** The role that a recipient of this kind plays from its first request. */
export const rolesOf = (kind: RecipientKind): readonly PartyRole[] => {
  const role = ROLE_OF[kind]
  return role === undefined ? [] : [role]
}
