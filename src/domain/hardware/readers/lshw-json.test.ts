import { describe, expect, test } from 'vitest'
import { dumpOf, reportBy, sharedDumps } from '../shared-dumps.ts'
import { lshwJson } from './lshw-json.ts'

const GIB = 2 ** 30
const read = (content: string | object) => reportBy(lshwJson, dumpOf(content))

const disk = {
  id: 'disk',
  class: 'disk',
  description: 'ATA Disk',
  product: 'ST500LM000-1EJ16',
  vendor: 'Seagate',
  logicalname: '/dev/sda',
  version: 'LVD3',
  serial: 'W7600AAA',
  units: 'bytes',
  size: 500107862016,
  capabilities: { '5400rpm': '5400 rotations per minute', partitioned: 'Partitioned disk' },
}

const reader = {
  id: 'disk:1',
  class: 'disk',
  product: 'SD/MMC',
  logicalname: '/dev/sdb',
  capabilities: { removable: 'support is removable' },
  children: [{ id: 'medium', class: 'disk', logicalname: '/dev/sdb' }],
}

const cdrom = {
  id: 'cdrom',
  class: 'disk',
  product: 'DVDRW',
  logicalname: ['/dev/cdrom', '/dev/sr0'],
  capabilities: { removable: true, dvd: true },
}

const stick = {
  id: 'usb',
  class: 'storage',
  vendor: 'Kingston',
  product: 'DataTraveler 3.0',
  serial: '60A44C4138D8F311B9A90010',
  businfo: 'usb@2:1',
  configuration: { driver: 'usb-storage' },
  children: [
    {
      id: 'disk',
      class: 'disk',
      logicalname: '/dev/sdc',
      capabilities: { removable: true },
      children: [{ id: 'medium', class: 'disk', size: 15502147584 }],
    },
  ],
}

const core = (...children: object[]) => ({
  id: 'core',
  class: 'bus',
  product: '20L6S0XX00',
  vendor: 'LENOVO',
  serial: 'L1HF',
  children,
})

const laptop = (...children: object[]) => ({
  id: 'pc',
  class: 'system',
  claimed: true,
  description: 'Notebook',
  product: '20L6S0XX00 (LENOVO_MT_20L6_BU_Think_FM_ThinkPad T480)',
  vendor: 'LENOVO',
  version: 'ThinkPad T480',
  serial: 'PF1ABC23',
  configuration: {
    chassis: 'notebook',
    sku: 'LENOVO_MT_20L6_BU_Think_FM_ThinkPad T480',
    uuid: 'CCEA5B4C-3B2A-11B2-A85C-F1AEB4B6F3D7',
  },
  children: [core(...children)],
})

const bank = (id: string, more: object) => ({
  id,
  class: 'memory',
  description: 'SODIMM DDR4 Synchronous 2400 MHz',
  ...more,
})

describe('the machine', () => {
  test('the model is the machine’s own, without the SKU that lshw adds; the sold name stands beside', () => {
    expect(read(laptop())).toMatchObject({
      maker: 'LENOVO',
      model: '20L6S0XX00',
      name: 'ThinkPad T480',
      serial: 'PF1ABC23',
      uuid: 'ccea5b4c-3b2a-11b2-a85c-f1aeb4b6f3d7',
      kind: 'laptop',
      board: { serial: 'L1HF' },
    })
  })

  test('a parenthesis that is not the SKU belongs to the model', () => {
    const root = { ...laptop(), product: 'HP EliteDesk 800 G4 DM 35W (TAA)', configuration: { sku: '4QC41EA' } }
    expect(read(root).model).toBe('HP EliteDesk 800 G4 DM 35W (TAA)')
  })

  test('the word of the locale is not read', () => {
    const root = { ...laptop(), description: 'Ordinateur de bureau', configuration: { chassis: 'notebook' } }
    expect(read(root).kind).toBe('laptop')
  })
})

