import type { ProofDestination } from '../../erasure/policy.ts'
import { reaches } from '../../erasure/techniques.ts'
import type { Act } from '../acts.ts'
import type { Facts, MediumFacts } from '../facts.ts'
import { kindsWith } from '../kinds.ts'
import type { Policy } from '../policy.ts'
import { gates } from './gate.ts'

const LEAVING: readonly Act[] = [
  'finish',
  'handOver',
  'takePart',
  'giveBack',
  'move',
  'freezePallet',
  'collectPallet',
  'correct',
]

/** Data may be seen by somebody else after this act. */
function leaves(facts: Facts, act: Act): boolean {
  if (act === 'move') return facts.destination === 'outsideItService' && facts.custody.kind === 'inside'
  if (act === 'correct') return backOnTheShelf(facts)
  return true
}

/** What a donor takes back before anybody opened it: nobody knows its media, and none is ours. */
const goesBackUnopened = ({ owner, state, media }: Facts, act: Act) =>
  act === 'giveBack' && owner === 'donor' && state === 'received' && media.kind === 'notLookedAt'

/** A corrected hand-over never took place, two people say so: the proof stands as it stood. */
const backOnTheShelf = ({ correction }: Facts) =>
  correction.kind === 'lastEvent' && correction.act !== 'handOver' && ON_THE_SHELF.has(correction.before)
const ON_THE_SHELF: ReadonlySet<string> = new Set(['ready', 'reserved'])

const mediaOf = (facts: Facts): readonly MediumFacts[] => (facts.media.kind === 'listed' ? facts.media.media : [])

/** A destroyer under contract may take a medium without proof: its certificate is due. */
const goesToADestroyer = (facts: Facts, act: Act): boolean =>
  (act === 'freezePallet' || act === 'collectPallet') &&
  facts.custody.kind === 'outside' &&
  facts.custody.to === 'destroyer' &&
  facts.custody.processingContract &&
  facts.custody.sealedList &&
  facts.custody.dueOn !== 'none'

/** True when nothing of a former user can be read on it: erased since its last use, destroyed with proof, or found absent. */
export function isProven(medium: MediumFacts): boolean {
  if (medium.state === 'absent') return true
  if (medium.proof === 'none') return false
  if (medium.state === 'destroyed') return true
  if (medium.state !== 'erased' && medium.state !== 'erasedWithExceptions') return false
  return medium.lastUsed === 'never' || Date.parse(medium.proof.at) > Date.parse(medium.lastUsed)
}

/** A donor may have its own data back; a rented device goes back without ours. */
const goesHome = ({ owner }: Facts, act: Act) => act === 'giveBack' && owner === 'donor'

const unproven = (facts: Facts, act: Act) =>
  goesToADestroyer(facts, act)
    ? []
    : mediaOf(facts).filter((medium) => !isProven(medium) && !(goesHome(facts, act) && medium.dataOf === 'owner'))

const notAccepted = (facts: Facts, policy: Policy) =>
  mediaOf(facts).filter(
    (medium) =>
      medium.state === 'erasedWithExceptions' &&
      (medium.exceptions.length === 0 ||
        medium.exceptions.some((exception) => !policy.acceptedExceptions[facts.kind]?.includes(exception))),
  )

/** Where the medium goes with this act, for the policy on the source of proofs. */
function destinationOf(facts: Facts, act: Act): ProofDestination {
  if (act === 'takePart') return 'stock'
  if (act === 'giveBack') return 'owner'
  if (act === 'freezePallet' || act === 'collectPallet') return 'recycling'
  return act === 'handOver' && facts.transfer.kind !== 'notChosen' ? facts.transfer.kind : 'shelf'
}

const badSource = (facts: Facts, policy: Policy, act: Act) =>
  mediaOf(facts).filter(
    (medium) =>
      isProven(medium) &&
      medium.proof !== 'none' &&
      !policy.acceptedSources[destinationOf(facts, act)].includes(medium.proof.source),
  )

const tooLow = (facts: Facts, policy: Policy, act: Act) =>
  mediaOf(facts).filter(
    (medium) =>
      isProven(medium) &&
      medium.state !== 'absent' &&
      medium.proof !== 'none' &&
      !reaches(medium.proof.level, policy.floors[destinationOf(facts, act)]),
  )

const names = (media: readonly MediumFacts[]) => media.map((medium) => medium.name)
const ROW = { fr: 'Effacement', en: 'Erasure' }
const HOLDERS_OF_DATA = kindsWith('media')

