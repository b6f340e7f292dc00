import { batteryOf } from '../battery.ts'
import { reportOf, why } from '../blank.ts'
import { BYTES_IN, unitOfSizes } from '../disk-sizes.ts'
import { at, type Fields, fieldsOf, listOf, numeric } from '../fields.ts'
import { healthOf, NO_SMART, type SmartAttribute } from '../health.ts'
import { kindOf } from '../kind.ts'
import { mediumOf } from '../medium.ts'
import { makerOfModel } from '../medium-makers.ts'
import { real, realMaker, realModel, realSerial, realUuid } from '../placeholder.ts'
import { makerOfPnp } from '../pnp-makers.ts'
import { countOf, wholeOf } from '../quantity.ts'
import type { Battery, DeviceKind, HardwareReport, Medium, Memory, NetworkCard, Screen } from '../report.ts'

/**
 * The `device` and `components` of eReuse Workbench 8 to 13 (2015–2022), already digested by that tool: `@type` before
 * 2018, `events` then `actions` for what was measured. Memory in MiB, batteries in mAh, screens in inches; version 11
 * writes the unit behind the number ("1024.0 mebibyte", "2200 hour * milliampere").
 */
export function reportOfDevice(snapshot: unknown): HardwareReport {
  const device = fieldsOf(at(snapshot, 'device'))
  const components = listOf(at(snapshot, 'components')).map(fieldsOf)
  const of = (...types: readonly string[]) => components.filter((one) => types.includes(typeOf(one)))
  const batteries = of('Battery').map(batteryOfComponent)
  const machine = {
    maker: realMaker(device.manufacturer),
    model: realModel(device.model),
    serial: realSerial(device.serialNumber ?? device.serial_number),
  }
  const board = of('Motherboard')[0]
  return reportOf(
    {
      ...machine,
      uuid: realUuid(device.system_uuid ?? at(snapshot, 'system_uuid')),
      kind: kindOfDevice(device, machine, batteries.length > 0),
      board: board
        ? {
            maker: realMaker(board.manufacturer),
            model: realModel(board.model),
            serial: realSerial(board.serialNumber),
          }
        : null,
      firmware: board?.biosDate
        ? { maker: null, version: real(board.version), date: real(String(board.biosDate).slice(0, 10)) }
        : null,
      cpu: of('Processor').map((one) => ({
        name: realModel(one.model),
        cores: countOf(one.cores ?? one.numberOfCores),
      })),
      memory: memoryOf(of('RamModule')),
      media: of('HardDrive', 'SolidStateDrive', 'DataStorage', 'Mmc').map(mediumOfComponent),
      batteries: batteries.length > 0 ? batteries : null,
      screens: of('Display').length > 0 ? of('Display').map(screenOfComponent) : null,
      graphics: of('GraphicCard').map((one) => ({ maker: realMaker(one.manufacturer), model: realModel(one.model) })),
      network: of('NetworkAdapter').map(cardOfComponent),
    },
    { batteries: why('notPrinted'), screens: why('notPrinted') },
    'notPrinted',
  )
}

function typeOf(one: Fields): string {
  return String(one.type ?? one['@type'] ?? '').replace(/^devices:/, '')
}

/** Workbench asks the person for the kind and derives a chassis ("Netbook", "Tower") of its own. */
const CHASSIS: Readonly<Record<string, string>> = {
  netbook: 'notebook',
  microtower: 'mini tower',
  detachable: 'detachable',
}

function kindOfDevice(
  device: Fields,
  machine: { readonly maker: string | null; readonly model: string | null },
  battery: boolean,
): DeviceKind {
  const types = [device.type, device['@type']].map((one) => String(one ?? '').toLowerCase())
  const phone = types.includes('smartphone') || types.includes('cellphone') || types.includes('mobile')
  if (phone) return 'phone'
  const chassis = String(device.chassis ?? '').toLowerCase()
  return kindOf({ chassis: [CHASSIS[chassis] ?? (chassis || null), ...types], ...machine, battery })
}

const MIB = 1024 ** 2

const UNITS: Readonly<Record<string, number>> = {
  byte: 1,
  megabyte: 1e6,
  MB: 1e6,
  mebibyte: MIB,
  gigabyte: 1e9,
  GB: 1e9,
  gibibyte: 1024 * MIB,
}

function unitIn(value: unknown): string {
  return typeof value === 'string' ? (/ (\w+)$/.exec(value)?.[1] ?? '') : ''
}

function bytesOfModule(value: unknown): number | null {
  const size = amount(value)
  return size && size > 0 ? Math.round(size * (UNITS[unitIn(value)] ?? MIB)) : null
}

