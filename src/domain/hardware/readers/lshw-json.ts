import { reportOf, SAYS_VIRTUAL, why } from '../blank.ts'
import { cpuName } from '../cpu-name.ts'
import { kindOf } from '../kind.ts'
import { real, realMaker, realModel, realSerial, realUuid } from '../placeholder.ts'
import { countOf } from '../quantity.ts'
import type { Dump, Reader } from '../reader.ts'
import type { Battery, Cpu, HardwareReport, Memory, MemoryModule, NetworkCard } from '../report.ts'
import { lshwMedia } from './lshw-media.ts'
import { amountOf, has, type LshwNode, lshwNodes, lshwNodesOfText, textOf } from './lshw-tree.ts'
import { commercialName, withoutSku } from './product-name.ts'

/** `lshw -json`: a tree, a list (02.18 and later, or `-class`), several in a row, and the invalid JSON of old versions. */
export const lshwJson: Reader = {
  format: 'lshw-json',
  recognises: (dump: Dump) => (dump.json === undefined ? looksBroken(dump.text) : looksLikeLshw(dump.json)),
  read(dump: Dump) {
    const { nodes, cut } =
      dump.json === undefined ? lshwNodesOfText(dump.text) : { nodes: lshwNodes(dump.json), cut: false }
    return nodes.length === 0 ? { refused: { code: 'damaged' } } : reportOfLshw(nodes, cut)
  },
}

const CLASSES =
  'system|bridge|memory|processor|address|storage|disk|tape|bus|network|display|input|printer|multimedia|communication|power|volume|generic'
const CLASS = new RegExp(`^(${CLASSES})$`)
const FIRST_NODE = new RegExp(
  `^\\s*[[{][\\s\\S]{0,200}?"id"\\s*:\\s*"[^"\\n]*"[\\s,]*"class"\\s*:\\s*"(${CLASSES})"`,
  'm',
)

function looksLikeLshw(json: unknown): boolean {
  const first = (Array.isArray(json) ? json.flat() : [json]).slice(0, 20)
  return lshwNodes(first.map((one) => ({ ...Object(one), children: [] }))).some((node) => CLASS.test(node.class))
}

function looksBroken(text: string): boolean {
  return FIRST_NODE.test(text.slice(0, 5000))
}

/** The report of an lshw tree. Also serves snapshots that wrap lshw's output. `cut`: the end of the output is missing. */
export function reportOfLshw(nodes: readonly LshwNode[], cut = false): HardwareReport {
  const root = nodes.find((node) => node.class === 'system' && !/^(pnp|remoteaccess)/.test(node.id) && !isInside(node))
  const core = nodes.find((node) => node.id === 'core' && node.class === 'bus')
  const firmware = nodes.find((node) => node.id === 'firmware' && node.class === 'memory')
  const sku = textOf(root, 'configuration', 'sku')
  const vendor = textOf(root, 'vendor')
  const product = withoutSku(textOf(root, 'product'), sku)
  const serial = textOf(root, 'serial')
  const batteries = batteriesOf(nodes)
  const chassis = textOf(root, 'configuration', 'chassis')
  const whole = core !== undefined
  const name = commercialName(vendor, textOf(root, 'version'), sku)
  const media = lshwMedia(nodes)
  const hidden = cut ? why('damaged', 'the end of the file is missing') : hiddenMedia(nodes)
  const declaredVirtual = has(firmware, 'virtualmachine')
  const kind = kindOf({
    chassis: [chassis],
    maker: realMaker(vendor),
    model: realModel(product),
    name,
    family: real(textOf(root, 'configuration', 'family')),
    boardMaker: realMaker(textOf(core, 'vendor')),
    firmwareMaker: real(textOf(firmware, 'vendor')),
    battery: batteries.length > 0,
    declaredVirtual,
  })
  const known: Partial<HardwareReport> = {
    maker: realMaker(vendor),
    model: realModel(product),
    serial: realSerial(serial),
    uuid: realUuid(textOf(root, 'configuration', 'uuid')),
    name,
    kind,
    board: core
      ? {
          maker: realMaker(textOf(core, 'vendor')),
          model: realModel(textOf(core, 'product')),
          serial: realSerial(textOf(core, 'serial')),
        }
      : null,
    firmware: firmware
      ? {
          maker: real(textOf(firmware, 'vendor')),
          version: real(textOf(firmware, 'version')),
          date: real(textOf(firmware, 'date')),
        }
      : null,
    cpu: cpusOf(nodes),
    memory: memoryOf(nodes),
    media: media.length > 0 || (whole && hidden === null) ? media : null,
    batteries: batteries.length > 0 ? batteries : null,
    graphics: whole || nodes.some((node) => node.class === 'display') ? graphicsOf(nodes) : null,
    network: whole || nodes.some((node) => node.class === 'network') ? networkOf(nodes) : null,
    unknown: [
      ...(declaredVirtual && kind !== 'virtual' ? [SAYS_VIRTUAL] : []),
      ...(media.length > 0 && hidden !== null ? [{ field: 'media', why: hidden }] : []),
    ],
  }
  const said = (printed: string) => (printed === '' ? why('notPrinted') : why('placeholder', printed))
  return reportOf(known, {
    maker: said(vendor),
    model: said(product),
    serial: said(serial),
    uuid: said(textOf(root, 'configuration', 'uuid')),
    name: why('notPrinted'),
    kind: chassis === '' ? why('notPrinted') : why('unsure', chassis),
    board: why('notPrinted'),
    firmware: why('notPrinted'),
    cpu: why('notPrinted'),
    memory: why('notPrinted'),
    media: hidden ?? why('notPrinted'),
    batteries: why('notPrinted'),
    graphics: why('notPrinted'),
    network: why('notPrinted'),
  })
}

