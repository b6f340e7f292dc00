import { expect, test } from 'vitest'
import { batteryHealth } from '../battery.ts'
import { dumpOf, reportBy, sharedDumps } from '../shared-dumps.ts'
import { powerSupply } from './power-supply.ts'
import { upower } from './upower.ts'

const supplies = (text: string) => reportBy(powerSupply, dumpOf(text)).batteries
const devices = (text: string) => reportBy(upower, dumpOf(text)).batteries

test('health is a share of the design; a new battery counts as 1, nonsense as unknown', () => {
  expect(batteryHealth(38, 44)).toBe(0.8636)
  expect(batteryHealth(45, 44)).toBe(1)
  for (const [full, design] of [
    [60, 44],
    [0, 44],
    [44, 0],
    [null, 44],
  ] as const)
    expect(batteryHealth(full, design)).toBeNull()
})

const UEVENT = `POWER_SUPPLY_NAME=BAT0
POWER_SUPPLY_TYPE=Battery
POWER_SUPPLY_PRESENT=1
POWER_SUPPLY_CYCLE_COUNT=312
POWER_SUPPLY_ENERGY_FULL_DESIGN=50060000
POWER_SUPPLY_ENERGY_FULL=40048000
POWER_SUPPLY_MODEL_NAME=45N1775
POWER_SUPPLY_MANUFACTURER=SANYO
POWER_SUPPLY_SERIAL_NUMBER= 3829
`

test('uevent lines: energy, two batteries, mains and mouse left out', () => {
  const expected = {
    health: 0.8,
    maker: 'SANYO',
    model: '45N1775',
    serial: '3829',
    designMilliwattHours: 50060,
    cycles: 312,
  }
  expect(supplies(UEVENT)).toEqual([expected])
  const mains = 'POWER_SUPPLY_NAME=AC\nPOWER_SUPPLY_TYPE=Mains\nPOWER_SUPPLY_ONLINE=1\n'
  const mouse =
    'POWER_SUPPLY_NAME=hidpp_battery_0\nPOWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_SCOPE=Device\nPOWER_SUPPLY_ENERGY_FULL=1\n'
  expect(supplies(mains + UEVENT + mouse + UEVENT.replace('BAT0', 'BAT1'))).toEqual([expected, expected])
})

test('charge instead of energy; the design energy needs the voltage', () => {
  const charge = `POWER_SUPPLY_NAME=BAT1
POWER_SUPPLY_CYCLE_COUNT=0
POWER_SUPPLY_VOLTAGE_MIN_DESIGN=10800000
POWER_SUPPLY_CHARGE_FULL_DESIGN=4400000
POWER_SUPPLY_CHARGE_FULL=3300000
`
  expect(supplies(charge)).toMatchObject([{ health: 0.75, designMilliwattHours: 47520, cycles: null, serial: null }])
})

test('the files one by one, with or without their path', () => {
  const files = UEVENT.replace(
    /POWER_SUPPLY_(\w+)=/g,
    (_, name: string) => `/sys/class/power_supply/BAT0/${name.toLowerCase()}:`,
  )
  expect(supplies(files)).toMatchObject([{ health: 0.8, serial: '3829' }])
  const plain = UEVENT.replace(/POWER_SUPPLY_(\w+)=/g, (_, name: string) => `${name.toLowerCase()}: `)
  expect(supplies(plain)).toMatchObject([{ health: 0.8, maker: 'SANYO' }])
  const headed = files.replace(/^(\S+?):(.*)$/gm, '==> $1 <==\n$2\n')
  expect(supplies(headed)).toMatchObject([{ health: 0.8, serial: '3829' }])
})

test('an empty form or an absent battery: none', () => {
  expect(supplies(UEVENT.replace(/=.*$/gm, '='))).toEqual([])
  expect(supplies(UEVENT.replace('PRESENT=1', 'PRESENT=0'))).toEqual([])
})

const UPOWER = `Device: /org/freedesktop/UPower/devices/battery_BAT0
  native-path:          BAT0
  vendor:               SMP-COS3.66
  model:                DELL XDY9K16
  serial:               3829
  power supply:         yes
  battery
    present:             yes
    energy:              24,645 Wh
    energy-full:         47,64 Wh
    energy-full-design:  54 Wh
    charge-cycles:       120
    percentage:          51%
    capacity:            88,2222%
`

test('upower: capacity is the health, in any locale', () => {
  const expected = [{ health: 0.8822, model: 'DELL XDY9K16', serial: '3829', designMilliwattHours: 54000, cycles: 120 }]
  expect(devices(UPOWER)).toMatchObject(expected)
  expect(devices(UPOWER.replace(/,/g, '.'))).toMatchObject(expected)
  expect(devices(UPOWER.replace(/^.*capacity:.*\n/m, ''))).toMatchObject([{ health: 0.8822 }])
})

test('upower -d: adapters, mice and the composite device are left out', () => {
  const adapter =
    '\nDevice: /x/line_power_AC\n  native-path:          AC\n  power supply:         yes\n  line-power\n    online: yes\n'
  const mouse =
    '\nDevice: /x/mouse\n  native-path:          hidpp_battery_0\n  power supply:         no\n  battery\n    present: yes\n'
  const sum =
    '\nDevice: /x/DisplayDevice\n  native-path:          \n  power supply:         yes\n  battery\n    present: yes\n    percentage: 51%\n\nDaemon:\n  daemon-version: 0.99\n'
  expect(devices(UPOWER + adapter + mouse + sum)).toHaveLength(1)
  expect(upower.read(dumpOf('/org/freedesktop/UPower/devices/battery_BAT0\n'))).toMatchObject({
    refused: { code: 'noMachine' },
  })
})

test('over the shared dumps: each file of a battery with its design gives a health', () => {
  for (const { file, dump } of sharedDumps('battery', /\.ini$|infos|jc_/)) {
    const reader = file.endsWith('.ini') ? powerSupply : upower
    const holdsOne = /FULL_DESIGN=\d|energy-full-design/.test(dump.text)
    const batteries = reportBy(reader, dump).batteries ?? []
    expect(batteries.length, file).toBe(holdsOne ? 1 : 0)
    for (const one of batteries) expect(one.health, file).not.toBeNull()
  }
})
