import type { Act } from '../acts.ts'
import { type Facts, GRADES } from '../facts.ts'
import { kindsWith } from '../kinds.ts'
import { gates } from './gate.ts'

const READY: readonly Act[] = ['finish', 'handOver']
const unlicensed = ({ software }: Facts) =>
  software === 'notListed' ? [] : software.filter((item) => item.licence !== 'free' && !item.proofOfLicence)

const kitFaults = ({ kit }: Facts) => (kit.kind === 'kit' ? [...kit.linesLeft, ...kit.belowMinimum] : [])
const isAKit = ({ kit }: Facts, act: Act) => act === 'completeKit' || kit.kind === 'kit'

export const WORKSHOP_GATES = gates([
  {
    id: 'kindKnown',
    title: { fr: 'Dire prêt', en: 'Ready' },
    before: ['triage', ...READY],
    kinds: ['unknown'],
    holds: () => false,
    says: { fr: 'La nature de l’appareil est inconnue.', en: 'The kind of the device is unknown.' },
    satisfy: {
      fr: 'Dites ce que c’est : portable, unité centrale, écran, téléphone…',
      en: 'Say what it is: laptop, desktop, screen, phone…',
    },
    step: 'collection',
    source: 'Les contrôles dépendent de la nature de l’appareil (LAM-16, CCLO-04)',
  },
  {
    id: 'accountLockRemoved',
    title: { fr: 'Téléphones et tablettes', en: 'Phones and tablets' },
    before: READY,
    kinds: kindsWith('locks'),
    holds: ({ locks }) => locks.account === 'removed',
    says: {
      fr: 'Le verrou de compte de l’ancien utilisateur n’est pas levé.',
      en: 'The former user’s account lock is not removed.',
    },
    satisfy: {
      fr: 'Faites retirer l’appareil du compte par son ancien utilisateur, puis vérifiez au démarrage.',
      en: 'Have the former user remove the device from the account, then check at start-up.',
    },
    step: 'erasure',
    source: 'CCLO-04 ; RGPD art. 5-1-f',
  },
  {
    id: 'managementProfileRemoved',
    title: { fr: 'Téléphones et tablettes', en: 'Phones and tablets' },
    before: READY,
    kinds: kindsWith('locks'),
    holds: ({ locks }) => locks.management === 'removed',
    says: { fr: 'Le profil de gestion n’est pas retiré.', en: 'The management profile is not removed.' },
    satisfy: {
      fr: 'Retirez l’appareil de l’outil de gestion de la flotte, ou demandez-le au donateur.',
      en: 'Remove the device from the fleet management tool, or ask the donor to.',
    },
    step: 'erasure',
    source: 'CCLO-04 ; RGPD art. 5-1-f',
  },
  {
    id: 'simAndCardOut',
    title: { fr: 'Téléphones et tablettes', en: 'Phones and tablets' },
    before: READY,
    kinds: kindsWith('locks'),
    holds: ({ locks }) => locks.simAndCard === 'out',
    says: {
      fr: 'La carte SIM ou la carte mémoire est peut-être encore dedans.',
      en: 'The SIM or the memory card may still be inside.',
    },
    satisfy: {
      fr: 'Ouvrez le tiroir, retirez SIM et carte, enregistrez-les comme supports.',
      en: 'Open the tray, take out SIM and card, record them as media.',
    },
    step: 'erasure',
    source: 'CCLO-04 ; RGPD art. 5-1-f',
  },
  {
    id: 'testsPassed',
    title: { fr: 'Dire prêt', en: 'Ready' },
    before: READY,
    kinds: 'all',
    holds: ({ tests }) => tests === 'passed',
    says: {
      fr: 'Les essais de fonctionnement ne sont pas tous réussis.',
      en: 'The functional tests have not all passed.',
    },
    satisfy: { fr: 'Faites les essais de la fiche d’atelier.', en: 'Do the tests of the work order.' },
    step: 'reconditioning',
    source: 'Décret 2022-190 ; DSV-17, LAM-27',
  },
  {
    id: 'secondPersonChecked',
    title: { fr: 'Dire prêt', en: 'Ready' },
    before: ['finish'],
    kinds: 'all',
    holds: ({ workedBy, secondCheck }, policy) =>
      secondCheck === 'agreed' ||
      (secondCheck === 'none' &&
        (policy.secondCheck === 'nobody' || (policy.secondCheck === 'trainees' && workedBy !== 'trainee'))),
    says: {
      fr: 'Le travail n’est pas contrôlé par une seconde personne, ou elle demande de le reprendre.',
      en: 'A second person has not checked the work, or asks for it to be done again.',
    },
    satisfy: {
      fr: 'Faites contrôler la fiche par quelqu’un qui n’y a pas travaillé.',
      en: 'Have the order checked by somebody who did not work on it.',
    },
    step: 'reconditioning',
    source: 'Fiche d’atelier : contrôle d’une seconde personne (LAM-27)',
  },
  {
    id: 'gradeAtFloor',
    title: { fr: 'Dire prêt', en: 'Ready' },
    before: READY,
    kinds: 'all',
    holds: ({ grade }, { gradeFloor }) => grade !== 'none' && GRADES.indexOf(grade) <= GRADES.indexOf(gradeFloor),
    says: {
      fr: 'Le grade de l’appareil est absent, ou sous le plancher du programme.',
      en: 'The grade is missing, or below the programme’s floor.',
    },
    satisfy: {
      fr: 'Donnez un grade à l’appareil ; s’il est sous le plancher, réparez-le ou destinez-le aux pièces.',
      en: 'Grade the device; below the floor, repair it or send it to parts.',
    },
    step: 'reconditioning',
    source: 'LAM-27',
  },
  {
    id: 'softwareLicensed',
    title: { fr: 'Dire prêt', en: 'Ready' },
    before: READY,
    kinds: kindsWith('software'),
    holds: (facts) => facts.software !== 'notListed' && unlicensed(facts).length === 0,
    concerns: (facts) => unlicensed(facts).map((item) => item.name),
    says: {
      fr: 'La liste des logiciels manque, ou l’un d’eux n’est ni libre ni couvert par une preuve de licence.',
      en: 'The list of software is missing, or an item is neither free nor covered by a proof of licence.',
    },
    satisfy: {
      fr: 'Choisissez un profil libre, retirez le logiciel, ou déposez la preuve de sa licence.',
      en: 'Choose a free profile, remove the item, or file the proof of its licence.',
    },
    step: 'reconditioning',
    source: 'CLF-48, DSV-16 ; CPI L122-6',
  },
  {
    id: 'kitComplete',
    title: { fr: 'Kit', en: 'Kit' },
    before: ['completeKit', 'handOver'],
    kinds: 'all',
    when: isAKit,
    holds: (facts) => facts.kit.kind === 'kit' && kitFaults(facts).length === 0,
    concerns: kitFaults,
    says: {
      fr: 'Une ligne du kit n’est pas scannée, ou reste sous le minimum du modèle.',
      en: 'A line of the kit is not scanned, or is below the model’s minimum.',
    },
    satisfy: {
      fr: 'Scannez chaque pièce tenue en main ; remplacez celle qui est trop petite.',
      en: 'Scan each piece held in hand; replace the one that is too small.',
    },
    step: 'kit',
    source: 'DSV-18, DSV-19',
  },
  {
    id: 'connectorsMatch',
    title: { fr: 'Kit', en: 'Kit' },
    before: ['completeKit', 'handOver'],
    kinds: 'all',
    when: isAKit,
    holds: ({ kit }) => kit.kind === 'kit' && kit.connectors === 'match',
    says: {
      fr: 'L’écran et l’unité centrale n’ont pas de prise vidéo commune connue.',
      en: 'The screen and the unit share no known video connector.',
    },
    satisfy: { fr: 'Changez l’écran, le câble ou l’adaptateur.', en: 'Change the screen, the cable or the adapter.' },
    step: 'kit',
    source: 'DSV-20',
  },
])
