import { PUBLIC_BODIES } from '../recipients.ts'
import { AGEC, type EligibilityRule, type Given, OPEN, REEN, refused, THREE_DS } from './rule.ts'

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

export const GIFTS: readonly EligibilityRule[] = [
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
