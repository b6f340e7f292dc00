import { mediumOf, vendorOf } from '../medium.ts'
import { makerOfModel } from '../medium-makers.ts'
import { SMALLEST_MEDIUM_BYTES } from '../medium-names.ts'
import { realModel, realSerial } from '../placeholder.ts'
import type { Medium, MediumKind } from '../report.ts'
import { amountOf, has, type LshwNode, textOf, upwards } from './lshw-tree.ts'

const NAMESPACE = /^\/dev\/nvme\d+(c\d+)?n\d+$/
const CONTROLLER = /^\/dev\/nvme\d+$/
const CARD = /^\/dev\/mmcblk\d+$/
const DRIVE = /^\/dev\/([shvmx]|xv)d[a-z]+$|^\/dev\/(dasd[a-z]+|pmem\d+|nbd\d+|cciss\/c\d+d\d+|ida\/c\d+d\d+)$/
const OPTICAL = /^\/dev\/(sr|scd|cdrom|dvd|fd|st|nst|sg|loop|zram)/

/**
 * Storage media of a tree: disks, NVMe drives, cards, USB sticks that hold something. Optical drives, floppies, tapes and
 * card readers without a card are none.
 */
export function lshwMedia(nodes: readonly LshwNode[]): Medium[] {
  const cards = new Set(nodes.filter((node) => named(node, CARD)))
  const parents = new Set(nodes.map((node) => node.parent))
  const nvme = new Set(
    nodes.filter((node) => named(node, NAMESPACE) || named(node, CONTROLLER) || isBareNvme(node, parents)),
  )
  const drives = nodes.filter((node) => !nvme.has(node) && !cards.has(node) && isDrive(node))
  return [...nvmeMedia([...nvme]), ...drives.map(driveOf), ...[...cards].map(cardOf)]
}

function named(node: LshwNode, pattern: RegExp): boolean {
  return node.names.some((name) => pattern.test(name))
}

function isDrive(node: LshwNode): boolean {
  if (node.class !== 'disk' || /^(cdrom|dvd|medium|floppy|tape|volume|namespace|interface|partition)\b/.test(node.id))
    return false
  if (named(node, OPTICAL) || ['cd-r', 'cd-rw', 'dvd', 'dvd-r', 'audio'].some((one) => has(node, one))) return false
  if (
    named(node, /^\/dev\/(mmcblk|nvme|ng\d)/) ||
    (node.names.length > 0 && node.names.every((name) => /^hwmon/.test(name)))
  )
    return false
  const bytes = sizeOf(node)
  if (bytes !== null) return bytes >= SMALLEST_MEDIUM_BYTES
  return !has(node, 'removable') && (named(node, DRIVE) || realModel(textOf(node, 'product')) !== null)
}

/** Size of a node, else of the medium that stands in it. */
function sizeOf(node: LshwNode): number | null {
  const inside = Array.isArray(node.fields.children) ? node.fields.children : []
  const sizes = inside.map((child) => (isMediumIn(child) ? Number(child.size) : 0))
  return amountOf(node, 'size') ?? amountOf(node, 'capacity') ?? sizes.find((size) => size > 0) ?? null
}

function isMediumIn(child: unknown): child is { readonly id: string; readonly size: number } {
  return typeof child === 'object' && child !== null && 'id' in child && child.id === 'medium' && 'size' in child
}

function driveOf(node: LshwNode): Medium {
  const usb = upwards(node).find((one) => isUsb(one))
  const model = realModel(textOf(node, 'product')) ?? (usb ? realModel(textOf(usb, 'product')) : null)
  return mediumOf({
    maker: vendorOf(textOf(node, 'vendor')) ?? (usb ? vendorOf(textOf(usb, 'vendor')) : null) ?? makerOfModel(model),
    model,
    serial: realSerial(textOf(node, 'serial')) ?? (usb ? realSerial(textOf(usb, 'serial')) : null),
    firmware: realModel(textOf(node, 'version')),
    bytes: sizeOf(node),
    kind: usb || isStick(node) ? 'usb' : kindOfDrive(node, model),
  })
}

