import type { Bilingual } from '../bilingual.ts'
import type { Day, Table } from '../rules.ts'
import type { EvidenceKind } from './evidence.ts'
import { INSIDE, PUBLIC_BODIES, RECIPIENT_KINDS, type RecipientKind } from './recipients.ts'

/** The routes out of the organisation that a recipient may take; recycling has none. */
export const ROUTES = ['internalUse', 'publicBody', 'gift', 'loan', 'solidaritySale'] as const
export type Route = (typeof ROUTES)[number]

export interface EligibilityRule {
  readonly id: string
  readonly route: Route
  readonly recipients: readonly RecipientKind[]
  /** For a local authority; the State's own dates may be earlier. */
  readonly inForceFrom: Day
  readonly inForceTo: Day | 'open'
  readonly answer: 'eligible' | 'needsLawyer' | 'notEligible'
  readonly article: string
  readonly capEur: number | 'none'
  readonly evidence: readonly EvidenceKind[]
  readonly undertaking: 'statutoryPurpose' | 'agreement' | 'contract' | 'receipt' | 'none'
  readonly resale: 'never' | 'neverOnPainOfExclusion' | 'solidarityPrice' | 'notApplicable'
  /** Whom the law lets pass the device on to this recipient. */
  readonly through: readonly RecipientKind[]
  readonly reason: Bilingual
  readonly source: string
}

const CODE_2006 = '2006-07-01'
const AGEC = '2020-02-12'
const REEN = '2021-11-17'
const THREE_DS = '2022-02-23'
const TEXT = 'CG3P, texte consolidé (francois76/legifrance) ; eligibility-rules.csv'

type Given = Pick<EligibilityRule, 'id' | 'recipients' | 'article' | 'reason'> & Partial<EligibilityRule>
const OPEN = { inForceFrom: CODE_2006, inForceTo: 'open', through: [], source: TEXT } as const

/** A gift under 3°: computers no longer used, an undertaking in writing, 300 € a unit. */
const gift = (rule: Given): EligibilityRule => ({
  ...OPEN,
  route: 'gift',
  answer: 'eligible',
  capEur: 300,
  evidence: ['identifier', 'statutes'],
  undertaking: 'statutoryPurpose',
  resale: 'neverOnPainOfExclusion',
  ...rule,
})

const refused = (rule: Given & Pick<EligibilityRule, 'route'>): EligibilityRule => ({
  ...OPEN,
  answer: 'notEligible',
  capEur: 'none',
  evidence: [],
  undertaking: 'none',
  resale: 'notApplicable',
  ...rule,
})

