import { swappedUuid } from './placeholder.ts'
import type { HardwareReport } from './report.ts'

export type IdentifierKind =
  | 'systemSerial'
  | 'uuid'
  | 'boardSerial'
  | 'wiredMac'
  | 'wirelessMac'
  | 'mediumSerial'
  | 'memorySerial'
  | 'stickSerial'

/** One printed value that may tell this machine from every other. */
export interface Identifier {
  readonly kind: IdentifierKind
  /** In the form that is compared: upper case, letters and digits only; a UUID in the lesser of its two byte orders. */
  readonly value: string
  /** As the report holds it. */
  readonly shown: string
}

/**
 * What an identifier is worth when both reports hold one. `agrees` and `differs` are points for and against; an anchor
 * belongs to the machine itself, the others move from one machine to another and alone never make two reports the same.
 */
export const WEIGHTS: Readonly<
  Record<
    IdentifierKind,
    { readonly agrees: number; readonly differs: number; readonly anchor: boolean; readonly why: string }
  >
> = {
  systemSerial: { agrees: 60, differs: 50, anchor: true, why: 'given by the maker to the whole machine' },
  uuid: { agrees: 50, differs: 40, anchor: true, why: 'written at the factory, but changes with a replaced board' },
  boardSerial: { agrees: 40, differs: 10, anchor: true, why: 'of the board, which may be replaced' },
  wiredMac: { agrees: 40, differs: 10, anchor: true, why: 'of the network chip on the board; some docks lend theirs' },
  wirelessMac: { agrees: 15, differs: 0, anchor: false, why: 'of a small card that is easily changed' },
  mediumSerial: {
    agrees: 20,
    differs: 0,
    anchor: false,
    why: 'disks are moved and replaced: a difference proves nothing',
  },
  memorySerial: { agrees: 5, differs: 0, anchor: false, why: 'modules are moved and replaced' },
  stickSerial: { agrees: 1, differs: 0, anchor: false, why: 'the same bench stick is seen in every machine it booted' },
}

/** At this score, with an anchor that agrees and none that strongly differs, two reports are of one machine. */
const SAME_SCORE = 50
/** An anchor that differs by this much leaves the verdict to a person. */
const STRONG = 40
/** A serial this short ("42", "4242") is shared by chance: a quarter of its weight. */
const SHORT_SERIAL = 4

/** MAC addresses that many machines share; the last group is GLPI's blacklist: adapters of VPN clients, modems, hypervisors. */
const SHARED_MACS: ReadonlySet<string> = new Set([
  '525400123456', // QEMU's default
  'ACDE48001122', // the inner network of every Mac with a T2 chip
  '001122334455',
  '0000DEADBEEF',
  '00059A3C7800', // a VPN client's adapter
  '204153594EFF',
  '24B620524153',
  '00A0C6000000',
  '000BCAFE0000',
  '005056C00001',
  '005056C00002',
  '005056C00003',
  '005056C00004',
  '005056C00008',
])

/** More cards, media or modules than any machine holds. */
const MAX_OF_A_KIND = 500

/** Every identifier of a report that is worth comparing. Readers have put the placeholders aside already. */
export function identifiersOf(report: HardwareReport): readonly Identifier[] {
  const found: Identifier[] = []
  const add = (kind: IdentifierKind, shown: string | null, value = compact(shown ?? '')) => {
    const twice = found.some((one) => one.value === value && (one.kind === kind || WEIGHTS[one.kind].anchor))
    if (shown !== null && value !== '' && !twice) found.push({ kind, value, shown })
  }
  add('systemSerial', report.serial)
  add('uuid', report.uuid, report.uuid === null ? '' : lesserUuid(report.uuid))
  add('boardSerial', report.board?.serial ?? null)
  for (const card of (report.network ?? []).slice(0, MAX_OF_A_KIND)) {
    const value = compact(card.mac ?? '')
    if (isOwnMac(value)) add(card.wireless === true ? 'wirelessMac' : 'wiredMac', card.mac, value)
  }
  for (const medium of (report.media ?? []).slice(0, MAX_OF_A_KIND))
    add(medium.kind === 'usb' ? 'stickSerial' : 'mediumSerial', medium.serial, compactSerial(medium.serial ?? ''))
  for (const module of (report.memory?.modules ?? []).slice(0, MAX_OF_A_KIND)) add('memorySerial', module.serial)
  return found
}

