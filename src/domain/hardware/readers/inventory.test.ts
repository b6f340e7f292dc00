import { expect, test } from 'vitest'
import { dumpOf, reportBy, sharedDumps } from '../shared-dumps.ts'
import { fusionXml, ocsXml } from './agent-xml.ts'
import { glpiJson } from './glpi-json.ts'

const MIB = 1024 ** 2
const glpi = (content: object, rest: object = {}) =>
  reportBy(glpiJson, dumpOf({ deviceid: 'pc-1', itemtype: 'Computer', action: 'inventory', content, ...rest }))
const xml = (sections: string, client = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<REQUEST><CONTENT>${sections}${client && `<VERSIONCLIENT>${client}</VERSIONCLIENT>`}</CONTENT><QUERY>INVENTORY</QUERY></REQUEST>`

const BIOS = {
  smanufacturer: 'Dell Inc.',
  smodel: 'Latitude 5490',
  ssn: ' 7XK4T42 ',
  mmodel: '0XHGV1',
  msn: '/7XK4T42/',
}

test('a laptop seen by the GLPI Agent', () => {
  const report = glpi({
    bios: BIOS,
    hardware: {
      chassis_type: 'Notebook',
      memory: 7800,
      uuid: '4C4C4544-0034-3010-8048-B6C04F503732',
      vmsystem: 'Physical',
    },
    cpus: [{ name: 'Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz', core: 4, thread: 8 }],
    memories: [
      {
        capacity: 8192,
        type: 'DDR4',
        serialnumber: '3A1B2C3D',
        manufacturer: 'Hynix',
        description: 'SODIMM',
        numslots: 1,
      },
      { numslots: 2, type: 'Empty slot' },
    ],
    storages: [
      { name: 'sda', model: 'Samsung SSD 860', serial: 'S3Z', disksize: 500107, type: 'disk', description: 'SATA' },
      { name: 'sr0', model: 'DVD-RAM UJ8E2', type: 'cd', disksize: 4700 },
      { name: 'vda', disksize: 8000, description: 'Virtual', type: 'disk' },
    ],
    batteries: [{ capacity: 60000, real_capacity: 45000, manufacturer: 'SMP', name: 'DELL RWT1R43', serial: '34605' }],
    networks: [
      { description: 'lo', type: 'loopback', mac: '00:00:00:00:00:00' },
      { description: 'wlan0', type: 'wifi', mac: '44:85:00:2B:90:BC' },
      { description: 'wlan0', type: 'wifi', mac: '44:85:00:2B:90:BC' },
    ],
  })
  expect(report).toMatchObject({
    maker: 'Dell Inc.',
    model: 'Latitude 5490',
    serial: '7XK4T42',
    uuid: '4c4c4544-0034-3010-8048-b6c04f503732',
    kind: 'laptop',
    cpu: [{ name: 'Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz', cores: 4 }],
    memory: { bytes: 8192 * MIB, slots: 2, modules: [{ bytes: 8192 * MIB, type: 'DDR4', serial: '3A1B2C3D' }] },
    batteries: [{ health: 0.75, designMilliwattHours: 60000 }],
    network: [{ mac: '44:85:00:2b:90:bc', wireless: true }],
    screens: null,
  })
  expect(report.media).toMatchObject([
    { maker: 'Samsung', model: 'Samsung SSD 860', serial: 'S3Z', bytes: 500107e6, kind: 'ssd', health: 'unknown' },
  ])
})

test('what the agent blanks or fills in is unknown, with what was seen', () => {
  const report = glpi({
    bios: { ...BIOS, ssn: 'To Be Filled By O.E.M.', smodel: '' },
    hardware: { uuid: 'Not Settable' },
  })
  expect(report).toMatchObject({ serial: null, model: null, uuid: null, memory: null })
  expect(report.unknown).toContainEqual({ field: 'serial', why: 'placeholder: To Be Filled By O.E.M.' })
  expect(report.unknown).toContainEqual({ field: 'model', why: 'notPrinted' })
})

test('partial inventories, empty sections', () => {
  expect(glpi({ bios: BIOS }, { partial: true })).toMatchObject({ media: null, batteries: null, screens: null })
  expect(glpi({ bios: BIOS, storages: [], batteries: [], monitors: [] })).toMatchObject({
    media: [],
    batteries: [],
    screens: [],
  })
})

test('a virtual machine keeps its virtual disk', () => {
  const report = glpi({
    bios: { smanufacturer: 'QEMU', smodel: 'Standard PC (Q35 + ICH9, 2009)' },
    hardware: { vmsystem: 'KVM' },
    storages: [{ name: 'vda', disksize: 21474, description: 'Virtual', type: 'disk' }],
  })
  expect(report).toMatchObject({ kind: 'virtual', media: [{ bytes: 21474e6, kind: 'unknown' }] })
})

test('printers and phones are devices too', () => {
  expect(
    glpi({ network_device: { manufacturer: 'Canon', model: 'MX 5970', serial: 'SDF9', type: 'Printer' } }),
  ).toMatchObject({ maker: 'Canon', model: 'MX 5970', serial: 'SDF9', kind: 'printer' })
  const android = '<BIOS><SMODEL>SM-A715F</SMODEL></BIOS><HARDWARE><OSNAME>Android</OSNAME></HARDWARE>'
  expect(
    reportBy(fusionXml, dumpOf(xml(`${android}<SIMCARDS><STATE>5</STATE></SIMCARDS>`, 'GLPI Inventory Agent'))).kind,
  ).toBe('phone')
  expect(reportBy(fusionXml, dumpOf(xml(android.replace('SM-A715F', 'SM-T590'), 'GLPI Inventory Agent'))).kind).toBe(
    'tablet',
  )
})

test('a printer or a switch asked over the network', () => {
  const seen = (device: string) =>
    reportBy(
      fusionXml,
      dumpOf(`<REQUEST><CONTENT><DEVICE>${device}</DEVICE></CONTENT><QUERY>SNMPQUERY</QUERY></REQUEST>`),
    )
  const info =
    '<MANUFACTURER>HP</MANUFACTURER><MODEL>1810-24G</MODEL><SERIAL>cn3afrt37x</SERIAL><TYPE>NETWORKING</TYPE>'
  expect(seen(`<INFO>${info}</INFO><PORTS><PORT/></PORTS>`)).toMatchObject({
    maker: 'HP',
    model: '1810-24G',
    serial: 'cn3afrt37x',
    kind: 'other',
    cpu: null,
  })
  expect(seen('<MODEL>Officejet Pro 8600</MODEL><TYPE>PRINTER</TYPE>')).toMatchObject({ kind: 'printer', serial: null })
})

test('requests that hold no machine are refused', () => {
  const discovery = dumpOf('<REQUEST><CONTENT><DEVICE/></CONTENT><QUERY>NETDISCOVERY</QUERY></REQUEST>')
  expect(fusionXml.read(discovery)).toMatchObject({ refused: { code: 'noMachine' } })
  expect(glpiJson.read(dumpOf({ action: 'contact', content: {} }))).toMatchObject({ refused: { code: 'noMachine' } })
})

const SECTIONS = `
  <BIOS><SMANUFACTURER>HP</SMANUFACTURER><SMODEL>HP EliteDesk</SMODEL><SSN>CZC8123ABC</SSN><TYPE>Mini PC</TYPE></BIOS>
  <HARDWARE><NAME>ACCUEIL</NAME><MEMORY>7960</MEMORY><OSNAME>Debian</OSNAME></HARDWARE>
  <CPUS><TYPE>Intel(R) Core(TM) i5</TYPE><CORES>4</CORES></CPUS>
  <MEMORIES><CAPACITY>8192</CAPACITY><TYPE>DDR4</TYPE><SERIALNUMBER>0000ABCD</SERIALNUMBER></MEMORIES>
  <STORAGES><NAME>nullb0</NAME><DISKSIZE>268435.456</DISKSIZE><TYPE>disk</TYPE></STORAGES>
  <STORAGES><NAME>sda</NAME><DISKSIZE>240057.40</DISKSIZE><MANUFACTURER>Phison Driven SSDs</MANUFACTURER>
    <MODEL>KINGSTON SA400S37240G</MODEL><SERIALNUMBER>50026B7</SERIALNUMBER><TYPE>disk</TYPE></STORAGES>`

test('OCS: chassis type in BIOS, other field names, sizes with decimals', () => {
  const report = reportBy(ocsXml, dumpOf(xml(SECTIONS)))
  expect(fusionXml.recognises(dumpOf(xml(SECTIONS)))).toBe(false)
  expect(report).toMatchObject({
    serial: 'CZC8123ABC',
    kind: 'mini',
    cpu: [{ name: 'Intel(R) Core(TM) i5', cores: 4 }],
    memory: { bytes: 8192 * MIB },
  })
  expect(report.media).toMatchObject([{ maker: 'Kingston', serial: '50026B7', bytes: 240057400000, kind: 'ssd' }])
})

test('OCS on Windows counts disks in MiB, FusionInventory mostly in MB: known capacities tell', () => {
  const windows = `<BIOS/><HARDWARE><OSNAME>Microsoft Windows 10 Professionnel</OSNAME></HARDWARE>
    <STORAGES><NAME>\\\\.\\PHYSICALDRIVE0</NAME><MANUFACTURER>(Lecteurs de disque standard)</MANUFACTURER>
    <MODEL>ST500LM021-1KJ152</MODEL><DISKSIZE>476937</DISKSIZE><TYPE>Fixed hard disk media</TYPE></STORAGES>
    <STORAGES><NAME>\\\\.\\CDROM0</NAME><MODEL>HL-DT-ST</MODEL><TYPE>Lecteur de CD-ROM</TYPE></STORAGES>`
  expect(reportBy(ocsXml, dumpOf(xml(windows))).media).toMatchObject([
    { maker: 'Seagate', model: 'ST500LM021-1KJ152', bytes: 476937 * MIB, kind: 'unknown' },
  ])
  expect(reportBy(fusionXml, dumpOf(xml(windows, 'FusionInventory-Agent_v2.3.18'))).media).toMatchObject([
    { bytes: 476937 * MIB },
  ])
  const odd = windows.replace('476937', '476000')
  expect(reportBy(ocsXml, dumpOf(xml(odd))).media).toMatchObject([{ bytes: 476000 * MIB }])
  expect(reportBy(fusionXml, dumpOf(xml(odd, 'FusionInventory-Agent_v2.3.18'))).media).toMatchObject([
    { bytes: 476000e6 },
  ])
})

test('FusionInventory on macOS counts in MiB, prints watt-hours, lists card readers', () => {
  const mac = `<BIOS><SMANUFACTURER>Apple Inc.</SMANUFACTURER><SMODEL>MacBookPro11,1</SMODEL></BIOS>
    <BATTERIES><CAPACITY>43.7456 Wh</CAPACITY><REAL_CAPACITY>35.0 Wh</REAL_CAPACITY><NAME>A1582</NAME></BATTERIES>
    <STORAGES><NAME>disk0</NAME><DESCRIPTION>APPLE HDD ST1000DM003</DESCRIPTION><DISKSIZE>953869</DISKSIZE></STORAGES>
    <STORAGES><NAME>disk1</NAME><DESCRIPTION>APPLE SSD SD0128F</DESCRIPTION><DISKSIZE>115712</DISKSIZE></STORAGES>
    <STORAGES><NAME>spcardreader</NAME><MODEL>spcardreader</MODEL><TYPE>Card reader</TYPE></STORAGES>`
  expect(reportBy(fusionXml, dumpOf(xml(mac, 'FusionInventory-Agent_v2.3.21-1')))).toMatchObject({
    kind: 'laptop',
    batteries: [{ health: 0.8001, designMilliwattHours: 43746 }],
    media: [
      { bytes: 953869 * MIB, kind: 'hdd' },
      { bytes: 115712 * MIB, kind: 'ssd' },
    ],
  })
})

test('over the shared dumps: each agent sees the same laboratory machine', () => {
  const byMachine = new Map<string, unknown>()
  for (const { file, dump } of sharedDumps('qemu-lab', /xml$|glpi/)) {
    const reader = [glpiJson, fusionXml, ocsXml].find((one) => one.recognises(dump))
    expect(reader?.format, file).toBe(
      file.includes('ocs') ? 'ocs-xml' : file.includes('fusion') ? 'fusion-xml' : 'glpi-json',
    )
    const report = reader && reportBy(reader, dump)
    const seen = { kind: report?.kind, boards: report?.board, serial: report?.media?.[0]?.serial }
    const machine = file.split('/')[1] ?? file
    expect(byMachine.get(machine) ?? seen, file).toEqual(seen)
    byMachine.set(machine, seen)
  }
})