function memoryOf(modules: readonly Fields[]): Memory | null {
  if (modules.length === 0) return null
  const read = modules.map((one) => {
    return {
      bytes: bytesOfModule(one.size),
      type: real(one.interface),
      serial: realSerial(one.serialNumber),
      maker: realMaker(one.manufacturer),
      soldered: null,
    }
  })
  const sum = read.reduce((total, one) => total + (one.bytes ?? 0), 0)
  return { bytes: sum > 0 ? sum : null, modules: read, declaredMaximumBytes: null, slots: null }
}

function mediumOfComponent(one: Fields): Medium {
  const model = realModel(one.model)
  const isNvme = /nvme/i.test(`${String(one.interface ?? '')} ${String(one.model ?? '')}`)
  const test = [...listOf(one.actions), ...listOf(one.events), ...listOf(one.test)]
    .map(fieldsOf)
    .find((action) => /^(devices:)?TestDataStorage|^TestHardDrive/.test(typeOf(action)))
  return mediumOf({
    maker: realMaker(one.manufacturer) ?? makerOfModel(model),
    model,
    serial: realSerial(one.serialNumber),
    firmware: real(one.variant),
    bytes: bytesOfSize(one.size),
    kind: isNvme ? 'nvme' : typeOf(one) === 'HardDrive' ? 'hdd' : typeOf(one) === 'SolidStateDrive' ? 'ssd' : 'unknown',
    ...(test ? healthOf({ ...NO_SMART, ...factsOfTest(test) }) : {}),
    hours: test ? wholeOf(test.powerOnHours ?? test.lifetime) : null,
  })
}

const COUNTERS: readonly (readonly [id: number, name: string])[] = [
  [5, 'reallocatedSectorCount'],
  [187, 'reportedUncorrectableErrors'],
  [188, 'commandTimeout'],
  [197, 'currentPendingSectorCount'],
  [198, 'offlineUncorrectable'],
]

function factsOfTest(test: Fields) {
  const overall = test.assessment === true ? 'passed' : test.assessment === false ? 'failed' : null
  const attributes = COUNTERS.map(([id, name]): SmartAttribute => {
    return { id, name, raw: String(numeric(test[name]) ?? ''), value: null, failed: null, prefailure: false }
  }).filter(({ raw }) => raw !== '')
  return { overall, attributes, selfTestFailed: /failure|fatal|damage/i.test(String(test.status ?? '')) } as const
}

/** A number, or the number before its unit. */
function amount(value: unknown): number | null {
  return numeric(typeof value === 'string' ? /^[\d.]+(?= |$)/.exec(value)?.[0] : value)
}

/** Sizes with decimals are exact decimal MB; whole ones are MB or MiB, as the version had it; a text says its unit. */
function bytesOfSize(value: unknown): number | null {
  const size = amount(value)
  if (size === null || size <= 0) return null
  const stated = UNITS[unitIn(value)]
  if (stated !== undefined) return Math.round(size * stated)
  const unit = Number.isInteger(size) ? unitOfSizes([size], 'MB') : 'MB'
  return Math.round(size * BYTES_IN[unit])
}

/** `size` is the design charge in mAh; the measure's `size` is the charge when full. */
function batteryOfComponent(one: Fields): Battery {
  const measure = [...listOf(one.actions), ...listOf(one.events)]
    .map(fieldsOf)
    .find((action) => typeOf(action) === 'MeasureBattery')
  return batteryOf({
    full: amount(measure?.size),
    design: amount(one.size),
    maker: one.manufacturer,
    model: one.model,
    serial: one.serialNumber,
    cycles: countOf(measure?.cycleCount),
  })
}

function screenOfComponent(one: Fields): Screen {
  const inches = amount(one.size)
  const [width, height] = [countOf(one.resolutionWidth), countOf(one.resolutionHeight)]
  const year = /^((?:19|20)\d\d)-/.exec(String(one.productionDate ?? ''))?.[1]
  return {
    maker: makerOfScreen(one.manufacturer),
    model: realModel(one.model),
    serial: realSerial(one.serialNumber),
    inches: inches && inches > 1 ? Math.round(inches * 10) / 10 : null,
    year: year ? Number(year) : null,
    pixels: width && height ? { width, height } : null,
  }
}

/** Version 11 copies hwinfo's line whole: `AUO "AUO"`. */
function makerOfScreen(printed: unknown): string | null {
  const maker = realMaker(/"([^"]+)"/.exec(String(printed ?? ''))?.[1] ?? printed)
  return maker !== null && /^[A-Z]{3}$/.test(maker) ? makerOfPnp(maker) : maker
}

function cardOfComponent(one: Fields): NetworkCard {
  const mac = String(one.serialNumber ?? '').toLowerCase()
  return {
    mac: /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(mac) ? mac : null,
    wireless: typeof one.wireless === 'boolean' ? one.wireless : null,
    model: realModel(one.model),
  }
}
