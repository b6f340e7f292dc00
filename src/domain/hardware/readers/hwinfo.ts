import { reportOf, why } from '../blank.ts'
import { cpuName } from '../cpu-name.ts'
import { kindOf } from '../kind.ts'
import { real, realMaker, realModel, realSerial, realUuid } from '../placeholder.ts'
import { makerOfPnp } from '../pnp-makers.ts'
import { bytesOf, countOf } from '../quantity.ts'
import type { Dump, Reader } from '../reader.ts'
import type { Cpu, HardwareReport, Memory, MemoryModule, NetworkCard, Screen } from '../report.ts'
import { type Entry, entryOf, get, recordsOf } from './hwinfo-entry.ts'
import { mediumIn } from './hwinfo-media.ts'
import { commercialName } from './product-name.ts'

const HEADER = /^\d{2,}: [A-Z][\w/ -]* \S+: +[0-9a-f]+ /m

/** `hwinfo` text: devices by class, and the firmware's table in the device of class "bios". */
export const hwinfo: Reader = {
  format: 'hwinfo',
  recognises: (dump: Dump) =>
    dump.json === undefined && /^ {2}Hardware Class: /m.test(dump.text) && HEADER.test(dump.text),
  read: (dump: Dump) => reportOfHwinfo(dump.text),
}

function reportOfHwinfo(text: string): HardwareReport {
  const devices = text.split(/\n[ \t]*\n/, MAX_DEVICES).filter((block) => HEADER.test(block))
  const entries = devices.map((block) => entryOf(block.split('\n'), 2))
  const records = devices.filter((block) => /Hardware Class: bios$/m.test(block)).flatMap(recordsOf)
  const of = (name: string) => entries.filter((entry) => get(entry, 'hardware class') === name)
  const record = (title: string) => records.filter((entry) => entry.title === title)
  const [system] = record('System Info')
  const [board] = record('Board Info')
  const [firmware] = record('BIOS Info')
  const maker = get(system, 'manufacturer')
  const model = get(system, 'product')
  const name = commercialName(maker, get(system, 'version'), null)
  const chassis = record('Chassis Info').map((one) => inner(get(one, 'type')))
  const cpu = cpusOf(record('Processor Info'), of('cpu'))
  const known: Partial<HardwareReport> = {
    maker: realMaker(maker),
    model: realModel(model),
    serial: realSerial(get(system, 'serial')),
    uuid: realUuid(get(system, 'uuid')),
    name,
    kind: kindOf({
      chassis: [...chassis, get(of('system')[0], 'formfactor')],
      maker: realMaker(maker),
      model: realModel(model),
      name,
      boardMaker: realMaker(get(board, 'manufacturer')),
      firmwareMaker: real(get(firmware, 'vendor')),
    }),
    board: board
      ? {
          maker: realMaker(get(board, 'manufacturer')),
          model: realModel(get(board, 'product')),
          serial: realSerial(get(board, 'serial')),
        }
      : null,
    firmware: firmware
      ? {
          maker: real(get(firmware, 'vendor')),
          version: real(get(firmware, 'version')),
          date: real(get(firmware, 'date')),
        }
      : null,
    cpu: cpu.length > 0 ? cpu : null,
    memory: memoryOf(records, of('memory')),
    media: entries.length > 1 ? of('disk').flatMap(mediumIn) : null,
    screens: of('monitor').length > 0 ? of('monitor').map(screenOf) : null,
    graphics: of('graphics card').map((one) => ({
      maker: realMaker(get(one, 'vendor')),
      model: realModel(get(one, 'device') || get(one, 'model')),
    })),
    network: of('network').map(cardOf),
  }
  const said = (printed: string) => (printed === '' ? why('notPrinted') : why('placeholder', printed))
  return reportOf(known, {
    maker: said(maker),
    model: said(model),
    serial: said(get(system, 'serial')),
    uuid: said(get(system, 'uuid')),
    name: why('notPrinted'),
    kind: why('unsure', chassis.join(', ')),
    board: why('notPrinted'),
    firmware: why('notPrinted'),
    cpu: why('notPrinted'),
    memory: why('notPrinted'),
    media: why('notPrinted'),
    screens: why('notPrinted'),
  })
}

