import { batteryOf } from '../battery.ts'
import { reportOf, why } from '../blank.ts'
import { cpuName } from '../cpu-name.ts'
import type { DiskUnit } from '../disk-sizes.ts'
import { screenOfEdid } from '../edid.ts'
import { type Fields, fieldsOf, listOf, numeric } from '../fields.ts'
import { kindOf } from '../kind.ts'
import { real, realMaker, realModel, realSerial, realUuid } from '../placeholder.ts'
import { countOf } from '../quantity.ts'
import type {
  Battery,
  Cpu,
  DeviceKind,
  HardwareReport,
  Memory,
  MemoryModule,
  NetworkCard,
  Screen,
  Unknown,
} from '../report.ts'
import { mediaOfStorages } from './inventory-media.ts'

/**
 * The report of an inventory agent's content: GLPI Agent JSON, FusionInventory and OCS XML share these sections, in
 * lower case here. Sizes are in MiB (memory), decimal MB (media), mWh (batteries). Source: GLPI inventory_format.
 */
export function reportOfInventory(
  content: Fields,
  { itemType = null, diskUnit = 'MB' }: { readonly itemType?: string | null; readonly diskUnit?: DiskUnit } = {},
): HardwareReport {
  const bios = firstOf(content.bios)
  const hardware = firstOf(content.hardware)
  const device = firstOf(content.network_device)
  const batteries = rowsOf(content.batteries)?.map(batteryOfRow)
  const maker = bios.smanufacturer ?? device.manufacturer
  const model = bios.smodel ?? device.model
  const serial = bios.ssn ?? device.serial
  const kind = kindOfItem(content, itemType, (batteries ?? []).length > 0)
  const network = rowsOf(content.networks)
  return reportOf(
    {
      maker: realMaker(maker),
      model: realModel(model),
      serial: realSerial(serial),
      uuid: realUuid(hardware.uuid),
      kind,
      board: boardOf(bios),
      firmware: firmwareOf(bios),
      cpu: cpusOf(content, hardware),
      memory: memoryOf(rowsOf(content.memories), hardware),
      media: mediaOf(content, kind, diskUnit),
      batteries: batteries ?? null,
      screens: rowsOf(content.monitors)?.map(screenOfMonitor) ?? null,
      graphics:
        rowsOf(content.videos)?.map((one) => ({ maker: null, model: realModel(one.name ?? one.chipset) })) ?? null,
      network: network ? cardsOf(network) : null,
      unknown: unknownMedia(content),
    },
    {
      maker: reasonOf(maker),
      model: reasonOf(model),
      serial: reasonOf(serial),
      uuid: reasonOf(hardware.uuid),
      name: why('notInFormat'),
      tpm: why('notInFormat'),
    },
    'notPrinted',
  )
}

function reasonOf(printed: unknown): string {
  return typeof printed === 'string' && printed.trim() !== '' ? why('placeholder', printed) : why('notPrinted')
}

/** The rows of a section; `undefined` when the section is missing, none when it is empty. */
function rowsOf(section: unknown): Fields[] | undefined {
  return section === undefined ? undefined : listOf(section).map(fieldsOf)
}

function firstOf(section: unknown): Fields {
  return fieldsOf(Array.isArray(section) ? section[0] : section)
}

function mediaOf(content: Fields, kind: DeviceKind, unit: DiskUnit): HardwareReport['media'] {
  const storages = rowsOf(content.storages)
  return storages ? mediaOfStorages(storages, kind !== 'virtual', unit) : null
}

/** An inventory never holds SMART data: every medium's health is unknown, and says so once. */
function unknownMedia(content: Fields): Unknown[] {
  return rowsOf(content.storages) ? [{ field: 'media.health', why: why('notInFormat') }] : []
}

const ITEM_KINDS: Readonly<Record<string, DeviceKind>> = {
  printer: 'printer',
  phone: 'phone',
  monitor: 'screen',
  networkequipment: 'other',
  networking: 'other',
  storage: 'other',
  peripheral: 'other',
}

