import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { INVENTORY_FIELDS, MARK, withoutPersonalFields } from './personal-fields.ts'
import { readDump } from './read.ts'
import { sharedDumps } from './shared-dumps.ts'

/** The text stored for a dump, after checking that the readers say the same of it before and after. */
function stored(dump: string | Uint8Array): { text: string; removed: readonly string[] } {
  const bytes = typeof dump === 'string' ? Buffer.from(dump) : dump
  const before = readDump(bytes)
  if ('refused' in before) throw new Error(`the sample is refused: ${before.refused.code}`)
  const { bytes: kept, removed } = withoutPersonalFields(before.format, bytes)
  expect(readDump(kept)).toEqual(before)
  const again = withoutPersonalFields(before.format, kept)
  expect(again.removed).toEqual([])
  return { text: Buffer.from(kept).toString('utf8'), removed }
}

const GLPI = JSON.stringify({
  deviceid: 'PC-DUPONT-2026-11-22-17-13-16',
  itemtype: 'Computer',
  action: 'inventory',
  tag: '000005',
  content: {
    bios: { smanufacturer: 'Dell Inc.', smodel: 'Latitude 5490', ssn: '7XK4T42' },
    hardware: {
      name: 'PC-DUPONT',
      lastloggeduser: 'jdupont',
      winowner: 'Jean Dupont',
      memory: 8192,
      chassis_type: 'Notebook',
    },
    users: [{ login: 'jdupont', domain: 'MAIRIE' }],
    softwares: [{ name: 'Jeu de Dupont', version: '1.0' }],
    licenseinfos: [{ key: 'AAAAA-BBBBB' }],
    networks: [{ mac: '44:85:00:2b:90:bc', type: 'wifi', ipaddress: '192.168.1.142', wifi_ssid: 'Livebox-Dupont' }],
    printers: [{ name: 'HP chez Dupont' }],
    drives: [{ volumn: '\\\\srv\\dupont', label: 'Photos Dupont', filesystem: 'ntfs' }],
    storages: [{ name: 'sda', model: 'ST1000DM003', serial: 'W4Y0', disksize: 1000204 }],
  },
})

test('GLPI: nothing of the person stays, all of the machine does', () => {
  const { text, removed } = stored(GLPI)
  for (const gone of ['upont', 'UPONT', 'MAIRIE', '192.168', 'AAAAA']) expect(text).not.toContain(gone)
  for (const kept of ['7XK4T42', 'W4Y0', '44:85:00:2b:90:bc', '000005']) expect(text).toContain(kept)
  expect(removed).toEqual([
    'deviceid',
    'drives.label',
    'drives.volumn',
    'hardware.lastloggeduser',
    'hardware.name',
    'hardware.winowner',
    'licenseinfos',
    'networks.ipaddress',
    'networks.wifi_ssid',
    'printers',
    'softwares',
    'users',
  ])
})

const XML = `<?xml version="1.0" encoding="ISO-8859-1"?>
<REQUEST><CONTENT>
<BIOS><SMANUFACTURER>HP</SMANUFACTURER><SMODEL>HP EliteDesk</SMODEL><SSN>CZC8123ABC</SSN><TYPE>Mini PC</TYPE></BIOS>
<HARDWARE><NAME>ACCUEIL-LEA</NAME><USERID>l\u00e9a</USERID><WINPRODKEY>AAAAA-BBBBB</WINPRODKEY><MEMORY>8192</MEMORY></HARDWARE>
<USERS><LOGIN>l\u00e9a</LOGIN></USERS><USERS><LOGIN>bob</LOGIN></USERS>
<SOFTWARES><NAME>Tra\u00e7eur</NAME></SOFTWARES>
<NETWORKS><MACADDR>52:54:00:12:34:56</MACADDR><IPADDRESS>10.0.2.15</IPADDRESS><TYPE>ethernet</TYPE></NETWORKS>
</CONTENT><DEVICEID>ACCUEIL-LEA-2026-11-22</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>
`

test('OCS XML, in ISO-8859-1, compressed or not', () => {
  const latin1 = Buffer.from(XML, 'latin1')
  for (const bytes of [latin1, gzipSync(latin1)]) {
    const { text, removed } = stored(bytes)
    for (const gone of ['l\u00e9a', 'bob', 'LEA', 'AAAAA', 'Tra', '10.0.2.15']) expect(text).not.toContain(gone)
    expect(text).toContain('encoding="UTF-8"')
    expect(text).toContain(`<USERS>${MARK}</USERS>`)
    expect(text).toContain('52:54:00:12:34:56')
    expect(removed).toContain('hardware.winprodkey')
  }
})

