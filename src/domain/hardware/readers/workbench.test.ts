import { expect, test } from 'vitest'
import { dumpOf, reportBy, sharedDumps } from '../shared-dumps.ts'
import { inxiJson } from './inxi-json.ts'
import { workbench } from './workbench.ts'

const report = (snapshot: object) => reportBy(workbench, dumpOf(snapshot))

const DMIDECODE = `# dmidecode 3.4
SMBIOS 2.7 present.

Handle 0x0001, DMI type 1, 27 bytes
System Information
	Manufacturer: Dell Inc.
	Product Name: Latitude E7240
	Serial Number: 5CQ6VY1
	UUID: 4c4c4544-0043-5110-8036-b5c04f565931

Handle 0x0003, DMI type 3, 22 bytes
Chassis Information
	Manufacturer: Dell Inc.
	Type: Laptop
`
const SMART = [
  {
    json_format_version: [1, 0],
    smartctl: { version: [7, 3], exit_status: 0 },
    device: { name: '/dev/sda', type: 'sat', protocol: 'ATA' },
    model_name: 'LITEONIT LMT-256M6M mSATA 256GB',
    serial_number: 'TW0XXM305508539G1361',
    user_capacity: { bytes: 256060514304 },
    rotation_rate: 0,
    smart_status: { passed: true },
  },
  { smartctl: { exit_status: 1, messages: [{ string: '/dev/zd0: Unable to detect device type' }] } },
]
const INXI = [
  {
    '000#1#0#Machine': [
      {
        '004#0#3#serial': '5CQ6VY1',
        '000#0#1#Type': 'Laptop',
        '001#1#1#System': 'Dell',
        '002#1#2#product': 'Latitude E7240',
      },
    ],
  },
  {
    '001#1#0#Battery': [
      {
        '000#1#1#ID': 'BAT0',
        '002#0#2#condition': '28.5/57.0 Wh (50.0%)',
        '004#0#2#model': 'LGC 01AV429',
        '006#0#2#serial': '0431',
        '008#0#2#cycles': '310',
      },
      { '000#1#1#ID': 'hidpp_battery_0', '001#0#2#charge': '90%' },
    ],
  },
  {
    '003#1#0#Graphics': [
      { '001#1#1#Device': 'Intel Haswell-ULT Integrated Graphics' },
      {
        '015#1#3#Monitor': 'HDMI-A-1',
        '018#0#4#model': 'HP 27mq',
        '019#0#4#serial': 'CNC3382N95',
        '020#0#4#built': 2023,
        '021#0#4#res': '1280x720',
        '039#0#4#diag': '685mm (27")',
        '041#0#4#modes': '2560x1440, 1920x1200',
      },
    ],
  },
  {
    '005#1#0#Network': [
      { '001#1#1#Device': 'Intel Wireless 7260' },
      { '000#1#2#IF': 'wlp2s0', '002#0#3#mac': '0c:8b:fd:68:c8:06' },
      { '000#1#1#IF-ID': 'docker0', '002#0#2#mac': '02:42:e8:aa:c6:92' },
    ],
  },
  {
    '007#1#0#Drives': [
      { '000#1#1#Local Storage': '', '002#0#3#raw': '238.47 GiB' },
      {
        '001#1#1#ID': '/dev/sda',
        '003#0#2#vendor': 'LITE-ON IT',
        '004#0#2#model': 'LMT-256M6M mSATA 256GB',
        '005#0#2#size': '238.47 GiB',
        '011#0#2#type': 'SSD',
        '012#0#2#serial': 'TW0XXM305508539G1361',
      },
      { '015#1#2#SMART': 'yes', '019#0#3#health': 'PASSED', '020#0#3#on': '2y 7d 14h' },
    ],
  },
]
const EXPECTED = {
  maker: 'Dell Inc.',
  model: 'Latitude E7240',
  serial: '5CQ6VY1',
  uuid: '4c4c4544-0043-5110-8036-b5c04f565931',
  kind: 'laptop',
  media: [
    {
      maker: 'LITE-ON',
      serial: 'TW0XXM305508539G1361',
      bytes: 256060514304,
      kind: 'ssd',
      health: 'ok',
      hours: 2 * 8760 + 7 * 24 + 14,
    },
  ],
  batteries: [{ health: 0.5, maker: 'LGC', model: '01AV429', serial: '0431', cycles: 310 }],
  screens: [
    {
      maker: 'HP',
      model: 'HP 27mq',
      serial: 'CNC3382N95',
      inches: 27,
      year: 2023,
      pixels: { width: 2560, height: 1440 },
    },
  ],
  network: [{ mac: '0c:8b:fd:68:c8:06', wireless: true, model: 'Intel Wireless 7260' }],
}
const SCRIPT = {
  type: 'Snapshot',
  software: 'workbench-script',
  version: '0.0.1',
  data: { smartctl: JSON.stringify(SMART), dmidecode: DMIDECODE, inxi: JSON.stringify(INXI) },
  erase: [],
}

