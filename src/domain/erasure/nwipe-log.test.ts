import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DriveResult, type NwipeRun, readNwipeLog } from './nwipe-log.ts'
import type { FailureCode } from './nwipe-reasons.ts'
import { DISK, type SampleDrive, type SampleOptions, sampleLog } from './nwipe-sample.ts'

function runsOf(text: string): readonly NwipeRun[] {
  const reading = readNwipeLog(text)
  return 'runs' in reading ? reading.runs : []
}

function driveOf(text: string): DriveResult | undefined {
  return runsOf(text)[0]?.drives[0]
}

const codes = (drive: DriveResult | undefined) => drive?.reasons.map(({ code }) => code)
const one = (drive: Partial<SampleDrive>, options: SampleOptions = {}) =>
  sampleLog({ ...options, drives: [{ ...DISK, ...drive }] })

const ENDED_WITH_ERRORS = 'Nwipe exited with errors, check the log & summary table for individual drive status.'

describe('a whole log of one erased disk', () => {
  const run = runsOf(sampleLog())[0]

  test('says the tool, what it did, and when by its own clock', () => {
    expect(run).toMatchObject({
      tool: 'nwipe',
      version: '0.36',
      technique: 'overwrite',
      method: 'Fill With Zeros',
      rounds: 1,
      verify: 'last',
      startedAt: '2026-03-04T09:00:01',
      endedAt: '2026-03-04T12:00:00',
    })
    expect(run?.level).toMatchObject({ hdd: 'clear', ssd: 'clear', nvme: 'clear' })
  })

  test('says which disk, whole size, and that it is erased', () => {
    expect(run?.drives).toMatchObject([
      {
        device: '/dev/sda',
        model: 'WDC WD5000AZLX-08',
        serial: 'WD-WCC6Z1AB2CD3',
        bytes: 500107862016,
        outcome: 'erased',
        reasons: [],
        exceptions: [],
      },
    ])
  })
})

describe('what makes a failure', () => {
  test.each<[string, string, FailureCode]>([
    ['interrupted, though nwipe exits with 0', one({ status: 'UABORTED' }), 'aborted'],
    ['the status says failed', one({ status: '-FAILED-' }), 'failedStatus'],
    ['a status that nwipe should never print', one({ status: 'INSANITY' }), 'unknownStatus'],
    ['a write error counted', one({ counters: [1, 0, 0] }), 'passErrors'],
    ['a lying disk: what is read is not what was written', one({ counters: [0, 262144, 0] }), 'verifyErrors'],
    ['a flush refused, though "Verified pass" stands in the log', one({ counters: [0, 0, 1] }), 'syncErrors'],
    ['another drive of the run failed', sampleLog({ ending: ENDED_WITH_ERRORS }), 'endedWithErrors'],
    ['no closing sentence', sampleLog().replace(/Nwipe successfully.*/, ''), 'incomplete'],
    ['a closing sentence cut short', sampleLog().replace('for details.', 'for'), 'incomplete'],
    ['no error table', sampleLog().replace(/\*+ Error Summary[\s\S]*?\n\n/, ''), 'incomplete'],
    ['a final table without its total', sampleLog().replace(/.*Total Throughput.*\n/, ''), 'incomplete'],
    [
      'fewer bytes written than the disk holds',
      sampleLog().replace('016 bytes written', '015 bytes written'),
      'wrongLength',
    ],
    ['fewer bytes read back', sampleLog().replace('016 bytes read', '000 bytes read'), 'wrongLength'],
    ['a pass without its end', sampleLog().replace(/.*Finished pass.*\n/, ''), 'notFinished'],
    ['no write in the log', sampleLog().replace(/.*bytes written.*\n/, ''), 'notFinished'],
    [
      'an error line that the tables do not tell',
      sampleLog().replace('notice: Verified', ' error: Input/output error, verified'),
      'ioError',
    ],
    [
      'an error line that names no drive',
      withLine(' error: nwipe_static_pass: fdatasync: Input/output error'),
      'ioError',
    ],
    ['a row still marked "!"', sampleLog().replace(/.(.*\| Erased)/, '!$1'), 'contradiction'],
    ['two serials for one disk', sampleLog().replace('S/N=WD-WCC6', 'S/N=WD-WCC7'), 'contradiction'],
    [
      'two methods in one run',
      sampleLog().replace('method   = Fill With Zeros', 'method   = DoD Short'),
      'contradiction',
    ],
    ['two settings of the verification', sampleLog().replace('NB+VL', 'NB+VA'), 'contradiction'],
    ['a drive missing from the last table', sampleLog().replace(/.*\| Erased \|.*\n/, ''), 'notInTables'],
    ['a drive listed twice', sampleLog().replace(/(.*\| Erased \|.*\n)/, '$1$1'), 'contradiction'],
    ['a method named as a machine word', sampleLog({ method: 'constructor' }), 'unknownTechnique'],
    ['a status named as a machine word', one({ status: 'toString' }), 'unknownStatus'],
    ['a method nobody has described', sampleLog({ method: 'Magic Wipe' }), 'unknownTechnique'],
    ['a check that writes nothing', sampleLog({ method: 'Verify Zeros (0x00)' }), 'checkOnly'],
    ['an unfinished file is no block device', withLine(" error: '/dev/sda' is not a block device."), 'notBlockDevice'],
    ['a drive in use', withLine("warning: '/dev/sda' is reported as IN USE"), 'inUse'],
  ])('%s', (_, text, code) => {
    const drive = driveOf(text)
    expect(drive?.outcome).toBe('failed')
    expect(codes(drive)).toContain(code)
  })

  test('only a text that nwipe prints is a log', () => {
    expect(readNwipeLog('')).toMatchObject({ refused: { code: 'empty' } })
    expect(readNwipeLog('%PDF-1.4')).toMatchObject({ refused: { code: 'pdf' } })
    expect(readNwipeLog('bonjour')).toMatchObject({ refused: { code: 'notNwipe' } })
    expect(readNwipeLog('[2026/03/04 09:00:01]    info: nwipe 0.36\n')).toMatchObject({ refused: { code: 'noDrive' } })
  })
})