function isUsb(node: LshwNode): boolean {
  return (
    /^(disk|storage)$/.test(node.class) &&
    (/^usb@/.test(textOf(node, 'businfo')) || /^(usb-storage|uas)$/.test(textOf(node, 'configuration', 'driver')))
  )
}

/** Removable and not on ATA: a stick or a card in a reader, where a list leaves out the bus above it. */
function isStick(node: LshwNode): boolean {
  return has(node, 'removable') && !/^ATA\b/.test(textOf(node, 'description'))
}

/** lshw tells disks from solid state only by a printed speed (SCSI mode page 4) or by the words of the model. */
function kindOfDrive(node: LshwNode, model: string | null): MediumKind {
  if (Object.keys(Object(node.fields.capabilities)).some((one) => /^\d{4,5}rpm$/.test(one))) return 'hdd'
  return /\bssd\b|ssd\d|solid.?state/i.test(`${model ?? ''} ${textOf(node, 'description')}`) ? 'ssd' : 'unknown'
}

/** One drive a controller, its namespaces added up; versions differ in which of the two nodes holds model and serial. */
function nvmeMedia(nodes: readonly LshwNode[]): Medium[] {
  const drives = new Map<string, { controller: LshwNode | null; namespaces: LshwNode[] }>()
  nodes.forEach((node, index) => {
    const own = node.names.find((name) => CONTROLLER.test(name) || NAMESPACE.test(name))
    const key = /^\/dev\/nvme\d+/.exec(own ?? '')?.[0] ?? `unnamed ${index}`
    const drive = drives.get(key) ?? { controller: null, namespaces: [] }
    drives.set(key, drive)
    if (own && NAMESPACE.test(own)) drive.namespaces.push(node)
    else drive.controller = node
  })
  return [...drives.values()].map(({ controller, namespaces }) => {
    const parts = [...namespaces, ...(controller ? [controller] : [])]
    const speaking =
      parts.find((one) => realSerial(textOf(one, 'serial')) !== null) ?? parts.find((one) => !isChip(one))
    const sizes = namespaces.map((one) => amountOf(one, 'size') ?? 0).reduce((a, b) => a + b, 0)
    const model = speaking ? realModel(textOf(speaking, 'product')) : null
    return mediumOf({
      maker:
        makerOfModel(model) ??
        parts.map((one) => vendorOf(textOf(one, 'vendor'))).find((maker) => maker !== null) ??
        null,
      model,
      serial: speaking ? realSerial(textOf(speaking, 'serial')) : null,
      firmware: speaking ? realModel(textOf(speaking, 'version')) : null,
      bytes: sizes > 0 ? sizes : null,
      kind: 'nvme',
    })
  })
}

/** A PCI function without a serial names the controller chip, not the drive. */
function isChip(node: LshwNode): boolean {
  return /^pci@/.test(textOf(node, 'businfo')) && textOf(node, 'serial') === ''
}

/** lshw before 02.19 knows nothing of NVMe: a PCI function is all it prints of such a drive. */
function isBareNvme(node: LshwNode, parents: ReadonlySet<LshwNode | null>): boolean {
  if (node.class !== 'storage' || node.names.length > 0) return false
  const nvme = has(node, 'nvm_express') || textOf(node, 'configuration', 'driver') === 'nvme'
  return nvme && !parents.has(node)
}

/** SD cards say "SD Card" or the capability `sd`; soldered eMMC does not. The node above may hold the names. */
function cardOf(node: LshwNode): Medium {
  const device = upwards(node).find((one) => textOf(one, 'serial') !== '' || textOf(one, 'product') !== '') ?? node
  const sd = /\bSD ?(HC|XC)? ?Card/i.test(textOf(device, 'description')) || has(device, 'sd') || has(node, 'sd')
  return mediumOf({
    maker: vendorOf(textOf(device, 'vendor').replace(/^unknown \(\d+\)$/i, '')),
    model: realModel(textOf(device, 'product')),
    serial: realSerial(textOf(device, 'serial')),
    bytes: sizeOf(node),
    kind: sd ? 'unknown' : 'emmc',
  })
}
