/** A hand-written nwipe log for tests: invented machine, invented serials, the lines that nwipe 0.34 to 0.42 prints. */
export interface SampleDrive {
  readonly device: string
  readonly model: string
  readonly serial: string
  readonly bytes: number
  readonly status?: string
  readonly counters?: readonly [number, number, number]
  readonly extra?: readonly string[]
}

export interface SampleOptions {
  readonly drives?: readonly SampleDrive[]
  readonly version?: string
  readonly method?: string
  readonly verify?: 0 | 1 | 2
  readonly ending?: string
  readonly day?: string
}

export const DISK: SampleDrive = {
  device: '/dev/sda',
  model: 'WDC WD5000AZLX-08',
  serial: 'WD-WCC6Z1AB2CD3',
  bytes: 500107862016,
}

const VERIFY = { 0: ['off', 'NV'], 1: ['last pass', 'VL'], 2: ['all passes', 'VA'] } as const
export const COMPLETED = 'Nwipe successfully completed. See summary table for details.'
const STARS = '*'.repeat(80)
const DASHES = '-'.repeat(80)

export function sampleLog(options: SampleOptions = {}): string {
  const { drives = [DISK], version = '0.36', method = 'Fill With Zeros', verify = 1, ending = COMPLETED } = options
  const stamp = (time: string, level: string, text: string) =>
    `[${options.day ?? '2026/03/04'} ${time}] ${level.padStart(7)}: ${text}`
  const [word, mark] = VERIFY[verify]
  const names = (drive: SampleDrive) => drive.device.slice(5).padStart(8)
  const counters = (drive: SampleDrive) => drive.counters ?? [0, 0, 0]
  const flag = (drive: SampleDrive) =>
    counters(drive).some((count) => count > 0) || (drive.status ?? ' Erased ') !== ' Erased ' ? '!' : ' '
  return [
    stamp('09:00:01', 'info', `nwipe ${version}`),
    ...drives.map((drive) =>
      stamp('09:00:01', 'notice', `Found ${drive.device},  ATA, ${drive.model},  500 GB, S/N=${drive.serial}`),
    ),
    stamp('09:00:02', 'notice', 'Program options are set as follows...'),
    stamp('09:00:02', 'notice', `  banner   = nwipe ${version}`),
    stamp('09:00:02', 'notice', `  method   = ${method}`),
    stamp('09:00:02', 'notice', '  rounds   = 1'),
    stamp('09:00:02', 'notice', `  verify   = ${verify} (${word})`),
    ...drives.flatMap((drive) => [
      stamp('09:00:03', 'notice', `${drive.device} has serial number ${drive.serial}`),
      stamp('09:00:03', 'notice', `${drive.device}, sect/blk/dev 512/4096/${drive.bytes}`),
      ...(drive.extra ?? []).map((line) => stamp('09:00:03', 'warning', line)),
      stamp('09:00:04', 'notice', `Invoking method '${method}' on ${drive.device}`),
      stamp('09:00:04', 'notice', `Starting pass 1/1, round 1/1, on ${drive.device}`),
      stamp('10:30:00', 'notice', `${drive.bytes} bytes written to ${drive.device}`),
      stamp('11:59:58', 'notice', `${drive.bytes} bytes read from ${drive.device}`),
      stamp('11:59:58', 'notice', `Verified pass 1 of 1, round 1 of 1, on '${drive.device}'.`),
      stamp('11:59:58', 'notice', `Finished pass 1/1, round 1/1, on ${drive.device}`),
    ]),
    '',
    '******************************** Error Summary *********************************',
    '!   Device | Pass Errors | Verifications Errors | Fdatasync I\\O Errors',
    DASHES,
    ...drives.map((drive) => {
      const [pass, read, sync] = counters(drive)
      return `${flag(drive)} ${names(drive)} |  ${pad(pass, 10)} |           ${pad(read, 10)} |           ${pad(sync, 10)}`
    }),
    STARS,
    '',
    '********************************* Drive Status *********************************',
    '!   Device | Status | Thru-put | HH:MM:SS | Model/Serial Number',
    DASHES,
    ...drives.map(
      (drive) =>
        `${flag(drive)} ${names(drive)} |${drive.status ?? ' Erased '}|  92 MB/s | 02:59:54 | ${drive.model.slice(0, 17)}/${drive.serial.slice(0, 20)}`,
    ),
    DASHES,
    `[${options.day ?? '2026/03/04'} 12:00:00] Total Throughput  92 MB/s, ${method}, 1R+NB+${mark}`,
    STARS,
    '',
    stamp('12:00:00', 'info', ending),
    '',
  ].join('\n')
}

function pad(count: number, width: number): string {
  return String(count).padStart(width)
}
