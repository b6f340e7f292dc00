import { expect } from 'vitest'
import { cpus, type Expected, GiB, MiB } from './expected.ts'

const XPS = {
  maker: 'Dell Inc.',
  model: 'XPS 13 9350',
  serial: '640HP72',
  uuid: '4c4c4544-0034-3010-8048-b6c04f503732',
  kind: 'laptop',
}
const ELPIDA = ['12161217', '12121212'].map((serial) => ({ bytes: 4 * GiB, type: 'LPDDR3', serial }))

const lscpu = (name: string, sockets: number, cpu: string, cores: number): Expected => ({
  file: `lscpu-text/${name}_lscpu.txt`,
  says: { maker: null, model: null, serial: null, memory: null, media: null, cpu: cpus(sockets, cpu, cores) },
})
const battery = (file: string, health: number, says: Expected['says'] = {}): Expected => ({
  file: `battery/${file}`,
  says: { maker: null, cpu: null, batteries: [{ health: expect.closeTo(health, 3), ...says }] },
})

/** Inventory agents, whole-machine snapshots, hwinfo, lscpu, cpuinfo, batteries. */
export const MACHINES: readonly Expected[] = [
  {
    file: 'glpi-inventory-json/computer_1.json',
    says: {
      ...XPS,
      cpu: cpus(1, 'Intel(R) Core(TM) i5-6200U CPU @ 2.30GHz', 2),
      memory: { bytes: 8 * GiB, modules: ELPIDA },
      media: [
        {
          model: 'PM951 NVMe SAMSUNG 256GB',
          serial: 'S29NNXAH146409',
          bytes: 256_060_000_000,
          kind: 'nvme',
          hours: null,
        },
      ],
      batteries: [{ health: expect.closeTo(0.8784, 3), designMilliwattHours: 57570 }],
      screens: [{ year: 2015 }],
    },
  },
  {
    file: 'glpi-inventory-json/computer_1_partial_batteries.json',
    says: { ...XPS, cpu: null, media: null, screens: null, batteries: [{ health: expect.closeTo(0.7047, 3) }] },
  },
  {
    file: 'glpi-inventory-json/computer_1_partial_memory.json',
    says: { ...XPS, cpu: null, batteries: null, memory: { bytes: 8 * GiB, modules: ELPIDA } },
  },
  {
    file: 'glpi-inventory-json/printer_2.json',
    says: { maker: 'Canon', model: 'Canon MX 5970', serial: 'SDFSDF9874', kind: 'printer' },
  },
  {
    file: 'qemu-lab/dell-optiplex7050-hdd/glpi-agent-inventory.json',
    says: {
      maker: 'Dell Inc.',
      model: 'OptiPlex 7050',
      // The agent believes that it runs in a container and blanks the serial.
      serial: null,
      uuid: null,
      cpu: cpus(1, 'QEMU Virtual CPU version 2.5+', 2),
      memory: { bytes: 960 * MiB },
    },
  },
  {
    file: 'qemu-lab/asrock-to-be-filled-ide/glpi-agent-inventory.json',
    says: { maker: null, model: null, serial: null, uuid: null },
  },
  {
    file: 'qemu-lab/dell-optiplex7050-hdd/ocs-unix-agent-2.10.xml',
    says: {
      maker: 'Dell Inc.',
      model: 'OptiPlex 7050',
      serial: '7XK4T42',
      uuid: null,
      // What stands in place of the processor's name is the emulated board's.
      cpu: cpus(1, null, 2),
    },
  },
  {
    file: 'qemu-lab/hp-elitedesk800g3-ssd-usbstick/fusioninventory-agent-2.6.xml',
    says: { maker: 'HP', model: 'HP EliteDesk 800 G3 DM 65W', serial: null, uuid: null },
  },
  {
    file: 'fusion-ocs-xml/inventory_format_3.xml',
    says: {
      maker: 'Apple Computer, Inc.',
      model: 'iMac5,1',
      serial: 'W87051UGVUV',
      uuid: '00000000-0000-1000-8000-0017f2d11432',
      kind: 'all-in-one',
      cpu: cpus(1, 'Intel Core 2 Duo', 2),
      memory: {
        bytes: 4000 * MiB,
        modules: [
          { bytes: 2000 * MiB, serial: '0x3D0E44F2' },
          { bytes: 2000 * MiB, serial: '0x23225E01' },
        ],
      },
    },
  },
  {
    file: 'fusion-ocs-xml/inventory_format_11.xml',
    says: { maker: 'Hewlett-Packard', model: 'Officejet Pro 8600 N911g', serial: null, kind: 'printer', media: null },
  },
  {
    file: 'fusion-ocs-xml/inventory_format_13.xml',
    says: {
      maker: 'samsung',
      model: 'SM-A715F',
      serial: '5a30d8711bbadc9d',
      kind: 'phone',
      memory: { bytes: 5524 * MiB },
    },
  },
  {
    file: 'whole-machine-snapshot/2022-04-01_06h28m54s_YKPZ27NJ2NMRO4893M4L5NRZV5YJ1_snapshot.json',
    says: {
      maker: 'QEMU',
      model: 'Standard PC (i440FX + PIIX, 1996)',
      serial: null,
      uuid: null,
      kind: 'virtual',
      memory: { bytes: 4 * GiB },
    },
  },
  {
    // Its lshw part does not parse; dmidecode says the rest.
    file: 'whole-machine-snapshot/2022-04-01_05h49m25s_O88RXQ27ZW7YJV3JPM79O0MOLWJQ3_snapshot.json',
    says: { maker: 'QEMU', model: 'Standard PC (i440FX + PIIX, 1996)', kind: 'virtual', memory: { bytes: 4 * GiB } },
  },
  {
    file: 'hwinfo-text/1001pxd.hwinfo.txt',
    says: {
      maker: 'ASUSTeK Computer INC.',
      model: '1001PXD',
      serial: 'B8OAAS048286',
      uuid: null,
      kind: 'laptop',
      memory: { bytes: GiB },
      screens: [{ inches: expect.closeTo(10.06, 0), year: 2010 }],
    },
  },
  lscpu('2014-castes-mbp', 1, 'Intel(R) Core(TM) i7-4980HQ CPU @ 2.80GHz', 4),
  lscpu('77-no-disks', 1, 'Intel(R) Celeron(R) CPU 2.80GHz', 1),
  lscpu('castes-HP-dc7600', 1, 'Intel(R) Pentium(R) 4 CPU 2.80GHz', 1),
  lscpu('workstation', 2, 'Intel(R) Xeon(R) CPU            5160  @ 3.00GHz', 2),
  {
    file: 'cpuinfo/checkbox_amd64.txt',
    says: { maker: null, memory: null, cpu: cpus(1, 'Intel(R) Core(TM) i7-4500U CPU @ 1.80GHz', 2) },
  },
  battery('1001pxd.battery.ini', 0.8639, { maker: 'ASUS', model: '1001PXD', serial: null }),
  battery('glpi-agent_upower_infos_3.txt', 0.8351, { maker: 'ASUSTeK', model: 'G750-59' }),
  battery('jc_upower-i-c-locale.out.txt', 0.847, { maker: 'NOTEBOOK', model: 'BAT' }),
  battery('jc_upower-i-non-utc.out.txt', 0.6848, { maker: 'Samsung SDI', model: 'DELL 7XFJJA2', serial: '4448' }),
]