describe('any shape of the output', () => {
  const text = JSON.stringify(laptop(disk), null, 2)
  test.each([
    ['an object', text],
    ['an array', `[${text}]`],
    ['twice in a row', `${text}\n${text}`],
    ['a warning first', `WARNING: you should run this program as super-user.\n${text}`],
    ['commas missing between members', text.replace(/,\n(\s*"(?:vendor|size|version)")/g, '\n$1')],
    ['a quote left unescaped', text.replace('"Notebook"', '"Notebook 15.6" wide"')],
    ['cut in the middle', `${text.slice(0, text.indexOf('"size"') + 30)}`],
  ])('%s', (_, content) => {
    const report = read(content)
    expect(report.serial).toBe('PF1ABC23')
    expect(report.media?.[0]).toMatchObject({ serial: 'W7600AAA', bytes: 500107862016 })
  })

  test('the same tree printed twice is one machine', () => {
    const tree = JSON.stringify(laptop(disk))
    expect(read(`${tree}\n${tree}`)).toEqual(read(tree))
    expect(read(`[${tree},${tree}]`).media).toHaveLength(1)
  })

  test('a list of one class says that class and nothing else', () => {
    const report = read([disk, cdrom])
    expect(report.media).toHaveLength(1)
    expect(report).toMatchObject({ maker: null, kind: 'unknown', cpu: null, memory: null })
  })

  test.each([
    '[]',
    '{}',
    '{"lscpu":[]}',
    '{"id":1,"class":"system"}',
    '{"id":"a","class":"vehicle"}',
    'id class system',
  ])('%s is not lshw', (content) => expect(lshwJson.recognises(dumpOf(content))).toBe(false))
})

