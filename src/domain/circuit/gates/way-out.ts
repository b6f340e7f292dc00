import { transitionOf } from '../acts.ts'
import type { Facts } from '../facts.ts'
import { gates } from './gate.ts'
import { isProven } from './media.ts'

const ROW = { fr: 'Palette', en: 'Pallet' }
const CUSTODY = { fr: 'Garde hors du service informatique', en: 'Custody outside the IT service' }
const SCRAP = { fr: 'Mise au rebut', en: 'Scrapping' }

const custodyAsked =
  (question: (custody: Extract<Facts['custody'], { kind: 'outside' }>) => boolean) => (facts: Facts) =>
    facts.custody.kind === 'outside' && question(facts.custody)

const mayHoldData = ({ media }: Facts) =>
  media.kind === 'notLookedAt' ||
  (media.kind === 'foundNone' && media.by === 'onePerson') ||
  (media.kind === 'listed' && media.media.some((medium) => !isProven(medium)))

/** Corrections that would change what is already sealed. */
const NOT_CORRECTABLE: ReadonlySet<string> = new Set(['freezePallet', 'collectPallet', 'correct'])

export const WAY_OUT_GATES = gates([
  {
    id: 'processingContract',
    title: CUSTODY,
    before: ['sendToCustody'],
    kinds: 'all',
    holds: custodyAsked((custody) => custody.processingContract),
    says: { fr: 'Aucun contrat de traitement n’est au dossier.', en: 'No processing contract is on file.' },
    satisfy: { fr: 'Déposez le contrat de sous-traitance signé.', en: 'File the signed processing contract.' },
    step: 'custody',
    source: 'RGPD art. 28 ; DSV-07',
  },
  {
    id: 'sealedList',
    title: CUSTODY,
    before: ['sendToCustody'],
    kinds: 'all',
    holds: custodyAsked((custody) => custody.sealedList),
    says: {
      fr: 'L’appareil n’est pas sur une liste comptée et scellée.',
      en: 'The device is not on a counted, sealed list.',
    },
    satisfy: {
      fr: 'Scannez l’appareil sur la liste, comptez, scellez.',
      en: 'Scan the device onto the list, count, seal.',
    },
    step: 'custody',
    source: 'RGPD art. 28 et 32 ; DSV-07',
  },
  {
    id: 'custodyDueDate',
    title: CUSTODY,
    before: ['sendToCustody'],
    kinds: 'all',
    holds: custodyAsked((custody) => custody.dueOn !== 'none'),
    says: {
      fr: 'La date due du retour ou du rapport manque.',
      en: 'The date due for the return or the report is missing.',
    },
    satisfy: {
      fr: 'Fixez la date : passé ce jour, ce qui manque devient un incident.',
      en: 'Set the date: after it, what is missing becomes an incident.',
    },
    step: 'custody',
    source: 'RGPD art. 28 et 33',
  },
  {
    id: 'scrapReason',
    title: SCRAP,
    before: ['scrap', 'sendToParts'],
    kinds: 'all',
    when: ({ works }) => works !== 'notWorking',
    holds: ({ scrapping }) => scrapping.reason === 'given',
    says: {
      fr: 'L’appareil fonctionne, ou personne n’a dit le contraire : il faut un motif.',
      en: 'The device works, or nobody said otherwise: a reason is needed.',
    },
    satisfy: {
      fr: 'Lisez ce qui serait perdu, puis écrivez le motif.',
      en: 'Read what would be lost, then give the reason.',
    },
    step: 'triage',
    source: 'CLF-25, DSV-04',
  },
  {
    id: 'scrapSecondLook',
    title: SCRAP,
    before: ['scrap', 'sendToParts'],
    kinds: 'all',
    when: ({ works }) => works !== 'notWorking',
    holds: ({ scrapping }) => scrapping.secondLook === 'given',
    says: { fr: 'Une seconde personne ne l’a pas regardé.', en: 'A second person has not looked at it.' },
    satisfy: { fr: 'Demandez le regard d’une seconde personne.', en: 'Ask a second person to look.' },
    step: 'triage',
    source: 'CLF-25',
  },
  {
    id: 'palletOpen',
    title: ROW,
    before: ['putOnPallet', 'takeOffPallet', 'freezePallet'],
    kinds: 'all',
    holds: ({ pallet }) => pallet.status === 'open',
    says: {
      fr: 'La palette n’est pas ouverte : son contenu ne change plus.',
      en: 'The pallet is not open: its content no longer changes.',
    },
    satisfy: { fr: 'Prenez une palette ouverte.', en: 'Take an open pallet.' },
    step: 'recycling',
    source: 'C. env. R541-43 ; CLF-33',
  },
  {
    id: 'palletWeighed',
    title: ROW,
    before: ['freezePallet'],
    kinds: 'all',
    holds: ({ pallet }) => pallet.weighed,
    says: { fr: 'La palette n’est pas pesée.', en: 'The pallet is not weighed.' },
    satisfy: { fr: 'Pesez-la et enregistrez le poids.', en: 'Weigh it and record the weight.' },
    step: 'recycling',
    source: 'C. env. R541-43 ; CLF-33',
  },
  {
    id: 'palletFrozen',
    title: ROW,
    before: ['collectPallet'],
    kinds: 'all',
    holds: ({ pallet }) => pallet.status === 'frozen',
    says: { fr: 'La palette n’est pas figée.', en: 'The pallet is not frozen.' },
    satisfy: {
      fr: 'Pesez et figez la palette avant l’enlèvement.',
      en: 'Weigh and freeze the pallet before the collection.',
    },
    step: 'recycling',
    source: 'C. env. R541-43, R541-45 ; CLF-33',
  },
  {
    id: 'returnChecked',
    title: { fr: 'Retour', en: 'Return' },
    before: ['identify'],
    kinds: 'all',
    when: ({ state }) => state === 'returned',
    holds: ({ returnCheck }) => returnCheck === 'noGap' || returnCheck === 'gapDecided',
    says: {
      fr: 'Le retour n’est pas pointé ligne à ligne, ou un écart attend une décision.',
      en: 'The return is not checked line by line, or a gap awaits a decision.',
    },
    satisfy: {
      fr: 'Pointez la fiche de remise ; décidez de chaque écart : manquant, abîmé, numéro échangé.',
      en: 'Check the hand-over sheet; decide each gap: missing, damaged, swapped serial.',
    },
    step: 'collection',
    source: 'C. civ. 1880, 1884 ; DSV-15',
  },
  {
    id: 'lossStated',
    title: { fr: 'Perte ou vol', en: 'Loss or theft' },
    before: ['declareLost'],
    kinds: 'all',
    holds: ({ loss }) => loss.statement === 'onFile',
    says: { fr: 'La déclaration datée manque.', en: 'The dated statement is missing.' },
    satisfy: {
      fr: 'Déposez la déclaration de perte ou la plainte, avec sa date.',
      en: 'File the statement of loss or theft, with its date.',
    },
    step: 'recycling',
    source: 'RGPD art. 33',
  },
  {
    id: 'breachFileOpened',
    title: { fr: 'Perte ou vol', en: 'Loss or theft' },
    before: ['declareLost'],
    kinds: 'all',
    when: mayHoldData,
    holds: ({ loss }) => loss.breachFile === 'opened',
    says: {
      fr: 'Un support sans preuve d’effacement est dedans : c’est peut-être une violation de données.',
      en: 'A medium without proof of erasure is inside: this may be a data breach.',
    },
    satisfy: {
      fr: 'Ouvrez le dossier de violation avec la déclaration ; la CNIL est prévenue sous 72 h s’il y a un risque.',
      en: 'Open the breach file with the statement; the authority is told within 72 h where there is a risk.',
    },
    step: 'recycling',
    source: 'RGPD art. 33 (72 h)',
  },
  {
    id: 'lastEventNamed',
    title: { fr: 'Correction', en: 'Correction' },
    before: ['correct'],
    kinds: 'all',
    holds: ({ correction, state }) => {
      if (correction.kind !== 'lastEvent' || NOT_CORRECTABLE.has(correction.act)) return false
      const done = transitionOf(correction.act, correction.before)
      return done !== 'impossible' && (done.to === 'same' ? correction.before : done.to) === state
    },
    says: {
      fr: 'Une correction nomme le dernier événement de l’appareil ; une palette figée ou enlevée ne se corrige pas.',
      en: 'A correction names the last event of the device; a frozen or collected pallet is not corrected.',
    },
    satisfy: {
      fr: 'Choisissez le dernier événement, ou passez par l’acte suivant du circuit.',
      en: 'Choose the last event, or use the next act of the circuit.',
    },
    step: 'support',
    source: 'Journal : un événement contraire qui nomme le premier',
  },
  {
    id: 'twoPeopleToCorrectAHandOver',
    title: { fr: 'Correction', en: 'Correction' },
    before: ['correct'],
    kinds: 'all',
    when: ({ correction }) => correction.kind === 'lastEvent' && correction.act === 'handOver',
    holds: ({ correction }) => correction.kind === 'lastEvent' && correction.people >= 2,
    says: { fr: 'Une remise se corrige à deux.', en: 'A hand-over is corrected by two people.' },
    satisfy: { fr: 'Faites confirmer par une seconde personne.', en: 'Have a second person confirm.' },
    step: 'support',
    source: 'Circuit : correction d’une remise par deux personnes',
  },
])
