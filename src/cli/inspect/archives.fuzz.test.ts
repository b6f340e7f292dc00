import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { zipSync } from 'fflate'
import { afterAll, describe, expect, test } from 'vitest'
import { streamItems } from './content.ts'

const folder = mkdtempSync(join(tmpdir(), 'archives-'))
afterAll(() => rmSync(folder, { recursive: true }))

const FILES = Object.fromEntries(
  ['a.txt', 'b.json', `${'long-'.repeat(40)}.txt`].map((name, at) => [name, Buffer.from(`content ${at} `.repeat(200))]),
)
for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content)

function tar(...flags: string[]): Uint8Array {
  const path = join(folder, 'made')
  execFileSync('tar', [...flags, '-cf', path, ...Object.keys(FILES)], { cwd: folder })
  return readFileSync(path)
}

const ARCHIVES = {
  zip: zipSync(FILES),
  'stored zip': zipSync(FILES, { level: 0 }),
  tar: tar('--format=gnu'),
  'pax tar': tar('--format=pax'),
  'compressed tar': tar('-z'),
}

const place = fc.double({ min: 0, max: 1, noNaN: true })

/** Bytes set anywhere (headers, sizes, checksums, data), and the end lost now and then. */
function damaged(bytes: Uint8Array, changes: readonly (readonly [number, number])[], end: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  for (const [at, byte] of changes) copy[Math.min(copy.length - 1, Math.floor(at * copy.length))] = byte
  return end < 0.7 ? copy : copy.subarray(0, Math.floor(end * copy.length))
}

describe.each(Object.entries(ARCHIVES))('a damaged %s', (_form, bytes) => {
  test('gives its members or says why not, and ends', async () => {
    const changes = fc.array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(changes, place, async (made, end) => {
        const items = []
        const stream = (async function* () {
          yield Buffer.from(damaged(bytes, made, end))
        })()
        for await (const item of streamItems('archive', stream, 0)) items.push(item)
        expect(items.length).toBeGreaterThan(0)
        expect(items.length).toBeLessThan(20)
        expect(items.every((item) => 'bytes' in item || item.refused.code.length > 0)).toBe(true)
      }),
      { numRuns: 400, seed: 20260302 },
    )
  })
})
