import { expect, test } from 'vitest'
import { dumpOf, reportBy, sharedDumps } from '../shared-dumps.ts'
import { hdparm } from './hdparm.ts'
import { lsblkJson } from './lsblk-json.ts'
import { nvmeJson } from './nvme-json.ts'
import { nvmeText } from './nvme-text.ts'

const GB = 1e9
const lsblk = (...blockdevices: object[]) => reportBy(lsblkJson, dumpOf({ blockdevices })).media
const nvme = (sample: object) => reportBy(nvmeJson, dumpOf(sample)).media

test('lsblk: numbers or texts, bytes or rounded sizes', () => {
  const disk = {
    name: 'sda',
    type: 'disk',
    tran: 'sata',
    model: 'ST1000DM003-1ER1',
    serial: 'W4Y0',
    vendor: 'ATA     ',
  }
  const expected = { maker: 'Seagate', model: 'ST1000DM003-1ER1', serial: 'W4Y0', kind: 'hdd', health: 'unknown' }
  expect(lsblk({ ...disk, size: 1000204886016, rota: true })).toMatchObject([{ ...expected, bytes: 1000204886016 }])
  expect(lsblk({ ...disk, size: '1000204886016', rota: '1' })).toMatchObject([{ ...expected, bytes: 1000204886016 }])
  expect(lsblk({ ...disk, size: '931.5G', rota: '1' })).toMatchObject([{ bytes: Math.round(931.5 * 1024 ** 3) }])
  expect(lsblk({ ...disk, size: '931,5G', rota: '1' })).toMatchObject([{ bytes: Math.round(931.5 * 1024 ** 3) }])
})

test('lsblk: namespaces of one drive add up, two paths to one disk are one disk', () => {
  const ssd = { type: 'disk', model: 'Samsung_SSD_980_1TB', serial: 'S649NX0R1', rota: false, tran: 'nvme' }
  expect(lsblk({ name: 'nvme0n1', size: 600 * GB, ...ssd }, { name: 'nvme0n2', size: 400 * GB, ...ssd })).toMatchObject(
    [{ maker: 'Samsung', serial: 'S649NX0R1', bytes: 1000 * GB, kind: 'nvme' }],
  )
  const sas = { type: 'disk', size: 1200 * GB, model: 'ST1200MM0088', serial: 'Z4028', tran: 'sas', rota: true }
  const wwn = '0x5000c500a1b2c3d4'
  expect(lsblk({ name: 'sda', wwn, ...sas }, { name: 'sdb', wwn, ...sas })).toHaveLength(1)
  expect(lsblk({ name: 'sda', ...sas }, { name: 'sdb', ...sas })).toHaveLength(2)
})

test('lsblk: kinds by the bus, rota only where it proves something', () => {
  const kind = (node: object) => lsblk({ size: 64 * GB, type: 'disk', ...node })?.[0]?.kind
  expect(kind({ name: 'nvme0n1', rota: false })).toBe('nvme')
  expect(kind({ name: 'mmcblk0', rota: false })).toBe('emmc')
  expect(kind({ name: 'sdb', tran: 'usb', rota: true })).toBe('usb')
  expect(kind({ name: 'sdb', rm: '1' })).toBe('usb')
  expect(kind({ name: 'sda', tran: 'sata', rota: false })).toBe('ssd')
  expect(kind({ name: 'sda', rota: '0' })).toBe('ssd')
  expect(kind({ name: 'sda', rota: true })).toBe('unknown')
  expect(kind({ name: 'vda', tran: 'virtio', rota: true })).toBe('unknown')
  expect(kind({ name: 'sda', tran: 'sata', rota: true, model: 'KINGSTON SSDNOW' })).toBe('hdd')
  expect(kind({ name: 'sda', tran: 'sata', rota: true, model: 'OCZ SSD' })).toBe('ssd')
})

test('lsblk: partitions, loops, memory, optical, RAID and empty readers are no media', () => {
  const others = [
    { name: 'loop0', type: 'loop', size: GB },
    { name: 'zram0', type: 'disk', size: 8 * GB },
    { name: 'ram0', type: 'disk', size: 8 * GB },
    { name: 'nullb0', type: 'disk', size: 250 * GB },
    { name: 'sr0', type: 'rom', size: GB },
    { name: 'md0', type: 'raid1', size: 500 * GB },
    { name: 'dm-0', type: 'crypt', size: 500 * GB },
    { name: 'mmcblk0boot0', type: 'disk', size: 64e6 },
    { name: 'mmcblk0rpmb', type: 'disk', size: 64e6 },
    { name: 'sdc', type: 'disk', size: 0 },
    { name: 'sdd', type: 'disk', size: '0B' },
    { name: 'vda', type: 'disk', size: 65536 },
  ]
  const sda = { name: 'sda', type: 'disk', size: 500 * GB, children: [{ name: 'sda1', type: 'part', size: 499 * GB }] }
  expect(lsblk(...others, sda)).toMatchObject([{ bytes: 500 * GB }])
  expect(lsblk({ name: 'sda1', type: 'part', children: [{ ...sda, children: [] }] }, sda)).toHaveLength(1)
  expect(lsblk({ name: '/dev/sda', size: 500 * GB }, { name: '/dev/sda1', size: GB })).toHaveLength(1)
  expect(lsblk(...others)).toEqual([])
})

