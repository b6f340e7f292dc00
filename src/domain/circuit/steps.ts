import type { Bilingual } from '../bilingual.ts'
import type { Act } from './acts.ts'

export interface StepRow {
  readonly name: Bilingual
  /** The acts done on a device during this step. */
  readonly acts: readonly Act[]
}

/** The steps a programme is made of. An organisation keeps those it has and orders them. */
export const STEPS = {
  survey: {
    name: { fr: 'Recenser ce qui peut resservir', en: 'List what can serve again' },
    acts: ['announce', 'decommission'],
  },
  call: { name: { fr: 'Appeler aux dons', en: 'Call for gifts' }, acts: ['announce', 'refuse'] },
  collection: { name: { fr: 'Collecter', en: 'Collect' }, acts: ['receive', 'identify'] },
  acceptance: { name: { fr: 'Accepter les dons', en: 'Accept the gifts' }, acts: ['accept', 'giveBack'] },
  training: { name: { fr: 'Former les jeunes en parcours', en: 'Train the trainees' }, acts: [] },
  triage: { name: { fr: 'Trier', en: 'Triage' }, acts: ['triage', 'sendToParts'] },
  erasure: {
    name: { fr: 'Effacer les données', en: 'Erase the data' },
    acts: ['erase', 'verifyErasure', 'setMediumAside'],
  },
  reconditioning: {
    name: { fr: 'Reconditionner', en: 'Recondition' },
    acts: ['startWork', 'takePart', 'fitPart', 'finish', 'lapse'],
  },
  custody: {
    name: { fr: 'Confier à un reconditionneur', en: 'Send to a reconditioner' },
    acts: ['sendToCustody', 'endCustody'],
  },
  kit: { name: { fr: 'Assembler les kits', en: 'Assemble the kits' }, acts: ['completeKit'] },
  publicity: { name: { fr: 'Informer les bénéficiaires possibles', en: 'Tell those who may receive' }, acts: [] },
  request: { name: { fr: 'Recueillir les demandes', en: 'Take requests' }, acts: [] },
  decision: { name: { fr: 'Faire délibérer le conseil', en: 'Have the council decide' }, acts: [] },
  agreement: { name: { fr: 'Signer la convention', en: 'Sign the agreement' }, acts: [] },
  allocation: { name: { fr: 'Attribuer', en: 'Allocate' }, acts: ['reserve', 'release'] },
  move: { name: { fr: 'Envoyer au lieu de remise', en: 'Send to the place of hand-over' }, acts: ['move'] },
  session: { name: { fr: 'Accompagner la prise en main', en: 'Help to get started' }, acts: [] },
  handOver: { name: { fr: 'Remettre', en: 'Hand over' }, acts: ['handOver'] },
  support: { name: { fr: 'Suivre et accompagner', en: 'Follow up and support' }, acts: ['repair'] },
  takeBack: { name: { fr: 'Reprendre', en: 'Take back' }, acts: ['takeBack'] },
  recycling: {
    name: { fr: 'Recycler', en: 'Recycle' },
    acts: ['scrap', 'putOnPallet', 'takeOffPallet', 'freezePallet', 'collectPallet'],
  },
} as const satisfies Record<string, StepRow>

export type StepId = keyof typeof STEPS
export const ALL_STEPS = Object.keys(STEPS) as readonly StepId[]

/** Without these there is no circuit: a device comes, loses its data, and leaves. */
export const NEEDED_STEPS: readonly StepId[] = ['collection', 'erasure', 'handOver']

/** What a new organisation starts from when none of the models looks like its own. */
export const DEFAULT_ORDER: readonly StepId[] = [
  'survey',
  'collection',
  'acceptance',
  'triage',
  'erasure',
  'reconditioning',
  'request',
  'decision',
  'agreement',
  'allocation',
  'move',
  'session',
  'handOver',
  'support',
  'takeBack',
  'recycling',
]
