import type { Bilingual } from '../bilingual.ts'

/** Supplies: counted, not serialised (design: « fourniture »). */
export const SUPPLY_KINDS = {
  keyboard: { fr: 'clavier', en: 'keyboard' },
  mouse: { fr: 'souris', en: 'mouse' },
  powerCable: { fr: 'câble d’alimentation', en: 'power cable' },
  powerAdapter: { fr: 'chargeur', en: 'power adapter' },
  videoCable: { fr: 'câble vidéo', en: 'video cable' },
  networkCable: { fr: 'câble réseau', en: 'network cable' },
  speakers: { fr: 'enceintes', en: 'speakers' },
  headset: { fr: 'casque', en: 'headset' },
  webcam: { fr: 'webcam', en: 'webcam' },
  bag: { fr: 'sacoche', en: 'bag' },
  other: { fr: 'autre', en: 'other' },
} as const satisfies Record<string, Bilingual>
export type SupplyKind = keyof typeof SUPPLY_KINDS
export const SUPPLY_KIND_NAMES = Object.keys(SUPPLY_KINDS) as [SupplyKind, ...SupplyKind[]]