const VIRTUAL_SYSTEM =
  /^(vmware|virtualbox|virtual ?machine|kvm|qemu|xen|hyper-?v|parallels|bochs|oracle|rhev|virtuozzo|bhyve)/i

function kindOfItem(content: Fields, itemType: string | null, battery: boolean): DeviceKind {
  const bios = firstOf(content.bios)
  const hardware = firstOf(content.hardware)
  const device = String(firstOf(content.network_device).type ?? '')
  const declared = ITEM_KINDS[(itemType ?? '').toLowerCase()] ?? ITEM_KINDS[device.toLowerCase()]
  if (declared) return declared
  const handHeld = kindOfAndroid(content)
  if (handHeld) return handHeld
  return kindOf({
    chassis: [real(hardware.chassis_type), real(bios.type)],
    maker: realMaker(bios.smanufacturer),
    model: realModel(bios.smodel),
    boardMaker: realMaker(bios.mmanufacturer),
    firmwareMaker: real(bios.bmanufacturer),
    battery,
    declaredVirtual: VIRTUAL_SYSTEM.test(String(hardware.vmsystem ?? '')),
  })
}

/** Android has no chassis type: a SIM card makes a phone, "tab" or "pad" in the model a tablet. */
function kindOfAndroid(content: Fields): DeviceKind | undefined {
  const system = firstOf(content.operatingsystem)
  const said = [content.versionclient, firstOf(content.hardware).osname, system.name, system.full_name].join(' ')
  if (!/\bandroid\b/i.test(said)) return undefined
  const model = String(firstOf(content.bios).smodel ?? '')
  if (/\b(sm-[tpx]\d|.*\b(tab|tablet|pad)\b)/i.test(model)) return 'tablet'
  return listOf(content.simcards).length > 0 ? 'phone' : 'unknown'
}

function boardOf(bios: Fields): HardwareReport['board'] {
  const board = { maker: realMaker(bios.mmanufacturer), model: realModel(bios.mmodel), serial: realSerial(bios.msn) }
  return (board.maker ?? board.model ?? board.serial) ? board : null
}

function firmwareOf(bios: Fields): HardwareReport['firmware'] {
  const firmware = { maker: real(bios.bmanufacturer), version: real(bios.bversion), date: real(bios.bdate) }
  return (firmware.maker ?? firmware.version ?? firmware.date) ? firmware : null
}

/** `name` in FusionInventory and GLPI, `type` in OCS; OCS without CPUS sections sums up in HARDWARE. */
function cpusOf(content: Fields, hardware: Fields): Cpu[] | null {
  const rows = rowsOf(content.cpus)
    ?.map((one) => ({
      name: cpuName(String(one.name ?? '')) ?? cpuName(String(one.type ?? '')),
      cores: countOf(one.core) ?? countOf(one.cores) ?? countOf(one.corecount),
    }))
    .filter(({ name, cores }) => name !== null || cores !== null)
  if (rows) return rows
  const name = cpuName(String(hardware.processort ?? ''))
  const count = Math.min(countOf(hardware.processorn) ?? 1, 16)
  return name === null ? null : Array.from({ length: count }, () => ({ name, cores: null }))
}

const MIB = 1024 * 1024

function mebibytes(value: unknown): number | null {
  const number = numeric(typeof value === 'string' ? value.replace(/\s*(mi?b|mo)$/i, '') : value)
  return number !== null && number > 0 ? Math.round(number * MIB) : null
}

function memoryOf(rows: readonly Fields[] | undefined, hardware: Fields): Memory | null {
  const filled = rows?.filter((one) => mebibytes(one.capacity) !== null && !/^flash$/i.test(String(one.type)))
  const modules = filled && filled.length > 0 ? filled.map(moduleOf) : null
  const seen = mebibytes(hardware.memory)
  if (modules === null && seen === null) return null
  return {
    bytes: modules ? modules.reduce((sum, one) => sum + (one.bytes ?? 0), 0) : seen,
    modules,
    declaredMaximumBytes: null,
    slots: rows && rows.length > (filled?.length ?? 0) ? rows.length : null,
  }
}

