import { readCode } from '../fleet/code.ts'
import type { CardFamily, CardOf } from './cards.ts'
import { readingsOf } from './keyboard.ts'
import { type Card, readCard } from './read-card.ts'

/** What a scanned or typed text says. */
export type Scanned =
  | { readonly kind: 'nothing' }
  /** A printed code of ours: a device, a place, or a label that waits for its device; the database says which. */
  | { readonly kind: 'code'; readonly code: string }
  | ({ readonly kind: 'card' } & Card)
  /** It has the shape of a code or of a card of ours, and one character at least is wrong: scan it again. */
  | { readonly kind: 'misread'; readonly text: string }
  /** Something else: a serial number, an inventory number, a maker's own barcode. */
  | { readonly kind: 'words'; readonly text: string }

/** The text of a printed card: capitals, figures and colons only, which a QR code packs as alphanumeric. */
export const cardText = <Family extends CardFamily>(family: Family, name: CardOf<Family>): string =>
  `SV:${family}:${name}`

/**
 * The address in the QR code of a label: any telephone opens it. In capitals, which names of hosts do not tell apart and
 * which a QR code packs in less room (ISO/IEC 18004, alphanumeric mode): version 3 at level M up to 61 characters.
 */
export const codeAddress = (origin: string, code: string): string => `${origin.toUpperCase()}/E/${code}`

/**
 * Reads what a scanner sent or a person typed: a code with or without dashes, prefix or address; a card; words. A scanner that
 * types as on an American keyboard is understood on a French one; the check character decides, never a guess.
 */
export function readScan(text: string): Scanned {
  const said = text.trim()
  if (said === '') return { kind: 'nothing' }
  const card = readCard(said)
  if (card) return { kind: 'card', ...card }
  const readings = readingsOf(said)
  for (const reading of readings) {
    const found = codeOf(reading)
    if (found) return found
  }
  const shaped = readings.some((reading) => OURS.test(reading.toUpperCase()))
  return shaped ? { kind: 'misread', text: said } : { kind: 'words', text: said }
}

/** An address of ours, our prefix, or a card: whatever else it is, it is not a maker's serial number. */
const OURS = /\/E\/[^/]*$|^SV-?[0-9A-Z]{4}-?[0-9A-Z]{4}-?[0-9A-Z]$|^SV:/

function codeOf(text: string): Scanned | undefined {
  const code = readCode(text)
  return code === null ? undefined : { kind: 'code', code }
}
