import { batteryOf } from '../battery.ts'
import { reportOf } from '../blank.ts'
import { cpuName } from '../cpu-name.ts'
import { type Fields, fieldsOf, listOf } from '../fields.ts'
import { kindOf } from '../kind.ts'
import { mediumOf, vendorOf } from '../medium.ts'
import { makerOfModel } from '../medium-makers.ts'
import { bareName, mayBeMedium } from '../medium-names.ts'
import { real, realMaker, realModel, realSerial } from '../placeholder.ts'
import { bytesOf, countOf, numberOf } from '../quantity.ts'
import type { Reader } from '../reader.ts'
import type { Battery, Cpu, HardwareReport, Medium, MediumKind, Memory, NetworkCard, Screen } from '../report.ts'

/** `inxi … --output json`: a list of sections whose keys ("003#0#3#v") hold the order, the nesting and the name. */
export const inxiJson: Reader = {
  format: 'inxi',
  recognises: ({ json }) => Array.isArray(json) && json.length > 0 && json.every((one) => sectionName(one) !== null),
  read: ({ json }) => reportOfInxi(listOf(json)),
}

/** A row of a section: pairs in the printed order, since a name such as "serial" may come twice. */
type Row = readonly (readonly [name: string, value: string])[]

const KEY = /^\d{3}#\d#\d#(.+)$/

function sectionName(one: unknown): string | null {
  const keys = Object.keys(fieldsOf(one))
  return keys.length === 1 ? (KEY.exec(keys[0] ?? '')?.[1] ?? null) : null
}

function rowsOf(sections: readonly unknown[], name: string): Row[] {
  const rows = sections
    .filter((one) => sectionName(one) === name)
    .flatMap((one) => listOf(Object.values(fieldsOf(one))[0]))
  return rows.map((row) => rowOf(fieldsOf(row)))
}

function rowOf(fields: Fields): Row {
  return Object.keys(fields)
    .sort()
    .flatMap((key) => {
      const name = KEY.exec(key)?.[1]
      return name ? [[name, String(fields[key] ?? '')] as const] : []
    })
}

function get(row: Row | undefined, ...names: readonly string[]): string | null {
  return row?.find(([name, value]) => names.includes(name) && value !== '' && value !== 'N/A')?.[1] ?? null
}

function reportOfInxi(sections: readonly unknown[]): HardwareReport {
  const [machine, board] = rowsOf(sections, 'Machine')
  const merged = [...(machine ?? []), ...(board ?? [])]
  const batteries = rowsOf(sections, 'Battery').filter((row) => /^(BAT|CMB)/i.test(get(row, 'ID') ?? ''))
  const system = { maker: realMaker(get(machine, 'System')), model: realModel(get(machine, 'product')) }
  const mobo = { maker: realMaker(get(merged, 'Mobo')), model: realModel(get(merged, 'model')) }
  const afterMobo = merged.slice(merged.findIndex(([name]) => name === 'Mobo') + 1)
  const firmware = { maker: real(get(merged, 'UEFI', 'BIOS', 'UEFI-[Legacy]')), date: real(get(merged, 'date')) }
  return reportOf(
    {
      ...system,
      serial: realSerial(get(machine, 'serial')),
      kind: kindOf({ chassis: [get(machine, 'Type')], ...system, battery: batteries.length > 0 }),
      board: mobo.maker || mobo.model ? { ...mobo, serial: realSerial(get(afterMobo, 'serial')) } : null,
      firmware: firmware.maker || firmware.date ? { ...firmware, version: null } : null,
      cpu: cpusOf(rowsOf(sections, 'CPU')),
      memory: memoryOf(rowsOf(sections, 'Memory')),
      media: has(sections, 'Drives') ? mediaOf(rowsOf(sections, 'Drives')) : null,
      batteries: has(sections, 'Battery') ? batteries.map(batteryOfRow) : null,
      screens: has(sections, 'Graphics') ? screensOf(rowsOf(sections, 'Graphics')) : null,
      graphics: graphicsOf(rowsOf(sections, 'Graphics')),
      network: has(sections, 'Network') ? cardsOf(rowsOf(sections, 'Network')) : null,
    },
    {},
    'notPrinted',
  )
}

function has(sections: readonly unknown[], name: string): boolean {
  return sections.some((one) => sectionName(one) === name)
}

function cpusOf(rows: readonly Row[]): Cpu[] | null {
  const name = cpuName(get(rows.flat(), 'model') ?? '')
  const topology = rows.find((row) => row[0]?.[0] === 'Topology') ?? rows.flat()
  const sockets = Math.min(countOf(get(topology, 'cpus')) ?? 1, 16)
  return name === null
    ? null
    : Array.from({ length: sockets }, () => ({ name, cores: countOf(get(topology, 'cores')) }))
}

