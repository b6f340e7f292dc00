import type { Chance } from './chance.ts'
import type { DiskModel, MachineModel } from './models.ts'

const LETTERS = 'ABCDEFGHJKLMNPQRSTVWXYZ0123456789'
const DIGITS = '0123456789'
const HEX = '0123456789abcdef'
const GIB = 2 ** 30

/** A machine that never was: its model, its own serials, the age of its parts. */
export interface Machine {
  readonly model: MachineModel
  readonly serial: string
  readonly uuid: string
  readonly mac: string
  readonly memoryGb: number
  readonly disk: DiskModel & { readonly serial: string; readonly hours: number; readonly failing: boolean }
  /** Share of the design capacity left, 0 to 1; null = no battery. */
  readonly batteryHealth: number | null
}

/** Draws one machine of this model, as old as that when it is read; `failing` gives it a disk that its own test condemns. */
export function inventMachine(chance: Chance, model: MachineModel, failing = false, years = 5): Machine {
  const disk = chance.oneOf(model.disks as readonly [DiskModel, ...DiskModel[]])
  return {
    model,
    serial: shaped(chance, model.serial),
    uuid: [8, 4, 4, 4, 12].map((length) => chance.text(HEX, length)).join('-'),
    mac: ['a4', 'bb', '6d', ...[1, 2, 3].map(() => chance.text(HEX, 2))].join(':'),
    memoryGb: chance.oneOf(model.memoryGb),
    disk: {
      ...disk,
      serial: chance.text(LETTERS, 4) + chance.text(DIGITS, 10),
      hours: years * chance.between(1100, 2100),
      failing,
    },
    batteryHealth: model.batteryWh > 0 ? chance.between(48, 91) / 100 : null,
  }
}

const shaped = (chance: Chance, shape: string): string =>
  shape.replaceAll(/[A9]/g, (one) => chance.text(one === '9' ? DIGITS : LETTERS, 1))

/** One file as the bench's tools print it. */
export interface DumpFile {
  readonly name: string
  readonly bytes: Uint8Array
}

const file = (name: string, text: string): DumpFile => ({ name, bytes: new TextEncoder().encode(text) })
const json = (value: unknown): string => JSON.stringify(value, null, 1)

/** The memory modules of a machine, slot by slot. */
export const modulesOf = ({ memoryGb, uuid, model }: Machine) =>
  (memoryGb > 8 ? [8, memoryGb - 8] : [memoryGb]).map((gigabytes, slot) => ({
    slot,
    maker: slot === 0 ? 'Samsung' : 'Kingston',
    serial: `${uuid.slice(0, 7)}${slot}`.toUpperCase(),
    bytes: gigabytes * GIB,
    type: model.memoryType,
    shape: model.kind === 'desktop' ? ('dimm' as const) : ('sodimm' as const),
  }))

/** What `lshw -json` prints of this machine. */
export function lshwOf(machine: Machine): DumpFile {
  const { model, serial, uuid, mac, memoryGb, disk } = machine
  const date = `03/14/${model.year}`
  const tree = {
    id: 'poste',
    class: 'system',
    claimed: true,
    product: model.product,
    vendor: model.maker,
    ...(model.version ? { version: model.version } : {}),
    serial,
    configuration: { chassis: model.chassis, uuid },
    children: [
      {
        id: 'core',
        class: 'bus',
        description: 'Motherboard',
        vendor: model.maker,
        children: [
          { id: 'firmware', class: 'memory', description: 'BIOS', vendor: model.maker, version: '1.14.2', date },
          {
            id: 'cpu',
            class: 'processor',
            product: model.cpu,
            vendor: 'Intel Corp.',
            configuration: { cores: String(model.cores), enabledcores: String(model.cores) },
          },
          {
            id: 'memory',
            class: 'memory',
            description: 'System Memory',
            units: 'bytes',
            size: memoryGb * GIB,
            children: modulesOf(machine).map((module) => ({
              id: `bank:${module.slot}`,
              class: 'memory',
              description: `${module.shape.toUpperCase()} ${module.type} Synchronous 2400 MHz`,
              vendor: module.maker,
              serial: module.serial,
              units: 'bytes',
              size: module.bytes,
            })),
          },
          {
            id: 'network',
            class: 'network',
            description: 'Ethernet interface',
            product: 'Ethernet Connection I219-LM',
            vendor: 'Intel Corporation',
            serial: mac,
          },
          disk.kind === 'nvme' ? nvmeNode(disk) : sataNode(disk),
        ],
      },
    ],
  }
  return file('lshw.json', json(tree))
}

type Disk = Machine['disk']

const sataNode = (disk: Disk) => ({
  id: 'sata',
  class: 'storage',
  description: 'SATA controller',
  children: [
    {
      id: 'disk',
      class: 'disk',
      description: 'ATA Disk',
      product: disk.model,
      vendor: disk.maker,
      logicalname: '/dev/sda',
      serial: disk.serial,
      units: 'bytes',
      size: disk.bytes,
    },
  ],
})

const nvmeNode = (disk: Disk) => ({
  id: 'nvme',
  class: 'storage',
  description: 'NVMe device',
  product: disk.model,
  vendor: disk.maker,
  logicalname: '/dev/nvme0',
  serial: disk.serial,
  children: [
    {
      id: 'namespace:1',
      class: 'disk',
      description: 'NVMe disk',
      logicalname: '/dev/nvme0n1',
      units: 'bytes',
      size: disk.bytes,
    },
  ],
})

/** What `smartctl -j -x` prints of its disk: kind, hours, and its own verdict. */
export function smartctlOf({ disk }: Machine): DumpFile {
  const ata = disk.kind !== 'nvme'
  return file(
    'smartctl.json',
    json({
      json_format_version: [1, 0],
      smartctl: { version: [7, 3], argv: ['smartctl', '-x', '-j'], exit_status: disk.failing ? 8 : 0 },
      device: ata
        ? { name: '/dev/sda', type: 'sat', protocol: 'ATA' }
        : { name: '/dev/nvme0', type: 'nvme', protocol: 'NVMe' },
      model_name: disk.model,
      serial_number: disk.serial,
      user_capacity: { bytes: disk.bytes },
      ...(ata ? { rotation_rate: disk.kind === 'hdd' ? 7200 : 0 } : {}),
      smart_status: { passed: !disk.failing },
      power_on_time: { hours: disk.hours },
    }),
  )
}

/** What `/sys/class/power_supply/BAT0/uevent` holds; null for a machine without battery. */
export function batteryOf({ model, batteryHealth, serial }: Machine): DumpFile | null {
  if (batteryHealth === null) return null
  const design = model.batteryWh * 1_000_000
  return file(
    'batterie.txt',
    [
      'POWER_SUPPLY_NAME=BAT0',
      'POWER_SUPPLY_TYPE=Battery',
      'POWER_SUPPLY_STATUS=Discharging',
      'POWER_SUPPLY_PRESENT=1',
      'POWER_SUPPLY_TECHNOLOGY=Li-ion',
      'POWER_SUPPLY_CYCLE_COUNT=412',
      `POWER_SUPPLY_ENERGY_FULL_DESIGN=${design}`,
      `POWER_SUPPLY_ENERGY_FULL=${Math.round(design * batteryHealth)}`,
      'POWER_SUPPLY_MANUFACTURER=LGC',
      `POWER_SUPPLY_SERIAL_NUMBER=${serial.slice(-4)}`,
      '',
    ].join('\n'),
  )
}