const GIFTS: readonly EligibilityRule[] = [
  gift({
    id: 'EL.PARENTS',
    recipients: ['parentsAssociation'],
    article: 'CG3P L3212-2 3° et L3212-3, D3212-3',
    reason: {
      fr: 'La loi permet de donner aux associations de parents d’élèves.',
      en: 'The law allows gifts to parents’ associations.',
    },
  }),
  gift({
    id: 'EL.TUTORING',
    recipients: ['tutoringAssociation'],
    article: 'CG3P L3212-2 3° et L3212-3, D3212-3',
    reason: {
      fr: 'La loi permet de donner aux associations de soutien scolaire.',
      en: 'The law allows gifts to tutoring associations.',
    },
  }),
  gift({
    id: 'EL.STUDENTS',
    recipients: ['studentAssociation'],
    article: 'CG3P L3212-2 3° et L3212-3, D3212-3',
    reason: {
      fr: 'La loi permet de donner aux associations d’étudiants.',
      en: 'The law allows gifts to student associations.',
    },
  }),
  gift({
    id: 'EL.RUP',
    recipients: ['publicUtilityAssociation'],
    inForceFrom: AGEC,
    article: 'CG3P L3212-2 3° et L3212-3 (loi AGEC 2020-105)',
    evidence: ['identifier', 'utilityDecree'],
    resale: 'solidarityPrice',
    reason: {
      fr: 'La loi permet de donner aux associations reconnues d’utilité publique, qui peuvent revendre à prix solidaire.',
      en: 'The law allows gifts to associations of public utility, which may resell at a solidarity price.',
    },
  }),
  gift({
    id: 'EL.ESUS',
    recipients: ['esusBody'],
    inForceFrom: REEN,
    article: 'CG3P L3212-2 3° et L3212-3 (loi REEN 2021-1485) ; C. trav. L3332-17-1 II',
    evidence: ['identifier', 'esusAgreement'],
    reason: {
      fr: 'La loi permet de donner aux organismes de réemploi agréés ESUS au titre du II ; les structures d’insertion le sont de droit.',
      en: 'The law allows gifts to reuse bodies with the ESUS agreement under II; insertion bodies have it by right.',
    },
  }),
  gift({
    id: 'EL.RIG',
    recipients: ['generalInterestAssociation'],
    inForceFrom: THREE_DS,
    article: 'CG3P L3212-2 3° et L3212-3 (loi 3DS 2022-217, art. 178)',
    evidence: ['identifier', 'statutes', 'generalInterest'],
    resale: 'solidarityPrice',
    reason: {
      fr: 'La loi permet de donner à une association d’intérêt général si ses statuts disent : équiper, former et accompagner des personnes en précarité.',
      en: 'The law allows gifts to an association of general interest whose statutes say: equip, train and support people in hardship.',
    },
  }),
  gift({
    id: 'EL.CHARITY',
    recipients: ['charityBody'],
    inForceFrom: THREE_DS,
    article: 'CG3P L3212-2 2° et L3212-3 ; CGI 238 bis 1 b',
    evidence: ['identifier', 'charityStatus'],
    undertaking: 'agreement',
    reason: {
      fr: 'La loi permet de donner à une fondation ou association de bienfaisance ; une revente l’exclurait définitivement.',
      en: 'The law allows gifts to a charity association or foundation; a resale would exclude it for ever.',
    },
    source: 'CG3P L3212-2 2° ; plafond : arrêté du 6 avril 2021 (300 €) ; loi 3DS pour les collectivités',
  }),
  gift({
    id: 'EL.STAFF',
    recipients: ['agent'],
    article: 'CG3P L3212-2 5° et L3212-3, D3212-4',
    evidence: ['employment'],
    undertaking: 'agreement',
    reason: {
      fr: 'La loi permet de donner à un agent, nommément, avec les logiciels nécessaires.',
      en: 'The law allows gifts to an agent, by name, with the software needed.',
    },
  }),
  gift({
    id: 'EL.RESEARCH',
    recipients: ['researchBody'],
    inForceFrom: THREE_DS,
    answer: 'needsLawyer',
    article: 'CG3P L3212-2 4° et L3212-3, D3212-3-1',
    evidence: ['identifier', 'cooperation'],
    undertaking: 'agreement',
    reason: {
      fr: 'Seuls les matériels destinés à l’enseignement et à la recherche scientifiques entrent dans ce cas : faites-le confirmer.',
      en: 'Only equipment meant for scientific teaching and research fits this case: have it confirmed.',
    },
  }),
  gift({
    id: 'EL.PRIVATECARE',
    recipients: ['privateCareHome'],
    answer: 'needsLawyer',
    article: 'CG3P L3212-2 3° et L3212-3',
    evidence: ['identifier', 'statutes'],
    reason: {
      fr: 'Un EHPAD privé n’est pas dans la liste, sauf si l’organisme qui le gère y entre (utilité publique, intérêt général, ESUS).',
      en: 'A private care home is not in the list, unless the body that runs it is (public utility, general interest, ESUS).',
    },
  }),
  refused({
    id: 'EL.WORKSCOUNCIL',
    route: 'gift',
    recipients: ['worksCouncil'],
    article: 'CG3P L3212-2 et L3212-3 (cas absent)',
    through: ['agent'],
    reason: {
      fr: 'Un comité d’entreprise n’est pas dans la liste : donnez à chaque agent nommément (5°), le comité ne fait qu’organiser.',
      en: 'A works council is not in the list: give to each agent by name (5°), the council only organises.',
    },
  }),
  refused({
    id: 'EL.ANYASSO',
    route: 'gift',
    recipients: ['ordinaryAssociation', 'privateSchool', 'firm'],
    article: 'CG3P L3211-18, L3212-2 et L3212-3 (cas absent)',
    reason: {
      fr: 'Ce bénéficiaire n’est pas dans la liste de la loi : prêtez, ou vendez à la valeur vénale.',
      en: 'This recipient is not in the list of the law: lend, or sell at market value.',
    },
  }),
  refused({
    id: 'EL.PERSON',
    route: 'gift',
    recipients: ['household'],
    article: 'CG3P L3212-2 et L3212-3 (cas absent) ; CASF L123-5',
    through: ['ccas', 'generalInterestAssociation', 'publicUtilityAssociation', 'esusBody'],
    reason: {
      fr: 'La loi ne permet pas de donner à une personne : prêtez, ou passez par le CCAS (aide en nature) ou une association de la liste.',
      en: 'The law allows no gift to a person: lend, or go through the CCAS (aid in kind) or a listed association.',
    },
  }),
  refused({
    id: 'EL.PUBLICGIFT',
    route: 'gift',
    recipients: PUBLIC_BODIES,
    article: 'CG3P L3212-2 11° et L3212-3',
    reason: {
      fr: 'À un organisme public, la cession se fait au titre du 11°.',
      en: 'To a public body, the transfer is made under 11°.',
    },
  }),
  refused({
    id: 'EL.OWNGIFT',
    route: 'gift',
    recipients: ['ownSchool', 'ownService', 'intern', 'electedMember'],
    article: 'CG3P L3211-18, L3212-2 5°',
    reason: {
      fr: 'L’appareil reste à la collectivité : c’est un usage interne, sans don.',
      en: 'The device stays the organisation’s: this is internal use, not a gift.',
    },
  }),
]

