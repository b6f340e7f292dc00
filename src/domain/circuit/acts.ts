import type { Bilingual } from '../bilingual.ts'
import type { Table } from '../rules.ts'
import { DEVICE_STATES, type DeviceState, type Standing } from './states.ts'

/** `label` is the button; `before` opens the sentence that lists what is left to do. */
interface ActRow {
  readonly label: Bilingual
  readonly before: Bilingual
}

const act = (fr: string, en: string, beforeFr: string, beforeEn: string): ActRow => ({
  label: { fr, en },
  before: { fr: beforeFr, en: beforeEn },
})

/** Each act is named once, here. Its order is the order of the circuit. */
export const ACTS = {
  announce: act('Annoncer', 'Announce', 'Avant de l’annoncer', 'Before announcing it'),
  decommission: act('Réformer', 'Decommission', 'Avant de le réformer', 'Before decommissioning it'),
  refuse: act('Refuser l’offre', 'Refuse the offer', 'Avant de refuser l’offre', 'Before refusing the offer'),
  receive: act('Recevoir', 'Receive', 'Avant de le recevoir', 'Before receiving it'),
  accept: act('Accepter le don', 'Accept the gift', 'Avant d’accepter le don', 'Before accepting the gift'),
  identify: act('Identifier', 'Identify', 'Avant de l’identifier', 'Before identifying it'),
  move: act('Déplacer', 'Move', 'Avant de le déplacer', 'Before moving it'),
  erase: act('Effacer un support', 'Erase a medium', 'Avant d’effacer', 'Before erasing'),
  verifyErasure: act(
    'Vérifier l’effacement',
    'Verify the erasure',
    'Avant de dire l’effacement vérifié',
    'Before the erasure is verified',
  ),
  setMediumAside: act(
    'Mettre un support de côté',
    'Set a medium aside',
    'Avant de mettre le support de côté',
    'Before setting the medium aside',
  ),
  sendToCustody: act('Confier', 'Send into custody', 'Avant de le confier', 'Before sending it into custody'),
  endCustody: act('Clore la garde', 'End the custody', 'Avant de clore la garde', 'Before ending the custody'),
  triage: act('Retenir au tri', 'Keep at triage', 'Avant de le retenir', 'Before keeping it'),
  sendToParts: act(
    'Destiner aux pièces',
    'Send to parts',
    'Avant de le destiner aux pièces',
    'Before sending it to parts',
  ),
  scrap: act('Mettre au rebut', 'Scrap', 'Avant de le mettre au rebut', 'Before scrapping it'),
  startWork: act('Commencer l’atelier', 'Start the work', 'Avant de commencer l’atelier', 'Before starting the work'),
  takePart: act('Prélever une pièce', 'Take a part', 'Avant de prélever une pièce', 'Before taking a part'),
  fitPart: act('Monter une pièce', 'Fit a part', 'Avant de monter une pièce', 'Before fitting a part'),
  finish: act('Dire prêt', 'Call it ready', 'Avant de le dire prêt', 'Before it is ready'),
  lapse: act('Faire réviser', 'Let it lapse', 'Avant de le faire réviser', 'Before letting it lapse'),
  completeKit: act('Fermer le kit', 'Complete the kit', 'Avant de fermer le kit', 'Before the kit is complete'),
  reserve: act('Attribuer', 'Allocate', 'Avant de l’attribuer', 'Before allocating it'),
  release: act('Libérer', 'Release', 'Avant de le libérer', 'Before releasing it'),
  handOver: act('Remettre', 'Hand over', 'Avant de le remettre', 'Before handing it over'),
  repair: act('Réparer chez son détenteur', 'Repair for its holder', 'Avant de le réparer', 'Before repairing it'),
  takeBack: act('Reprendre', 'Take back', 'Avant de le reprendre', 'Before taking it back'),
  putOnPallet: act(
    'Poser sur la palette',
    'Put on the pallet',
    'Avant de le poser sur la palette',
    'Before putting it on the pallet',
  ),
  takeOffPallet: act(
    'Retirer de la palette',
    'Take off the pallet',
    'Avant de le retirer de la palette',
    'Before taking it off the pallet',
  ),
  freezePallet: act('Figer la palette', 'Freeze the pallet', 'Avant de figer la palette', 'Before freezing the pallet'),
  collectPallet: act(
    'Faire enlever la palette',
    'Have the pallet collected',
    'Avant l’enlèvement',
    'Before the collection',
  ),
  giveBack: act('Rendre au propriétaire', 'Give back', 'Avant de le rendre', 'Before giving it back'),
  declareLost: act(
    'Déclarer perdu ou volé',
    'Declare lost or stolen',
    'Avant de le déclarer perdu',
    'Before declaring it lost',
  ),
  find: act('Déclarer retrouvé', 'Declare found', 'Avant de le dire retrouvé', 'Before declaring it found'),
  correct: act('Corriger', 'Correct', 'Avant de corriger', 'Before correcting'),
} as const satisfies Record<string, ActRow>

export type Act = keyof typeof ACTS
export const ALL_ACTS = Object.keys(ACTS) as readonly Act[]

