import { batteryOf } from '../battery.ts'
import { reportOf } from '../blank.ts'
import { countOf, numberOf } from '../quantity.ts'
import type { Reader } from '../reader.ts'
import type { Battery } from '../report.ts'

/** `upower -i` and `upower -d`, in any locale (decimal commas). `capacity` is the health, `percentage` only the charge. */
export const upower: Reader = {
  format: 'upower',
  recognises: ({ text, json }) =>
    json === undefined && (/^\s*native-path:/m.test(text) || /^\/org\/freedesktop\/UPower\/devices\//m.test(text)),
  read: ({ text }) => {
    const devices = text.split(/^(?=\s*native-path:)/m).filter((part) => /^\s*native-path:/.test(part))
    if (devices.length === 0) return { refused: { code: 'noMachine', detail: 'upower -e lists device names only' } }
    return reportOf({ batteries: devices.slice(0, 100).filter(isBattery).map(batteryOfDevice) })
  },
}

/** The laptop's own battery: it feeds the machine, is there, and is not the sum that upower shows on a desktop bar. */
function isBattery(device: string): boolean {
  return (
    /^\s*battery\s*$/m.test(device) &&
    !/^\s*power supply:\s+no\b/m.test(device) &&
    !/^\s*present:\s+no\b/m.test(device) &&
    !/^\s*native-path:\s*(\(null\))?\s*$/m.test(device)
  )
}

function batteryOfDevice(device: string): Battery {
  const text = (name: string) => new RegExp(`^\\s*${name}:\\s+(\\S.*)$`, 'm').exec(device)?.[1]
  const number = (name: string) => numberOf(/^\d[\d.,]*/.exec(text(name) ?? '')?.[0].replace(',', '.') ?? '')
  const capacity = number('capacity')
  const design = number('energy-full-design')
  const energies = { full: number('energy-full'), design }
  const stated = capacity !== null && capacity > 0 && capacity <= 100 ? { full: capacity, design: 100 } : energies
  return batteryOf({
    ...stated,
    designMilliwattHours: design && Math.round(design * 1000),
    maker: text('vendor'),
    model: text('model'),
    serial: text('serial'),
    cycles: countOf(text('charge-cycles')),
  })
}
