import { reportOf } from './blank.ts'
import { fieldsOf } from './fields.ts'
import { mediumOf } from './medium.ts'
import type { Cpu, HardwareReport, Medium, NetworkCard, Unknown } from './report.ts'

/** What one tool said of a machine, under the name of its format. */
export interface Part {
  readonly format: string
  readonly report: HardwareReport
}

type Field = Exclude<keyof HardwareReport, 'unknown' | 'media' | 'network'>

/** Inventory agents retell what other tools print, OCS the least of them: no core count, sizes rounded. */
const AGENTS = ['glpi-json', 'fusion-xml', 'ocs-xml']

/** Firmware tables print the machine's own fields; `lshw` and `hwinfo` retell them, `inxi` shortens them. */
const MACHINE = ['ereuse-device', 'dmidecode', 'lshw-json', 'hwinfo', ...AGENTS, 'inxi']

/** Whom to believe, field by field, most believed first; a tool not named comes last, in the order given. */
const BELIEVED: Readonly<Record<Field | 'media' | 'network', readonly string[]>> = {
  maker: MACHINE,
  model: MACHINE,
  serial: MACHINE,
  uuid: MACHINE,
  name: MACHINE,
  kind: MACHINE,
  board: MACHINE,
  firmware: MACHINE,
  cpu: ['dmidecode', 'lshw-json', 'lscpu', 'cpuinfo', 'ereuse-device', 'hwinfo', ...AGENTS, 'inxi'],
  memory: ['dmidecode', 'lshw-json', 'ereuse-device', 'hwinfo', ...AGENTS, 'inxi'],
  batteries: ['upower', 'power-supply', 'inxi', 'ereuse-device', ...AGENTS, 'dmidecode', 'lshw-json'],
  screens: ['edid', 'edid-decode', 'inxi', 'hwinfo', 'ereuse-device', ...AGENTS],
  graphics: ['lshw-json', 'hwinfo', 'ereuse-device', 'lspci', ...AGENTS, 'inxi'],
  tpm: MACHINE,
  network: ['lshw-json', 'inxi', 'hwinfo', 'ereuse-device', ...AGENTS],
  /** Only smartctl and its like ask the medium itself: their health, hours and size win. */
  media: [
    'smartctl-json',
    'smartctl-text',
    'nvme-json',
    'nvme-text',
    'hdparm',
    'ereuse-device',
    'lshw-json',
    'lsblk-json',
    'hwinfo',
    ...AGENTS,
    'inxi',
  ],
}

/**
 * One report from what several tools said of the same machine: each field from the tool most believed that knows it,
 * media joined by serial number (else by size and model, which some tools cut short), network cards by address.
 */
export function mergeParts(parts: readonly Part[]): HardwareReport {
  const fields = SINGLE.map((field) => [field, best(parts, field)] as const)
  const known: Partial<HardwareReport> = Object.fromEntries(fields.filter(([, value]) => value !== null))
  const media = listed(parts, 'media').map(({ report }) => report.media ?? [])
  const network = listed(parts, 'network').map(({ report }) => report.network ?? [])
  const merged: Partial<HardwareReport> = {
    ...known,
    cpu: known.cpu ? withCores(known.cpu, parts) : null,
    media: media.length > 0 ? mergeMedia(media) : null,
    network: network.length > 0 ? mergeCards(network) : null,
  }
  return reportOf({ ...merged, unknown: doubts(parts, merged) }, reasons(parts), 'notPrinted')
}

/** The name of the first processor, from the tool most believed that knows it; null where none does. */
export function processorOf(parts: readonly Part[]): string | null {
  const cpus = best(parts, 'cpu') as HardwareReport['cpu']
  return cpus?.[0]?.name ?? null
}

const SINGLE: readonly Field[] = [
  'maker',
  'model',
  'serial',
  'uuid',
  'name',
  'kind',
  'board',
  'firmware',
  'cpu',
  'memory',
  'batteries',
  'screens',
  'graphics',
  'tpm',
]

function ordered(parts: readonly Part[], field: keyof typeof BELIEVED): readonly Part[] {
  const rank = ({ format }: Part) => {
    const at = BELIEVED[field].indexOf(format)
    return at < 0 ? BELIEVED[field].length : at
  }
  return [...parts].sort((one, other) => rank(one) - rank(other))
}

function listed(parts: readonly Part[], field: 'media' | 'network'): readonly Part[] {
  return ordered(parts, field).filter(({ report }) => report[field] !== null)
}

function best(parts: readonly Part[], field: Field): HardwareReport[Field] {
  const values = ordered(parts, field)
    .map(({ report }) => report[field])
    .filter((value) => value !== null && value !== 'unknown')
  return values.find((value) => saysMore(value)) ?? values[0] ?? null
}