const PUBLIC: readonly EligibilityRule[] = [
  {
    ...OPEN,
    id: 'EL.PUBLICBODY',
    route: 'publicBody',
    recipients: PUBLIC_BODIES,
    inForceFrom: THREE_DS,
    answer: 'eligible',
    article: 'CG3P L3212-2 11° et L3212-3 (loi 3DS 2022-217, art. 178)',
    capEur: 300,
    evidence: ['publicIdentifier'],
    undertaking: 'agreement',
    resale: 'neverOnPainOfExclusion',
    reason: {
      fr: 'La loi permet de céder à une autre collectivité, à un groupement ou à un établissement public ; au-delà de 300 €, prêtez.',
      en: 'The law allows a transfer to another authority, grouping or public establishment; over 300 €, lend.',
    },
  },
  refused({
    id: 'EL.CCASAID',
    route: 'publicBody',
    recipients: ['household'],
    article: 'CG3P L3212-2 11° ; CASF L123-5',
    through: ['ccas'],
    reason: {
      fr: 'La cession se fait au CCAS, qui remet ensuite l’appareil en aide en nature.',
      en: 'The transfer is made to the CCAS, which then hands the device over as aid in kind.',
    },
  }),
  refused({
    id: 'EL.NOTPUBLIC',
    route: 'publicBody',
    recipients: RECIPIENT_KINDS.filter((kind) => kind !== 'household' && !PUBLIC_BODIES.includes(kind)),
    article: 'CG3P L3212-2 11°',
    reason: {
      fr: 'Ce bénéficiaire n’est pas un autre organisme public.',
      en: 'This recipient is not another public body.',
    },
  }),
]

const INTERNAL: readonly EligibilityRule[] = [
  {
    ...OPEN,
    id: 'EL.SCHOOL',
    route: 'internalUse',
    recipients: ['ownSchool', 'ownService', 'agent', 'electedMember'],
    answer: 'eligible',
    article: 'bien propre de la collectivité (aucun transfert)',
    capEur: 'none',
    evidence: [],
    undertaking: 'none',
    resale: 'notApplicable',
    reason: {
      fr: 'L’appareil change de lieu, non de propriétaire : la collectivité garde l’entretien.',
      en: 'The device changes place, not owner: the organisation keeps the upkeep.',
    },
    source: 'CLF-14, CLF-16 ; eligibility-rules.csv EL.SCHOOL',
  },
  {
    ...OPEN,
    id: 'EL.INTERN',
    route: 'internalUse',
    recipients: ['intern'],
    answer: 'eligible',
    article: 'bien propre de la collectivité (aucun transfert)',
    capEur: 'none',
    evidence: ['internship'],
    undertaking: 'receipt',
    resale: 'notApplicable',
    reason: {
      fr: 'Le stagiaire signe un reçu et rend l’appareil à la date convenue.',
      en: 'The intern signs a receipt and returns the device on the agreed date.',
    },
    source: 'CLF-16 ; eligibility-rules.csv EL.TRAINEE',
  },
  refused({
    id: 'EL.NOTINSIDE',
    route: 'internalUse',
    recipients: RECIPIENT_KINDS.filter((kind) => !INSIDE.includes(kind)),
    article: 'bien propre de la collectivité (aucun transfert)',
    reason: {
      fr: 'Ce bénéficiaire n’est pas un service de la collectivité.',
      en: 'This recipient is not a service of the organisation.',
    },
  }),
]