/** Servers print some 500 devices. */
const MAX_DEVICES = 5000

/** "0x0a (Notebook)" → "Notebook". */
function inner(value: string): string {
  return /\(([^)]*)\)/.exec(value)?.[1] ?? value
}

/** Sockets where the firmware tells them; the devices of class "cpu" are logical processors and only lend their name. */
function cpusOf(sockets: readonly Entry[], logical: readonly Entry[]): Cpu[] {
  const seen = cpuName(get(logical[0], 'model'))
  const filled = sockets.filter((one) => !/unpopulated/i.test(get(one, 'socket status')))
  if (filled.length === 0) return seen === null ? [] : [{ name: seen, cores: null }]
  return filled.map((one) => ({ name: cpuName(get(one, 'version')) ?? seen, cores: null }))
}

function memoryOf(records: readonly Entry[], seen: readonly Entry[]): Memory | null {
  const arrays = records.filter(
    (one) => one.title === 'Physical Memory Array' && !/flash|video|cache/i.test(get(one, 'use')),
  )
  const devices = records.filter((one) => one.title === 'Memory Device')
  const modules = devices.filter((one) => !/flash|rom\b/i.test(get(one, 'type'))).flatMap(moduleOf)
  const installed = total(modules.map((one) => one.bytes))
  const visible = total(seen.map((one) => sumOf(get(one, 'memory size'))))
  if (installed === null && visible === null && devices.length === 0) return null
  return {
    bytes: installed ?? visible,
    modules: modules.length > 0 ? modules : null,
    declaredMaximumBytes: total(arrays.map((one) => sumOf(get(one, 'max. size')))),
    slots: total(arrays.map((one) => countOf(get(one, 'slots')))),
  }
}

function moduleOf(one: Entry): MemoryModule[] {
  const bytes = sumOf(get(one, 'size'))
  if (bytes === null) return []
  const type = inner(get(one, 'type'))
  const form = inner(get(one, 'form factor'))
  return [
    {
      bytes,
      type: /^other$/i.test(type) ? null : real(type),
      serial: realSerial(get(one, 'serial')),
      maker: realMaker(get(one, 'manufacturer')),
      soldered: /row of chips|^chip$/i.test(form) ? true : /imm$/i.test(form) ? false : null,
    },
  ]
}

/** "3 GB + 768 MB" → bytes. */
function sumOf(text: string): number | null {
  return total(text.split('+').map((part) => bytesOf(part, 'binary')))
}

function total(numbers: readonly (number | null)[]): number | null {
  const sum = numbers.reduce<number>((a, b) => a + (b ?? 0), 0)
  return sum > 0 ? sum : null
}

function screenOf(one: Entry): Screen {
  const size = /^(\d+)x(\d+) mm/.exec(get(one, 'size'))
  const diagonal = size ? Math.hypot(Number(size[1]), Number(size[2])) / 25.4 : 0
  const native = one.lines.findIndex((line) => /Detailed Timings #0/.test(line)) + 1
  const resolution = /Resolution: (\d+)x(\d+)/.exec(native > 0 ? (one.lines[native] ?? '') : '')
  return {
    maker: makerOfScreen(get(one, 'vendor')),
    model: realModel(get(one, 'model')),
    serial: realSerial(get(one, 'serial id')),
    inches: diagonal > 0 ? Math.round(diagonal * 10) / 10 : null,
    year: countOf(get(one, 'year of manufacture')),
    pixels: resolution ? { width: Number(resolution[1]), height: Number(resolution[2]) } : null,
  }
}

/** `Vendor: AUO "AUO"`: the EDID's three letters where hwinfo has no name for them. */
function makerOfScreen(vendor: string): string | null {
  const maker = realMaker(vendor)
  return maker !== null && /^[A-Z]{3}$/.test(maker) ? makerOfPnp(maker) : maker
}

function cardOf(one: Entry): NetworkCard {
  const mac = get(one, 'permanent hw address') || get(one, 'hw address')
  return {
    mac: /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(mac) ? mac.toLowerCase() : null,
    wireless: /WLAN/.test(get(one, 'features')),
    model: realModel(get(one, 'device') || get(one, 'model')),
  }
}