/** Disks behind a RAID controller, or Intel's remapping, may be invisible to every tool: then "none" is not known. */
function hiddenMedia(nodes: readonly LshwNode[]): string | null {
  const raid = nodes.find((node) => node.class === 'storage' && (/^raid\b/.test(node.id) || has(node, 'raid')))
  return raid ? why('unsure', `disks behind ${textOf(raid, 'product') || 'a RAID controller'}`) : null
}

function isInside(node: LshwNode): boolean {
  return node.parent !== null && node.parent.class !== 'system'
}

/**
 * Populated sockets. Nodes that come from the firmware's table carry a handle; where there are none, each node is a
 * logical processor: all one CPU, whose count of nodes is its cores only on processors without threads (ARM).
 */
function cpusOf(nodes: readonly LshwNode[]): Cpu[] | null {
  const all = nodes.filter((node) => node.class === 'processor' && /^cpu(:\d+)?$/.test(node.id))
  const sockets = all.filter((node) => /^DMI:/i.test(textOf(node, 'handle')))
  const filled = sockets.filter((node) => node.fields.disabled !== true || textOf(node, 'businfo') !== '')
  const enabled = filled.filter((node) => node.fields.disabled !== true)
  const cpus = (enabled.length > 0 ? enabled : filled).filter(
    (node) => textOf(node, 'product') !== '' || textOf(node, 'vendor') !== '' || textOf(node, 'businfo') !== '',
  )
  if (cpus.length > 0) return cpus.map((node) => ({ name: nameOf(node), cores: coresOf(node) }))
  const logical = all.filter((node) => textOf(node, 'product') !== '' && !CACHE.test(textOf(node, 'product')))
  const first = logical[0]
  if (!first) return null
  const names = [...new Set(logical.map(nameOf))]
  const threaded = /intel|amd|via|x86|virtual/i.test(`${names.join(' ')} ${textOf(first, 'vendor')}`)
  const counted = threaded ? null : logical.length
  return names.map((name) => ({ name, cores: coresOf(first) ?? (names.length === 1 ? counted : null) }))
}

/** A device tree lists its caches beside the processors: "l2-cache0". */
const CACHE = /^l\d-cache/

function nameOf(node: LshwNode): string | null {
  const version = textOf(node, 'version')
  return cpuName(textOf(node, 'product')) ?? (/[a-z]{3}.*\d/i.test(version) ? cpuName(version) : null)
}

