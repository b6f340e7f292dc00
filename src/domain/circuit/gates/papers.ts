import type { Facts } from '../facts.ts'
import { TRANSFERS, type TransferRow } from '../transfers.ts'
import { gates } from './gate.ts'

const asks =
  (question: (row: TransferRow, facts: Facts) => boolean) =>
  (facts: Facts): boolean =>
    facts.transfer.kind !== 'notChosen' && question(TRANSFERS.rows[facts.transfer.kind], facts)

const forHolder = (need: TransferRow['returnDate'], { transfer }: Facts) =>
  need === 'always' || (need === 'person' && transfer.to === 'person')

/** Serials that are in one list and not in the other. */
/** A void paper is refused as such (`agreementStands`): its annex says nothing any more. */
function annexGap({ agreement, handedSerials }: Facts): readonly string[] {
  const annex = agreement.kind === 'drawn' ? agreement.annexSerials : []
  return [
    ...handedSerials.filter((serial) => !annex.includes(serial)),
    ...annex.filter((serial) => !handedSerials.includes(serial)),
  ]
}

const hasExceptions = ({ media }: Facts) =>
  media.kind === 'listed' && media.media.some((medium) => medium.state === 'erasedWithExceptions')

const WITH_AGREEMENT = { fr: 'Don, vente solidaire, organisme public', en: 'Gift, solidarity sale, public body' }
const LENT = { fr: 'Prêt, usage interne par un stagiaire', en: 'Loan, internal use by an intern' }
const HAND_OVER = { fr: 'Remise', en: 'Hand-over' }

