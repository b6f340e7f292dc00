import { type Fields, fieldsOf, listOf } from '../fields.ts'
import { mediumOf, reportOfMedia, vendorOf, wwnOf } from '../medium.ts'
import { makerOfModel } from '../medium-makers.ts'
import { bareName, mayBeMedium, SMALLEST_MEDIUM_BYTES } from '../medium-names.ts'
import { real, realModel, realSerial } from '../placeholder.ts'
import { bytesOf, countOf } from '../quantity.ts'
import type { Reader } from '../reader.ts'
import type { Medium, MediumKind } from '../report.ts'

/** `lsblk -J`, any columns, trees or lists, numbers or texts, bytes or rounded sizes ("238.5G", in powers of 1024). */
export const lsblkJson: Reader = {
  format: 'lsblk-json',
  recognises: ({ json }) => Array.isArray(fieldsOf(json).blockdevices),
  read: ({ json }) => {
    const disks = nodesOf(fieldsOf(json).blockdevices).filter(isDisk)
    const once = disks.filter((one, at) => at === disks.findIndex((other) => nameOf(other) === nameOf(one)))
    return reportOfMedia(wholeMedia(once), { kind: 'unsure', health: 'notInFormat' })
  },
}

/** One medium where a drive shows several times: namespaces of one NVMe add up, two paths to one disk are that disk. */
function wholeMedia(disks: readonly Fields[]): Medium[] {
  const media = new Map<string, Medium>()
  for (const disk of disks) {
    const medium = mediumOfNode(disk)
    const name = nameOf(disk)
    const drive = /^(nvme\d+)n\d+$/.exec(name)?.[1]
    const key = drive ? `${drive} ${medium.serial}` : `${medium.wwn ?? name} ${medium.bytes}`
    const known = media.get(key)
    const bytes = known && drive ? (known.bytes ?? 0) + (medium.bytes ?? 0) || null : medium.bytes
    media.set(key, { ...medium, bytes })
  }
  return [...media.values()]
}

/** Every device of the tree: `lsblk -s` hangs disks under their partitions. */
function nodesOf(devices: unknown): Fields[] {
  return listOf(devices).flatMap((one) => [fieldsOf(one), ...nodesOf(fieldsOf(one).children)])
}

function nameOf(one: Fields): string {
  return bareName(String(one.kname ?? one.name ?? one.path ?? ''))
}

function isDisk(one: Fields): boolean {
  const isOther = one.type !== undefined && one.type !== null && one.type !== 'disk'
  const bytes = bytesOfNode(one)
  return (
    !isOther &&
    nameOf(one) !== '' &&
    mayBeMedium(nameOf(one)) &&
    one.size !== '0B' &&
    one.size !== 0 &&
    one.size !== '0' &&
    (bytes === null || bytes >= SMALLEST_MEDIUM_BYTES)
  )
}

function bytesOfNode(one: Fields): number | null {
  return countOf(one.size) ?? (typeof one.size === 'string' ? bytesOf(one.size, 'binary') : null)
}

function mediumOfNode(one: Fields): Medium {
  const model = realModel(one.model)
  const kind = kindOfNode(one, model)
  return mediumOf({
    maker: vendorOf(one.vendor) ?? makerOfModel(model),
    model,
    serial: realSerial(one.serial),
    firmware: real(one.rev),
    wwn: wwnOf(one.wwn),
    bytes: bytesOfNode(one),
    kind,
  })
}

/** `rota` false proves an SSD; true proves a disk only on a bus that hands on the medium's own answer. */
function kindOfNode(one: Fields, model: string | null): MediumKind {
  const name = nameOf(one)
  const bus = typeof one.tran === 'string' ? one.tran.toLowerCase() : null
  if (bus === 'nvme' || name.startsWith('nvme')) return 'nvme'
  if (bus === 'mmc' || name.startsWith('mmcblk')) return 'emmc'
  if (bus === 'usb' || /\busb\b/.test(String(one.subsystems ?? '')) || (isTrue(one.rm) && /^sd/.test(name)))
    return 'usb'
  if (model !== null && /\bssd\b/i.test(model)) return 'ssd'
  const ownAnswer = bus !== null && /^(sata|ata|sas|spi)$/.test(bus)
  if (!ownAnswer && (bus !== null || !/^[sh]d[a-z]/.test(name))) return 'unknown'
  if (isFalse(one.rota)) return 'ssd'
  return isTrue(one.rota) && ownAnswer ? 'hdd' : 'unknown'
}

function isTrue(value: unknown): boolean {
  return value === true || value === 1 || value === '1'
}

function isFalse(value: unknown): boolean {
  return value === false || value === 0 || value === '0'
}
