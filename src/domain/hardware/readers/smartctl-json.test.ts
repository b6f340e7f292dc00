import { expect, test } from 'vitest'
import { dumpOf, reportBy, sharedDumps } from '../shared-dumps.ts'
import { smartctlJson } from './smartctl-json.ts'

const media = (sample: object) => reportBy(smartctlJson, dumpOf(sample)).media
const device = (protocol: string, type = 'sat') => ({ name: '/dev/sda', info_name: '/dev/sda', type, protocol })
const header = { json_format_version: [1, 0], smartctl: { version: [7, 3], exit_status: 0 } }

test('a healthy ATA disk', () => {
  const disk = {
    ...header,
    device: device('ATA'),
    model_family: 'Western Digital Blue',
    model_name: 'WDC WD5000AZLX-75K2TA0',
    serial_number: ' WD-WCC6Y5AAAAAA ',
    wwn: { naa: 5, oui: 5358, id: 12345678901 },
    firmware_version: '01.01A01',
    user_capacity: { blocks: 976773168, bytes: 500107862016 },
    rotation_rate: 7200,
    smart_status: { passed: true },
    power_on_time: { hours: 2558 },
  }
  const expected = {
    maker: 'Western Digital',
    model: 'WDC WD5000AZLX-75K2TA0',
    serial: 'WD-WCC6Y5AAAAAA',
    wwn: '50014ee2dfdc1c35',
    firmware: '01.01A01',
    bytes: 500107862016,
    kind: 'hdd',
    health: 'ok',
    hours: 2558,
    wear: null,
    signs: ['smart_status passed'],
  }
  expect(media(disk)).toEqual([expected])
  expect(media([disk])).toEqual([expected])
  expect(media([disk, disk])).toHaveLength(2)
})

test('an SSD shows its wear; without a rotation rate the kind is unknown', () => {
  const attributes = {
    table: [
      { id: 9, name: 'Power_On_Hours', value: 97, raw: { value: 1, string: '13571' }, when_failed: '' },
      { id: 177, name: 'Wear_Leveling_Count', value: 93, raw: { value: 77, string: '77' }, when_failed: '' },
    ],
  }
  const ssd = { ...header, device: device('ATA'), model_name: 'Samsung SSD 840 EVO', ata_smart_attributes: attributes }
  expect(media({ ...ssd, rotation_rate: 0 })).toMatchObject([
    { maker: 'Samsung', kind: 'ssd', wear: 0.07, hours: 13571, health: 'unknown' },
  ])
  expect(media(ssd)).toMatchObject([{ kind: 'unknown', wear: null }])
  expect(reportBy(smartctlJson, dumpOf(ssd)).unknown).toContainEqual({ field: 'media.kind', why: 'notPrinted' })
})

test('an NVMe medium without user capacity', () => {
  const nvme = {
    ...header,
    device: device('NVMe', 'nvme'),
    model_name: 'KINGSTON SNVS500G',
    serial_number: '50026B7',
    smart_status: { passed: true, nvme: { value: 0 } },
    nvme_smart_health_information_log: { critical_warning: 0, percentage_used: 2, power_on_hours: 1836 },
  }
  expect(media({ ...nvme, nvme_total_capacity: 500107862016 })).toMatchObject([
    { maker: 'Kingston', bytes: 500107862016, kind: 'nvme', wear: 0.02, hours: 1836, health: 'ok' },
  ])
  expect(media({ ...nvme, nvme_namespaces: [{ id: 1, size: { bytes: 500 } }] })).toMatchObject([{ bytes: 500 }])
  expect(media(nvme)).toMatchObject([{ bytes: null }])
})

test('a SCSI disk: the vendor is the maker', () => {
  const sas = { ...header, device: device('SCSI', 'scsi'), rotation_rate: 10500, smart_status: { passed: true } }
  const expected = [{ maker: 'SEAGATE', model: 'ST1200MM0088', kind: 'hdd', health: 'warning' }]
  const old = { ...sas, vendor: 'SEAGATE', product: 'ST1200MM0088', model_name: 'SEAGATE ST1200MM0088' }
  expect(media({ ...old, scsi_grown_defect_list: 3 })).toMatchObject(expected)
  const recent = {
    ...sas,
    scsi_vendor: 'SEAGATE',
    scsi_product: 'ST1200MM0088',
    scsi_model_name: 'SEAGATE ST1200MM0088',
  }
  expect(media({ ...recent, scsi_error_counter_log: { read: { total_uncorrected_errors: 1 } } })).toMatchObject(
    expected,
  )
})

test('smart_support as a bare boolean does not disturb', () => {
  const disk = { ...header, device: device('ATA'), model_name: 'WD Red SA500 2.5 4TB', smart_support: true }
  expect(media(disk)).toMatchObject([{ maker: 'Western Digital', health: 'unknown' }])
})

test('a device that could not be opened leaves the reason', () => {
  const report = reportBy(
    smartctlJson,
    dumpOf({
      ...header,
      smartctl: {
        exit_status: 1,
        messages: [{ string: '/dev/sdc: Unknown USB bridge [0x46f4:0x0001]', severity: 'error' }],
      },
    }),
  )
  expect(report.media).toBeNull()
  expect(report.unknown).toContainEqual({
    field: 'media',
    why: 'notPrinted: /dev/sdc: Unknown USB bridge [0x46f4:0x0001]',
  })
})

test('a scan is refused: it lists device names only', () => {
  const scan = dumpOf({ ...header, devices: [device('SCSI')] })
  expect(smartctlJson.recognises(scan)).toBe(true)
  expect(smartctlJson.read(scan)).toMatchObject({ refused: { code: 'noMachine' } })
})

test('other JSON is not smartctl', () => {
  for (const other of ['{}', '[]', '[1]', '{"smartctl":"no"}', '{"blockdevices":[]}', '{"devices":[]}'])
    expect(smartctlJson.recognises(dumpOf(other))).toBe(false)
})

/** A SAMSUNG SV2042H whose counter is in minutes or less: 4 661 094 "hours". */
const WITH_532_YEARS = 'peracotta_ide01.json'

test('hours no disk can have run are unknown', () => {
  const hours = (value: number) =>
    smartctlJson.read(dumpOf({ ...header, model_name: 'SAMSUNG SV2042H', power_on_time: { hours: value } }))
  expect(hours(4_661_094)).toMatchObject({ media: [{ hours: null }] })
  expect(hours(83_425)).toMatchObject({ media: [{ hours: 83_425 }] })
})

test('over the shared dumps: each disk has its size, serial and model where the file has them', () => {
  for (const { file, dump } of [...sharedDumps('smartctl-json'), ...sharedDumps('qemu-lab', /smartctl/)]) {
    expect(smartctlJson.recognises(dump), file).toBe(true)
    const report = smartctlJson.read(dump)
    const scan = /smartctl-scan|smartctl_scan/.test(file)
    expect('refused' in report, file).toBe(scan)
    if ('refused' in report) continue
    for (const [field, has] of [
      ['bytes', /"user_capacity"|"nvme_total_capacity"/],
      ['model', /"model_name"|"scsi_model_name"/],
      ['hours', /"power_on_time"|"id": 9,/],
    ] as const)
      expect(report.media?.every((medium) => medium[field] !== null) ?? false, `${file}: ${field}`).toBe(
        has.test(dump.text) && !(field === 'hours' && file.endsWith(WITH_532_YEARS)),
      )
  }
})
