import type { Bilingual } from '../bilingual.ts'
import type { MediumKind } from '../hardware/report.ts'
import type { Day, Instant } from '../rules.ts'
import { sameSerial } from './bind.ts'
import { levelOf, type Technique } from './techniques.ts'

/** What a destroyer signs, typed from the paper by a person; the scan is filed and named by its hash. */
export interface DestructionCertificate {
  readonly number: string
  readonly destroyer: string
  readonly destroyedOn: Day
  readonly technique: Technique
  /** Largest particle; asked for memory chips, which survive in large pieces. */
  readonly particleSquareMillimetres: number | null
  /** Serial numbers listed, or our printed codes where a medium has no serial. */
  readonly listed: readonly string[]
  readonly documentHash: string
}

export interface DestroyedMedium {
  readonly serial: string | null
  /** Our printed code. */
  readonly code: string | null
  readonly kind: MediumKind
}

/** What is missing for a certificate of destruction to prove that this medium is no more. */
export const DESTRUCTION_GAPS = {
  noDocument: { fr: 'Le certificat lui-même n’est pas joint.', en: 'The certificate itself is not attached.' },
  noNumber: { fr: 'Le certificat n’a pas de numéro.', en: 'The certificate has no number.' },
  noDestroyer: { fr: 'Le destructeur n’est pas nommé.', en: 'The destroyer is not named.' },
  noDate: {
    fr: 'La date de destruction manque ou n’existe pas.',
    en: 'The day of destruction is missing or does not exist.',
  },
  dateInFuture: { fr: 'La date de destruction est à venir.', en: 'The day of destruction is in the future.' },
  notListed: {
    fr: 'Ce support n’est pas dans la liste du certificat (numéro de série ou code imprimé).',
    en: 'This medium is not in the certificate’s list (serial number or printed code).',
  },
  notDestructive: {
    fr: 'Cette technique ne détruit pas ce type de support.',
    en: 'This technique does not destroy this kind of medium.',
  },
  noParticleSize: {
    fr: 'Pour une mémoire flash, le certificat doit dire la taille des particules.',
    en: 'For flash memory the certificate must state the particle size.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>
export type DestructionGap = keyof typeof DESTRUCTION_GAPS

const DAY = 24 * 3600 * 1000

const FLASH: ReadonlySet<MediumKind> = new Set(['ssd', 'nvme', 'emmc', 'usb', 'unknown'])

type Rule = (certificate: DestructionCertificate, medium: DestroyedMedium, recordedAt: Instant) => boolean

/** Each row: the gap, and when it is there. `recordedAt` is the server's clock; a day of margin covers time zones. */
const RULES: readonly (readonly [DestructionGap, Rule])[] = [
  ['noDocument', ({ documentHash }) => documentHash.trim() === ''],
  ['noNumber', ({ number }) => number.trim() === ''],
  ['noDestroyer', ({ destroyer }) => destroyer.trim() === ''],
  ['noDate', ({ destroyedOn }) => Number.isNaN(startOf(destroyedOn))],
  ['dateInFuture', ({ destroyedOn }, _, recordedAt) => startOf(destroyedOn) > Date.parse(recordedAt) + DAY],
  [
    'notListed',
    ({ listed }, { serial, code }) => !listed.some((one) => sameSerial(one, serial) || sameCode(one, code)),
  ],
  ['notDestructive', ({ technique }, { kind }) => levelOf(technique, kind) !== 'destruct'],
  [
    'noParticleSize',
    ({ particleSquareMillimetres: size }, { kind }) => FLASH.has(kind) && !(size !== null && size > 0),
  ],
]

/** Every gap; none means that the certificate proves the destruction of this medium. Source: NIST SP 800-88r1 §4.8. */
export function destructionGaps(
  certificate: DestructionCertificate,
  medium: DestroyedMedium,
  recordedAt: Instant,
): DestructionGap[] {
  return RULES.filter(([, missing]) => missing(certificate, medium, recordedAt)).map(([gap]) => gap)
}

function sameCode(listed: string, code: string | null): boolean {
  return code !== null && code.trim() !== '' && listed.trim().toUpperCase() === code.trim().toUpperCase()
}

/** Start of a YYYY-MM-DD day in UTC; not a number when the day does not exist. */
function startOf(day: Day): number {
  const time = Date.parse(`${day}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && new Date(time).toJSON()?.startsWith(day) ? time : Number.NaN
}