function coresOf(node: LshwNode): number | null {
  return countOf(textOf(node, 'configuration', 'cores'))
}

const FLASH_CHIP_BYTES = 64 * 2 ** 20

function memoryOf(nodes: readonly LshwNode[]): Memory | null {
  const banks = nodes.filter((node) => node.class === 'memory' && /^bank(:\d+)?$/.test(node.id) && !isFlash(node))
  const seen = nodes
    .filter((node) => node.class === 'memory' && /^memory(:\d+)?$/.test(node.id) && textOf(node, 'businfo') === '')
    .map((node) => amountOf(node, 'size') ?? 0)
    .filter((size) => size >= FLASH_CHIP_BYTES)
    .reduce((a, b) => a + b, 0)
  if (banks.length === 0 && seen === 0) return null
  const modules = banks.flatMap(moduleOf)
  const sum = modules.reduce((total, one) => total + (one.bytes ?? 0), 0)
  return {
    bytes: sum > 0 ? sum : seen > 0 ? seen : null,
    modules: modules.length > 0 || (banks.length > 0 && seen === 0) ? modules : null,
    declaredMaximumBytes: null,
    slots: banks.length > 0 ? banks.length : null,
  }
}

function isFlash(bank: LshwNode): boolean {
  const description = textOf(bank, 'description')
  const chip = /\bchip\b/i.test(description) && (amountOf(bank, 'size') ?? 0) < FLASH_CHIP_BYTES
  return chip || /flash|\be?e?f?prom\b|\brom\b|non-volatile/i.test(description)
}

const MEMORY_TYPE = /\b(LPDDR\d?X?|DDR\d?|RDRAM|EDRAM|SGRAM|SDRAM|HBM\d?|FBD2|EDO|DRAM|RAM)\b/i

function moduleOf(bank: LshwNode): MemoryModule[] {
  const bytes = amountOf(bank, 'size')
  if (bytes === null) return []
  const description = textOf(bank, 'description')
  return [
    {
      bytes,
      type: MEMORY_TYPE.exec(description)?.[1]?.toUpperCase() ?? null,
      serial: realSerial(textOf(bank, 'serial')),
      maker: realMaker(textOf(bank, 'vendor')),
      soldered: /row of chips|\bchip\b/i.test(description) ? true : /dimm|simm|rimm/i.test(description) ? false : null,
    },
  ]
}

function batteriesOf(nodes: readonly LshwNode[]): Battery[] {
  return nodes
    .filter((node) => node.class === 'power' && /^battery(:\d+)?$/.test(node.id))
    .map((node) => ({
      health: null,
      maker: realMaker(textOf(node, 'vendor')),
      model: realModel(textOf(node, 'product')),
      serial: realSerial(textOf(node, 'serial')),
      designMilliwattHours: amountOf(node, 'capacity'),
      cycles: null,
    }))
    .filter((one) => one.designMilliwattHours !== null || one.model !== null || one.maker !== null)
}

function graphicsOf(nodes: readonly LshwNode[]) {
  return nodes
    .filter((node) => node.class === 'display')
    .map((node) => ({ maker: realMaker(textOf(node, 'vendor')), model: realModel(textOf(node, 'product')) }))
    .filter((one) => one.maker !== null || one.model !== null)
}

/** Cards of the machine. Bridges and tunnels have no place on a bus; wired USB adapters belong to the bench. */
function networkOf(nodes: readonly LshwNode[]): NetworkCard[] {
  return nodes
    .filter((node) => node.class === 'network')
    .filter((node) => textOf(node, 'businfo') !== '' || textOf(node, 'product') !== '')
    .filter((node) => !/^usb@/.test(textOf(node, 'businfo')) || has(node, 'wireless'))
    .map((node) => ({
      mac: /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.exec(textOf(node, 'serial'))?.[0]?.toLowerCase() ?? null,
      wireless: has(node, 'wireless') ? true : has(node, 'ethernet') ? false : null,
      model: realModel(textOf(node, 'product')),
    }))
}
