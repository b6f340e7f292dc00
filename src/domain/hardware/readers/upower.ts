import { batteryOf } from '../battery.ts'
import { reportOf } from '../blank.ts'
import { firstLines, printedFields } from '../printed-fields.ts'
import { countOf, numberOf } from '../quantity.ts'
import type { Reader } from '../reader.ts'
import type { Battery } from '../report.ts'

/** `upower -i` and `upower -d`, in any locale (decimal commas). `capacity` is the health, `percentage` only the charge. */
export const upower: Reader = {
  format: 'upower',
  recognises: ({ text, json }) =>
    json === undefined && /^([ \t]*native-path:|\/org\/freedesktop\/UPower\/devices\/)/m.test(text.slice(0, 100_000)),
  read: ({ text }) => {
    const devices = devicesIn(firstLines(text))
    if (devices.length === 0) return { refused: { code: 'noMachine', detail: 'upower -e lists device names only' } }
    return reportOf({ batteries: devices.filter(isBattery).map(batteryOfDevice) })
  },
}

/** The lines of each device: one begins at each "native-path". */
function devicesIn(lines: readonly string[]): string[][] {
  const devices: string[][] = []
  for (const line of lines) {
    if (/^\s*native-path:/.test(line)) devices.push([line])
    else devices.at(-1)?.push(line)
  }
  return devices
}

/** The laptop's own battery: it feeds the machine, is there, and is not the sum that upower shows on a desktop bar. */
function isBattery(device: readonly string[]): boolean {
  const fields = printedFields(device)
  const path = fields.get('native-path') ?? ''
  return (
    device.some((line) => line.trim() === 'battery') &&
    fields.get('power supply') !== 'no' &&
    fields.get('present') !== 'no' &&
    path !== '' &&
    path !== '(null)'
  )
}

function batteryOfDevice(device: readonly string[]): Battery {
  const fields = printedFields(device)
  const number = (name: string) => numberOf(/^\d[\d.,]*/.exec(fields.get(name) ?? '')?.[0].replace(',', '.') ?? '')
  const capacity = number('capacity')
  const design = number('energy-full-design')
  const energies = { full: number('energy-full'), design }
  const stated = capacity !== null && capacity > 0 && capacity <= 100 ? { full: capacity, design: 100 } : energies
  return batteryOf({
    ...stated,
    designMilliwattHours: design && Math.round(design * 1000),
    maker: fields.get('vendor'),
    model: fields.get('model'),
    serial: fields.get('serial'),
    cycles: countOf(fields.get('charge-cycles')),
  })
}
