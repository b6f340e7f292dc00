import { cpus, type Expected, GiB, modules } from './expected.ts'

/** `lshw -json`: the older one-object form and the virtual laboratory's. */
export const LSHW: readonly Expected[] = [
  {
    file: 'lshw-json/7220w3t.lshw.json',
    says: {
      maker: 'LENOVO',
      model: '7220W3T',
      name: 'ThinkCentre M58p',
      serial: 'S4R6062',
      uuid: '8029e282-164a-df11-bd78-ef25bbf0e483',
      kind: 'desktop',
      // cpu:1 is the second core, printed without a product.
      cpu: cpus(1, 'Intel(R) Core(TM)2 Duo CPU     E8400  @ 3.00GHz', 2),
      // The modules print the serial 00000000.
      memory: { bytes: 4 * GiB, modules: modules(2, 2 * GiB, 'DDR2') },
      media: [{ maker: 'Seagate', model: 'ST3250318AS', serial: '6VY54ZKX', bytes: 250059350016 }],
    },
  },
  {
    file: 'lshw-json/all-series.lshw.json',
    says: {
      maker: 'ASUS',
      model: 'All Series',
      serial: null,
      uuid: '303be2e2-e281-5dc8-8e55-40167e64117f',
      kind: 'desktop',
      cpu: cpus(1, 'Intel(R) Core(TM) i5-4440 CPU @ 3.10GHz', 4),
      memory: { bytes: 4 * GiB, modules: modules(1, 4 * GiB, 'DDR3', '290E5155') },
      media: [{ model: 'WDC WD5000AAKX-0', serial: 'WD-WMC2E8912230', bytes: 500107862016 }],
    },
  },
  {
    file: 'lshw-json/nox.lshw.json',
    says: {
      maker: null,
      model: null,
      serial: null,
      uuid: 'e01bcb62-6b56-e011-a725-f46d04129b85',
      kind: 'desktop',
      cpu: cpus(1, 'Intel(R) Core(TM) i3-2100 CPU @ 3.10GHz', 2),
      memory: { bytes: 4 * GiB, modules: modules(1, 4 * GiB, 'DDR3', '8F17943') },
      media: [{ model: 'ST3500413AS', serial: 'Z2A3HR7N', bytes: 500107862016 }],
    },
  },
  {
    file: 'lshw-json/ecs-2.lshw.json',
    says: {
      maker: null,
      model: null,
      serial: null,
      cpu: cpus(1, 'Intel(R) Core(TM)2 CPU          6600  @ 2.40GHz', null),
      // Serials "SerNum0" to "SerNum2": nobody filled them.
      memory: { bytes: 3 * GiB, modules: modules(3, GiB, 'SDRAM') },
      // Four empty card readers are no media.
      media: [{ model: 'SAMSUNG HD250HJ', serial: 'S0URJDQP811025', bytes: 250059350016 }],
    },
  },
  {
    file: 'lshw-json/battery-empty.lshw.json',
    says: {
      maker: 'ASUSTeK Computer INC.',
      model: '1001PXD',
      serial: 'B8OAAS048286',
      uuid: '007d6f1f-91cc-5c81-2ccc-14dae942f67c',
      kind: 'laptop',
      cpu: cpus(1, 'Intel(R) Atom(TM) CPU N455   @ 1.66GHz', 1),
      memory: { bytes: GiB, modules: modules(1, GiB, 'DDR2') },
    },
  },
  {
    file: 'lshw-json/routershell_intel-NUC7i7BNH.lshw.json',
    says: {
      maker: 'Intel Corporation',
      model: 'NUC7i7BNH',
      serial: 'G6BN73500DM6',
      uuid: 'b6f5716a-e8a8-6c8a-ae53-94c69115143e',
      cpu: cpus(1, 'Intel(R) Core(TM) i7-7567U CPU @ 3.50GHz', 2),
      memory: {
        bytes: 16 * GiB,
        modules: [
          { bytes: 8 * GiB, type: 'DDR4', serial: '542C6890' },
          { bytes: 8 * GiB, type: 'DDR4', serial: '512C5790' },
        ],
      },
    },
  },
  {
    file: 'lshw-json/test_isard_probook.lshw.json',
    says: {
      maker: 'HP',
      model: 'HP ProBook 430 G4',
      serial: '5CD7314HDY',
      uuid: '8d9234e6-05a3-29e1-fbf3-1d2cfe51352d',
      kind: 'laptop',
      cpu: cpus(1, 'Intel(R) Core(TM) i5-7200U CPU @ 2.50GHz', 2),
      memory: { bytes: 8 * GiB, modules: modules(1, 8 * GiB, 'DDR4', '362E4E84') },
      media: [
        { model: 'SAMSUNG MZNTY256', serial: 'S2ZPNB0J121952', bytes: 256060514304, health: 'unknown', hours: null },
      ],
      batteries: [{ health: null, designMilliwattHours: 48010 }],
    },
  },
  {
    file: 'lshw-json/virtualbox-client.lshw.json',
    says: {
      maker: 'innotek GmbH',
      model: 'VirtualBox',
      serial: null,
      uuid: '8cf7f9cc-5dfc-421f-a114-8a7101269ce5',
      kind: 'virtual',
      cpu: cpus(1, 'Intel(R) Core(TM) i7-2620M CPU @ 2.70GHz', null),
      memory: { bytes: 522129408 },
      media: [{ model: 'VBOX HARDDISK', serial: 'VBd9783eb3-8ef7f22a', bytes: 80589934592 }],
    },
  },
  {
    file: 'lshw-json/virtualbox-no-hdd.lshw.json',
    says: { kind: 'virtual', media: [], memory: { bytes: 1065349120 } },
  },
  {
    file: 'qemu-lab/dell-optiplex7050-hdd/lshw.json',
    says: {
      maker: 'Dell Inc.',
      model: 'OptiPlex 7050',
      serial: '7XK4T42',
      uuid: null,
      cpu: cpus(1, 'QEMU Virtual CPU version 2.5+', 2),
      memory: { bytes: GiB, modules: [{ bytes: GiB, serial: '3A1B2C3D' }] },
      media: [{ model: 'WDC WD5000AZLX-7', serial: 'WD-WCC6Y5AAAAAA', bytes: 268435456 }],
    },
  },
  {
    file: 'qemu-lab/asrock-to-be-filled-ide/lshw.json',
    says: { maker: null, model: null, serial: null, uuid: null, memory: { bytes: GiB } },
  },
  {
    file: 'qemu-lab/hp-elitedesk800g3-ssd-usbstick/lshw.json',
    says: {
      maker: 'HP',
      model: 'HP EliteDesk 800 G3 DM 65W',
      serial: 'CZC8123ABC',
      kind: 'mini',
      memory: { bytes: GiB, modules: [{ bytes: GiB, serial: '0000ABCD' }] },
    },
  },
  {
    file: 'lshw-json/lenovo-as-intel.lshw.json',
    says: {
      maker: 'LENOVO',
      model: '7220W3T',
      serial: 'S4R6460',
      kind: 'desktop',
      media: [{ maker: 'Samsung', model: 'SAMSUNG HD251HJ', serial: 'S1L6J9BZ103714', bytes: 250059350016 }],
    },
  },
  {
    file: 'lshw-json/asus-all-series.lshw.json',
    says: {
      maker: 'ASUS',
      model: 'All Series',
      serial: null,
      kind: 'desktop',
      media: [{ maker: 'Western Digital', model: 'WDC WD5000AAKX-0', serial: 'WD-WCC2EVE36697', bytes: 500107862016 }],
    },
  },
  {
    file: 'lshw-json/ecs-computers.lshw.json',
    says: {
      maker: 'ASUS',
      model: 'All Series',
      serial: null,
      kind: 'desktop',
      media: [{ maker: 'Western Digital', model: 'WDC WD5000AAKX-6', serial: 'WD-WCC2ETY84203', bytes: 500107862016 }],
    },
  },
]
