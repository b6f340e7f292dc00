import { showCode } from '../fleet/code.ts'
import { CARDS } from '../labels/cards.ts'
import type { Tx } from '../platform/database/database.ts'
import { both, type Said, type Tone } from './scan.ts'
import type { Session, Told } from './scan-session.ts'
import { placeOf } from './subject.sql.ts'

const TONES: Readonly<Record<Told, Tone>> = {
  nothing: 'refused',
  misread: 'refused',
  unknownWords: 'refused',
  stranger: 'refused',
  mode: 'told',
  ended: 'told',
  held: 'told',
  alreadyHeld: 'told',
  handFull: 'refused',
  placeSet: 'told',
  moveNothing: 'refused',
  notInThisMode: 'refused',
  kitFirst: 'refused',
  slipFirst: 'refused',
  freeLabel: 'asks',
  dropped: 'told',
  nothingAsked: 'refused',
  verdictOfNothing: 'refused',
  gradeOfNothing: 'refused',
  elsewhere: 'refused',
  notShown: 'refused',
}

/** The line of a scan that asks nothing of any room; `next` is where it leads. */
export async function toldLine(
  tx: Tx,
  told: Told,
  next: Session,
  code: string | null,
): Promise<Said & { readonly tone: Tone }> {
  const card = CARDS.MODE[next.mode].name
  const place = told === 'placeSet' && next.into ? await placeOf(tx, next.into) : null
  return {
    tone: TONES[told],
    code: code ? showCode(code) : null,
    says: {
      fr: both((text) => says(text, told, card.fr, next, place?.name ?? '')).fr,
      en: both((text) => says(text, told, card.en, next, place?.name ?? '')).en,
    },
    how: both((text) => (told === 'mode' ? text.toldHow.mode[next.mode] : text.toldHow[told])),
  }
}

function says(
  text: Parameters<Parameters<typeof both>[0]>[0],
  told: Told,
  mode: string,
  next: Session,
  place: string,
): string {
  if (told === 'mode') return text.told.mode(mode)
  if (told === 'held') return text.told.held(next.hand.length)
  return told === 'placeSet' ? text.told.placeSet(place) : text.told[told]
}