export const MEDIA_GATES = gates([
  {
    id: 'mediaLookedFor',
    title: ROW,
    before: LEAVING,
    kinds: HOLDERS_OF_DATA,
    when: (facts, act) => leaves(facts, act) && !goesBackUnopened(facts, act),
    holds: ({ media }) =>
      media.kind === 'listed' ? media.media.length > 0 : media.kind === 'foundNone' && media.by !== 'onePerson',
    says: {
      fr: 'On ne sait pas quels supports de stockage sont dans l’appareil.',
      en: 'It is not known which storage media are in the device.',
    },
    satisfy: {
      fr: 'Déposez un relevé, ou constatez l’absence de support : relevé des baies vides, ou deux personnes.',
      en: 'Drop a hardware report, or sign that there is no medium: evidence of the empty bays, or two people.',
    },
    step: 'erasure',
    source: 'RGPD art. 5-1-f et 32 ; CCLO-15',
  },
  {
    id: 'mediaProven',
    title: ROW,
    before: LEAVING,
    kinds: HOLDERS_OF_DATA,
    when: leaves,
    holds: (facts, _policy, act) => unproven(facts, act).length === 0,
    concerns: (facts, _policy, act) => names(unproven(facts, act)),
    says: {
      fr: 'Un support n’a pas de preuve d’effacement plus récente que son dernier usage.',
      en: 'A medium has no proof of erasure newer than its last use.',
    },
    satisfy: {
      fr: 'Effacez-le et enregistrez la preuve, faites-le détruire avec certificat, ou constatez son absence.',
      en: 'Erase it and record the proof, have it destroyed with a certificate, or sign that it is absent.',
    },
    step: 'erasure',
    source: 'RGPD art. 5-1-f et 32 ; NIST SP 800-88r2 ; CCLO-15',
  },
  {
    id: 'exceptionsAccepted',
    title: ROW,
    before: LEAVING,
    kinds: HOLDERS_OF_DATA,
    when: leaves,
    holds: (facts, policy) => notAccepted(facts, policy).length === 0,
    concerns: (facts, policy) => names(notAccepted(facts, policy)),
    says: {
      fr: 'Un support est effacé avec une réserve que votre collectivité n’accepte pas pour ce genre d’appareil.',
      en: 'A medium is erased with an exception that your organisation does not accept for this kind of device.',
    },
    satisfy: {
      fr: 'Effacez-le par une autre technique, ou faites-le détruire.',
      en: 'Erase it with another technique, or have it destroyed.',
    },
    step: 'erasure',
    source: 'NIST SP 800-88r2 (validation) ; politique de la collectivité',
  },
  {
    id: 'proofSourceAccepted',
    title: ROW,
    before: LEAVING,
    kinds: HOLDERS_OF_DATA,
    when: leaves,
    holds: (facts, policy, act) => badSource(facts, policy, act).length === 0,
    concerns: (facts, policy, act) => names(badSource(facts, policy, act)),
    says: {
      fr: 'La preuve vient d’une source que votre collectivité n’accepte pas pour cette destination.',
      en: 'The proof comes from a source that your organisation does not accept for this destination.',
    },
    satisfy: {
      fr: 'Effacez de nouveau avec relecture par l’atelier, ou choisissez une destination qui l’accepte.',
      en: 'Erase again with a reading by the workshop, or choose a destination that accepts it.',
    },
    step: 'erasure',
    source: 'Politique de la collectivité ; NIST SP 800-88r2 (validation)',
  },
  {
    id: 'levelReached',
    title: ROW,
    before: LEAVING,
    kinds: HOLDERS_OF_DATA,
    when: leaves,
    holds: (facts, policy, act) => tooLow(facts, policy, act).length === 0,
    concerns: (facts, policy, act) => names(tooLow(facts, policy, act)),
    says: {
      fr: 'La technique n’atteint pas le niveau que votre collectivité demande pour cette destination.',
      en: 'The technique does not reach the level that your organisation asks for this destination.',
    },
    satisfy: {
      fr: 'Effacez par une technique de niveau supérieur (Purge), faites détruire, ou choisissez une autre destination.',
      en: 'Erase with a technique of a higher level (Purge), have it destroyed, or choose another destination.',
    },
    step: 'erasure',
    source: 'IEEE 2883-2022 ; NIST SP 800-88r2 ; politique de la collectivité',
  },
  {
    id: 'verificationRead',
    title: { fr: 'Vérification de l’effacement', en: 'Verification of the erasure' },
    before: ['verifyErasure'],
    kinds: HOLDERS_OF_DATA,
    holds: ({ attempt }) => attempt.read === 'passed',
    says: { fr: 'La relecture du support n’a pas réussi.', en: 'Reading the medium back did not pass.' },
    satisfy: {
      fr: 'Relisez le support ; si la relecture échoue, effacez de nouveau ou faites détruire.',
      en: 'Read the medium back; if the reading fails, erase again or have it destroyed.',
    },
    step: 'erasure',
    source: 'NIST SP 800-88r2 (verification)',
  },
  {
    id: 'verifierApart',
    title: { fr: 'Vérification de l’effacement', en: 'Verification of the erasure' },
    before: ['verifyErasure'],
    kinds: HOLDERS_OF_DATA,
    holds: ({ attempt }, policy) =>
      attempt.verifier !== '' && (!policy.verifierApart || attempt.verifier !== attempt.operator),
    says: {
      fr: 'La vérification n’est pas signée, ou l’est par la personne qui a effacé.',
      en: 'The verification is not signed, or is signed by the person who erased.',
    },
    satisfy: { fr: 'Faites vérifier par une autre personne.', en: 'Have another person verify.' },
    step: 'erasure',
    source: 'NIST SP 800-88r1 §4.8 ; politique de la collectivité',
  },
])
