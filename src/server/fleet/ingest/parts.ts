import { compactSerial } from '../../../domain/hardware/identity.ts'
import { realSerial } from '../../../domain/hardware/placeholder.ts'
import type { HardwareReport, Medium } from '../../../domain/hardware/report.ts'

type Kind = 'medium' | 'memory' | 'battery'

/** A part as a report sees it. */
export interface Part {
  readonly kind: Kind
  readonly maker: string | null
  readonly model: string | null
  readonly serial: string | null
  readonly bytes: number | null
  readonly subkind: string | null
  readonly health: string | null
  readonly hours: number | null
  readonly level: number | null
}

/** A part as it is known: where it is, and what was seen of it. */
export interface KnownPart extends Omit<Part, 'kind'> {
  readonly id: string
  readonly kind: string
  readonly device_id: string | null
  readonly bin_id: string | null
  readonly standing: string
}

/** What a report changes of the parts of its device. */
export interface PartPlan {
  /** Sticks of the bench that had been taken for media of the device. */
  readonly sticks: readonly KnownPart[]
  /** Parts seen again, with all that is known of them; `moved`: it was elsewhere. */
  readonly seen: readonly { readonly before: KnownPart; readonly part: Part; readonly moved: boolean }[]
  readonly added: readonly Part[]
}

/**
 * What a report teaches of the parts of its device. A part is recognised by its serial wherever it was; one without a serial by its
 * model in this device. A part the report does not name stays: a report may be partial. `elsewhere`: parts that bear one of its
 * serials and may have moved; `sticks`: serials that a report saw plugged in.
 */
export function planParts(
  report: HardwareReport,
  fitted: readonly KnownPart[],
  elsewhere: readonly KnownPart[],
  sticks: ReadonlySet<string>,
): PartPlan {
  const isStick = (one: { readonly kind: string; readonly serial: string | null }) =>
    one.kind === 'medium' && one.serial !== null && sticks.has(compactSerial(one.serial))
  const left = fitted.filter((one) => !isStick(one))
  const seen: { before: KnownPart; part: Part; moved: boolean }[] = []
  const added: Part[] = []
  for (const part of partsOf(report).filter((one) => !isStick(one))) {
    const at = left.findIndex((one) => one.kind === part.kind && sameHere(one, part))
    const here = at < 0 ? undefined : left.splice(at, 1)[0]
    if (here) {
      seen.push({ before: here, part: withMore(here, part), moved: false })
      continue
    }
    // One medium said twice is one.
    const twice = (one: Part) => part.kind === 'medium' && one.kind === 'medium' && sameSerial(one, part)
    const again = added.findIndex(twice)
    const before = added[again]
    if (before) {
      added[again] = withMore(before, part)
      continue
    }
    const far = elsewhere.find((one) => one.kind === part.kind && part.subkind !== 'usb' && sameSerial(one, part))
    const known = seen.findIndex((one) => one.before.id === far?.id)
    const first = seen[known]
    if (first) seen[known] = { ...first, part: withMore(first.part, part) }
    else if (far) seen.push({ before: far, part: withMore(far, part), moved: true })
    else added.push(part)
  }
  return { sticks: fitted.filter(isStick), seen, added }
}

const sameSerial = (one: { readonly serial: string | null }, part: Part) =>
  part.serial !== null && one.serial === part.serial

function sameHere(one: KnownPart, part: Part): boolean {
  if (one.serial && part.serial) return compactSerial(one.serial) === compactSerial(part.serial)
  return sameModel(one.model, part.model) && near(one.bytes, part.bytes, TOLERANCE[part.kind])
}

/** SCSI commands cut a model at 16 characters, so one name may be the beginning of the other. */
const sameModel = (a: string | null, b: string | null): boolean =>
  a === null || b === null || a.startsWith(b) || b.startsWith(a)

/** How much two tools may differ on one capacity: a system keeps part of a memory module for itself. */
const TOLERANCE: Readonly<Record<Kind, number>> = { medium: 0.02, memory: 0.12, battery: 0.02 }
const near = (a: number | null, b: number | null, tolerance: number): boolean =>
  a === null || b === null || Math.abs(a - b) <= Math.max(a, b) * tolerance

/** What was known, with what the report says of it; the serial first read stays. */
function withMore(before: KnownPart | Part, part: Part): Part {
  const said = (value: string | null) => (value === 'unknown' ? null : value)
  return {
    kind: part.kind,
    maker: part.maker ?? before.maker,
    model: part.model ?? before.model,
    serial: before.serial ?? part.serial,
    bytes: part.bytes ?? before.bytes,
    subkind: said(part.subkind) ?? before.subkind,
    health: said(part.health) ?? before.health,
    hours: part.hours ?? before.hours,
    level: part.level ?? before.level,
  }
}

/** Whether the report says something of the part that was not known. */
export const saysMore = (before: KnownPart, part: Part): boolean =>
  DESCRIBED.some((field) => String(before[field]) !== String(part[field]))
const DESCRIBED = ['maker', 'model', 'serial', 'bytes', 'subkind', 'health', 'hours', 'level'] as const

const SMALLEST_MEDIUM = 32 * 1_048_576
/** No computer's own medium is this small and nameless: a virtual machine's helper disk, a flash chip of the board. */
const isTooSmall = (medium: Medium): boolean =>
  medium.bytes !== null && medium.bytes < SMALLEST_MEDIUM && medium.serial === null && medium.model === null

const NOTHING = {
  maker: null,
  model: null,
  serial: null,
  bytes: null,
  subkind: null,
  health: null,
  hours: null,
  level: null,
}

/** Sticks are not the machine's own media: the bench's own stick is in every report, so it is left to a person to add one. */
export function partsOf(report: HardwareReport): readonly Part[] {
  const media = (report.media ?? [])
    .filter((medium) => medium.kind !== 'usb' && !isTooSmall(medium))
    .map(
      (medium): Part => ({
        kind: 'medium',
        maker: medium.maker,
        model: medium.model,
        serial: realSerial(medium.serial),
        bytes: medium.bytes,
        subkind: medium.kind,
        health: medium.health,
        hours: medium.hours,
        level: medium.wear,
      }),
    )
  const memory = (report.memory?.modules ?? []).map(
    (module): Part => ({
      ...NOTHING,
      kind: 'memory',
      maker: module.maker,
      serial: realSerial(module.serial),
      bytes: module.bytes,
      subkind: module.type,
    }),
  )
  const batteries = (report.batteries ?? []).map(
    (battery): Part => ({
      ...NOTHING,
      kind: 'battery',
      maker: battery.maker,
      model: battery.model,
      serial: realSerial(battery.serial),
      level: battery.health,
    }),
  )
  return [...media, ...memory, ...batteries]
}