test('workbench-script: three texts of three tools, one machine', () => {
  expect(report(SCRIPT)).toMatchObject(EXPECTED)
})

test('the same in its signing envelope, and as a signed credential with escaped texts', () => {
  expect(report({ type: 'DeviceSnapshotV1', save: false, data: SCRIPT })).toMatchObject(EXPECTED)
  const escaped = JSON.stringify(SMART).replace(/&/g, '&amp;').replace(/"/g, '&quot;')
  const credential = {
    type: ['VerifiableCredential', 'DeviceSnapshot'],
    credentialSubject: { type: 'hardwareList', software: 'workbench-script' },
    evidence: [
      { type: 'HardwareList', operation: 'dmidecode', output: DMIDECODE },
      { type: 'HardwareList', operation: 'smartctl', output: escaped },
      { type: 'HardwareList', operation: 'inxi', output: INXI },
    ],
  }
  expect(report(credential)).toMatchObject(EXPECTED)
})

test('a part that cannot be read is said, the others are read', () => {
  const broken = report({ ...SCRIPT, data: { dmidecode: DMIDECODE, inxi: '[{"000#1#0#Mach', lspci: '' } })
  expect(broken).toMatchObject({ serial: '5CQ6VY1', media: null })
  expect(broken.unknown).toContainEqual({ field: 'data.inxi', why: 'damaged: not recognised' })
  expect(workbench.read(dumpOf({ type: 'Snapshot', data: { lspci: '' } }))).toMatchObject({
    refused: { code: 'noMachine' },
  })
})

const COMPONENTS = {
  type: 'Snapshot',
  software: 'Workbench',
  version: '11.0b11',
  device: {
    type: 'Laptop',
    chassis: 'Netbook',
    manufacturer: 'ASUSTeK Computer INC.',
    model: '1001PXD',
    serialNumber: 'B8OAAS048286',
    actions: [],
  },
  components: [
    { type: 'Processor', model: 'Intel Atom CPU N455 @ 1.66GHz', cores: 1, threads: 2, actions: [] },
    { type: 'RamModule', interface: 'DDR2', size: 1024.0, serialNumber: '18503423', actions: [] },
    {
      type: 'HardDrive',
      manufacturer: 'Hitachi',
      model: 'HTS54322',
      serialNumber: 'E2024242CV86HJ',
      size: 250059.350016,
      actions: [
        {
          type: 'TestDataStorage',
          assessment: true,
          lifetime: 8627,
          reallocatedSectorCount: 0,
          currentPendingSectorCount: 3,
          status: 'Completed without error',
        },
      ],
    },
    { type: 'NetworkAdapter', serialNumber: '74:2F:68:8B:FD:C8', wireless: true, model: 'AR9285' },
    {
      type: 'Display',
      manufacturer: 'IVO InfoVision',
      model: 'LCD Monitor',
      size: 10.06,
      productionDate: '2010-03-14T00:00:00',
    },
    {
      type: 'Battery',
      manufacturer: 'ASUS',
      model: '1001PXD',
      size: 4400,
      actions: [{ type: 'MeasureBattery', size: 3801, cycleCount: null }],
    },
  ],
}

test('Workbench 11: what the tool digested', () => {
  expect(report(COMPONENTS)).toMatchObject({
    maker: 'ASUSTeK Computer INC.',
    model: '1001PXD',
    serial: 'B8OAAS048286',
    kind: 'laptop',
    cpu: [{ name: 'Intel Atom CPU N455 @ 1.66GHz', cores: 1 }],
    memory: { bytes: 2 ** 30, modules: [{ type: 'DDR2', serial: '18503423' }] },
    media: [
      { maker: 'Hitachi', serial: 'E2024242CV86HJ', bytes: 250059350016, kind: 'hdd', health: 'warning', hours: 8627 },
    ],
    batteries: [{ health: 0.8639 }],
    screens: [{ inches: 10.1, year: 2010 }],
    network: [{ mac: '74:2f:68:8b:fd:c8', wireless: true }],
  })
})

test('Workbench 11 with the raw dumps beside: they fill what was not digested', () => {
  expect(report({ ...COMPONENTS, debug: { dmidecode: DMIDECODE, battery: null } })).toMatchObject({
    serial: 'B8OAAS048286',
    uuid: '4c4c4544-0043-5110-8036-b5c04f565931',
  })
})

test('whole sizes are MB or MiB, told apart by the capacities that disks are sold in', () => {
  const bytes = (size: number) =>
    report({ ...COMPONENTS, components: [{ type: 'HardDrive', model: 'X', size }] }).media?.[0]?.bytes
  expect(bytes(250059)).toBe(250059e6)
  expect(bytes(476940)).toBe(476940 * 1024 ** 2)
  expect(bytes(76319)).toBe(76319 * 1024 ** 2)
  expect(bytes(12345)).toBe(12345e6)
})

test('the oldest form, with @type', () => {
  const old = {
    '@type': 'devices:Snapshot',
    device: { '@type': 'Computer', type: 'Desktop', manufacturer: 'Dell', model: 'OptiPlex 745', serialNumber: '6XK1' },
    components: [
      {
        '@type': 'HardDrive',
        model: 'ST380815AS',
        serialNumber: '2QZ',
        size: 76319,
        test: { '@type': 'TestHardDrive', lifetime: 12 },
      },
    ],
  }
  expect(report(old)).toMatchObject({
    maker: 'Dell',
    kind: 'desktop',
    media: [{ serial: '2QZ', hours: 12, health: 'unknown' }],
  })
})

test('workbench-android', () => {
  const android = {
    type: 'Snapshot',
    software: 'workbench-android',
    data: {
      device: { type: 'Smartphone', manufacturer: 'Google', model: 'Pixel 7', serial_number: 'AB12' },
      android: {
        manufacturer: 'Google',
        model: 'Pixel 7',
        cpu: { cores: 8, soc_model: 'Tensor' },
        memory: { total_bytes: 8e9 },
      },
    },
  }
  expect(report(android)).toMatchObject({
    maker: 'Google',
    serial: 'AB12',
    kind: 'phone',
    cpu: [{ cores: 8 }],
    memory: { bytes: 8e9 },
  })
})

test('inxi alone', () => {
  expect(reportBy(inxiJson, dumpOf(INXI))).toMatchObject({
    maker: 'Dell',
    kind: 'laptop',
    batteries: [{ health: 0.5 }],
  })
})

test('over the shared dumps: the machine is found although its lshw does not parse', () => {
  for (const { file, dump } of sharedDumps('whole-machine-snapshot'))
    expect(reportBy(workbench, dump), file).toMatchObject({
      maker: 'QEMU',
      kind: 'virtual',
      media: [{ serial: 'QM00001', health: 'ok' }],
    })
})

test('Workbench 11 writes the unit behind each number', () => {
  const snapshot = {
    type: 'Snapshot',
    software: 'Workbench',
    version: '11.0b9',
    device: { type: 'Laptop', chassis: 'Netbook', manufacturer: 'Acer', model: 'AOHAPPY', serialNumber: 'LUSE0A0D01' },
    components: [
      {
        type: 'HardDrive',
        size: '160042.0 MB',
        model: 'WDC WD1600BEVT-2',
        serialNumber: 'WD-WX11A80W7431',
        actions: [{ type: 'TestDataStorage', assessment: true, lifetime: 4675, status: 'Completed without error' }],
      },
      { type: 'RamModule', size: '1024.0 mebibyte', interface: 'DDR2', serialNumber: '4F43487A' },
      { type: 'Display', size: '10.0 inch', manufacturer: 'AUO "AUO"', productionDate: '2009-01-04T00:00:00' },
      {
        type: 'Battery',
        size: '2200 hour * milliampere',
        actions: [{ type: 'MeasureBattery', size: '662.0 hour * milliampere' }],
      },
    ],
  }
  expect(report(snapshot)).toMatchObject({
    kind: 'laptop',
    memory: { bytes: 2 ** 30, modules: [{ bytes: 2 ** 30, type: 'DDR2' }] },
    media: [{ bytes: 160_042_000_000, kind: 'hdd', health: 'ok', hours: 4675 }],
    screens: [{ maker: 'AU Optronics', inches: 10, year: 2009 }],
    batteries: [{ health: 0.3009 }],
  })
})