test('lshw: the host name of the root, addresses and labels; a part keeps its id', () => {
  const lshw = {
    id: 'pc-de-lea',
    class: 'system',
    product: 'Latitude 5490',
    vendor: 'Dell Inc.',
    children: [
      {
        id: 'core',
        class: 'bus',
        children: [{ id: 'network', class: 'network', serial: '44:85:00:2b:90:bc', configuration: { ip: '10.1.2.3' } }],
      },
    ],
  }
  const { text, removed } = stored(JSON.stringify(lshw))
  expect(text).not.toMatch(/lea|10\.1\.2\.3/)
  expect(text).toContain('"core"')
  expect(removed).toEqual(['configuration.ip', 'id'])
  expect(stored(JSON.stringify([{ id: 'disk', class: 'disk', product: 'ST1000DM003', size: 1e12 }])).removed).toEqual(
    [],
  )
})

test('eReuse snapshots: wrapped lshw in both forms, operators, and dumps that nobody reads', () => {
  const lshw = {
    id: 'pc-de-lea',
    class: 'system',
    product: 'Latitude',
    vendor: 'Dell Inc.',
    children: [{ id: 'core', class: 'bus' }],
  }
  for (const wrapped of [
    lshw,
    JSON.stringify(lshw),
    JSON.stringify(lshw).replace('"class"', ' "class"').slice(0, -1),
  ]) {
    const snapshot = {
      type: 'Snapshot',
      software: 'workbench-script',
      operator_id: 'lea@example.org',
      data: {
        lshw: wrapped,
        net: '{"SystemName": "DESKTOP-LEA"}',
        dmidecode: 'Handle 0x0001, DMI type 1, 27 bytes\nSystem Information\n\tManufacturer: Dell Inc.\n',
      },
    }
    const { text, removed } = stored(JSON.stringify(snapshot))
    expect(text.toLowerCase()).not.toContain('lea')
    expect(removed).toEqual(['lshw.id', 'net', 'operator_id'])
  }
})

test('lsblk: labels and folders', () => {
  const lsblk = {
    blockdevices: [
      {
        name: 'sda',
        type: 'disk',
        size: 5e11,
        children: [{ name: 'sda1', type: 'part', label: 'LEA', mountpoint: '/home/lea' }],
      },
    ],
  }
  expect(stored(JSON.stringify(lsblk)).text.toLowerCase()).not.toContain('lea')
})

test('a format without personal fields comes out as it went in', () => {
  const bytes = Buffer.from('Handle 0x0001, DMI type 1, 27 bytes\nSystem Information\n')
  expect(withoutPersonalFields('dmidecode', bytes).bytes).toBe(bytes)
})

test('a printer asked over the network keeps its make, not its contact nor its address', () => {
  const info = '<CONTACT>Mme Dupont</CONTACT><LOCATION>Bureau Dupont</LOCATION><IPS><IP>192.168.1.9</IP></IPS>'
  const xml = `<REQUEST><CONTENT><DEVICE><INFO>${info}<MODEL>MX 5970</MODEL></INFO><SNMPHOSTNAME>dupont</SNMPHOSTNAME></DEVICE></CONTENT></REQUEST>`
  const cleaned = Buffer.from(withoutPersonalFields('fusion-xml', Buffer.from(xml)).bytes).toString()
  expect(cleaned).toContain('MX 5970')
  expect(cleaned).not.toMatch(/dupont|192\.168/i)
})

test('every field of the table says what it is', () => {
  for (const { path, says } of INVENTORY_FIELDS) expect(`${path} ${says}`).toMatch(/^[a-z_0-9]+(\.[a-z_0-9]+){0,2} \S/)
})

test('over the shared dumps: the same report, and no login, address or host name left', () => {
  const folders = [
    'glpi-inventory-json',
    'fusion-ocs-xml',
    'lshw-json',
    'whole-machine-snapshot',
    'lsblk-json',
    'qemu-lab',
  ]
  for (const { file, dump } of folders.flatMap((folder) => sharedDumps(folder))) {
    const before = readDump(dump.bytes)
    if ('refused' in before) continue
    const { bytes, removed } = withoutPersonalFields(before.format, dump.bytes)
    expect(readDump(bytes), file).toEqual(before)
    const text = Buffer.from(bytes).toString('utf8')
    if (/glpi|fusion|ocs/.test(before.format)) {
      expect(removed.length, file).toBeGreaterThan(before.report.kind === 'printer' ? 0 : 2)
      expect(text, file).not.toMatch(/trasher|teclib<|192\.168\.\d+\.\d+|10\.0\.2\.15|ACCUEIL|desktop-ecole|PC-MAIRIE/)
    }
  }
})
