import type { Bilingual } from '../bilingual.ts'
import { real, realSerial } from '../hardware/placeholder.ts'

/** What a log or a certificate says of a drive, and what we know of a medium. Sizes are bytes. */
export interface DriveClue {
  readonly serial: string | null
  readonly model: string | null
  readonly bytes: number | null
}

export interface KnownMedium extends DriveClue {
  readonly id: string
}

export const TIE_REASONS = {
  serial: { fr: 'Le numéro de série est celui du support.', en: 'The serial number is the medium’s.' },
  serialNarrowed: {
    fr: 'Plusieurs supports portent ce numéro de série ; la taille et le modèle en désignent un seul.',
    en: 'Several media bear this serial number; size and model leave one.',
  },
  noSerial: {
    fr: 'Numéro de série absent ou fictif : une personne doit désigner le support.',
    en: 'Serial number absent or a placeholder: a person must say which medium it is.',
  },
  serialShared: {
    fr: 'Plusieurs supports portent ce numéro de série.',
    en: 'Several media bear this serial number.',
  },
  sizeDiffers: {
    fr: 'Même numéro de série, mais la taille diffère de plus de 1 %.',
    en: 'Same serial number, but the size differs by more than 1%.',
  },
  modelDiffers: {
    fr: 'Même numéro de série, mais le modèle diffère.',
    en: 'Same serial number, but the model differs.',
  },
  serialUnknown: {
    fr: 'Aucun support connu ne porte ce numéro de série.',
    en: 'No known medium bears this serial number.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>
export type TieReason = keyof typeof TIE_REASONS

export type Tie<M> =
  | { readonly tie: 'matched'; readonly medium: M; readonly reason: TieReason }
  | { readonly tie: 'ambiguous'; readonly candidates: readonly M[]; readonly reason: TieReason }
  | { readonly tie: 'none'; readonly reason: TieReason }

/**
 * Which of these media the log speaks of. Only a serial number ties by itself; size and model may refuse what it says,
 * or choose between two, never replace it.
 */
export function tieDrive<M extends KnownMedium>(drive: DriveClue, media: readonly M[]): Tie<M> {
  const serial = comparableSerial(drive.serial)
  if (serial === null) {
    const candidates = media.filter((one) => sameSize(drive, one) && sameModel(drive, one))
    return candidates.length > 0
      ? { tie: 'ambiguous', candidates, reason: 'noSerial' }
      : { tie: 'none', reason: 'noSerial' }
  }
  const bearers = media.filter((one) => sameSerial(drive.serial, one.serial))
  const fitting = bearers.filter((one) => sameSize(drive, one) && sameModel(drive, one))
  const [first] = bearers
  const [only] = fitting
  if (first === undefined) return { tie: 'none', reason: 'serialUnknown' }
  if (only !== undefined && fitting.length === 1) {
    return { tie: 'matched', medium: only, reason: bearers.length === 1 ? 'serial' : 'serialNarrowed' }
  }
  if (bearers.length > 1) return { tie: 'ambiguous', candidates: bearers, reason: 'serialShared' }
  const reason = sameSize(drive, first) ? 'modelDiffers' : 'sizeDiffers'
  return { tie: 'ambiguous', candidates: bearers, reason }
}

/** Longest serial that nwipe prints: a longer one is cut there. */
const CUT = 20

export function sameSerial(a: string | null, b: string | null): boolean {
  const [left, right] = [comparableSerial(a), comparableSerial(b)]
  if (left === null || right === null) return false
  const cut = (short: string, whole: string, raw: string | null) =>
    raw?.trim().length === CUT && whole.length > short.length && whole.startsWith(short)
  return left === right || cut(left, right, a) || cut(right, left, b)
}

/**
 * The serial as tools that print it differently agree on it: without spaces and padding, upper case, without leading
 * zeros, without the "WD-" that some tools leave out. `null`: absent or a placeholder.
 */
export function comparableSerial(serial: string | null): string | null {
  const printed =
    realSerial(serial)
      ?.toUpperCase()
      .replace(/[\s_.]+/g, '') ?? ''
  const bare = printed.replace(/^WD-/, '').replace(/^0X/, '').replace(/^0+/, '')
  return bare.length >= 4 ? bare : null
}

/** Sizes agree within 1 %, or one is not known. */
function sameSize(a: DriveClue, b: DriveClue): boolean {
  if (a.bytes === null || b.bytes === null) return true
  return Math.abs(a.bytes - b.bytes) <= Math.max(a.bytes, b.bytes) / 100
}

/** Tools cut the model (16 or 17 characters) and leave the maker out: one name must hold the other. */
function sameModel(a: DriveClue, b: DriveClue): boolean {
  const [left, right] = [comparableModel(a.model), comparableModel(b.model)]
  if (left === null || right === null) return true
  return left.includes(right) || right.includes(left)
}

function comparableModel(model: string | null): string | null {
  const bare = real(model, 'model')
    ?.toUpperCase()
    .replace(/^(WDC|ATA|SEAGATE|SAMSUNG|TOSHIBA|HITACHI|HGST|CRUCIAL|KINGSTON|INTEL|SANDISK|MICRON)\s+/, '')
    .replace(/[^A-Z0-9]/g, '')
  return bare === undefined || bare.length < 3 ? null : bare
}
