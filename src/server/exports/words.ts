import type { Bilingual } from '../platform/text/text.ts'

type Words = Readonly<Record<string, Bilingual>>

/** Health of a medium, and how its last erasure ended. */
export const MEDIUM_WORDS: Words = {
  ok: { fr: 'bonne', en: 'good' },
  warning: { fr: 'à surveiller', en: 'warning' },
  failing: { fr: 'défaillante', en: 'failing' },
  unknown: { fr: 'inconnue', en: 'unknown' },
  erased: { fr: 'effacé', en: 'erased' },
  erasedWithExceptions: { fr: 'effacé avec réserves', en: 'erased with exceptions' },
  failed: { fr: 'échec', en: 'failed' },
  destroyed: { fr: 'détruit', en: 'destroyed' },
  absent: { fr: 'absent', en: 'absent' },
}
export const STANDING_WORDS: Words = {
  fitted: { fr: 'dans l’appareil', en: 'in the device' },
  aside: { fr: 'mis de côté', en: 'set aside' },
  stock: { fr: 'en stock', en: 'in stock' },
  absent: { fr: 'absent', en: 'absent' },
  destroyed: { fr: 'détruit', en: 'destroyed' },
  scrapped: { fr: 'mis au rebut', en: 'scrapped' },
}
export const ORDER_OUTCOMES: Words = {
  ready: { fr: 'prêt', en: 'ready' },
  parts: { fr: 'pour pièces', en: 'for parts' },
  recycling: { fr: 'à recycler', en: 'to recycling' },
  abandoned: { fr: 'abandonnée', en: 'abandoned' },
}
export const SESSION_WORDS: Words = {
  offered: { fr: 'proposée', en: 'offered' },
  accepted: { fr: 'acceptée', en: 'accepted' },
  declined: { fr: 'déclinée', en: 'declined' },
}
