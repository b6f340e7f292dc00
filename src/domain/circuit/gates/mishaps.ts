import type { Facts } from '../facts.ts'
import { kindsWith } from '../kinds.ts'
import { transitionOf } from '../transitions.ts'
import { gates } from './gate.ts'
import { isProven } from './media.ts'

const mayHoldData = ({ media }: Facts) =>
  media.kind === 'notLookedAt' ||
  (media.kind === 'foundNone' && media.by === 'onePerson') ||
  (media.kind === 'listed' && media.media.some((medium) => !isProven(medium)))

/** What is sealed does not change; a device found by mistake is declared lost again. */
const NOT_CORRECTABLE: ReadonlySet<string> = new Set(['find', 'freezePallet', 'collectPallet', 'correct'])

export const MISHAP_GATES = gates([
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
    kinds: kindsWith('media'),
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