export interface Transition {
  readonly act: Act
  readonly from: readonly Standing[]
  /** `same` = the act leaves the state; `asBefore` = the state before the event that is corrected. */
  readonly to: DeviceState | 'same' | 'asBefore'
  /** What becomes of the holding: who has the device, from when to when. */
  readonly holding: 'opens' | 'closes' | 'same' | 'asBefore'
  /** `used`: until this act the device served somebody, or was out of our sight: older proofs of its media end here. */
  readonly media: 'used' | 'same'
}

const goes = (
  act: Act,
  from: readonly Standing[],
  to: Transition['to'],
  holding: Transition['holding'] = 'same',
  media: Transition['media'] = holding === 'closes' ? 'used' : 'same',
): Transition => ({ act, from, to, holding, media })

const IN_OUR_HANDS = ['received', 'identified', 'triaged', 'inWork', 'returned', 'toParts', 'toRecycling'] as const
const WITH_US = [...IN_OUR_HANDS, 'ready', 'reserved'] as const
const CLOSED = ['refused', 'backToOwner', 'recycled'] as const

const allBut = (out: readonly DeviceState[]) => DEVICE_STATES.filter((state) => !out.includes(state))

/** Which act leads from which state to which; a pair that is not here is refused. */
export const TRANSITIONS: Table<readonly Transition[]> = {
  version: 1,
  inForceFrom: '2026-11-22',
  rows: [
    goes('announce', ['none', 'refused', 'backToOwner'], 'announced'),
    goes('announce', ['inUse'], 'announced', 'closes'),
    goes('decommission', ['none'], 'decommissioned'),
    goes('decommission', ['inUse'], 'decommissioned', 'closes'),
    goes('decommission', [...IN_OUR_HANDS, 'ready'], 'same'),
    goes('refuse', ['announced'], 'refused'),
    goes('receive', ['none', 'announced'], 'received', 'same', 'used'),
    goes('receive', ['decommissioned'], 'received'),
    goes('accept', ['announced', 'received', 'identified'], 'same'),
    goes('identify', ['received', 'returned'], 'identified'),
    goes('move', [...WITH_US, 'decommissioned'], 'same'),
    goes('erase', ['decommissioned', ...IN_OUR_HANDS], 'same'),
    goes('verifyErasure', ['decommissioned', ...IN_OUR_HANDS], 'same'),
    goes('setMediumAside', ['decommissioned', ...IN_OUR_HANDS], 'same'),
    goes('sendToCustody', ['decommissioned', ...IN_OUR_HANDS], 'same'),
    goes('endCustody', ['decommissioned', ...IN_OUR_HANDS], 'same'),
    goes('triage', ['identified'], 'triaged'),
    goes('sendToParts', ['identified', 'triaged', 'inWork'], 'toParts'),
    goes('scrap', ['identified', 'triaged', 'inWork', 'toParts'], 'toRecycling'),
    goes('scrap', ['inUse'], 'toRecycling', 'closes'),
    goes('startWork', ['triaged', 'ready'], 'inWork'),
    goes('takePart', ['inWork', 'toParts'], 'same'),
    goes('fitPart', ['inWork'], 'same'),
    goes('finish', ['triaged', 'inWork'], 'ready'),
    goes('lapse', ['ready'], 'triaged'),
    goes('completeKit', ['ready', 'reserved'], 'same'),
    goes('reserve', ['ready'], 'reserved'),
    goes('release', ['reserved'], 'ready'),
    goes('handOver', ['reserved'], 'inUse', 'opens'),
    goes('repair', ['inUse'], 'same'),
    goes('takeBack', ['inUse'], 'returned', 'closes'),
    goes('putOnPallet', ['toRecycling'], 'same'),
    goes('takeOffPallet', ['toRecycling'], 'same'),
    goes('freezePallet', ['toRecycling'], 'same'),
    goes('collectPallet', ['toRecycling'], 'recycled'),
    goes('giveBack', ['received', 'identified', 'triaged', 'returned'], 'backToOwner'),
    goes('declareLost', allBut([...CLOSED, 'lost']), 'lost'),
    goes('find', ['lost'], 'received', 'closes'),
    goes('correct', allBut(['recycled']), 'asBefore', 'asBefore'),
  ],
}

/** The row that says what `act` does from `from`, or `impossible`. */
export function transitionOf(act: Act, from: Standing): Transition | 'impossible' {
  return TRANSITIONS.rows.find((row) => row.act === act && row.from.includes(from)) ?? 'impossible'
}

/** The states from which `act` exists, in the order of the circuit. */
export function statesBefore(act: Act): readonly Standing[] {
  const from = TRANSITIONS.rows.filter((row) => row.act === act).flatMap((row) => row.from)
  return (['none', ...DEVICE_STATES] as const).filter((state) => from.includes(state))
}

/** The acts that exist from `from`, whatever the gates say. */
export function actsFrom(from: Standing): readonly Act[] {
  return ALL_ACTS.filter((name) => transitionOf(name, from) !== 'impossible')
}