function withLine(line: string): string {
  return sampleLog().replace(/(\n.*Verified pass.*)/, `\n[2026/03/04 10:00:00] ${line}$1`)
}

describe('what is left aside is said', () => {
  test('hidden sectors: erased with an exception', () => {
    const drive = driveOf(one({ extra: [' *** HIDDEN SECTORS DETECTED ! *** on /dev/sda'] }))
    expect(drive).toMatchObject({ outcome: 'erasedWithExceptions', exceptions: [{ kind: 'hiddenSectors' }] })
  })

  test('figures that differ are hidden sectors, whatever the words beside them', () => {
    const drive = driveOf(one({ extra: ['HPA values 976773160 / 976773168 on /dev/sda'] }))
    expect(drive).toMatchObject({ outcome: 'erasedWithExceptions', exceptions: [{ kind: 'hiddenSectors' }] })
  })

  test('a drive that does not answer (real max 1) hides nothing that is known', () => {
    expect(driveOf(one({ extra: ['HPA values 976773168 / 1 on /dev/sda'] }))?.outcome).toBe('erased')
  })

  test('another drive’s hidden sectors are its own', () => {
    const other = { ...DISK, device: '/dev/sdaa', serial: 'S2R4NX0H512345' }
    const text = sampleLog({ drives: [DISK, { ...other, extra: ['HIDDEN AREA DETECTED! on /dev/sdaa'] }] })
    expect(runsOf(text)[0]?.drives.map(({ outcome }) => outcome)).toEqual(['erased', 'erasedWithExceptions'])
  })

  test('hidden sectors never looked for, nothing read back: said, not guessed', () => {
    const notes = driveOf(sampleLog({ version: '0.34', verify: 0 }))?.notes.map(({ code }) => code)
    expect(notes).toEqual(['notVerified', 'hiddenSectorsUnknown'])
  })

  test.each(['', 'XXXXXXXXXXXXXXX', '????????', 'Not Specified'])('serial "%s" ties to nothing', (serial) => {
    const drive = driveOf(one({ serial }))
    expect(drive?.serial).toBeNull()
    expect(drive?.notes.map(({ code }) => code)).toContain('noSerial')
  })
})

describe('one file, several runs', () => {
  const failed = one({ status: '-FAILED-', counters: [0, 0, 1] }, { ending: ENDED_WITH_ERRORS, day: '2026/03/03' })

  test('each is judged apart', () => {
    const outcomes = runsOf(failed + sampleLog()).map((run) => run.drives.map(({ outcome }) => outcome))
    expect(outcomes).toEqual([['failed'], ['erased']])
  })

  test('a run cut off gains nothing from the run that follows', () => {
    const cut = sampleLog({ day: '2026/03/03' }).split('\n').slice(0, 14).join('\n')
    const runs = runsOf(`${cut}\n${sampleLog()}`)
    expect(runs.map((run) => run.drives[0]?.outcome)).toEqual(['failed', 'erased'])
    expect(runs[0]?.startedAt).toBe('2026-03-03T09:00:01')
  })

  test('tables of one run pasted after another’s start prove nothing', () => {
    const start = one({ serial: 'S3W8NX0K100001' }).split('\n\n')[0]
    const tables = sampleLog().split('\n\n').slice(1).join('\n\n')
    expect(driveOf(`${start}\n\n${tables}`)?.outcome).toBe('failed')
  })
})

