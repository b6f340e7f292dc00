import type { Bilingual } from '../bilingual.ts'

/** Who may ask for a device. One kind fixes the routes the law opens; a body with two kinds is asked twice. */
export const RECIPIENTS = {
  ownSchool: { fr: 'école équipée par la collectivité', en: 'school equipped by the organisation' },
  ownService: {
    fr: 'service ou espace numérique de la collectivité',
    en: 'service or digital place of the organisation',
  },
  intern: { fr: 'stagiaire de la collectivité', en: 'intern of the organisation' },
  agent: { fr: 'agent de la collectivité, nommément', en: 'agent of the organisation, by name' },
  electedMember: { fr: 'élu de la collectivité', en: 'elected member of the organisation' },
  parentsAssociation: { fr: 'association de parents d’élèves', en: 'parents’ association' },
  tutoringAssociation: { fr: 'association de soutien scolaire', en: 'tutoring association' },
  studentAssociation: { fr: 'association d’étudiants', en: 'student association' },
  publicUtilityAssociation: {
    fr: 'association reconnue d’utilité publique',
    en: 'association recognised as of public utility',
  },
  esusBody: {
    fr: 'organisme de réemploi agréé « entreprise solidaire d’utilité sociale »',
    en: 'reuse body with the solidarity enterprise agreement (ESUS)',
  },
  generalInterestAssociation: {
    fr: 'association d’intérêt général qui équipe, forme et accompagne des personnes en précarité',
    en: 'association of general interest that equips, trains and supports people in hardship',
  },
  charityBody: { fr: 'fondation ou association de bienfaisance', en: 'charity association or foundation' },
  ordinaryAssociation: { fr: 'autre association', en: 'other association' },
  ccas: { fr: 'CCAS ou CIAS', en: 'CCAS or CIAS (public social centre)' },
  publicCareHome: { fr: 'EHPAD public', en: 'public care home' },
  publicLibrary: { fr: 'bibliothèque d’une autre collectivité', en: 'library of another authority' },
  publicSchoolElsewhere: {
    fr: 'école, collège ou lycée public d’une autre collectivité',
    en: 'public school of another authority',
  },
  otherAuthority: { fr: 'autre collectivité ou groupement', en: 'other authority or grouping' },
  stateBody: { fr: 'établissement public de l’État', en: 'public establishment of the State' },
  researchBody: {
    fr: 'organisme d’enseignement ou de recherche scientifique',
    en: 'teaching or scientific research body',
  },
  privateCareHome: { fr: 'EHPAD privé', en: 'private care home' },
  privateSchool: { fr: 'école privée', en: 'private school' },
  worksCouncil: { fr: 'comité d’entreprise, COS ou amicale', en: 'works council or staff society' },
  household: { fr: 'habitant ou famille', en: 'resident or family' },
  firm: { fr: 'entreprise', en: 'firm' },
} as const satisfies Record<string, Bilingual>

export type RecipientKind = keyof typeof RECIPIENTS
export const RECIPIENT_KINDS = Object.keys(RECIPIENTS) as readonly RecipientKind[]

/** Bodies of public law that may receive under 11° of L3212-2. */
export const PUBLIC_BODIES: readonly RecipientKind[] = [
  'ccas',
  'publicCareHome',
  'publicLibrary',
  'publicSchoolElsewhere',
  'otherAuthority',
  'stateBody',
]

/** Those who hold what stays the organisation's own: nothing is transferred to them. */
export const INSIDE: readonly RecipientKind[] = ['ownSchool', 'ownService', 'intern', 'agent', 'electedMember']
