import { reportOf, SAYS_VIRTUAL, why } from '../blank.ts'
import { cpuName } from '../cpu-name.ts'
import { kindOf } from '../kind.ts'
import { clean, real, realMaker, realModel, realSerial, realUuid } from '../placeholder.ts'
import { bytesOf, countOf } from '../quantity.ts'
import type { Dump, Reader } from '../reader.ts'
import type { Battery, Cpu, HardwareReport, Memory, MemoryModule } from '../report.ts'
import { type DmiStructure, dmiStructures, looksLikeDmidecode } from './dmi-structures.ts'
import { commercialName } from './product-name.ts'

/** `dmidecode` text: the whole table, some types only (`-t`), quiet (`-q`), versions 2.0 to 3.6. */
export const dmidecode: Reader = {
  format: 'dmidecode',
  recognises: (dump: Dump) => dump.json === undefined && looksLikeDmidecode(dump.text),
  read(dump: Dump) {
    const structures = dmiStructures(dump.text)
    if (structures.length === 0) return { refused: { code: 'noMachine', detail: firstComplaint(dump.text) } }
    return reportOfTable(structures)
  },
}

/** "No SMBIOS nor DMI entry point found, sorry.", "/dev/mem: Permission denied"… */
function firstComplaint(text: string): string {
  const line = text.split(/\r?\n/).find((one) => /sorry|denied|not permitted|no such file/i.test(one))
  return clean(line ?? '').slice(0, 120)
}

/** The report of a decoded SMBIOS table. Also serves tools that wrap dmidecode's text. */
export function reportOfTable(structures: readonly DmiStructure[]): HardwareReport {
  const of = (type: number) => structures.filter((one) => one.type === type)
  const system = of(1)[0]
  const board = mainBoard(of(2))
  const firmware = of(0)[0]
  const maker = text(system, 'manufacturer')
  const model = text(system, 'product name')
  const name = commercialName(maker, text(system, 'version'), text(system, 'sku number'))
  const batteries = batteriesOf(of(22))
  const chassis = chassisTypes(of(3), board)
  const declaredVirtual = firmware?.lines.includes('System is a virtual machine') ?? false
  const kind = kindOf({
    chassis,
    maker: realMaker(maker),
    model: realModel(model),
    name,
    family: real(text(system, 'family')),
    boardMaker: realMaker(text(board, 'manufacturer')),
    firmwareMaker: real(text(firmware, 'vendor')),
    battery: batteries.length > 0,
    declaredVirtual,
  })
  const known: Partial<HardwareReport> = {
    maker: realMaker(maker),
    model: realModel(model),
    serial: realSerial(text(system, 'serial number')),
    uuid: realUuid(text(system, 'uuid')),
    name,
    kind,
    board: board
      ? {
          maker: realMaker(text(board, 'manufacturer')),
          model: realModel(text(board, 'product name')),
          serial: realSerial(text(board, 'serial number')),
        }
      : null,
    firmware: firmware
      ? {
          maker: real(text(firmware, 'vendor')),
          version: real(text(firmware, 'version')),
          date: real(text(firmware, 'release date')),
        }
      : null,
    cpu: cpusOf(of(4), maker),
    memory: memoryOf(structures),
    batteries: batteries.length > 0 ? batteries : null,
    tpm: /\d+\.\d+/.exec(text(of(43)[0], 'specification version'))?.[0] ?? null,
    unknown: declaredVirtual && kind !== 'virtual' ? [SAYS_VIRTUAL] : [],
  }
  return reportOf(known, {
    maker: reason(maker, system),
    model: reason(model, system),
    serial: reason(text(system, 'serial number'), system),
    uuid: reason(text(system, 'uuid'), system),
    name: why(system ? 'notPrinted' : 'notInFormat'),
    kind: chassis.length > 0 ? why('unsure', chassis.join(', ')) : why('notPrinted'),
    board: why('notPrinted'),
    firmware: why('notPrinted'),
    cpu: why(of(4).length > 0 ? 'unsure' : 'notPrinted', of(4).length > 0 ? 'every socket unpopulated' : ''),
    memory: why('notPrinted'),
    batteries: why('notPrinted'),
    tpm: why('notPrinted'),
  })
}

function reason(printed: string, structure: DmiStructure | undefined): string {
  return structure && printed !== '' ? why('placeholder', printed) : why('notPrinted')
}

/** SMBIOS strings are 64 characters by convention; nothing longer than this is one. */
const MAX_TEXT = 500

function text(structure: DmiStructure | undefined, key: string): string {
  return clean((structure?.fields.get(key) ?? '').slice(0, MAX_TEXT))
}

/** The hosting board: servers print one structure a daughter board. */
function mainBoard(boards: readonly DmiStructure[]): DmiStructure | undefined {
  return (
    boards.find((one) => /^motherboard$/i.test(text(one, 'type'))) ??
    boards.find((one) => one.lines.includes('Board is a hosting board')) ??
    boards[0]
  )
}

/** Chassis types, the one the board stands in first, docks last (SMBIOS 3.7 §7.3.4). */
function chassisTypes(chassis: readonly DmiStructure[], board: DmiStructure | undefined): string[] {
  const own = text(board, 'chassis handle').toLowerCase()
  const rank = (one: DmiStructure) =>
    (one.handle !== '' && one.handle === own ? 0 : 1) + (/dock/i.test(text(one, 'type')) ? 2 : 0)
  return [...chassis]
    .sort((a, b) => rank(a) - rank(b))
    .map((one) => text(one, 'type'))
    .filter((type) => type !== '')
}

