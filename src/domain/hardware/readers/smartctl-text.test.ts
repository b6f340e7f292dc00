import { expect, test } from 'vitest'
import { dumpOf, reportBy, sharedDumps } from '../shared-dumps.ts'
import { smartctlText } from './smartctl-text.ts'

const media = (text: string) => reportBy(smartctlText, dumpOf(text)).media
const BANNER = 'smartctl 7.3 2022-02-28 r5338 [x86_64-linux-6.1.0] (local build)\nCopyright (C) 2002-22\n\n'

const ATA = `${BANNER}=== START OF INFORMATION SECTION ===
Model Family:     Seagate Barracuda 7200.12
Device Model:     ST3500418AS
Serial Number:    5VM00001
LU WWN Device Id: 5 000c50 01a2b3c4d
Firmware Version: CC38
User Capacity:    500 107 862 016 bytes [500 GB]
Sector Size:      512 bytes logical/physical
Rotation Rate:    7200 rpm
SMART support is: Available - device has SMART capability.

=== START OF READ SMART DATA SECTION ===
SMART overall-health self-assessment test result: PASSED

Vendor Specific SMART Attributes with Thresholds:
ID# ATTRIBUTE_NAME          FLAG     VALUE WORST THRESH TYPE      UPDATED  WHEN_FAILED RAW_VALUE
  5 Reallocated_Sector_Ct   0x0033   100   100   036    Pre-fail  Always       -       0
  9 Power_On_Hours          0x0032   092   092   000    Old_age   Always       -       7254h+21m+03.120s
188 Command_Timeout         0x0032   100   099   000    Old_age   Always       -       0 0 0
190 Airflow_Temperature_Cel 0x0022   061   038   045    Old_age   Always   In_the_past 39 (0 2 39 21)
197 Current_Pending_Sector  0x0012   100   100   000    Old_age   Always       -       0
`

test('a healthy ATA disk', () => {
  expect(media(ATA)).toEqual([
    {
      maker: 'Seagate',
      model: 'ST3500418AS',
      serial: '5VM00001',
      firmware: 'CC38',
      wwn: '5000c5001a2b3c4d',
      bytes: 500107862016,
      kind: 'hdd',
      health: 'ok',
      hours: 7254,
      wear: null,
      signs: ['smart_status passed'],
    },
  ])
})

test('signs of failure, in both layouts of the table', () => {
  const pending = ATA.replace(/(Current_Pending.*-\s+)0$/m, '$18')
  expect(media(pending)).toMatchObject([{ health: 'warning', signs: ['197 Current_Pending_Sector = 8'] }])
  const failing = ATA.replace('result: PASSED', 'result: FAILED!')
  expect(media(failing)).toMatchObject([{ health: 'failing', signs: ['smart_status failed'] }])
  const brief = `${ATA.split('Vendor Specific')[0]}
ID# ATTRIBUTE_NAME          FLAGS    VALUE WORST THRESH FAIL RAW_VALUE
  5 Reallocated_Sector_Ct   PO--CK   001   001   005    NOW  1975
  9 Power_On_Hours          -O--CK   092   092   000    -    65592
                            ||||||_ K auto-keep
`
  expect(media(brief)).toMatchObject([{ health: 'failing', hours: 65592 }])
  const tested = `${ATA}\nNum  Test_Description    Status                  Remaining  LifeTime(hours)  LBA_of_first_error
# 1  Extended offline    Completed: read failure       90%     65500         12345
`
  expect(media(tested)).toMatchObject([{ health: 'warning', signs: ['self-test failed'] }])
})

test('an SSD and its wear', () => {
  const ssd = ATA.replace('7200 rpm', 'Solid State Device').replace(
    /^197 .*$/m,
    '177 Wear_Leveling_Count     0x0013   093   093   000    Pre-fail  Always       -       77',
  )
  expect(media(ssd)).toMatchObject([{ kind: 'ssd', wear: 0.07 }])
  expect(media(ATA.replace(/^Rotation.*\n/m, ''))).toMatchObject([{ kind: 'unknown' }])
})

