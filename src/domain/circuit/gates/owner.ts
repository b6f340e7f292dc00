import { type Act, ALL_ACTS } from '../acts.ts'
import type { Facts } from '../facts.ts'
import { TRANSFERS } from '../transfers.ts'
import { gates } from './gate.ts'

/** What may be done with a device that is not the organisation's and whose owner has said nothing in writing. */
const WITHOUT_THE_OWNER: readonly Act[] = [
  'announce',
  'refuse',
  'receive',
  'accept',
  'identify',
  'move',
  'erase',
  'verifyErasure',
  'giveBack',
  'declareLost',
  'find',
  'correct',
]
/** Said of a device in use whose owner is its recipient: rules of their own. */
const IN_THE_HANDS_OF_ITS_OWNER: readonly Act[] = ['takeBack', 'repair']

const changesOwner = ({ transfer }: Facts) =>
  transfer.kind !== 'notChosen' && TRANSFERS.rows[transfer.kind].changesOwner

export const OWNER_GATES = gates([
  {
    id: 'noHold',
    title: { fr: 'Blocage', en: 'Hold' },
    before: ALL_ACTS,
    kinds: 'all',
    holds: ({ holds }) => holds.length === 0,
    concerns: ({ holds }) => holds,
    says: { fr: 'Un blocage arrête tout acte sur cet appareil.', en: 'A hold stops every act on this device.' },
    satisfy: {
      fr: 'Traitez le rappel, puis faites lever le blocage par la personne qui l’a posé ou son responsable.',
      en: 'Deal with the recall, then have the hold lifted by whoever placed it or their manager.',
    },
    step: 'triage',
    source: 'Règlement (UE) 2023/988 (rappels) ; politique de la collectivité',
  },
  {
    id: 'ownerAgrees',
    title: { fr: 'Propriétaire', en: 'Owner' },
    before: ALL_ACTS.filter((act) => !WITHOUT_THE_OWNER.includes(act) && !IN_THE_HANDS_OF_ITS_OWNER.includes(act)),
    kinds: 'all',
    holds: ({ owner, mandate }) => owner === 'organisation' || (owner !== 'recipient' && mandate === 'written'),
    says: {
      fr: 'L’appareil n’est pas à la collectivité : avant l’acceptation du don ou un mandat écrit du propriétaire, on ne peut que recevoir, identifier, effacer ou rendre.',
      en: 'The device is not the organisation’s: before the gift is accepted or the owner mandates it in writing, one can only receive, identify, erase or give back.',
    },
    satisfy: {
      fr: 'Faites accepter le don, ou déposez le mandat écrit du propriétaire.',
      en: 'Have the gift accepted, or file the owner’s written mandate.',
    },
    step: 'acceptance',
    source: 'CGCT L2242-1, L2122-22 9° ; C. civ. 544',
  },
  {
    id: 'acceptanceDecided',
    title: { fr: 'Propriétaire', en: 'Owner' },
    before: ['accept'],
    kinds: 'all',
    holds: ({ acceptance }) => acceptance === 'council' || acceptance === 'mayorWithoutCharge',
    says: {
      fr: 'Personne qui en ait le droit n’a accepté ce don.',
      en: 'Nobody with the right to has accepted this gift.',
    },
    satisfy: {
      fr: 'Déposez la délibération, ou la décision du maire délégué si le don est sans charge ni condition.',
      en: 'File the council’s decision, or the delegated mayor’s where the gift carries no charge or condition.',
    },
    step: 'acceptance',
    source: 'CGCT L2242-1 ; CGCT L2122-22 9° ; TRE-06',
  },
  {
    id: 'somebodyElsesToGiveBack',
    title: { fr: 'Propriétaire', en: 'Owner' },
    before: ['giveBack'],
    kinds: 'all',
    holds: ({ owner }) => owner === 'donor' || owner === 'lessor' || owner === 'otherAuthority',
    says: {
      fr: 'L’appareil est à la collectivité : il n’y a personne à qui le rendre.',
      en: 'The device is the organisation’s: there is nobody to give it back to.',
    },
    satisfy: {
      fr: 'Choisissez un transfert : don, prêt, vente solidaire, organisme public, recyclage.',
      en: 'Choose a transfer: gift, loan, solidarity sale, public body, recycling.',
    },
    step: 'acceptance',
    source: 'CG3P L3211-18',
  },
  {
    id: 'stillOurs',
    title: { fr: 'Propriétaire', en: 'Owner' },
    before: ['takeBack', 'repair'],
    kinds: 'all',
    holds: ({ owner }) => owner !== 'recipient',
    says: {
      fr: 'L’appareil a été donné ou vendu : il n’est plus à la collectivité, qui n’en assure plus la maintenance.',
      en: 'The device was given or sold: it is no longer the organisation’s, which no longer maintains it.',
    },
    satisfy: {
      fr: 'S’il revient, annoncez-le comme un nouveau don.',
      en: 'If it comes back, announce it as a new donation.',
    },
    step: 'support',
    source: 'CLF-10, CLF-11',
  },
  {
    id: 'newDonation',
    title: { fr: 'Propriétaire', en: 'Owner' },
    before: ['announce'],
    kinds: 'all',
    when: ({ state }) => state === 'inUse',
    holds: ({ owner }) => owner === 'recipient' || owner === 'donor',
    says: {
      fr: 'L’appareil est encore à la collectivité : il revient par une reprise, non par un don.',
      en: 'The device is still the organisation’s: it comes back by being taken back, not as a donation.',
    },
    satisfy: { fr: 'Reprenez-le à son détenteur.', en: 'Take it back from its holder.' },
    step: 'survey',
    source: 'CLF-11',
  },
  {
    id: 'oursToDecommission',
    title: { fr: 'Réforme', en: 'Decommissioning' },
    before: ['decommission'],
    kinds: 'all',
    holds: ({ decommissionReason, inventory }) => decommissionReason !== 'none' && inventory === 'listed',
    says: {
      fr: 'La réforme demande un motif, et porte sur un bien inscrit à l’inventaire.',
      en: 'Decommissioning asks for a reason, and is for an item of the inventory.',
    },
    satisfy: {
      fr: 'Choisissez un motif : obsolète, en panne, besoin changé, autre.',
      en: 'Choose a reason: obsolete, broken, need changed, other.',
    },
    step: 'survey',
    source: 'LAM-13 ; REEN art. 16, décret 2023-266',
  },
  {
    id: 'decommissionedFirst',
    title: { fr: 'Réforme', en: 'Decommissioning' },
    before: ['handOver', 'takePart', 'sendToParts', 'scrap'],
    kinds: 'all',
    when: (facts, act) => facts.owner === 'organisation' && (act !== 'handOver' || changesOwner(facts)),
    holds: ({ inventory }) => inventory !== 'listed',
    says: {
      fr: 'L’appareil est encore inscrit à l’inventaire : ni don, ni pièces, ni recyclage sans réforme.',
      en: 'The device is still in the inventory: no gift, parts or recycling before it is decommissioned.',
    },
    satisfy: { fr: 'Réformez-le avec un motif.', en: 'Decommission it with a reason.' },
    step: 'survey',
    source: 'REEN art. 16, décret 2023-266 ; CLF-11',
  },
  {
    id: 'oneHolder',
    title: { fr: 'Détention', en: 'Holding' },
    before: ['handOver'],
    kinds: 'all',
    holds: ({ openHolding }) => openHolding === 'none',
    says: { fr: 'Quelqu’un détient déjà cet appareil.', en: 'Somebody already holds this device.' },
    satisfy: { fr: 'Enregistrez d’abord sa reprise.', en: 'Record that it was taken back first.' },
    step: 'allocation',
    source: 'C. civ. 1880 ; circuit : une détention à la fois',
  },
])
