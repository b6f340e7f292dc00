import { expect } from 'vitest'
import { cpus, type Expected, GiB } from './expected.ts'

const LAPTOP = {
  maker: 'Dell Inc.',
  model: 'Latitude 5490',
  serial: '4QX7RN2',
  uuid: '4c4c4544-0051-5810-8037-b4c04f524e32',
  kind: 'laptop',
}
const MINI = {
  maker: 'LENOVO',
  model: '10MR001YFR',
  name: 'ThinkCentre M710q',
  serial: 'PC0H4V2K',
  uuid: '9f1c6a40-0b52-11e8-9a0e-6c4b90a1b2c3',
  kind: 'mini',
}
const MODULE = { bytes: GiB, serial: '71C2E9A4' }
const NVME = { serial: 'S3W8NX0K512345', bytes: 512 * 1024 ** 2, kind: 'nvme' }
const DISK = { serial: 'WXA1E93KPLMN', bytes: 320 * 1024 ** 2 }
const SSD = { serial: '50026B7381A0C5D2', bytes: 320 * 1024 ** 2 }

const own = (file: string, says: Expected['says']): Expected => ({ file, says })

/** Our own fixtures: what their virtual PCs were given on the command line, and what was typed by hand. */
export const OWN: readonly Expected[] = [
  own('laptop/lshw.json', { ...LAPTOP, memory: { bytes: GiB, modules: [MODULE] }, media: [NVME, DISK] }),
  own('laptop/dmidecode.txt', {
    ...LAPTOP,
    cpu: cpus(1, 'Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz', 2),
    memory: { bytes: GiB, modules: [MODULE] },
    media: null,
  }),
  own('laptop/dmidecode-memory.txt', { maker: null, memory: { bytes: GiB, modules: [MODULE] } }),
  own('laptop/hwinfo.txt', { ...LAPTOP, memory: { bytes: GiB, modules: [MODULE] } }),
  own('laptop/lscpu.txt', { cpu: cpus(1, 'QEMU Virtual CPU version 2.5+', 2), memory: null }),
  own('laptop/lscpu.json', { cpu: cpus(1, 'QEMU Virtual CPU version 2.5+', 2) }),
  own('laptop/cpuinfo.txt', { cpu: cpus(1, 'QEMU Virtual CPU version 2.5+', 2) }),
  own('laptop/lsblk.json', { media: [{ bytes: DISK.bytes, kind: 'hdd', serial: null }, NVME] }),
  own('laptop/smartctl-sda.json', { media: [{ ...DISK, kind: 'hdd', health: 'ok' }] }),
  own('laptop/smartctl-sda.txt', { media: [{ ...DISK, kind: 'hdd', health: 'ok' }] }),
  // Spare 0 under a threshold of 0: an emulated disk, not a worn one.
  own('laptop/smartctl-nvme0n1.json', { media: [{ ...NVME, health: 'ok', hours: 0 }] }),
  own('laptop/nvme-list.json', { media: [NVME] }),
  own('laptop/nvme-id-ctrl.json', { media: [{ serial: NVME.serial, kind: 'nvme' }] }),
  own('laptop/hdparm-sda.txt', { media: [{ ...DISK, model: 'WDC WD3200BEVT-75A23T0', kind: 'hdd' }] }),
  own('mini/lshw.json', { ...MINI, memory: { bytes: GiB, modules: [{ bytes: GiB, serial: null }] } }),
  own('mini/dmidecode.txt', { ...MINI, board: { model: '3111', serial: null } }),
  own('mini/hwinfo.txt', MINI),
  own('mini/smartctl-sda.json', { media: [{ ...SSD, kind: 'ssd', health: 'ok' }] }),
  // A USB stick behind an unknown bridge: smartctl learns nothing of it.
  own('mini/smartctl-sdb.json', { media: null }),
  own('written/battery-uevent.txt', { batteries: [{ health: expect.closeTo(0.82, 3), cycles: 412, serial: '1187' }] }),
  own('written/upower.txt', { batteries: [{ health: expect.closeTo(0.68, 3), model: '5B10W13930' }] }),
  own('written/screen.edid', {
    kind: 'screen',
    screens: [{ model: 'TEST 23', serial: 'TST0042X', inches: expect.closeTo(23.04, 0), year: 2016 }],
  }),
  own('written/glpi.json', {
    maker: 'HP',
    model: 'HP ProBook 450 G5',
    serial: '5CD8TEST01',
    uuid: '5e1f0c2a-77aa-11e8-8a2b-3c5282aabbcc',
    kind: 'laptop',
    cpu: cpus(1, 'Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz', 4),
    memory: { bytes: 8 * GiB, modules: [{ bytes: 8 * GiB, type: 'DDR4', serial: '19A3C47F' }] },
    batteries: [{ health: expect.closeTo(0.75, 3) }],
  }),
  own('written/ocs.xml', {
    maker: 'Dell Inc.',
    model: 'OptiPlex 3050',
    serial: '8TESTX2',
    uuid: '4c4c4544-0054-4510-8053-b8c04f545832',
    kind: 'desktop',
    cpu: cpus(1, 'Intel(R) Core(TM) i5-7500 CPU @ 3.40GHz', 4),
    memory: { bytes: 8 * GiB },
    media: [{ model: 'ST500DM009-2F110A', serial: 'Z9TEST01', bytes: 500107862000 }],
  }),
  own('written/fusion.xml', {
    maker: 'LENOVO',
    model: '20L5S00000',
    serial: 'PF1TEST2',
    kind: 'laptop',
    memory: { bytes: 16 * GiB, modules: [{ bytes: 16 * GiB, type: 'DDR4', serial: '362E4EAA' }] },
    media: [{ serial: 'S3TNNF0TEST', bytes: 512_110_000_000, kind: 'nvme' }],
    batteries: [{ health: expect.closeTo(0.8, 3) }],
  }),
]