/** Cores that the most believed tool does not count, from the next one that sees as many processors. */
function withCores(cpus: readonly Cpu[], parts: readonly Part[]): Cpu[] {
  const others = ordered(parts, 'cpu').flatMap(({ report }) => (report.cpu?.length === cpus.length ? [report.cpu] : []))
  return cpus.map((cpu, at) => ({
    name: cpu.name,
    cores: cpu.cores ?? others.map((other) => other[at]?.cores ?? null).find((cores) => cores !== null) ?? null,
  }))
}

/** What a list or a record is worth having for; without it, whoever knows more is asked first. */
const WORTH = ['health', 'name', 'model', 'bytes', 'maker', 'version'] as const

function saysMore(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(saysMore)
  const fields = fieldsOf(value)
  const worth = WORTH.find((name) => name in fields)
  return worth === undefined || fields[worth] !== null
}

/** The reason of the tool that explains best why a field is unknown. */
function reasons(parts: readonly Part[]): Partial<Record<keyof typeof BELIEVED, string>> {
  const explained = parts.flatMap(({ report }) => report.unknown).filter(({ why }) => !why.startsWith('notInFormat'))
  return Object.fromEntries(explained.map(({ field, why }) => [field, why]).reverse())
}

/** Doubts that stand beside a known value ("media.health", "screens"). */
function doubts(parts: readonly Part[], { media, batteries }: Partial<HardwareReport>): Unknown[] {
  const settled = [
    ...(['kind', 'health'] as const)
      .filter((field) => (media ?? []).every((medium) => medium[field] !== 'unknown'))
      .map((field) => `media.${field}`),
    ...((batteries ?? []).every(({ health }) => health !== null) ? ['batteries.health'] : []),
  ]
  const kept = parts.flatMap(({ report }) =>
    report.unknown.filter(({ field }) => !(field in report) || report[field as keyof HardwareReport] !== null),
  )
  return kept.filter(
    ({ field }, at) =>
      field !== 'kind' && !settled.includes(field) && at === kept.findIndex((one) => one.field === field),
  )
}

function mergeMedia(lists: readonly (readonly Medium[])[]): Medium[] {
  const merged: Medium[] = []
  for (const list of lists) {
    const free = new Set(merged.keys())
    for (const medium of list) {
      const at = [...free].find((index) => isSame(merged[index] ?? mediumOf({}), medium))
      if (at === undefined) merged.push(medium)
      else {
        merged[at] = joined(merged[at] ?? medium, medium)
        free.delete(at)
      }
    }
  }
  return merged
}

/** The same medium: equal serial numbers; where one tool prints none, equal sizes and models that do not contradict. */
function isSame(one: Medium, other: Medium): boolean {
  if (one.serial !== null && other.serial !== null) return compact(one.serial) === compact(other.serial)
  const sizes = one.bytes !== null && other.bytes !== null && Math.abs(one.bytes - other.bytes) <= one.bytes * 0.001
  return sizes && (one.model === null || other.model === null || isCutOf(one.model, other.model))
}

/** The kernel's SCSI layer keeps 16 characters of a model; some tools drop the maker before it. */
function isCutOf(one: string, other: string): boolean {
  const [short, long] = [compact(one), compact(other)].sort((a, b) => a.length - b.length)
  return short !== undefined && long !== undefined && short.length >= 4 && long.includes(short)
}

function compact(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** `one` is believed more: its known fields stand, `other` fills the rest; a longer model is the uncut one. */
function joined(one: Medium, other: Medium): Medium {
  const longer = one.model !== null && other.model !== null && other.model.length > one.model.length
  const whole = longer && compact(other.model ?? '').startsWith(compact(one.model ?? ''))
  return {
    maker: one.maker ?? other.maker,
    model: whole ? other.model : (one.model ?? other.model),
    serial: one.serial ?? other.serial,
    firmware: one.firmware ?? other.firmware,
    wwn: one.wwn ?? other.wwn,
    bytes: one.bytes ?? other.bytes,
    kind: one.kind === 'unknown' ? other.kind : one.kind,
    health: one.health === 'unknown' ? other.health : one.health,
    hours: one.hours ?? other.hours,
    wear: one.wear ?? other.wear,
    signs: one.health === 'unknown' ? other.signs : one.signs,
  }
}

function mergeCards(lists: readonly (readonly NetworkCard[])[]): NetworkCard[] {
  const [first = [], ...others] = lists
  const addresses = new Set(first.map(({ mac }) => mac))
  if (first.some(({ mac }) => mac !== null)) return [...first]
  const cards = others.flat().filter(({ mac }) => mac !== null && !addresses.has(mac))
  return cards.length > 0 ? cards : [...first]
}
