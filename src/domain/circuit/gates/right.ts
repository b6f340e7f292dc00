import type { Act } from '../acts.ts'
import type { Facts } from '../facts.ts'
import { TRANSFERS } from '../transfers.ts'
import { gates } from './gate.ts'

const ALLOCATING: readonly Act[] = ['reserve', 'handOver']
const ROW = { fr: 'Attribution', en: 'Allocation' }

/** The ceiling of the unit value for the transfer chosen, in euros. */
function capOf({ transfer }: Facts): number | 'none' {
  return transfer.kind === 'notChosen' ? 'none' : TRANSFERS.rows[transfer.kind].valueCapEur
}

export const RIGHT_GATES = gates([
  {
    id: 'transferChosen',
    title: ROW,
    before: ALLOCATING,
    kinds: 'all',
    holds: ({ transfer }) => transfer.kind !== 'notChosen' && transfer.kind !== 'recycling',
    says: {
      fr: 'On ne sait pas sous quel transfert l’appareil part.',
      en: 'It is not known under which transfer the device leaves.',
    },
    satisfy: {
      fr: 'Choisissez : usage interne, prêt, don, vente solidaire, organisme public.',
      en: 'Choose: internal use, loan, gift, solidarity sale, public body.',
    },
    step: 'request',
    source: 'CG3P L3211-18, L3212-2',
  },
  {
    id: 'requestEligible',
    title: ROW,
    before: ALLOCATING,
    kinds: 'all',
    holds: ({ request }) => request.kind === 'made' && request.route !== 'notEligible',
    says: {
      fr: 'Aucune demande recevable sous la règle en vigueur ne porte sur cet appareil.',
      en: 'No request eligible under the rule in force is for this device.',
    },
    satisfy: {
      fr: 'Enregistrez la demande, complétez ses pièces, ou choisissez une voie que la loi ouvre : prêt, CCAS.',
      en: 'Record the request, complete its evidence, or choose a route that the law opens: loan, CCAS.',
    },
    step: 'request',
    source: 'CG3P L3212-2, L3212-3 ; LAM-23',
  },
  {
    id: 'lawyerAsked',
    title: ROW,
    before: ALLOCATING,
    kinds: 'all',
    when: ({ request }) => request.kind === 'made' && request.route === 'needsLawyer',
    holds: ({ request }) => request.kind === 'made' && request.legalOpinion === 'favourable',
    says: {
      fr: 'La règle de ce cas demande l’avis d’un juriste, qui manque ou n’est pas favorable.',
      en: 'The rule of this case needs a lawyer’s opinion, which is missing or not favourable.',
    },
    satisfy: {
      fr: 'Demandez l’avis du service juridique et déposez-le, ou choisissez une autre voie.',
      en: 'Ask the legal service and file its opinion, or choose another route.',
    },
    step: 'request',
    source: 'Table de recevabilité (CG3P L3212-2)',
  },
  {
    id: 'requestConfirmed',
    title: ROW,
    before: ALLOCATING,
    kinds: 'all',
    holds: ({ request }) => request.kind === 'made' && request.confirmedBy === 'personWithTheRight',
    says: {
      fr: 'Personne qui en ait le droit n’a confirmé la recevabilité.',
      en: 'Nobody with the right to has confirmed the eligibility.',
    },
    satisfy: {
      fr: 'Faites confirmer par une personne habilitée ; la table propose, une personne décide.',
      en: 'Have an entitled person confirm; the table proposes, a person decides.',
    },
    step: 'request',
    source: 'RGPD art. 22 ; CG3P L3212-2',
  },
  {
    id: 'valueUnderCap',
    title: ROW,
    before: ALLOCATING,
    kinds: 'all',
    when: (facts) => capOf(facts) !== 'none',
    holds: (facts) => {
      const cap = capOf(facts)
      return cap === 'none' || (typeof facts.unitValueEur === 'number' && facts.unitValueEur <= cap)
    },
    says: {
      fr: 'La valeur unitaire n’est pas estimée, ou dépasse le plafond de ce transfert.',
      en: 'The unit value is not estimated, or is over the ceiling of this transfer.',
    },
    satisfy: {
      fr: 'Estimez la valeur ; au-dessus du plafond, prêtez l’appareil ou vendez-le avec publicité.',
      en: 'Estimate the value; over the ceiling, lend the device or sell it with publicity.',
    },
    step: 'request',
    source: 'CG3P D3212-3, D3212-5 (300 €)',
  },
  {
    id: 'notAllocatedToAnother',
    title: ROW,
    before: ALLOCATING,
    kinds: 'all',
    holds: ({ allocatedTo }, _policy, act) =>
      allocatedTo === 'thisRequest' || (act === 'reserve' && allocatedTo === 'nobody'),
    says: {
      fr: 'L’appareil est attribué à une autre demande, ou à aucune.',
      en: 'The device is allocated to another request, or to none.',
    },
    satisfy: {
      fr: 'Libérez l’autre attribution, ou prenez un autre appareil.',
      en: 'Release the other allocation, or take another device.',
    },
    step: 'allocation',
    source: 'Attribution exclusive (CLF-06)',
  },
])