function memoryOf(rows: readonly Row[]): Memory | null {
  const modules = rows
    .filter((row) => row[0]?.[0] === 'Device' && bytesOf(get(row, 'size') ?? '', 'binary') !== null)
    .map((row) => ({
      bytes: bytesOf(get(row, 'size') ?? '', 'binary'),
      type: real(get(row, 'type')),
      serial: realSerial(get(row, 'serial')),
      maker: realMaker(get(row, 'manufacturer')),
      soldered: null,
    }))
  const total = bytesOf(get(rows.flat(), 'total') ?? '', 'binary')
  if (modules.length === 0 && total === null) return null
  return {
    bytes: modules.length > 0 ? modules.reduce((sum, one) => sum + (one.bytes ?? 0), 0) : total,
    modules: modules.length > 0 ? modules : null,
    declaredMaximumBytes: bytesOf(get(rows.flat(), 'capacity') ?? '', 'binary'),
    slots: countOf(get(rows.flat(), 'slots')),
  }
}

/** A drive's row, then its SMART row where inxi could ask smartctl. */
function mediaOf(rows: readonly Row[]): Medium[] {
  const drives = rows.flatMap((row, at) => {
    const next = rows[at + 1]
    return get(row, 'ID') === null ? [] : [[...row, ...(next && get(next, 'ID') === null ? next : [])]]
  })
  return drives.filter((row) => mayBeMedium(bareName(get(row, 'ID') ?? ''))).map(mediumOfRow)
}

const KINDS: readonly (readonly [RegExp, MediumKind])[] = [
  [/^(ssd|solid)/i, 'ssd'],
  [/^hdd/i, 'hdd'],
]

function mediumOfRow(row: Row): Medium {
  const name = bareName(get(row, 'ID') ?? '')
  const type = get(row, 'type', 'tech') ?? ''
  const model = realModel(get(row, 'model'))
  const health = get(row, 'health')
  const said = KINDS.find(([pattern]) => pattern.test(type))?.[1] ?? 'unknown'
  return mediumOf({
    maker: vendorOf(get(row, 'vendor')) ?? makerOfModel(model),
    model,
    serial: realSerial(get(row, 'serial')),
    firmware: real(get(row, 'rev', 'fw-rev')),
    bytes: bytesOf(get(row, 'size') ?? '', 'binary'),
    kind: name.startsWith('nvme')
      ? 'nvme'
      : name.startsWith('mmc')
        ? 'emmc'
        : /^(usb|removable)/i.test(type)
          ? 'usb'
          : said,
    health:
      health === null ? 'unknown' : /^passed/i.test(health) ? 'ok' : /^fail/i.test(health) ? 'failing' : 'unknown',
    signs: health === null ? [] : [`smart_status ${health.toLowerCase()}`],
    hours: hoursOf(get(row, 'on')),
  })
}

/** "2y 7d 14h" → hours. */
function hoursOf(text: string | null): number | null {
  const parts = Array.from(
    (text ?? '').matchAll(/(\d+)\s*(y|d|h)\b/g),
    ([, count, unit]) => Number(count) * (HOURS[unit ?? ''] ?? 0),
  )
  return parts.length === 0 ? null : parts.reduce((sum, hours) => sum + hours, 0)
}

const HOURS: Readonly<Record<string, number>> = { y: 8760, d: 24, h: 1 }

/** "condition: 37.2/57.0 Wh (65.3%)". */
function batteryOfRow(row: Row): Battery {
  const [, full, design] = /^([\d.,]+)\/([\d.,]+) ?Wh/.exec(get(row, 'condition') ?? '') ?? []
  const designWh = numberOf(design ?? '')
  const [maker, ...model] = (get(row, 'model') ?? '').split(' ')
  return batteryOf({
    full: numberOf(full ?? ''),
    design: designWh,
    designMilliwattHours: designWh && Math.round(designWh * 1000),
    maker,
    model: model.join(' '),
    serial: get(row, 'serial'),
    cycles: countOf(get(row, 'cycles')),
  })
}

function screensOf(rows: readonly Row[]): Screen[] {
  const monitors = rows.filter((row) => get(row, 'Monitor') !== null && get(row, 'model', 'built', 'diag') !== null)
  return monitors.map((row) => {
    const [, width, height] = /^(\d+)x(\d+)/.exec(get(row, 'modes') ?? get(row, 'res') ?? '') ?? []
    const inches = /\(([\d.]+)"\)/.exec(get(row, 'diag') ?? '')?.[1]
    const model = realModel(get(row, 'model'))
    return {
      maker: realMaker(model?.split(' ')[0]),
      model,
      serial: realSerial(get(row, 'serial')),
      inches: inches ? Number(inches) : null,
      year: countOf(get(row, 'built')),
      pixels: width && height ? { width: Number(width), height: Number(height) } : null,
    }
  })
}

function graphicsOf(rows: readonly Row[]): HardwareReport['graphics'] {
  const cards = rows.filter((row) => row[0]?.[0] === 'Device' && get(row, 'type') !== 'USB')
  return cards.length === 0 ? null : cards.map((row) => ({ maker: null, model: realModel(get(row, 'Device')) }))
}

/** An interface's row follows the row of its card; bridges and tunnels ("IF-ID") belong to no card. */
function cardsOf(rows: readonly Row[]): NetworkCard[] {
  return rows.flatMap((row, at) => {
    const mac = get(row, 'mac')?.toLowerCase() ?? null
    const model = realModel(get(rows[at - 1], 'Device'))
    if (get(row, 'IF') === null || mac === null || !/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(mac)) return []
    return [{ mac, wireless: /^wl/.test(get(row, 'IF') ?? ''), model }]
  })
}
