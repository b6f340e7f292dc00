import { reportOf, why } from './blank.ts'
import { realMaker } from './placeholder.ts'
import type { HardwareReport, Medium, MediumKind } from './report.ts'

const NOTHING_KNOWN: Medium = {
  maker: null,
  model: null,
  serial: null,
  firmware: null,
  wwn: null,
  bytes: null,
  kind: 'unknown',
  health: 'unknown',
  hours: null,
  wear: null,
  signs: [],
}

/** A medium of which only the given fields are known. */
export function mediumOf(known: Partial<Medium>): Medium {
  return { ...NOTHING_KNOWN, ...known }
}

/** Does a tool say anything at all of this medium? A device that could not be opened says nothing. */
export function isKnown(medium: Medium): boolean {
  return (
    medium.model !== null ||
    medium.serial !== null ||
    medium.bytes !== null ||
    medium.health !== 'unknown' ||
    medium.hours !== null
  )
}

/** ATA and SCSI rotation rate (ACS-3 word 217, SBC-3 page B1h): 0 or 1 = not rotating, 0x401… = rpm, absent = unknown. */
export function kindOfRotation(rotation: number | null): MediumKind {
  if (rotation === null || rotation < 0) return 'unknown'
  return rotation <= 1 ? 'ssd' : 'hdd'
}

/** World wide name as lower-case hexadecimal digits, "eui." and "nvme." forms kept; `null` when it is none. */
export function wwnOf(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const text = value.trim().toLowerCase().replace(/\s+/g, '').replace(/^0x/, '')
  return /^((eui|nvme|uuid|t10)\..+|[0-9a-f]{12,32})$/.test(text) && !/^0+$/.test(text) ? text.slice(0, 200) : null
}

/** The vendor a SCSI or USB medium gives; `null` for the "ATA" that stands before every SATA disk. */
export function vendorOf(value: unknown): string | null {
  const vendor = realMaker(value)
  return vendor === null || /^(ata|ide|scsi|usb|generic-?|0x[0-9a-f]{4})$/i.test(vendor) ? null : vendor
}

type Why = Parameters<typeof why>[0]

/** The report of a tool that looks at media only; where a kind or a health is unknown it says once why. */
export function reportOfMedia(
  media: readonly Medium[],
  reasons: { readonly kind: Why; readonly health: Why },
): HardwareReport {
  const unknown = (['kind', 'health'] as const)
    .filter((field) => media.some((medium) => medium[field] === 'unknown'))
    .map((field) => ({ field: `media.${field}`, why: why(reasons[field]) }))
  return reportOf({ media, unknown })
}
