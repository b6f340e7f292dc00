import { describe, expect, it } from 'vitest'
import { TRANSFERS } from '../circuit/transfers.ts'
import { ROUTES, type Route } from './eligibility/rule.ts'
import { ELIGIBILITY } from './eligibility.ts'
import { EVIDENCE, type EvidenceKind } from './evidence.ts'
import { RECIPIENT_KINDS, type RecipientKind } from './recipients.ts'
import { type RouteAnswer, recipientsToReview, routesFor } from './routes.ts'

const ALL = Object.keys(EVIDENCE) as readonly EvidenceKind[]
const NOW = '2026-11-22'

const answerFor = (
  recipient: RecipientKind,
  route: Route,
  { date = NOW, value = 150 as number | 'notValued', evidence = ALL } = {},
): RouteAnswer => {
  const found = routesFor(recipient, { date, unitValueEur: value, evidence }).find((one) => one.route === route)
  if (found === undefined) throw new Error(`no answer for ${recipient} by ${route}`)
  return found
}

type Case = readonly [
  recipient: RecipientKind,
  route: Route,
  answer: RouteAnswer['answer'],
  article: string,
  when?: { date?: string; value?: number | 'notValued' },
]

const CASES: readonly Case[] = [
  // what stays the organisation's own
  ['ownSchool', 'internalUse', 'eligible', 'bien propre'],
  ['ownSchool', 'internalUse', 'eligible', 'bien propre', { value: 900 }],
  ['ownSchool', 'internalUse', 'eligible', 'bien propre', { date: '2012-09-01' }],
  ['ownSchool', 'gift', 'notEligible', 'L3211-18'],
  ['ownSchool', 'loan', 'notEligible', 'bien propre'],
  ['ownSchool', 'publicBody', 'notEligible', 'L3212-2 11°'],
  ['ownService', 'internalUse', 'eligible', 'bien propre'],
  ['intern', 'internalUse', 'eligible', 'bien propre'],
  ['intern', 'gift', 'notEligible', 'L3212-2 5°'],
  ['intern', 'loan', 'notEligible', 'bien propre'],
  ['electedMember', 'internalUse', 'eligible', 'bien propre'],
  ['electedMember', 'gift', 'notEligible', 'L3212-2 5°'],
  // staff, by name
  ['agent', 'gift', 'eligible', 'L3212-2 5°'],
  ['agent', 'gift', 'eligible', 'D3212-4', { date: '2006-07-01', value: 300 }],
  ['agent', 'gift', 'notEligible', 'L3212-2 5°', { value: 301 }],
  ['agent', 'loan', 'eligible', 'C. civ. 1875', { value: 900 }],
  ['worksCouncil', 'gift', 'notEligible', 'cas absent'],
  ['worksCouncil', 'loan', 'eligible', 'C. civ. 1875'],
  // the three associations of the 2006 code
  ['parentsAssociation', 'gift', 'eligible', 'L3212-2 3°'],
  ['parentsAssociation', 'gift', 'eligible', 'D3212-3', { date: '2006-07-01' }],
  ['parentsAssociation', 'gift', 'notEligible', 'L3212-2 3°', { date: '2006-06-30' }],
  ['parentsAssociation', 'gift', 'eligible', 'D3212-3', { value: 300 }],
  ['parentsAssociation', 'gift', 'notEligible', 'D3212-3', { value: 300.01 }],
  ['tutoringAssociation', 'gift', 'eligible', 'L3212-2 3°', { date: '2019-05-02' }],
  ['studentAssociation', 'gift', 'eligible', 'L3212-2 3°', { date: '2019-05-02' }],
  ['studentAssociation', 'loan', 'eligible', 'C. civ. 1875'],
  ['studentAssociation', 'solidaritySale', 'notEligible', 'décret 2022-1413'],
  // public utility: law AGEC, published on 11 February 2020, in force the next day
  ['publicUtilityAssociation', 'gift', 'notEligible', 'loi AGEC', { date: '2020-02-10' }],
  ['publicUtilityAssociation', 'gift', 'notEligible', 'loi AGEC', { date: '2020-02-11' }],
  ['publicUtilityAssociation', 'gift', 'eligible', 'loi AGEC', { date: '2020-02-12' }],
  ['publicUtilityAssociation', 'gift', 'eligible', 'L3212-2 3°'],
  ['publicUtilityAssociation', 'solidaritySale', 'needsLawyer', 'décret 2022-1413'],
  // ESUS: law REEN, published on 16 November 2021, in force the next day
  ['esusBody', 'gift', 'notEligible', 'loi REEN', { date: '2021-11-16' }],
  ['esusBody', 'gift', 'eligible', 'L3332-17-1 II', { date: '2021-11-17' }],
  ['esusBody', 'gift', 'notEligible', 'loi REEN', { value: 450 }],
  // general interest: law 3DS, published on 22 February 2022, in force the next day
  ['generalInterestAssociation', 'gift', 'notEligible', 'loi 3DS', { date: '2022-02-22' }],
  ['generalInterestAssociation', 'gift', 'eligible', 'art. 178', { date: '2022-02-23' }],
  ['generalInterestAssociation', 'solidaritySale', 'needsLawyer', 'décret 2022-1413'],
  ['generalInterestAssociation', 'solidaritySale', 'notEligible', 'décret 2022-1413', { date: '2022-11-09' }],
  // 2° and 4°, for local authorities since 3DS only
  ['charityBody', 'gift', 'notEligible', 'L3212-2 2°', { date: '2021-06-01' }],
  ['charityBody', 'gift', 'eligible', '238 bis 1 b'],
  ['researchBody', 'gift', 'needsLawyer', 'L3212-2 4°'],
  ['researchBody', 'gift', 'notEligible', 'L3212-2 4°', { date: '2022-02-22' }],
  // nobody's list
  ['ordinaryAssociation', 'gift', 'notEligible', 'L3211-18'],
  ['ordinaryAssociation', 'loan', 'eligible', 'C. civ. 1875'],
  ['ordinaryAssociation', 'solidaritySale', 'notEligible', 'L2122-22 10°'],
  ['privateSchool', 'gift', 'notEligible', 'cas absent'],
  ['privateSchool', 'loan', 'eligible', 'C. civ. 1875'],
  ['privateCareHome', 'gift', 'needsLawyer', 'L3212-2 3°'],
  ['privateCareHome', 'loan', 'eligible', 'C. civ. 1875'],
  ['privateCareHome', 'publicBody', 'notEligible', 'L3212-2 11°'],
  ['firm', 'gift', 'notEligible', 'cas absent'],
  ['firm', 'loan', 'needsLawyer', 'TFUE art. 107'],
  // public bodies
  ['ccas', 'publicBody', 'eligible', 'L3212-2 11°'],
  ['ccas', 'publicBody', 'notEligible', 'art. 178', { date: '2022-02-22' }],
  ['ccas', 'publicBody', 'eligible', 'art. 178', { date: '2022-02-23' }],
  ['ccas', 'publicBody', 'notEligible', 'L3212-2 11°', { value: 320 }],
  ['ccas', 'loan', 'eligible', 'C. civ. 1875', { value: 320 }],
  ['ccas', 'gift', 'notEligible', 'L3212-2 11°'],
  ['publicCareHome', 'publicBody', 'eligible', 'L3212-2 11°'],
  ['publicLibrary', 'publicBody', 'eligible', 'L3212-3'],
  ['publicSchoolElsewhere', 'publicBody', 'eligible', 'L3212-2 11°'],
  ['otherAuthority', 'publicBody', 'eligible', 'L3212-2 11°'],
  ['otherAuthority', 'internalUse', 'notEligible', 'bien propre'],
  ['stateBody', 'publicBody', 'eligible', 'L3212-2 11°'],
  // persons
  ['household', 'gift', 'notEligible', 'CASF L123-5'],
  ['household', 'loan', 'eligible', 'C. civ. 1875'],
  ['household', 'loan', 'eligible', 'et 1888', { date: '2010-01-04', value: 600 }],
  ['household', 'publicBody', 'notEligible', 'CASF L123-5'],
  ['household', 'solidaritySale', 'needsLawyer', 'décret 2022-1413'],
  ['household', 'internalUse', 'notEligible', 'bien propre'],
]

