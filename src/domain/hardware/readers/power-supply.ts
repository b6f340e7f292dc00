import { batteryOf } from '../battery.ts'
import { reportOf } from '../blank.ts'
import { firstLines } from '../printed-fields.ts'
import { countOf } from '../quantity.ts'
import type { Reader } from '../reader.ts'
import type { Battery } from '../report.ts'

/**
 * `/sys/class/power_supply`: `uevent` lines, or the files one by one ("…/BAT0/energy_full:50000000", "energy_full: …",
 * `tail -n +1 …`: "==> …/BAT0/energy_full <==", then the value).
 * Amounts are µWh (`energy_…`) or µAh (`charge_…`), never both; voltages µV (Linux ABI, sysfs-class-power).
 */
export const powerSupply: Reader = {
  format: 'power-supply',
  recognises: ({ text, json }) =>
    json === undefined &&
    (/^POWER_SUPPLY_[A-Z_]+=/m.test(text.slice(0, 20_000)) ||
      /(^|\/)(energy|charge)_full(_design)?\s*[:=]\s*\d/m.test(text.slice(0, 100_000)) ||
      /\/sys\/class\/power_supply\/[^\s/]+\/\w+([:=]| <==)/.test(text.slice(0, 20_000))),
  read: ({ text }) =>
    reportOf({ batteries: suppliesIn(text.replace(HEADED, '$1:$2')).filter(isBattery).map(batteryOfSupply) }),
}

/** "==> path <==" and the line under it. */
const HEADED = /^==> (\S+) <==\n(.*)/gm

type Supply = Map<string, string>

/** More than any machine has; the lines of further supplies are left. */
const MOST_SUPPLIES = 100

/** One map a supply: by folder where lines carry their path, else a new one at each repeated key. */
function suppliesIn(text: string): Supply[] {
  const supplies: Supply[] = []
  const current = new Map<string, Supply>()
  for (const line of firstLines(text)) {
    const [, folder = '', name, value = ''] = /^\s*(?:(\S*)\/)?([A-Za-z_]+)\s*[:=]\s*(.*)$/.exec(line) ?? []
    if (!name) continue
    const key = name.toLowerCase().replace(/^power_supply_/, '')
    const open = current.get(folder)
    if (open && !open.has(key)) open.set(key, value.trim())
    else if (supplies.length < MOST_SUPPLIES) {
      const started = new Map(folder === '' ? [] : [['folder', folder.replace(/^.*\//, '')]])
      current.set(folder, started.set(key, value.trim()))
      supplies.push(started)
    }
  }
  return supplies
}

/** A laptop's own battery: present, no mouse or pen (`scope` Device), no mains adapter. */
function isBattery(supply: Supply): boolean {
  const type = supply.get('type')
  const full = amount(supply, 'full') ?? amount(supply, 'full_design')
  const named = full !== null || /^(bat|cmb|macsmc-battery)/i.test(supply.get('name') ?? supply.get('folder') ?? '')
  return (
    named &&
    (type === undefined || type === '' || type === 'Battery') &&
    supply.get('scope') !== 'Device' &&
    supply.get('present') !== '0'
  )
}

function amount(supply: Supply, which: 'full' | 'full_design'): number | null {
  return countOf(supply.get(`energy_${which}`)) ?? countOf(supply.get(`charge_${which}`))
}

function batteryOfSupply(supply: Supply): Battery {
  const energy = countOf(supply.get('energy_full_design'))
  const charge = countOf(supply.get('charge_full_design'))
  const volts = countOf(supply.get('voltage_min_design'))
  const fromCharge = charge && volts ? (charge * volts) / 1e9 : null
  return batteryOf({
    full: amount(supply, 'full'),
    design: amount(supply, 'full_design'),
    designMilliwattHours: energy ? Math.round(energy / 1000) : fromCharge && Math.round(fromCharge),
    maker: supply.get('manufacturer'),
    model: supply.get('model_name'),
    serial: supply.get('serial_number'),
    cycles: countOf(supply.get('cycle_count')),
  })
}