describe('media', () => {
  test('disks and sticks that hold something; no optical drive, no empty reader', () => {
    expect(read(laptop(disk, reader, cdrom, stick)).media).toMatchObject([
      { maker: 'Seagate', model: 'ST500LM000-1EJ16', serial: 'W7600AAA', bytes: 500107862016, kind: 'hdd' },
      {
        maker: 'Kingston',
        model: 'DataTraveler 3.0',
        serial: '60A44C4138D8F311B9A90010',
        bytes: 15502147584,
        kind: 'usb',
      },
    ])
  })

  test('a disk too small for any system is no medium', () => {
    const tiny = { id: 'virtio0', class: 'disk', logicalname: '/dev/vda', size: 65536 }
    expect(read(laptop(tiny)).media).toEqual([])
  })

  test('a RAID controller may hide disks: none is then not known', () => {
    const raid = { id: 'raid', class: 'storage', product: 'MegaRAID SAS 2208' }
    expect(read(laptop(raid)).media).toBeNull()
    const hidden = { field: 'media', why: 'unsure: disks behind MegaRAID SAS 2208' }
    expect(read(laptop(raid)).unknown).toContainEqual(hidden)
    expect(read(laptop(raid, disk)).unknown).toContainEqual(hidden)
  })

  test('an end that is missing may have held disks', () => {
    const text = JSON.stringify(laptop(cdrom, disk), null, 2)
    const report = read(text.slice(0, text.indexOf('"DVDRW"')))
    expect(report.media).toBeNull()
    expect(report.unknown).toContainEqual({ field: 'media', why: 'damaged: the end of the file is missing' })
  })

  test('no disk at all is said, not left unknown', () => expect(read(laptop()).media).toEqual([]))

  const namespace = { id: 'namespace', class: 'disk', logicalname: '/dev/nvme0n1', size: 256060514304 }
  test.each([
    [
      'Debian 12: the PCI function carries the drive',
      {
        id: 'nvme',
        class: 'storage',
        businfo: 'pci@0000:01:00.0',
        logicalname: '/dev/nvme0',
        product: 'SAMSUNG MZVLB256HAHQ-000L7',
        serial: 'S41GNX0K123456',
        children: [
          { id: 'namespace:0', class: 'disk', logicalname: 'hwmon1' },
          { id: 'namespace:1', class: 'disk', logicalname: '/dev/ng0n1' },
          { ...namespace, id: 'namespace:2' },
        ],
      },
    ],
    [
      '02.19: a node between',
      {
        id: 'storage',
        class: 'storage',
        businfo: 'pci@0000:01:00.0',
        product: 'NVMe SSD Controller SM981',
        children: [
          {
            id: 'nvme0',
            class: 'storage',
            logicalname: '/dev/nvme0',
            product: 'SAMSUNG MZVLB256HAHQ-000L7',
            serial: 'S41GNX0K123456',
            children: [namespace],
          },
        ],
      },
    ],
    [
      'in between: the namespace carries the drive',
      {
        id: 'storage',
        class: 'storage',
        businfo: 'pci@0000:01:00.0',
        logicalname: '/dev/nvme0',
        product: 'NVMe SSD Controller SM981',
        children: [{ ...namespace, id: 'disk', product: 'SAMSUNG MZVLB256HAHQ-000L7', serial: 'S41GNX0K123456' }],
      },
    ],
  ])('NVMe: %s', (_, node) => {
    expect(read(laptop(node)).media).toMatchObject([
      {
        maker: 'Samsung',
        model: 'SAMSUNG MZVLB256HAHQ-000L7',
        serial: 'S41GNX0K123456',
        bytes: 256060514304,
        kind: 'nvme',
      },
    ])
  })

  test('an NVMe drive of which lshw knows only the controller is there all the same', () => {
    const bare = {
      id: 'storage',
      class: 'storage',
      vendor: 'Samsung',
      product: 'NVMe SSD Controller',
      businfo: 'pci@0000:01:00.0',
      configuration: { driver: 'nvme' },
    }
    expect(read(laptop(bare)).media).toMatchObject([{ model: null, serial: null, bytes: null, kind: 'nvme' }])
  })

  test('eMMC keeps its name one node above its device file; its boot partitions are no media', () => {
    const host = {
      id: 'mmc0',
      class: 'bus',
      children: [
        {
          id: 'device',
          class: 'generic',
          description: 'SD/MMC Device',
          product: 'HBG4e',
          vendor: 'Unknown (144)',
          serial: '2415902466',
          children: [
            { id: 'interface:0', class: 'disk', logicalname: '/dev/mmcblk0boot0', size: 4194304 },
            { id: 'interface:1', class: 'disk', logicalname: '/dev/mmcblk0', size: 31268536320 },
          ],
        },
      ],
    }
    expect(read(laptop(host)).media).toMatchObject([
      { maker: null, model: 'HBG4e', serial: '2415902466', bytes: 31268536320, kind: 'emmc' },
    ])
  })
})

describe('processors', () => {
  const cpu = (id: string, more: object) => ({ id, class: 'processor', businfo: `cpu@${id.slice(4) || 0}`, ...more })

  test('one of a socket; logical processors and empty sockets are none', () => {
    const report = read(
      laptop(
        cpu('cpu:0', {
          handle: 'DMI:0400',
          product: 'Intel(R) Xeon(R) CPU   E5620  @ 2.40GHz',
          configuration: { cores: '4' },
        }),
        cpu('cpu:1', { version: '6.12.2' }),
        {
          id: 'cpu:2',
          class: 'processor',
          handle: 'DMI:0401',
          description: 'CPU [vide]',
          product: 'Xeon',
          disabled: true,
        },
      ),
    )
    expect(report.cpu).toEqual([{ name: 'Intel(R) Xeon(R) CPU E5620 @ 2.40GHz', cores: 4 }])
  })

  test('a device tree’s caches are no processors', () => {
    const arm = [...Array(4).keys()].map((index) => cpu(`cpu:${index}`, { product: 'cpu' }))
    const cache = cpu('cpu:4', { product: 'l2-cache0' })
    expect(read({ id: 'pi', class: 'system', children: [core(...arm, cache)] }).cpu).toEqual([{ name: null, cores: 4 }])
  })

  test('a board without SMBIOS: four nodes are four cores of one processor', () => {
    const arm = [0, 1, 2, 3].map((index) => cpu(`cpu:${index}`, { product: 'ARMv7 Processor rev 4 (v7l)' }))
    const report = read({
      id: 'pi',
      class: 'system',
      product: 'Raspberry Pi 3 Model B Rev 1.2',
      serial: '00000000a1b2c3d4',
      children: [core(...arm)],
    })
    expect(report.cpu).toEqual([{ name: 'ARMv7 Processor rev 4 (v7l)', cores: 4 }])
    expect(report).toMatchObject({ model: 'Raspberry Pi 3 Model B Rev 1.2', serial: '00000000a1b2c3d4', kind: 'mini' })
  })
})