/**
 * Populated sockets, `null` where none is printed as such. Hypervisors print every possible socket as populated and
 * disabled; Macs before 2013 print one structure a core, all in one socket.
 */
function cpusOf(structures: readonly DmiStructure[], maker: string): Cpu[] | null {
  const populated = structures
    .filter((one) => !/^(math|dsp|video) processor$/i.test(text(one, 'type')))
    .filter((one) => !/unpopulated|^empty/i.test(text(one, 'status')))
  const enabled = populated.filter((one) => !/disabled by (bios|user)(?! \(error)/i.test(text(one, 'status')))
  const sockets = new Set<string>()
  const cpus = (enabled.length > 0 ? enabled : populated).filter((one) => {
    const socket = `${text(one, 'socket designation')} ${text(one, 'version')}`
    const seen = sockets.has(socket) && /^apple/i.test(maker)
    sockets.add(socket)
    return !seen
  })
  return cpus.length === 0
    ? null
    : cpus.map((one) => ({ name: cpuName(text(one, 'version')), cores: countOf(text(one, 'core count')) }))
}

const NOT_RAM = /flash|rom\b|eeprom|non-volatile|cache/i
const FLASH_CHIP_BYTES = 64 * 2 ** 20

function memoryOf(structures: readonly DmiStructure[]): Memory | null {
  const of = (type: number) => structures.filter((one) => one.type === type)
  const arrays = of(16)
  const isSystem = (one: DmiStructure) => /^(system memory|)$/i.test(text(one, 'use'))
  const system = arrays.filter(isSystem)
  const foreign = new Set(arrays.filter((one) => !isSystem(one)).map((one) => one.handle))
  const belongs = (one: DmiStructure, key: string) => !foreign.has(text(one, key).toLowerCase()) || foreign.has('')
  const devices = of(17).filter((one) => belongs(one, 'array handle') && !isOtherMemory(one))
  const older = of(6)
  if (devices.length + older.length + system.length + of(19).length === 0) return null
  const fromDevices = modulesOf(devices)
  const modules = fromDevices.length > 0 ? fromDevices : olderModulesOf(older)
  const sum = total(modules.map((one) => one.bytes))
  const mapped = total(
    of(19)
      .filter((one) => belongs(one, 'physical array handle'))
      .map((one) => size(one, 'range size')),
  )
  const somewhereToLook = devices.length + older.length > 0
  const slots = total(system.map((one) => countOf(text(one, 'number of devices'))))
  return {
    bytes: sum ?? mapped,
    modules: modules.length > 0 || (somewhereToLook && mapped === null) ? modules : null,
    declaredMaximumBytes: total(system.map((one) => size(one, 'maximum capacity'))),
    slots: slots ?? (somewhereToLook ? devices.length || older.length : null),
  }
}

/** BIOS flash chips, NVRAM and persistent-memory volumes printed among the memory devices. */
function isOtherMemory(device: DmiStructure): boolean {
  const chip = /^chip$/i.test(text(device, 'form factor')) && (size(device, 'size') ?? 0) < FLASH_CHIP_BYTES
  return chip || NOT_RAM.test(text(device, 'type'))
}

function modulesOf(devices: readonly DmiStructure[]): MemoryModule[] {
  return devices.flatMap((one) => {
    const bytes = size(one, 'size')
    if (bytes === null || bytes === 0) return []
    return [
      {
        bytes,
        type: memoryType(text(one, 'type')),
        serial: realSerial(text(one, 'serial number')),
        maker: realMaker(text(one, 'manufacturer')),
        soldered: soldered(text(one, 'form factor')),
      },
    ]
  })
}

/** SMBIOS type 6, the only memory structure of machines before 2002 or so. */
function olderModulesOf(structures: readonly DmiStructure[]): MemoryModule[] {
  return structures.flatMap((one) => {
    const bytes = size(one, 'installed size')
    if (bytes === null || bytes === 0) return []
    const type = /\b(SDRAM|EDO|FPM)\b/i.exec(text(one, 'type'))?.[1]?.toUpperCase() ?? null
    return [{ bytes, type, serial: null, maker: null, soldered: null }]
  })
}

function memoryType(printed: string): string | null {
  const type = real(printed)
  return type === null || /^(other|<.*>)$/i.test(type) ? null : type
}

function soldered(formFactor: string): boolean | null {
  if (/row of chips|^chip$|^die$|^bga$/i.test(formFactor)) return true
  return /dimm|simm|rimm|proprietary card|camm/i.test(formFactor) ? false : null
}

function batteriesOf(structures: readonly DmiStructure[]): Battery[] {
  return structures.flatMap((one) => {
    const capacity = countOf(/^(\d+) mWh/i.exec(text(one, 'design capacity'))?.[1])
    const battery: Battery = {
      health: null,
      maker: realMaker(text(one, 'manufacturer')),
      model: realModel(text(one, 'name')),
      serial: realSerial(text(one, 'sbds serial number')) ?? realSerial(text(one, 'serial number')),
      designMilliwattHours: capacity,
      cycles: null,
    }
    return capacity !== null || battery.model !== null || battery.maker !== null ? [battery] : []
  })
}

function size(structure: DmiStructure, key: string): number | null {
  return bytesOf(text(structure, key), 'binary')
}

function total(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((one) => one !== null)
  const sum = known.reduce((a, b) => a + b, 0)
  return known.length > 0 && sum > 0 ? sum : null
}