function moduleOf(one: Fields): MemoryModule {
  const form = `${String(one.description ?? '')} ${String(one.formfactor ?? '')}`
  return {
    bytes: mebibytes(one.capacity),
    type: /^empty slot$/i.test(String(one.type).trim()) ? null : real(one.type),
    serial: realSerial(one.serialnumber) ?? realSerial(one.serial),
    maker: realMaker(one.manufacturer),
    soldered: /\b(row of chips|chip)\b/i.test(form) ? true : /\bdimm\b/i.test(form) ? false : null,
  }
}

/** `capacity` is the design capacity and `real_capacity` the full charge, in mWh; an Android agent prints a charge in %. */
function batteryOfRow(one: Fields): Battery {
  const design = amount(one.capacity) ?? amount(one.designcapacity)
  const full = amount(one.real_capacity) ?? amount(one.realcapacity) ?? amount(one.fullchargecapacity)
  const isCharge = one.level !== undefined || (design !== null && design <= 100)
  return batteryOf({
    full,
    design: isCharge ? null : design,
    designMilliwattHours: isCharge ? null : design,
    maker: one.manufacturer,
    model: one.name ?? one.model,
    serial: one.serial ?? one.serialnumber,
    cycles: countOf(one.cycles ?? one.cyclecount),
  })
}

/** Milliwatt-hours: a bare number, or "43.7456 Wh" in agents before 2019. */
function amount(value: unknown): number | null {
  if (typeof value !== 'string') return numeric(value)
  const [, number, unit] = /^\s*([\d.]+)\s*(m?w?a?h)?\s*$/i.exec(value) ?? []
  const hours = numeric(number)
  return hours === null ? null : /^wh$/i.test(unit ?? '') ? Math.round(hours * 1000) : hours
}

/** What the agent read wins; its copy of the EDID fills the rest. `description` is "week/year". */
function screenOfMonitor(one: Fields): Screen {
  const edid = typeof one.base64 === 'string' ? screenOfEdid(new Uint8Array(Buffer.from(one.base64, 'base64'))) : null
  const year = /\b(?:\d{1,2}\/)?((?:19|20)\d\d)\b/.exec(String(one.description ?? ''))?.[1]
  return {
    maker: realMaker(one.manufacturer) ?? edid?.maker ?? null,
    model: realModel(one.caption) ?? realModel(one.name) ?? edid?.model ?? null,
    serial: realSerial(one.serial) ?? edid?.serial ?? null,
    inches: edid?.inches ?? null,
    year: edid?.year ?? (year ? Number(year) : null),
    pixels: edid?.pixels ?? null,
  }
}

/** One card a MAC address; loopbacks, bridges and tunnels are left out. */
function cardsOf(rows: readonly Fields[]): NetworkCard[] {
  const cards = rows
    .filter((one) => !/^(1|true)$/i.test(String(one.virtualdev ?? '')) && !/^loopback$/i.test(String(one.type ?? '')))
    .map((one) => ({
      mac: macOf(one.mac ?? one.macaddr),
      wireless: one.type === undefined ? null : /wi-?fi|wireless|802\.11/i.test(String(one.type)),
      model: realModel(one.model) ?? cardName(one.description),
    }))
    .filter(({ mac }) => mac !== null)
  return cards.filter((card, at) => at === cards.findIndex(({ mac }) => mac === card.mac))
}

/** Windows agents describe a card by its name, the others by its interface ("eth0"). */
function cardName(description: unknown): string | null {
  const name = realModel(description)
  return name?.includes(' ') ? name : null
}

function macOf(value: unknown): string | null {
  const mac = String(value ?? '')
    .trim()
    .toLowerCase()
    .replace(/-/g, ':')
  return /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(mac) && !/^(00:){5}00$|^(ff:){5}ff$/.test(mac) ? mac : null
}
