import { expect, test } from 'vitest'
import { dumpOf, reportBy, sharedDumps } from '../shared-dumps.ts'
import { hwinfo } from './hwinfo.ts'
import { lspci } from './lspci.ts'

const PC = `01: None 00.0: 10105 BIOS
  [Created at bios.186]
  Hardware Class: bios
  BIOS Info: #0
    Vendor: "LENOVO"
    Version: "N24ET50W (1.25 )"
  System Info: #1
    Manufacturer: "LENOVO"
    Product: "20L6S0XX00"
    Version: "ThinkPad T480"
    Serial: "PF1ABC23"
    UUID: undefined, but settable
  Chassis Info: #3
    Manufacturer: "LENOVO"
    Type: 0x0a (Notebook)
  Processor Info: #4
    Socket Status: Populated
    Version: "Intel(R) Core(TM) i5-8350U CPU  @ 1.70GHz"
  Physical Memory Array: #21
    Use: 0x03 (System memory)
    Slots: 2
    Max. Size: 32 GB
  Memory Device: #23
    Manufacturer: "Samsung"
    Serial: "1234ABCD"
    Form Factor: 0x0d (SODIMM)
    Type: 0x1a (DDR4)
    Size: 8 GB
  Memory Device: #25
    Type: 0x02 (Unknown)
    Size: No Memory Installed

02: None 00.0: 10102 Main Memory
  Hardware Class: memory
  Memory Size: 7 GB + 512 MB

03: PCI 00.0: 10600 Disk
  Hardware Class: disk
  Model: "SAMSUNG MZVLB256HAHQ-000L7"
  Vendor: pci 0x144d "Samsung Electronics Co Ltd"
  Device: pci 0xa808 "SAMSUNG MZVLB256HAHQ-000L7"
  Serial ID: "S41GNX0K123456"
  Driver: "nvme"
  Device File: /dev/nvme0n1
  Capacity: 238 GB (256060514304 bytes)

04: None 00.0: 10600 Disk
  Hardware Class: disk
  Device File: /dev/fd0
  Drive status: no medium
`

test('the machine, its memory and its disk', () => {
  expect(reportBy(hwinfo, dumpOf(PC))).toMatchObject({
    maker: 'LENOVO',
    model: '20L6S0XX00',
    name: 'ThinkPad T480',
    serial: 'PF1ABC23',
    uuid: null,
    kind: 'laptop',
    cpu: [{ name: 'Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz', cores: null }],
    memory: { bytes: 8 * 2 ** 30, modules: [{ type: 'DDR4', serial: '1234ABCD' }], slots: 2 },
    media: [{ model: 'SAMSUNG MZVLB256HAHQ-000L7', serial: 'S41GNX0K123456', bytes: 256060514304, kind: 'nvme' }],
  })
})

test('without modules, what the system sees', () => {
  const text = PC.replace(/ {2}Memory Device[\s\S]*?(?=\n\n)/, '')
  expect(reportBy(hwinfo, dumpOf(text)).memory?.bytes).toBe(7.5 * 2 ** 30)
})

test('the shared netbook: a laptop of 1 GiB, its disk, the stick it was read from, its panel', () => {
  for (const { dump } of sharedDumps('hwinfo-text')) {
    expect(reportBy(hwinfo, dump)).toMatchObject({
      serial: 'B8OAAS048286',
      kind: 'laptop',
      memory: { bytes: 2 ** 30 },
      media: [{ kind: 'usb' }, { serial: 'E2024242CV86HJ', bytes: 250059350016 }],
      screens: [{ inches: 10.1, year: 2010, pixels: { width: 1024, height: 600 } }],
    })
  }
})

test('lspci says the graphics and network chips, and nothing of the machine', () => {
  const text = `00:00.0 Host bridge [0600]: Intel Corporation Skylake Host Bridge [8086:1904] (rev 08)
00:02.0 VGA compatible controller [0300]: Intel Corporation HD Graphics 515 [8086:191e] (rev 07) (prog-if 00 [VGA controller])
	Subsystem: Intel Corporation HD Graphics 515
01:00.0 Network controller [0280]: Qualcomm Atheros QCA6174 802.11ac Wireless Network Adapter [168c:003e]
`
  const report = reportBy(lspci, dumpOf(text))
  expect(report.graphics).toEqual([{ maker: 'Intel Corporation', model: 'HD Graphics 515' }])
  expect(report.network).toEqual([
    { mac: null, wireless: true, model: 'Qualcomm Atheros QCA6174 802.11ac Wireless Network Adapter' },
  ])
  expect(report).toMatchObject({ maker: null, kind: 'unknown', media: null })
})

test('every shared lspci is recognised and names a network chip', () => {
  for (const { file, dump } of [...sharedDumps('lspci-text'), ...sharedDumps('qemu-lab', /^lspci/)]) {
    expect(reportBy(lspci, dump).network?.length, file).toBeGreaterThan(0)
  }
})

test('an eMMC chip is one medium, named by its link; a drive that hwinfo calls "Disk" too', () => {
  const disk = (number: number, file: string, sizes: string, link: string, model = 'Disk') => `
${number}: None 00.0: 10600 Disk
  Hardware Class: disk
  Model: "${model}"
  Vendor: pci 0x1179 "Toshiba America Info Systems"
  Device: pci 0x010f 
  Device File: ${file}
  Device Files: ${file}, /dev/disk/by-path/platform-80860F14:00, /dev/disk/by-id/${link}
  Capacity: ${sizes}
`
  const text =
    PC.slice(0, PC.indexOf('\n03:')) +
    disk(30, '/dev/mmcblk0rpmb', '0 GB (4194304 bytes)', 'none') +
    disk(33, '/dev/mmcblk0boot0', '0 GB (4194304 bytes)', 'none') +
    disk(38, '/dev/mmcblk0', '29 GB (31268536320 bytes)', 'mmc-HBG4a2_0x1845ea07') +
    disk(
      39,
      '/dev/nvme0n1',
      '238 GB (256060514304 bytes)',
      'nvme-eui.0025388b710a, /dev/disk/by-id/nvme-SAMSUNG_MZVLB256HAHQ-000L7_S41GNX0K123456_1, /dev/disk/by-id/nvme-SAMSUNG_MZVLB256HAHQ-000L7_S41GNX0K123456',
      'Samsung Electronics Disk',
    )
  expect(reportBy(hwinfo, dumpOf(text)).media).toMatchObject([
    { model: 'HBG4a2', serial: '0x1845ea07', bytes: 31268536320, kind: 'emmc' },
    { maker: 'Samsung', model: 'SAMSUNG MZVLB256HAHQ-000L7', serial: 'S41GNX0K123456', kind: 'nvme' },
  ])
})

test('a panel without a name in the tables has its maker from the letters of its EDID', () => {
  const panel = `
22: None 00.0: 10002 LCD Monitor
  Hardware Class: monitor
  Model: "AUO LCD Monitor"
  Vendor: AUO "AUO"
  Size: 256x144 mm
  Year of Manufacture: 2014
`
  expect(reportBy(hwinfo, dumpOf(PC + panel)).screens).toMatchObject([
    { maker: 'AU Optronics', model: 'AUO LCD Monitor', inches: 11.6, year: 2014 },
  ])
})