export const PAPER_GATES = gates([
  {
    id: 'councilDecided',
    title: WITH_AGREEMENT,
    before: ['handOver'],
    kinds: 'all',
    when: asks((row) => row.councilDecision),
    holds: ({ councilDecision }) => councilDecision === 'onFile',
    says: { fr: 'La délibération du conseil n’est pas au dossier.', en: 'The council’s decision is not on file.' },
    satisfy: { fr: 'Déposez la délibération : numéro, date, portée.', en: 'File the decision: number, date, scope.' },
    step: 'decision',
    source: 'CGCT L2241-1 ; CG3P L3212-3 ; CLF-35',
  },
  {
    id: 'agreementStands',
    title: HAND_OVER,
    before: ['handOver'],
    kinds: 'all',
    holds: ({ agreement }) => agreement.kind !== 'void',
    concerns: ({ agreement }) => (agreement.kind === 'void' ? [agreement.number] : []),
    says: {
      fr: 'L’acte qui liste cet appareil ne vaut plus : depuis, un de ses appareils a été libéré, remplacé, ou a changé de numéro ou de valeur.',
      en: 'The paper that lists this device is void: since then, one of its devices was released, replaced, or changed its number or value.',
    },
    satisfy: {
      fr: 'Établissez l’acte de nouveau et faites-le signer.',
      en: 'Draw the paper again and have it signed.',
    },
    step: 'agreement',
    source: 'Clause C03 ; CLF-22',
  },
  {
    id: 'agreementSigned',
    title: WITH_AGREEMENT,
    before: ['handOver'],
    kinds: 'all',
    when: asks((row) => row.agreement),
    holds: ({ agreement }) =>
      agreement.kind === 'void' || (agreement.kind === 'drawn' && agreement.signedByUs && agreement.signedByThem),
    says: { fr: 'La convention n’est pas signée par les deux parties.', en: 'The agreement is not signed by both.' },
    satisfy: {
      fr: 'Faites signer la convention par l’élu délégué et par le bénéficiaire, ou déposez le scan signé.',
      en: 'Have the agreement signed by the elected member and by the recipient, or file the signed scan.',
    },
    step: 'agreement',
    source: 'CLF-22 ; CG3P L3212-2 3°',
  },
  {
    id: 'annexMatches',
    title: WITH_AGREEMENT,
    before: ['handOver'],
    kinds: 'all',
    when: asks((row) => row.agreement),
    holds: (facts) =>
      facts.agreement.kind === 'void' ||
      (facts.agreement.kind === 'drawn' && facts.handedSerials.length > 0 && annexGap(facts).length === 0),
    concerns: annexGap,
    says: {
      fr: 'L’annexe de la convention ne liste pas exactement les numéros de série remis.',
      en: 'The annex of the agreement does not list exactly the serials handed over.',
    },
    satisfy: {
      fr: 'Remettez les appareils de l’annexe, ou faites signer une nouvelle annexe.',
      en: 'Hand over the devices of the annex, or have a new annex signed.',
    },
    step: 'agreement',
    source: 'Clause C03 ; CLF-22',
  },
  {
    id: 'priceUnderCeiling',
    title: { fr: 'Vente solidaire', en: 'Solidarity sale' },
    before: ['handOver'],
    kinds: 'all',
    when: asks((row) => row.priceCeiling),
    holds: ({ price }) =>
      typeof price.askedEur === 'number' && typeof price.ceilingEur === 'number' && price.askedEur <= price.ceilingEur,
    says: {
      fr: 'Le prix n’est pas fixé, ou dépasse le prix solidaire de ce genre d’appareil.',
      en: 'The price is not set, or is over the solidarity price for this kind of device.',
    },
    satisfy: {
      fr: 'Fixez un prix au plus égal au plafond du décret.',
      en: 'Set a price at or under the ceiling of the decree.',
    },
    step: 'agreement',
    source: 'Décret 2022-1413',
  },
  {
    id: 'signedByHolder',
    title: LENT,
    before: ['handOver'],
    kinds: 'all',
    when: asks((row, facts) => forHolder(row.signedByHolder, facts)),
    holds: ({ signedByHolder }) => signedByHolder === 'yes',
    says: {
      fr: 'Le contrat ou le reçu n’est pas signé par le détenteur.',
      en: 'The contract or receipt is not signed by the holder.',
    },
    satisfy: {
      fr: 'Faites signer le contrat de prêt ou le reçu.',
      en: 'Have the loan contract or the receipt signed.',
    },
    step: 'agreement',
    source: 'C. civ. 1875 ; clause C18',
  },
  {
    id: 'returnDateSet',
    title: LENT,
    before: ['handOver'],
    kinds: 'all',
    when: asks((row, facts) => forHolder(row.returnDate, facts)),
    holds: ({ returnDate }) => returnDate !== 'none',
    says: { fr: 'La date de retour n’est pas fixée.', en: 'The return date is not set.' },
    satisfy: { fr: 'Fixez le terme et la date de retour.', en: 'Set the term and the return date.' },
    step: 'agreement',
    source: 'C. civ. 1888 ; CLF-16, DSV-15',
  },
  {
    id: 'backFromCustody',
    title: HAND_OVER,
    before: ['handOver'],
    kinds: 'all',
    holds: ({ custody }) => custody.kind === 'inside',
    says: { fr: 'L’appareil est encore confié à un tiers.', en: 'The device is still in somebody else’s custody.' },
    satisfy: { fr: 'Clorez la garde : pointez la liste au retour.', en: 'End the custody: check the list on return.' },
    step: 'custody',
    source: 'RGPD art. 28',
  },
  {
    id: 'receiptProduced',
    title: HAND_OVER,
    before: ['handOver'],
    kinds: 'all',
    when: asks((row) => row.receipt),
    holds: (facts) =>
      facts.receipt === 'producedWithExceptions' || (facts.receipt === 'produced' && !hasExceptions(facts)),
    says: {
      fr: 'Le reçu n’est pas établi, ou ne mentionne pas la réserve de l’effacement.',
      en: 'The receipt is not produced, or does not state the exception of the erasure.',
    },
    satisfy: {
      fr: 'Établissez le reçu de la remise, réserves comprises.',
      en: 'Produce the receipt, exceptions included.',
    },
    step: 'handOver',
    source: 'CCLO-19 ; clause C10',
  },
  {
    id: 'sessionAnswered',
    title: HAND_OVER,
    before: ['handOver'],
    kinds: 'all',
    holds: ({ session }) => session === 'accepted' || session === 'declined',
    says: {
      fr: 'Aucune séance d’accompagnement n’a été proposée, ou la réponse manque.',
      en: 'No session was offered, or the answer is missing.',
    },
    satisfy: {
      fr: 'Proposez une séance et notez la réponse : acceptée ou refusée.',
      en: 'Offer a session and record the answer: accepted or declined.',
    },
    step: 'session',
    source: 'DSV-22, CCLO-18',
  },
])