describe('who may receive a computer', () => {
  for (const [recipient, route, answer, article, when] of CASES)
    it(`${recipient} by ${route}${when ? ` ${JSON.stringify(when)}` : ''}: ${answer} (${article})`, () => {
      const found = answerFor(recipient, route, when)
      expect(found).toMatchObject({ answer, missing: [] })
      expect(found.article).toContain(article)
    })

  it('answers each route to each recipient, once, with an article and a reason in both languages', () => {
    for (const recipient of RECIPIENT_KINDS) {
      const answers = routesFor(recipient, { date: NOW, unitValueEur: 100, evidence: [] })
      expect(
        answers.map((one) => one.route),
        recipient,
      ).toEqual([...ROUTES])
      for (const one of answers)
        for (const text of [one.article, one.source, one.reason.fr, one.reason.en]) expect(text).not.toBe('')
      for (const route of ROUTES)
        expect(
          ELIGIBILITY.rows.filter((rule) => rule.route === route && rule.recipients.includes(recipient)),
        ).toHaveLength(1)
    }
  })

  it('has the ceilings of the circuit, and no other', () => {
    for (const rule of ELIGIBILITY.rows)
      if (rule.answer !== 'notEligible') expect(rule.capEur, rule.id).toBe(TRANSFERS.rows[rule.route].valueCapEur)
  })

  it('opens at least one route to whoever may ask, but leaves a firm to the lawyer', () => {
    for (const recipient of RECIPIENT_KINDS) {
      const answers = routesFor(recipient, { date: NOW, unitValueEur: 100, evidence: ALL })
      expect(
        answers.some((one) => one.answer === 'eligible'),
        recipient,
      ).toBe(recipient !== 'firm')
    }
  })

  it('says since when, when the rule came later', () => {
    expect(answerFor('esusBody', 'gift', { date: '2021-06-01' }).reason).toEqual({
      fr: 'Cette règle n’est en vigueur pour les collectivités que depuis le 17 novembre 2021.',
      en: 'This rule is in force for local authorities only since 17 November 2021.',
    })
  })

  it('says the ceiling and the way out, when the value is over it', () => {
    expect(answerFor('parentsAssociation', 'gift', { value: 420 })).toMatchObject({
      capEur: 300,
      reason: {
        fr: 'La valeur unitaire (420\u00a0€) dépasse le plafond de 300\u00a0€ : prêtez l’appareil, ou vendez-le avec publicité.',
      },
    })
  })

  it('lists the evidence still missing, the value among it, and keeps the answer', () => {
    expect(
      answerFor('generalInterestAssociation', 'gift', { value: 'notValued', evidence: ['identifier'] }),
    ).toMatchObject({
      answer: 'eligible',
      evidence: ['identifier', 'statutes', 'generalInterest', 'valuation'],
      missing: ['statutes', 'generalInterest', 'valuation'],
    })
    expect(answerFor('household', 'loan', { value: 'notValued', evidence: [] }).missing).toEqual(['need'])
  })

  it('takes no word for a value: only a figure values a device', () => {
    expect(answerFor('agent', 'gift', { value: 'notValued', evidence: ['employment', 'valuation'] }).missing).toEqual([
      'valuation',
    ])
  })

  it('tells who may pass a device on to a person, and that a works council only organises', () => {
    expect(answerFor('household', 'gift').through).toEqual([
      'ccas',
      'generalInterestAssociation',
      'publicUtilityAssociation',
      'esusBody',
    ])
    expect(answerFor('worksCouncil', 'gift').through).toEqual(['agent'])
  })

  it('lets only associations of public utility or general interest resell, at a solidarity price', () => {
    const resellers = RECIPIENT_KINDS.filter((one) => answerFor(one, 'gift').resale === 'solidarityPrice')
    expect(resellers).toEqual(['publicUtilityAssociation', 'generalInterestAssociation'])
  })

  it('tells whose pending requests to look at again when a law comes into force', () => {
    expect(recipientsToReview('2021-11-16', '2021-11-17')).toEqual(['esusBody'])
    expect(recipientsToReview('2021-11-17', '2022-02-22')).toEqual([])
    expect(recipientsToReview('2022-02-22', '2022-02-23')).toEqual([
      'generalInterestAssociation',
      'charityBody',
      'ccas',
      'publicCareHome',
      'publicLibrary',
      'publicSchoolElsewhere',
      'otherAuthority',
      'stateBody',
      'researchBody',
    ])
  })

  it('keeps of a need the check alone, never the paper', () => {
    expect(EVIDENCE.need.kept).toBe('check')
  })
})
