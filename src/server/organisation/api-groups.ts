import type { Bilingual } from '../platform/text/text.ts'

/** Headings of the page of the interface. */
export const API_GROUPS = {
  asker: { fr: 'Qui demande', en: 'Who asks' },
  devices: { fr: 'Appareils', en: 'Devices' },
  evidence: { fr: 'Relevés et preuves', en: 'Reports and proofs' },
  parts: { fr: 'Pièces', en: 'Parts' },
  places: { fr: 'Lieux', en: 'Places' },
  workshop: { fr: 'Atelier et pannes', en: 'Workshop and breakdowns' },
} as const satisfies Readonly<Record<string, Bilingual>>
