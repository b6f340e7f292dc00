import type { Refused } from '../platform/http/answer.ts'

const refusal = (rule: string, fr: string, en: string, howFr: string, howEn: string): Refused => ({
  rule,
  message: { fr, en },
  satisfy: { fr: howFr, en: howEn },
})

/** What a pallet refuses by itself; what its devices refuse comes from the circuit. */
export const REFUSALS = {
  unknownCode: refusal(
    'unknownCode',
    'Ce code ne désigne aucun appareil.',
    'This code names no device.',
    'Scannez l’étiquette de nouveau, ou cherchez l’appareil par son numéro de série.',
    'Scan the label again, or look for the device by its serial number.',
  ),
  notOnThisPallet: refusal(
    'notOnThisPallet',
    'Cet appareil n’est pas sur cette palette.',
    'This device is not on this pallet.',
    'Vérifiez le code sur la liste du contenu.',
    'Check the code on the list of the content.',
  ),
  onAPallet: (number: number): Refused =>
    refusal(
      'onAPallet',
      `Il est déjà sur la palette ${number}.`,
      `It is already on pallet ${number}.`,
      'Retirez-le d’abord de l’autre palette.',
      'Take it off the other pallet first.',
    ),
  frozen: refusal(
    'palletFrozenKeeps',
    'La palette est figée : rien n’y change plus.',
    'The pallet is frozen: nothing on it changes any more.',
    'Ouvrez une autre palette.',
    'Open another pallet.',
  ),
  empty: refusal(
    'palletEmpty',
    'La palette est vide.',
    'The pallet is empty.',
    'Posez des appareils dessus, puis pesez-la.',
    'Put devices on it, then weigh it.',
  ),
  notToCollect: refusal(
    'palletNotFrozen',
    'Seule une palette figée s’enlève.',
    'Only a frozen pallet is collected.',
    'Pesez-la et figez-la d’abord.',
    'Weigh and freeze it first.',
  ),
  notToCertify: refusal(
    'palletNotCollected',
    'Le certificat se joint à une palette enlevée, une seule fois.',
    'The certificate is attached to a collected pallet, once.',
    'Enregistrez d’abord l’enlèvement.',
    'Record the collection first.',
  ),
} as const