const LOANS: readonly EligibilityRule[] = [
  {
    ...OPEN,
    id: 'EL.LOAN',
    route: 'loan',
    recipients: RECIPIENT_KINDS.filter((kind) => !INSIDE.includes(kind) && kind !== 'household' && kind !== 'firm'),
    answer: 'eligible',
    article: 'C. civ. 1875 et 1888 (prêt à usage)',
    capEur: 'none',
    evidence: ['identifier'],
    undertaking: 'contract',
    resale: 'never',
    reason: {
      fr: 'Le prêt à usage garde la propriété à la collectivité : terme, état des lieux, restitution.',
      en: 'A loan for use keeps ownership with the organisation: term, inventory, return.',
    },
  },
  {
    ...OPEN,
    id: 'EL.LOANPERSON',
    route: 'loan',
    recipients: ['household'],
    answer: 'eligible',
    article: 'C. civ. 1875 et 1888 (prêt à usage)',
    capEur: 'none',
    evidence: ['need'],
    undertaking: 'contract',
    resale: 'never',
    reason: {
      fr: 'Le prêt à usage met l’appareil à disposition d’une personne ; son besoin est vérifié, la pièce n’est pas conservée.',
      en: 'A loan for use puts the device at a person’s disposal; the need is checked, the paper is not kept.',
    },
    source: 'DSV-08 à DSV-15, TRE-09 ; eligibility-rules.csv EL.PERSON',
  },
  {
    ...OPEN,
    id: 'EL.LOANSTAFF',
    route: 'loan',
    recipients: ['agent'],
    answer: 'eligible',
    article: 'C. civ. 1875 et 1888 (prêt à usage)',
    capEur: 'none',
    evidence: ['employment'],
    undertaking: 'contract',
    resale: 'never',
    reason: {
      fr: 'Pour un usage personnel sans don, l’agent emprunte : terme, état des lieux, restitution.',
      en: 'For personal use without a gift, the agent borrows: term, inventory, return.',
    },
  },
  {
    ...OPEN,
    id: 'EL.LOANFIRM',
    route: 'loan',
    recipients: ['firm'],
    answer: 'needsLawyer',
    article: 'C. civ. 1875 ; TFUE art. 107 (aide à une entreprise)',
    capEur: 'none',
    evidence: ['identifier'],
    undertaking: 'contract',
    resale: 'never',
    reason: {
      fr: 'Prêter sans contrepartie à une entreprise est un avantage : demandez l’avis du service juridique.',
      en: 'A free loan to a firm is an advantage: ask the legal service.',
    },
  },
  refused({
    id: 'EL.OWNLOAN',
    route: 'loan',
    recipients: ['ownSchool', 'ownService', 'intern', 'electedMember'],
    article: 'bien propre de la collectivité (aucun transfert)',
    reason: {
      fr: 'La collectivité ne se prête pas à elle-même : c’est un usage interne.',
      en: 'The organisation does not lend to itself: this is internal use.',
    },
  }),
]

const SALES: readonly EligibilityRule[] = [
  {
    ...OPEN,
    id: 'EL.SOLIDARITYSALE',
    route: 'solidaritySale',
    recipients: [
      'household',
      'generalInterestAssociation',
      'publicUtilityAssociation',
      'esusBody',
      'charityBody',
      'ccas',
    ],
    inForceFrom: '2022-11-10',
    answer: 'needsLawyer',
    article: 'CG3P L3212-2 3°, décret 2022-1413 ; CGCT L2122-22 10°',
    capEur: 300,
    evidence: ['need'],
    undertaking: 'agreement',
    resale: 'never',
    through: ['generalInterestAssociation', 'publicUtilityAssociation'],
    reason: {
      fr: 'Le prix solidaire est ouvert par la loi aux associations qui ont reçu un don ; vendue par la collectivité, la chose se discute : demandez l’avis du service juridique.',
      en: 'The law opens the solidarity price to associations that received a gift; sold by the organisation itself it is open to debate: ask the legal service.',
    },
  },
  refused({
    id: 'EL.MARKETSALE',
    route: 'solidaritySale',
    recipients: [
      'parentsAssociation',
      'tutoringAssociation',
      'studentAssociation',
      'ordinaryAssociation',
      'publicCareHome',
      'publicLibrary',
      'publicSchoolElsewhere',
      'otherAuthority',
      'stateBody',
      'researchBody',
      'privateCareHome',
      'privateSchool',
      'worksCouncil',
      'firm',
      ...INSIDE,
    ],
    article: 'CG3P L3212-2 3°, décret 2022-1413 ; CGCT L2122-22 10°',
    reason: {
      fr: 'Le prix solidaire est réservé aux personnes en précarité et aux associations qui les aident ; sinon, vente à la valeur vénale.',
      en: 'The solidarity price is kept for people in hardship and the associations that help them; else, sale at market value.',
    },
  }),
]

/** Every route of every recipient, answered once at each date. The table proposes, a person confirms. */
export const ELIGIBILITY: Table<readonly EligibilityRule[]> = {
  version: 1,
  inForceFrom: '2026-11-22',
  rows: [...INTERNAL, ...PUBLIC, ...GIFTS, ...LOANS, ...SALES],
}