describe('memory', () => {
  test('the sum of the modules; flash chips and caches are none', () => {
    const report = read(
      laptop(
        {
          id: 'memory',
          class: 'memory',
          description: 'Mémoire système',
          size: 8 * GIB,
          children: [
            bank('bank:0', { size: 4 * GIB, vendor: 'Samsung', serial: '1234ABCD' }),
            bank('bank:1', { size: 4 * GIB, serial: '00000000', description: 'Row of chips LPDDR3 Synchronous' }),
            bank('bank:2', { description: 'SODIMM [empty]' }),
            bank('bank:3', { size: 8 * 2 ** 20, description: 'Chip FLASH Non-volatile' }),
          ],
        },
        { id: 'cache:0', class: 'memory', size: 262144 },
        { id: 'firmware', class: 'memory', size: 65536 },
      ),
    )
    expect(report.memory).toEqual({
      bytes: 8 * GIB,
      modules: [
        { bytes: 4 * GIB, type: 'DDR4', serial: '1234ABCD', maker: 'Samsung', soldered: false },
        { bytes: 4 * GIB, type: 'LPDDR3', serial: null, maker: null, soldered: true },
      ],
      declaredMaximumBytes: null,
      slots: 3,
    })
  })

  test('without modules, what the system sees', () => {
    const seen = { id: 'memory', class: 'memory', description: 'System memory', size: 522129408 }
    expect(read(laptop(seen)).memory).toMatchObject({ bytes: 522129408, modules: null })
  })
})

test('a wired USB adapter belongs to the bench, not to the machine', () => {
  const card = (serial: string, businfo: string) => ({
    id: 'network',
    class: 'network',
    serial,
    businfo,
    capabilities: { ethernet: true },
  })
  const report = read(laptop(card('8C:16:45:AA:BB:CC', 'pci@0000:00:1f.6'), card('8c:ae:4c:db:5f:8e', 'usb@1:4')))
  expect(report.network).toEqual([{ mac: '8c:16:45:aa:bb:cc', wireless: false, model: null }])
})

test('ten thousand levels are walked without exhausting the stack', () => {
  const deep = `${'{"id":"core","class":"bus","children":['.repeat(10_000)}{"id":"disk","class":"disk","logicalname":"/dev/sda","size":42000000000}`
  const report = lshwJson.read({ bytes: new Uint8Array(), text: deep, json: undefined })
  expect('refused' in report ? report : report.media).toHaveLength(1)
})

test('every shared dump of lshw is read, with its machine and its media', () => {
  for (const { file, dump } of [...sharedDumps('lshw-json'), ...sharedDumps('qemu-lab', /^lshw\.json$/)]) {
    const report = reportBy(lshwJson, dump)
    expect(report.kind, file).not.toBe('unknown')
    expect(report.cpu, file).toHaveLength(1)
    expect(report.memory?.bytes, file).toBeGreaterThan(0)
    expect(report.media, file).not.toBeNull()
  }
})