test('nvme list, flat: the namespaces of one controller add up', () => {
  const one = {
    DevicePath: '/dev/nvme0n1',
    ModelNumber: 'KINGSTON SNVS500G   ',
    SerialNumber: '50026B7  ',
    PhysicalSize: 3e11,
  }
  expect(
    nvme({
      Devices: [
        { ...one, Firmware: 'S8442101' },
        { ...one, DevicePath: '/dev/nvme0n2', PhysicalSize: 2e11 },
      ],
    }),
  ).toMatchObject([
    { maker: 'Kingston', model: 'KINGSTON SNVS500G', serial: '50026B7', bytes: 5e11, kind: 'nvme', health: 'unknown' },
  ])
  expect(nvme({ Devices: [] })).toEqual([])
})

test('nvme list, nested in either way', () => {
  const controller = { Controller: 'nvme0', ModelNumber: 'WDS100T2B0C', SerialNumber: '2043', Firmware: '211070WD' }
  const namespaces = [{ NameSpace: 'nvme0n1', PhysicalSize: 1e12 }]
  const expected = [{ serial: '2043', firmware: '211070WD', bytes: 1e12 }]
  expect(
    nvme({ Devices: [{ Subsystem: 's', Controllers: [{ ...controller, Namespaces: namespaces }] }] }),
  ).toMatchObject(expected)
  const host = {
    HostNQN: 'h',
    Subsystems: [{ Controllers: [{ ...controller, Namespaces: [] }], Namespaces: namespaces }],
  }
  expect(nvme({ Devices: [host] })).toMatchObject(expected)
})

test('nvme id-ctrl and smart-log', () => {
  expect(
    nvme({ vid: 5197, sn: 'S466NX0  ', mn: 'Samsung SSD 970 EVO ', fr: '2B2Q', tnvmcap: '500107862016' }),
  ).toMatchObject([{ maker: 'Samsung', serial: 'S466NX0', firmware: '2B2Q', bytes: 500107862016 }])
  expect(
    nvme({
      critical_warning: { value: 0 },
      percent_used: 81,
      power_on_hours: '12798',
      media_errors: '0',
      avail_spare: 100,
      spare_thresh: 10,
    }),
  ).toMatchObject([{ health: 'warning', hours: 12798, wear: 0.81 }])
})

test('nvme text: the table, a controller, its SMART log', () => {
  const text = (sample: string) => reportBy(nvmeText, dumpOf(sample)).media
  const table = `Node                  SN                   Model                                    Namespace Usage                      Format           FW Rev
--------------------- -------------------- ---------------------------------------- --------- -------------------------- ---------------- --------
/dev/nvme0n1          S466NX0M776250H      Samsung SSD 970 EVO 500GB                1         120.50  GB / 500.11  GB    512   B +  0 B   2B2QEXE7
`
  const named = {
    maker: 'Samsung',
    model: 'Samsung SSD 970 EVO 500GB',
    serial: 'S466NX0M776250H',
    firmware: '2B2QEXE7',
  }
  expect(text(table)).toMatchObject([{ ...named, bytes: 500.11 * GB, kind: 'nvme', health: 'unknown' }])
  const controller = `NVME Identify Controller:
vid       : 0x144d
sn        : S466NX0M776250H
mn        : Samsung SSD 970 EVO 500GB
fr        : 2B2QEXE7
tnvmcap   : 500107862016
`
  expect(text(controller)).toMatchObject([{ ...named, bytes: 500107862016 }])
  const log = `Smart Log for NVME device:nvme0 namespace-id:ffffffff
critical_warning                        : 0
available_spare                         : 100%
available_spare_threshold               : 10%
percentage_used                         : 3%
power_on_hours                          : 12,798
media_errors                            : 0
`
  expect(text(log)).toMatchObject([{ health: 'ok', hours: 12798, wear: 0.03 }])
})

test('hdparm -I', () => {
  const text = `
/dev/sda:

ATA device, with non-removable media
	Model Number:       WDC WD5000AZLX-75K2TA0
	Serial Number:      WD-WCC6Y5
	Firmware Revision:  01.01A01
Configuration:
	LBA    user addressable sectors:  268435455
	LBA48  user addressable sectors:  976773168
	Logical  Sector size:                   512 bytes
	Physical Sector size:                  4096 bytes
	Nominal Media Rotation Rate: 7200
Logical Unit WWN Device Identifier: 50014ee2b1c2d3e4

/dev/sr0:

ATAPI CD-ROM, with removable media
	Model Number:       HL-DT-ST DVDRAM GT51N
`
  expect(reportBy(hdparm, dumpOf(text)).media).toMatchObject([
    {
      maker: 'Western Digital',
      serial: 'WD-WCC6Y5',
      wwn: '50014ee2b1c2d3e4',
      bytes: 976773168 * 512,
      kind: 'hdd',
    },
  ])
  expect(reportBy(hdparm, dumpOf(text.replace('7200', 'Solid State Device'))).media).toMatchObject([{ kind: 'ssd' }])
})

test('over the shared dumps', () => {
  const dumps = [
    [lsblkJson, sharedDumps('lsblk-json'), sharedDumps('qemu-lab', /lsblk/)],
    [nvmeJson, sharedDumps('nvme-json'), sharedDumps('qemu-lab', /nvme-list/)],
    [hdparm, sharedDumps('hdparm-I-text'), sharedDumps('qemu-lab', /hdparm-sda/)],
  ] as const
  for (const [reader, ...folders] of dumps)
    for (const { file, dump } of folders.flat()) {
      const media = reportBy(reader, dump).media ?? []
      expect(media.length > 0, file).toBe(!file.includes('nvme-list.json'))
      for (const medium of media) expect(medium.bytes, file).toBeGreaterThan(32e6)
    }
})
