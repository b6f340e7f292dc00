import type { TransferKind } from '../../domain/circuit/transfers.ts'
import type { EligibilityRule } from '../../domain/law/eligibility/rule.ts'
import type { Table } from '../../domain/rules.ts'

/** What decides which clauses an agreement holds, and what fills them. */
export interface ClauseSubject {
  readonly transfer: TransferKind
  readonly undertaking: EligibilityRule['undertaking']
  readonly resale: EligibilityRule['resale']
  readonly toPerson: boolean
  readonly organisation: string
  readonly recipient: string
  readonly devices: number
  readonly returnDay: string
  readonly collectBy: string
  readonly price: string
}

export interface Clause {
  readonly id: string
  readonly title: string
  readonly text: (subject: ClauseSubject) => string
  readonly applies: (subject: ClauseSubject) => boolean
  readonly source: string
}

const CEDED: readonly TransferKind[] = ['gift', 'publicBody', 'solidaritySale']
const all = () => true
const ceded = ({ transfer }: ClauseSubject) => CEDED.includes(transfer)
const held = (subject: ClauseSubject) => !ceded(subject)
const many = (n: number, one: string, several: string) => (n > 1 ? several : one)

/** The numbered clauses of every paper, in their order. Our own wording; what each must say comes from its source. */
export const CLAUSES: Table<readonly Clause[]> = {
  version: 1,
  inForceFrom: '2026-11-22',
  rows: [
    {
      id: 'C03',
      title: 'Objet et liste des matériels',
      text: ({ organisation, recipient, devices, transfer }) =>
        `${organisation} ${SAYS[transfer]} ${recipient} ${devices} ${many(devices, 'appareil informatique, désigné', 'appareils informatiques, désignés un à un')} à l’annexe : nature, marque et modèle, numéro d’inventaire, numéro de série, date d’acquisition et valeur unitaire estimée quand un plafond la demande. L’annexe fait partie de l’acte ; tout changement de cette liste demande un nouvel acte.`,
      applies: all,
      source: 'Circulaire du 22 septembre 2000 ; CG3P D3212-3',
    },
    {
      id: 'C04',
      title: 'Cession en l’état, sans garantie',
      text: () =>
        'Le bénéficiaire déclare connaître l’état des appareils, d’occasion et reconditionnés, et les accepte en l’état. La collectivité ne donne aucune garantie autre que celles que la loi impose.',
      applies: ceded,
      source: 'Direction interministérielle du numérique, questions fréquentes sur le don',
    },
    {
      id: 'C06',
      title: 'Transfert de propriété',
      text: () =>
        'La propriété et les risques passent au bénéficiaire à la remise, constatée par un reçu. À cette date, les appareils n’appartiennent plus à la collectivité et quittent son inventaire.',
      applies: ceded,
      source: 'CG3P L3212-2',
    },
    {
      id: 'C05',
      title: 'Fin de la maintenance',
      text: () =>
        'Dès la remise, la collectivité n’assure plus ni maintenance ni dépannage. Elle peut indiquer les lieux d’entraide et les ateliers ouverts à tous.',
      applies: ceded,
      source: 'Pratique des programmes de réemploi (Clermont-Ferrand)',
    },
    {
      id: 'C18',
      title: 'Prêt à usage : durée, état des lieux, restitution',
      text: ({ returnDay }) =>
        `Les appareils restent la propriété de la collectivité. Ils sont prêtés gratuitement, pour être rendus le ${returnDay} au plus tard, dans l’état constaté à la remise, usure normale exceptée. L’emprunteur veille à leur garde et à leur conservation, ne les prête ni ne les cède, et signale sans délai une panne, une perte ou un vol. L’état des lieux est fait, ligne à ligne, à la remise et au retour.`,
      applies: ({ transfer }) => transfer === 'loan',
      source: 'C. civ. 1875 à 1891',
    },
    {
      id: 'C18I',
      title: 'Mise à disposition : durée et retour',
      text: ({ returnDay }) =>
        `Les appareils restent la propriété de la collectivité et sont confiés au détenteur pour sa mission ou son stage. Il les rend le ${returnDay} au plus tard, ou au jour de son départ s’il est antérieur, et signale sans délai une panne, une perte ou un vol.`,
      applies: ({ transfer }) => transfer === 'internalUse',
      source: 'Bien propre de la collectivité ; pratique des programmes de réemploi',
    },
    {
      id: 'C07',
      title: 'Usage conforme à l’objet',
      text: () => 'Le bénéficiaire s’engage à n’utiliser les appareils que pour l’objet prévu par ses statuts.',
      applies: ({ undertaking }) => undertaking === 'statutoryPurpose',
      source: 'CG3P L3212-2 3°',
    },
    {
      id: 'C08',
      title: 'Interdiction de revente',
      text: ({ resale }) =>
        `Le bénéficiaire ne cède pas les appareils à titre onéreux${resale === 'neverOnPainOfExclusion' ? ', sous peine d’être exclu définitivement de toute cession gratuite' : ''}.`,
      applies: (subject) =>
        ceded(subject) && (subject.resale === 'never' || subject.resale === 'neverOnPainOfExclusion'),
      source: 'CG3P L3212-2',
    },
    {
      id: 'C09',
      title: 'Prix solidaire',
      text: () =>
        'Le bénéficiaire peut revendre les appareils aux seules personnes en situation de précarité ou aux associations qui les aident, à un prix au plus égal à celui que fixe le décret, en état de marche et avec ce qui les fait fonctionner.',
      applies: ({ resale }) => resale === 'solidarityPrice',
      source: 'Décret 2022-1413',
    },
    {
      id: 'C09P',
      title: 'Prix',
      text: ({ price }) =>
        `Chaque appareil est vendu ${price}, au plus le prix solidaire que fixe le décret pour sa nature. Le paiement est fait à la caisse de la collectivité avant la remise.`,
      applies: ({ transfer }) => transfer === 'solidaritySale',
      source: 'Décret 2022-1413',
    },
    {
      id: 'C10',
      title: 'Effacement des données',
      text: () =>
        'Avant la remise, chaque support de stockage est effacé et vérifié, ou retiré et détruit : la technique, la date et la preuve en sont gardées support par support. Un certificat est remis sur demande.',
      applies: all,
      source: 'RGPD art. 5 et 32 ; circulaire du 22 septembre 2000',
    },
    {
      id: 'C11',
      title: 'Logiciels libres',
      text: () =>
        'Les appareils sont remis avec un système et des logiciels libres. Aucune licence propriétaire n’est transmise, sauf celle dont la preuve accompagne l’appareil.',
      applies: all,
      source: 'Pratique des programmes de réemploi (Clermont-Ferrand, Deux-Sèvres)',
    },
    {
      id: 'C12',
      title: 'Enlèvement',
      text: ({ collectBy }) =>
        `Les appareils sont enlevés au lieu que la collectivité indique, le ${collectBy} au plus tard ; passé ce jour, ils peuvent être attribués à un autre. Le transport est à la charge de celui qui les reçoit.`,
      applies: all,
      source: 'Circulaire du 22 septembre 2000',
    },
    {
      id: 'C15',
      title: 'Accompagnement',
      text: () => 'Une séance de prise en main est proposée avant ou à la remise. La réponse est notée sur le reçu.',
      applies: ({ toPerson, undertaking }) =>
        toPerson || undertaking === 'statutoryPurpose' || undertaking === 'contract',
      source: 'Pratique des programmes de réemploi (CCLO, Deux-Sèvres)',
    },
    {
      id: 'C13',
      title: 'Fin de vie',
      text: (subject) =>
        ceded(subject)
          ? 'Devenus hors d’usage, les appareils sont remis à un point de collecte des déchets d’équipements électriques et électroniques, jamais jetés ; ils peuvent aussi être rapportés à la collectivité.'
          : 'Devenus hors d’usage, les appareils sont rapportés à la collectivité, qui les remet au recyclage avec sa preuve.',
      applies: all,
      source: 'C. env. L541-2 et R543-172',
    },
    {
      id: 'C14',
      title: 'Réemploi effectif',
      text: () =>
        'L’acquéreur s’engage à employer les appareils pour un nouvel usage et en apporte la preuve à la collectivité sur sa demande.',
      applies: ({ transfer }) => transfer === 'solidaritySale',
      source: 'Décret 2023-266',
    },
    {
      id: 'C17',
      title: 'Suivi',
      text: () =>
        'À six et à dix-huit mois, la collectivité peut demander si les appareils servent, s’ils ont eu une panne et s’ils ont évité un achat. La réponse sert aux bilans du programme, sans nommer personne.',
      applies: (subject) => ceded(subject) || subject.transfer === 'loan',
      source: 'Bilans du programme ; pratique des programmes de réemploi (CCLO)',
    },
    {
      id: 'C16',
      title: 'Données personnelles',
      text: ({ organisation }) =>
        `${organisation} garde le nom du détenteur, les appareils remis et les dates pour exécuter cet acte et en rendre compte, le temps de sa durée puis des délais de recours et d’archives. Le détenteur peut demander à les voir, à les corriger ou à les effacer auprès du délégué à la protection des données de la collectivité, et saisir la CNIL.`,
      applies: ({ toPerson }) => toPerson,
      source: 'RGPD art. 13',
    },
    {
      id: 'C19',
      title: 'Durée, résiliation, litiges',
      text: (subject) =>
        held(subject)
          ? 'L’acte prend effet à sa signature par les deux parties et prend fin au retour des appareils. Chacune peut y mettre fin plus tôt, par écrit ; les appareils sont alors rendus sous quinze jours. À défaut d’accord amiable, le litige est porté devant la juridiction compétente du ressort de la collectivité.'
          : 'L’acte prend effet à sa signature par les deux parties. Sans enlèvement au jour dit, ou si un engagement n’est pas tenu, la collectivité peut le résilier par écrit après une mise en demeure de quinze jours. À défaut d’accord amiable, le litige est porté devant la juridiction compétente du ressort de la collectivité.',
      applies: all,
      source: 'CG3P L3212-2 ; C. civ. 1103 et 1224',
    },
  ],
}

const SAYS: Readonly<Record<TransferKind, string>> = {
  gift: 'donne à',
  publicBody: 'cède gratuitement à',
  solidaritySale: 'vend à',
  loan: 'prête à',
  internalUse: 'met à la disposition de',
  recycling: 'remet à',
}

/** The name of the paper that a transfer needs. */
export const PAPER_TITLES: Readonly<Record<TransferKind, string>> = {
  gift: 'Convention de don de matériel informatique',
  publicBody: 'Convention de cession gratuite de matériel informatique',
  solidaritySale: 'Convention de vente à prix solidaire',
  loan: 'Contrat de prêt à usage',
  internalUse: 'Reçu de mise à disposition',
  recycling: 'Bordereau de remise au recyclage',
}
