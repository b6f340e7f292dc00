import type { Facts } from '../facts.ts'
import { gates } from './gate.ts'

const ROW = { fr: 'Palette', en: 'Pallet' }
const CUSTODY = { fr: 'Garde hors du service informatique', en: 'Custody outside the IT service' }
const SCRAP = { fr: 'Mise au rebut', en: 'Scrapping' }

const custodyAsked =
  (question: (custody: Extract<Facts['custody'], { kind: 'outside' }>) => boolean) => (facts: Facts) =>
    facts.custody.kind === 'outside' && question(facts.custody)

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
])
