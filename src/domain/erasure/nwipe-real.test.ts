import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readNwipeLog } from './nwipe-log.ts'

const FOLDER = '../shared/real-hardware/erase-tool-output'

/** What a person reads in each log: device, serial, size in bytes, outcome, and the first reasons. */
const EXPECTED = {
  'nwipe_zero_sda.log': ['/dev/sda', 'Z4YBXXXX', 33554432, 'erased', []],
  'nwipe_dodshort.log': ['/dev/sda', 'Z4YBXXXX', 33554432, 'erased', []],
  'nwipe_zero_nvme0n1.log': ['/dev/nvme0n1', 'S4EVNX0R100001', 33554432, 'failed', ['failedStatus', 'syncErrors']],
  'nwipe_random_lying.log': ['/dev/nullb0', null, 1073741824, 'failed', ['passErrors', 'verifyErrors']],
  'nwipe_verify_zero.log': ['/dev/sda', 'Z4YBXXXX', 33554432, 'failed', ['verifyErrors', 'checkOnly']],
  'nwipe_interrupted.log': ['/dev/nullb0', null, 1073741824, 'failed', ['aborted']],
  'nwipe_notblock.log': ['/tmp/s.sh', null, null, 'failed', ['notBlockDevice', 'aborted']],
  'nwipe_nonexistent.log': ['/dev/sdz', null, null, 'failed', ['notFound']],
  '01_nwipe-zero-verify-sda.txt': ['/dev/sda', 'Z4YBXXXX', 33554432, 'erased', []],
  '15_nwipe-zero-verify-nvme0n1.txt': ['/dev/nvme0n1', 'S4EVNX0R100001', 33554432, 'failed', ['syncErrors']],
  '27_nwipe-random-lying-disk.txt': ['/dev/nullb0', null, 1073741824, 'failed', ['verifyErrors']],
  '28_nwipe-dodshort.txt': ['/dev/sda', 'Z4YBXXXX', 33554432, 'erased', []],
  '29_nwipe-verify_zero.txt': ['/dev/sda', 'Z4YBXXXX', 33554432, 'failed', ['checkOnly']],
  '30_nwipe-nonexistent.txt': ['/dev/sdz', null, null, 'failed', ['notFound']],
  '31_nwipe-notblock.txt': ['/tmp/s.sh', null, null, 'failed', ['notBlockDevice']],
} as const

const absent = !existsSync(FOLDER)
if (absent) console.warn(`The folder of real dumps (${FOLDER}) is absent: real nwipe logs are NOT checked here.`)

describe.runIf(!absent)('real nwipe logs', () => {
  test.each(Object.entries(EXPECTED))('%s', (file, [device, serial, bytes, outcome, reasons]) => {
    const reading = readNwipeLog(readFileSync(`${FOLDER}/${file}`, 'utf8'))
    if ('refused' in reading) throw new Error(reading.refused.en)
    expect(reading.runs.flatMap((run) => run.drives)).toMatchObject([{ device, serial, bytes, outcome }])
    const codes = reading.runs[0]?.drives[0]?.reasons.map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining([...reasons]))
    if (outcome === 'erased') expect(codes).toEqual([])
  })

  test('a real successful log cut at any line, or inside its last one, proves nothing', () => {
    for (const [file, [, , , outcome]] of Object.entries(EXPECTED).filter(([name]) => name.endsWith('.log'))) {
      if (outcome !== 'erased') continue
      const text = readFileSync(`${FOLDER}/${file}`, 'utf8').trimEnd()
      const ends = [...text.matchAll(/\n/g)].map(({ index }) => index)
      const inside = Array.from({ length: 120 }, (_, back) => text.length - 1 - back)
      for (const end of [...ends, ...inside]) {
        const reading = readNwipeLog(text.slice(0, end))
        const outcomes = 'runs' in reading ? reading.runs.flatMap((run) => run.drives.map((one) => one.outcome)) : []
        expect(
          outcomes.filter((one) => one !== 'failed'),
          `${file} cut at ${end}`,
        ).toEqual([])
      }
    }
  })

  test('versions, technique and verification are those printed', () => {
    const reading = readNwipeLog(readFileSync(`${FOLDER}/nwipe_dodshort.log`, 'utf8'))
    expect(reading).toMatchObject({
      runs: [{ version: '0.33', technique: 'multiplePasses', verify: 'all', startedAt: '2026-11-22T17:21:56' }],
    })
  })

  test('every file with nwipe in its name is expected here, and other tools are refused', () => {
    const files = readdirSync(FOLDER).filter((file) => /\.(log|txt)$/.test(file))
    expect(files.filter((file) => file.includes('nwipe')).sort()).toEqual(Object.keys(EXPECTED).sort())
    for (const file of files.filter((one) => !one.includes('nwipe'))) {
      expect(readNwipeLog(readFileSync(`${FOLDER}/${file}`, 'utf8')), file).toHaveProperty('refused')
    }
  })
})