/** An eMMC's serial is a 32-bit number that some tools print in hexadecimal, others in decimal. */
export function compactSerial(text: string): string {
  return /^0x[0-9a-f]{1,8}$/i.test(text.trim()) ? String(Number.parseInt(text, 16)) : compact(text)
}

function compact(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '')
}

function lesserUuid(uuid: string): string {
  const [left, right] = [uuid, swappedUuid(uuid)].map((one) => one.toLowerCase())
  return left !== undefined && right !== undefined && right < left ? right : (left ?? uuid)
}

/** Not a group address, not locally administered (IEEE 802: bits 0 and 1 of the first byte), not filling, not shared. */
function isOwnMac(value: string): boolean {
  if (!/^[0-9A-F]{12}$/.test(value) || SHARED_MACS.has(value) || new Set(value).size <= 2) return false
  return (Number.parseInt(value.slice(0, 2), 16) & 0b11) === 0
}

/** One line of the explanation of a match. */
export interface Evidence {
  readonly kind: IdentifierKind
  /** As each report holds it; several values of one kind are joined by a comma. */
  readonly left: string
  readonly right: string
  /** Points: positive where it agrees, negative where it differs. */
  readonly weight: number
  readonly why: string
}

/** Are two reports of one machine? `possible` is for a person to decide, and is also the answer when nothing can be compared. */
export interface Match {
  readonly verdict: 'same' | 'possible' | 'different'
  readonly score: number
  readonly agree: readonly Evidence[]
  readonly differ: readonly Evidence[]
}

/**
 * Compares two reports by their identifiers and explains the answer. `isShared` tells the values already known on
 * several machines, which are no evidence.
 */
export function matchScore(
  a: HardwareReport,
  b: HardwareReport,
  isShared: (identifier: Identifier) => boolean = () => false,
): Match {
  const own = (report: HardwareReport) => identifiersOf(report).filter((one) => !isShared(one))
  return matchIdentifiers(own(a), own(b))
}

/** The same comparison, of identifiers gathered from any number of reports. */
export function matchIdentifiers(left: readonly Identifier[], right: readonly Identifier[]): Match {
  const kinds = Object.keys(WEIGHTS) as IdentifierKind[]
  const evidence = kinds.flatMap((kind) =>
    evidenceOf(
      kind,
      left.filter((one) => one.kind === kind),
      right.filter((one) => one.kind === kind),
    ),
  )
  const agree = evidence.filter((one) => one.weight > 0)
  const differ = evidence.filter((one) => one.weight < 0)
  const score = evidence.reduce((sum, one) => sum + one.weight, 0)
  return { verdict: verdictOf(score, agree, differ), score, agree, differ }
}

function evidenceOf(kind: IdentifierKind, left: readonly Identifier[], right: readonly Identifier[]): Evidence[] {
  const { agrees, differs, why } = WEIGHTS[kind]
  const common = left.flatMap((one) => {
    const other = right.find((candidate) => candidate.value === one.value)
    return other ? [{ kind, left: one.shown, right: other.shown, weight: worth(one.value, agrees), why }] : []
  })
  if (common.length > 0 || differs === 0 || left.length === 0 || right.length === 0) return common
  const shown = (side: readonly Identifier[]) => side.map((one) => one.shown).join(', ')
  return [{ kind, left: shown(left), right: shown(right), weight: -differs, why }]
}

function worth(value: string, points: number): number {
  return value.length <= SHORT_SERIAL ? Math.ceil(points / 4) : points
}

function verdictOf(score: number, agree: readonly Evidence[], differ: readonly Evidence[]): Match['verdict'] {
  const anchored = agree.some((one) => WEIGHTS[one.kind].anchor)
  const opposed = differ.some((one) => one.weight <= -STRONG)
  if (anchored && !opposed && score >= SAME_SCORE) return 'same'
  return opposed && !anchored ? 'different' : 'possible'
}
