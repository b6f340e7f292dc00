import type { Refused } from '../platform/http/answer.ts'
import type { Bilingual } from '../platform/text/text.ts'
import type { StateTone } from '../platform/ui/state.tsx'

export const SLIP_STATES = ['prepared', 'sent', 'settling', 'closed', 'cancelled'] as const
export type SlipState = (typeof SLIP_STATES)[number]

export const SLIP_STATE_NAMES: Readonly<Record<SlipState, Bilingual & { readonly tone: StateTone }>> = {
  prepared: { fr: 'en préparation', en: 'being prepared', tone: 'open' },
  sent: { fr: 'en route', en: 'on its way', tone: 'wait' },
  settling: { fr: 'écarts à décider', en: 'differences to decide', tone: 'wait' },
  closed: { fr: 'clos', en: 'closed', tone: 'done' },
  cancelled: { fr: 'annulé', en: 'cancelled', tone: 'neutral' },
}

/** What became of a device of a slip when it was received. */
export const OUTCOMES = {
  waiting: { fr: 'attendu', en: 'awaited', tone: 'wait' },
  arrived: { fr: 'arrivé', en: 'arrived', tone: 'done' },
  damaged: { fr: 'arrivé abîmé', en: 'arrived damaged', tone: 'refused' },
  missing: { fr: 'manquant', en: 'missing', tone: 'refused' },
  unexpected: { fr: 'non annoncé', en: 'not announced', tone: 'information' },
} as const satisfies Readonly<Record<string, Bilingual & { readonly tone: StateTone }>>
export type Outcome = keyof typeof OUTCOMES

/** What is decided of a difference; each difference has its own answers. */
export const DECISIONS = {
  found: { fr: 'arrivé depuis', en: 'arrived since' },
  cameBack: { fr: 'resté au départ', en: 'never left' },
  lost: { fr: 'déclaré perdu', en: 'declared lost' },
  kept: { fr: 'gardé ici', en: 'kept here' },
  sentBack: { fr: 'renvoyé d’où il vient', en: 'sent back where it came from' },
  toRepair: { fr: 'à remettre en état', en: 'to be mended' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type Decision = keyof typeof DECISIONS
export const DECISION_KEYS = ['found', 'cameBack', 'lost', 'kept', 'sentBack', 'toRepair'] as const

export const ANSWERS: Readonly<Record<Outcome, readonly Decision[]>> = {
  waiting: [],
  arrived: [],
  missing: ['found', 'cameBack', 'lost'],
  unexpected: ['kept', 'sentBack'],
  damaged: ['kept', 'toRepair'],
}

/** A line awaits its device, then perhaps a decision. */
export const isDifference = (outcome: Outcome): boolean => ANSWERS[outcome].length > 0

/** Where a sent slip stands after its lines: on its way while one waits, then to settle while a difference has no decision. */
export function standingOf(
  lines: readonly { readonly outcome: Outcome; readonly decision: Decision | null }[],
): 'sent' | 'settling' | 'closed' {
  if (lines.some(({ outcome }) => outcome === 'waiting')) return 'sent'
  return lines.some(({ outcome, decision }) => isDifference(outcome) && decision === null) ? 'settling' : 'closed'
}

const refusal = (rule: string, message: Bilingual, satisfy: Bilingual, concerns?: readonly string[]): Refused => ({
  rule,
  message,
  satisfy,
  ...(concerns ? { concerns } : {}),
})

/** Why a slip, or one of its lines, is not changed. */
export const REFUSALS = {
  notPrepared: refusal(
    'slipNotPrepared',
    {
      fr: 'Ce bordereau est déjà parti : son contenu ne change plus.',
      en: 'This slip has left: its content no longer changes.',
    },
    {
      fr: 'Préparez-en un autre, ou annulez celui-ci s’il n’a pas été reçu.',
      en: 'Prepare another, or cancel this one if nothing of it was received.',
    },
  ),
  notOnTheWay: refusal(
    'slipNotOnTheWay',
    { fr: 'Ce bordereau n’est pas en route.', en: 'This slip is not on its way.' },
    {
      fr: 'Envoyez-le d’abord ; clos ou annulé, il ne se reçoit plus.',
      en: 'Send it first; closed or cancelled, it is no longer received.',
    },
  ),
  over: refusal(
    'slipOver',
    { fr: 'Ce bordereau est clos ou annulé.', en: 'This slip is closed or cancelled.' },
    { fr: 'Il n’y a plus rien à suivre.', en: 'Nothing is left to follow.' },
  ),
  empty: refusal(
    'slipEmpty',
    { fr: 'Il n’y a aucun appareil sur ce bordereau.', en: 'There is no device on this slip.' },
    { fr: 'Ajoutez les appareils qui partent.', en: 'Add the devices that leave.' },
  ),
  begun: refusal(
    'slipReceptionBegun',
    {
      fr: 'La réception a commencé : cet envoi ne s’annule plus.',
      en: 'Reception has begun: this sending is no longer cancelled.',
    },
    { fr: 'Terminez la réception, puis décidez des écarts.', en: 'End the reception, then decide the differences.' },
  ),
  samePlace: refusal(
    'slipSamePlace',
    { fr: 'Le départ et l’arrivée sont le même lieu.', en: 'It leaves and arrives at the same place.' },
    { fr: 'Choisissez un autre lieu d’arrivée.', en: 'Choose another place of arrival.' },
  ),
  unknown: refusal(
    'slipUnknownCode',
    {
      fr: 'Ce code ne désigne ni un appareil ni un kit d’ici.',
      en: 'This code names neither a device nor a kit here.',
    },
    {
      fr: 'Vérifiez l’étiquette, ou cherchez l’appareil dans le parc.',
      en: 'Check the label, or look for the device in the fleet.',
    },
  ),
  elsewhere: (place: string) =>
    refusal(
      'slipDeviceElsewhere',
      { fr: `Il est enregistré ailleurs : ${place}.`, en: `It is recorded elsewhere: ${place}.` },
      {
        fr: 'Faites un bordereau qui part de ce lieu, ou déplacez-le d’abord.',
        en: 'Make a slip that leaves from that place, or move it first.',
      },
    ),
  onAnother: (number: number) =>
    refusal(
      'slipDeviceOnAnother',
      { fr: `Il est déjà sur le bordereau ${number}.`, en: `It is already on slip ${number}.` },
      { fr: 'Retirez-le de l’autre, ou recevez-le là-bas.', en: 'Take it off the other, or receive it there.' },
    ),
  inKit: (code: string) =>
    refusal(
      'slipDeviceInKit',
      { fr: `Il fait partie du kit ${code}.`, en: `It is part of kit ${code}.` },
      { fr: 'Scannez l’étiquette du kit : il part entier.', en: 'Scan the label of the kit: it leaves whole.' },
    ),
  notAwaited: refusal(
    'slipNotAwaited',
    { fr: 'Il a déjà été reçu sur ce bordereau.', en: 'It was already received on this slip.' },
    { fr: 'Passez au suivant.', en: 'Go on to the next.' },
  ),
  stillHere: refusal(
    'slipLossNotStated',
    { fr: 'Il n’est pas encore déclaré perdu.', en: 'It is not declared lost yet.' },
    {
      fr: 'Ouvrez sa fiche, déclarez la perte ou le vol, puis revenez ici.',
      en: 'Open its page, declare the loss or theft, then come back here.',
    },
  ),
} as const