describe('other versions', () => {
  test('0.32 counts no flush errors in its table', () => {
    const text = sampleLog({ version: '0.32' })
      .replace(' | Fdatasync I\\O Errors', ' |')
      .replace(/( {2,}0 \| {2,}0) \| {2,}0\n/, '$1 |\n')
    expect(text).toMatch(/0 \| +0 \|\n/)
    expect(driveOf(text)?.outcome).toBe('erased')
  })

  const later = (erased: number) =>
    sampleLog({ version: '0.42' })
      .replace(/.*sect\/blk\/dev.*\n/, `[2026/03/04 09:00:03]  notice:   Total device bytes   = ${DISK.bytes}\n`)
      .replace(
        '\n********************************* Drive',
        `\n******************************* Erasure Summary *******************************\n!   Device | Bytes Erased | Bytes Total | Percentage Erased\n${'-'.repeat(80)}\n       sda | ${erased} | ${DISK.bytes} | 100.00%\n${'*'.repeat(80)}\n\n********************************* Drive`,
      )

  test('0.42 prints the size on its own line and a table of bytes', () => {
    expect(driveOf(later(DISK.bytes))).toMatchObject({ bytes: DISK.bytes, outcome: 'erased' })
    expect(codes(driveOf(later(DISK.bytes - 4096)))).toContain('wrongLength')
  })

  test('Windows line ends and a model that holds a slash', () => {
    expect(driveOf(sampleLog().replaceAll('\n', '\r\n'))?.outcome).toBe('erased')
    expect(driveOf(one({ model: 'SD/MMC Reader' }))).toMatchObject({ model: 'SD/MMC Reader', serial: DISK.serial })
  })
})

describe('properties', () => {
  const anySample = fc.record({
    version: fc.constantFrom('0.34', '0.36', '0.42'),
    verify: fc.constantFrom<(0 | 1 | 2)[]>(0, 1, 2),
    method: fc.constantFrom('Fill With Zeros', 'PRNG Stream', 'DoD Short'),
    drives: fc
      .uniqueArray(fc.constantFrom('/dev/sda', '/dev/sdb', '/dev/nvme0n1', '/dev/mmcblk0'), { minLength: 1 })
      .map((devices) => devices.map((device, index) => ({ ...DISK, device, serial: `S4EVNX0R10${index}A` }))),
  })

  test('a successful log cut anywhere proves nothing until its last sentence is whole', () => {
    const proven = (text: string) => runsOf(text).some((run) => run.drives.some(({ outcome }) => outcome !== 'failed'))
    fc.assert(
      fc.property(anySample, fc.nat(), (options, at) => {
        const text = sampleLog(options).trimEnd()
        return !proven(text.slice(0, at % text.length))
      }),
      { numRuns: 300 },
    )
    const text = sampleLog().trimEnd()
    for (let end = 0; end < text.length; end += 1) if (proven(text.slice(0, end))) expect.fail(`proven at ${end}`)
    expect(runsOf(sampleLog().trimEnd())[0]?.drives[0]?.outcome).toBe('erased')
  })

  test('one counter or one status changed, and that drive is not erased', () => {
    const change = fc.oneof(
      fc.record({ counter: fc.integer({ min: 0, max: 2 }), to: fc.integer({ min: 1, max: 99_999_999 }) }),
      fc.record({ status: fc.constantFrom('-FAILED-', 'UABORTED', 'INSANITY', '        ', 'erased  ', 'Erased? ') }),
    )
    fc.assert(
      fc.property(anySample, change, fc.nat(), (options, changed, pick) => {
        const index = pick % options.drives.length
        const counters: [number, number, number] = [0, 0, 0]
        if ('counter' in changed) counters[changed.counter] = changed.to
        const edit = 'counter' in changed ? { counters } : { status: changed.status }
        const drives = options.drives.map((drive, at) => (at === index ? { ...drive, ...edit } : drive))
        const clean = runsOf(sampleLog(options))[0]?.drives[index]
        const edited = runsOf(sampleLog({ ...options, drives }))[0]?.drives[index]
        return clean?.outcome === 'erased' && edited?.outcome === 'failed'
      }),
    )
  })

  test('no text makes the reader throw', () => {
    const pieces = fc.array(fc.constantFrom(...sampleLog().split('\n'), '', '|', '!', 'Found /', '\u0000'), {
      maxLength: 60,
    })
    fc.assert(fc.property(pieces, (lines) => readNwipeLog(lines.join('\n')) !== undefined))
    fc.assert(fc.property(fc.string(), (text) => readNwipeLog(`nwipe 0.36\n${text}`) !== undefined))
  })
})
