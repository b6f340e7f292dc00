import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { DMIDECODE } from './expected-values/dmidecode.ts'
import { LSHW } from './expected-values/lshw.ts'
import { MACHINES } from './expected-values/machines.ts'
import { MEDIA } from './expected-values/media.ts'
import { OWN } from './expected-values/own.ts'
import { SCREENS } from './expected-values/screens.ts'
import { readDump } from './read.ts'

const SHARED = '../shared/real-hardware'
const TABLES = { dmidecode: DMIDECODE, lshw: LSHW, media: MEDIA, screens: SCREENS, machines: MACHINES }

describe.each(Object.entries(TABLES))('what a person reads in the raw file: %s', (_name, rows) => {
  if (!existsSync(SHARED)) {
    test('the folder of shared dumps is absent: nothing is compared', () => expect(rows.length).toBeGreaterThan(10))
    return
  }
  test.each(rows)('$file', ({ file, says }) => {
    const reading = readDump(readFileSync(`${SHARED}/${file}`))
    expect('report' in reading ? reading.report : reading).toMatchObject(says)
  })
})

test.each(OWN)('what our own dump was made to say: $file', ({ file, says }) => {
  const reading = readDump(readFileSync(new URL(`./fixtures/${file}`, import.meta.url)))
  expect('report' in reading ? reading.report : reading).toMatchObject(says)
})
