import type { Bilingual } from '../bilingual.ts'
import type { Day } from '../rules.ts'
import { type EligibilityRule, ROUTES, type Route } from './eligibility/rule.ts'
import { ELIGIBILITY } from './eligibility.ts'
import type { EvidenceKind } from './evidence.ts'
import { RECIPIENT_KINDS, type RecipientKind } from './recipients.ts'

interface Circumstances {
  /** The day of the transfer: the rule in force on that day answers. */
  readonly date: Day
  readonly unitValueEur: number | 'notValued'
  readonly evidence: readonly EvidenceKind[]
}

export interface RouteAnswer {
  readonly route: Route
  readonly answer: 'eligible' | 'notEligible' | 'needsLawyer'
  readonly rule: string
  readonly article: string
  readonly capEur: number | 'none'
  readonly undertaking: EligibilityRule['undertaking']
  readonly resale: EligibilityRule['resale']
  readonly evidence: readonly EvidenceKind[]
  /** What is still to be given before a person can confirm. */
  readonly missing: readonly EvidenceKind[]
  readonly through: readonly RecipientKind[]
  readonly reason: Bilingual
  readonly source: string
}

const inWords = (day: Day, locale: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(day))

const isInForce = (rule: EligibilityRule, date: Day) =>
  rule.inForceFrom <= date && (rule.inForceTo === 'open' || date <= rule.inForceTo)

function notInForce(rule: EligibilityRule, date: Day): Bilingual {
  const past = rule.inForceTo !== 'open' && date > rule.inForceTo
  const day = past && rule.inForceTo !== 'open' ? rule.inForceTo : rule.inForceFrom
  return past
    ? { fr: `Cette règle a cessé le ${inWords(day, 'fr-FR')}.`, en: `This rule ended on ${inWords(day, 'en-GB')}.` }
    : {
        fr: `Cette règle n’est en vigueur pour les collectivités que depuis le ${inWords(day, 'fr-FR')}.`,
        en: `This rule is in force for local authorities only since ${inWords(day, 'en-GB')}.`,
      }
}

function answerOf(rule: EligibilityRule, { date, unitValueEur, evidence }: Circumstances): RouteAnswer {
  const { id, route, article, capEur, undertaking, resale, through, source } = rule
  const capped = capEur !== 'none' && rule.answer !== 'notEligible'
  const needed: readonly EvidenceKind[] = capped ? [...rule.evidence, 'valuation'] : rule.evidence
  const given =
    typeof unitValueEur === 'number' ? [...evidence, 'valuation'] : evidence.filter((one) => one !== 'valuation')
  const base = { route, rule: id, article, capEur, undertaking, resale, through, source, evidence: needed }
  if (!isInForce(rule, date)) return { ...base, answer: 'notEligible', missing: [], reason: notInForce(rule, date) }
  if (capped && typeof unitValueEur === 'number' && unitValueEur > capEur)
    return { ...base, answer: 'notEligible', missing: [], reason: overCap(unitValueEur, capEur) }
  const missing = needed.filter((one) => !given.includes(one))
  return { ...base, answer: rule.answer, missing, reason: rule.reason }
}

const euros = (amount: number, locale: string) =>
  new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR', minimumFractionDigits: 0 }).format(amount)

const overCap = (valueEur: number, capEur: number): Bilingual => ({
  fr: `La valeur unitaire (${euros(valueEur, 'fr-FR')}) dépasse le plafond de ${euros(capEur, 'fr-FR')} : prêtez l’appareil, ou vendez-le avec publicité.`,
  en: `The unit value (${euros(valueEur, 'en-GB')}) is over the ceiling of ${euros(capEur, 'en-GB')}: lend the device, or sell it with publicity.`,
})

/**
 * What the law of the day answers for each route to this recipient: eligible, not, or a lawyer's question, with its
 * article, ceiling (euros a unit), evidence still missing and reason. One answer a route, in the order of `ROUTES`.
 */
export function routesFor(recipient: RecipientKind, circumstances: Circumstances): readonly RouteAnswer[] {
  const mine = ELIGIBILITY.rows.filter((rule) => rule.recipients.includes(recipient))
  return ROUTES.flatMap((route) => {
    const rules = mine.filter((rule) => rule.route === route)
    const rule = rules.find((one) => isInForce(one, circumstances.date)) ?? rules[0]
    return rule === undefined ? [] : [answerOf(rule, circumstances)]
  })
}

/**
 * The recipients whose answer changed after the day `from`, up to the day `to` included: the pending requests to look
 * at again when a law comes into force (CCLO-28).
 */
export function recipientsToReview(from: Day, to: Day): readonly RecipientKind[] {
  const changed = ELIGIBILITY.rows.filter(
    ({ inForceFrom, inForceTo }) =>
      (from < inForceFrom && inForceFrom <= to) || (inForceTo !== 'open' && from <= inForceTo && inForceTo < to),
  )
  return RECIPIENT_KINDS.filter((kind) => changed.some((rule) => rule.recipients.includes(kind)))
}