test('an NVMe medium', () => {
  const nvme = `${BANNER}=== START OF INFORMATION SECTION ===
Model Number:                       Samsung SSD 970 EVO 500GB
Serial Number:                      S466NX0M776250H
Firmware Version:                   2B2QEXE7
Total NVM Capacity:                 500,107,862,016 [500 GB]
Unallocated NVM Capacity:           0
Number of Namespaces:               1
Namespace 1 Size/Capacity:          500,107,862,016 [500 GB]

=== START OF SMART DATA SECTION ===
SMART overall-health self-assessment test result: PASSED

SMART/Health Information (NVMe Log 0x02)
Critical Warning:                   0x00
Available Spare:                    100%
Available Spare Threshold:          10%
Percentage Used:                    3%
Power On Hours:                     12,798
Media and Data Integrity Errors:    7
`
  expect(media(nvme)).toMatchObject([
    {
      maker: 'Samsung',
      model: 'Samsung SSD 970 EVO 500GB',
      bytes: 500107862016,
      kind: 'nvme',
      hours: 12798,
      wear: 0.03,
      health: 'warning',
      signs: ['media_errors = 7'],
    },
  ])
  expect(media(nvme.replace('0x00', '0x04'))).toMatchObject([{ health: 'failing' }])
})

const SCSI = `${BANNER}=== START OF INFORMATION SECTION ===
Vendor:               SEAGATE
Product:              ST1200MM0088
Revision:             N004
User Capacity:        1,200,243,695,616 bytes [1.20 TB]
Rotation Rate:        10500 rpm
Logical Unit id:      0x5000c5008e1f2a3b
Serial number:        Z4028VRY0000C810BZXB
Device type:          disk

=== START OF READ SMART DATA SECTION ===
SMART Health Status: OK
Accumulated power on time, hours:minutes 5675:39
Elements in grown defect list: 0

Error counter log:
           Errors Corrected by           Total   Correction     Gigabytes    Total
read:   1410362924        0         0  1410362924          0        386.568           0
write:         0        0         0         0          0        806.827           0
`

test('SCSI: vendor, counters, prediction of failure', () => {
  expect(media(SCSI)).toMatchObject([
    {
      maker: 'SEAGATE',
      model: 'ST1200MM0088',
      serial: 'Z4028VRY0000C810BZXB',
      bytes: 1200243695616,
      kind: 'hdd',
      health: 'ok',
      hours: 5675,
    },
  ])
  expect(media(SCSI.replace('806.827           0', '806.827           3'))).toMatchObject([
    { health: 'warning', signs: ['total_uncorrected_errors = 3'] },
  ])
  expect(media(SCSI.replace('Status: OK', 'Status: FAILURE PREDICTION THRESHOLD EXCEEDED'))).toMatchObject([
    { health: 'failing' },
  ])
})

test('version 5 of 2008, several outputs, drives that are no media, devices that do not open', () => {
  const old = `smartctl version 5.38 [x86_64-redhat-linux-gnu] Copyright (C) 2002-8 Bruce Allen

Device: SEAGATE  ST373455SS       Version: 0004
Serial number: 3LQ1ABCD
Device type: disk
SMART Health Status: OK
`
  expect(media(old)).toMatchObject([{ maker: 'SEAGATE', model: 'ST373455SS', serial: '3LQ1ABCD', health: 'ok' }])
  expect(media(ATA + SCSI)).toHaveLength(2)
  expect(media(SCSI.replace('disk\n', 'CD/DVD\n'))).toEqual([])
  expect(
    reportBy(smartctlText, dumpOf(`${BANNER}/dev/sdc: Unknown USB bridge [0x46f4:0x0001]\n`)).unknown,
  ).toContainEqual({
    field: 'media',
    why: 'notPrinted: /dev/sdc: Unknown USB bridge [0x46f4:0x0001]',
  })
})

test('over the shared dumps', () => {
  for (const { file, dump } of sharedDumps('smartctl-text'))
    expect(reportBy(smartctlText, dump).media, file).not.toBeNull()
})
