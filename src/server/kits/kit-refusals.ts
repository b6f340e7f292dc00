import type { Refused } from '../platform/http/answer.ts'
import type { Bilingual } from '../platform/text/text.ts'

const refusal = (rule: string, fr: string, en: string, howFr: string, howEn: string): Refused => ({
  rule,
  message: { fr, en },
  satisfy: { fr: howFr, en: howEn },
})

/** Why a thing does not go in a kit, or a kit is not complete. */
export const kitRefusals = {
  closed: refusal(
    'kitClosed',
    'Ce kit est fermé : on n’y ajoute rien.',
    'This kit is closed: nothing is added to it.',
    'Défaites-le, ou ouvrez-en un autre.',
    'Take it apart, or open another.',
  ),
  empty: refusal(
    'kitEmpty',
    'Il n’y a aucun appareil dans ce kit.',
    'There is no device in this kit.',
    'Scannez d’abord l’unité.',
    'Scan the unit first.',
  ),
  unknown: (code: string) =>
    refusal(
      'kitUnknown',
      `« ${code} » ne désigne ni un appareil, ni une fourniture.`,
      `“${code}” names neither a device nor a supply.`,
      'Scannez l’étiquette de l’appareil, ou celle du bac.',
      'Scan the label of the device, or that of the bin.',
    ),
  notAsked: (name: string) =>
    refusal(
      'kitNotAsked',
      `${name} : la recette de ce kit ne demande pas cette nature d’appareil.`,
      `${name}: the recipe of this kit does not ask for this kind of device.`,
      'Prenez-en un autre, ou changez de modèle de kit.',
      'Take another, or change the kit model.',
    ),
  lineFilled: (name: string) =>
    refusal(
      'kitLineFilled',
      `${name} : le kit a déjà cet appareil-là.`,
      `${name}: the kit already has that device.`,
      'Retirez d’abord l’autre.',
      'Take the other one out first.',
    ),
  notReady: (name: string, state: Bilingual) =>
    refusal(
      'kitNotReady',
      `${name} n’est pas prêt : il est ${state.fr}.`,
      `${name} is not ready: it is ${state.en}.`,
      'Finissez sa fiche d’atelier, ou libérez-le.',
      'Finish its work order, or release it.',
    ),
  inKit: (name: string, kit: string) =>
    refusal(
      'kitElsewhere',
      `${name} est déjà dans le kit ${kit}.`,
      `${name} is already in kit ${kit}.`,
      'Retirez-le de ce kit, ou prenez-en un autre.',
      'Take it out of that kit, or take another.',
    ),
  enoughOf: (name: string) =>
    refusal(
      'kitEnough',
      `${name} : le kit en a assez.`,
      `${name}: the kit has enough.`,
      'Passez à la ligne suivante.',
      'Go on to the next line.',
    ),
  binEmpty: (name: string) =>
    refusal(
      'binEmpty',
      `${name} : le bac est vide.`,
      `${name}: the bin is empty.`,
      'Comptez le bac si ce n’est pas vrai, sinon retrouvez-en.',
      'Count the bin if this is not so, else find some.',
    ),
} as const
