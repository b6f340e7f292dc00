import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeDump, readDump } from './read.ts'
import { READERS } from './readers/index.ts'

const OWN = new URL('./fixtures/', import.meta.url).pathname
const SHARED = '../shared/real-hardware'

/** A few of each folder: the reader of a format meets its own kind of damage. */
function samples(root: string, perFolder: number): Uint8Array[] {
  if (!existsSync(root)) return []
  const entries = readdirSync(root, { withFileTypes: true }).sort((a, b) => a.name.localeCompare(b.name))
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
  const step = Math.max(1, Math.floor(files.length / perFolder))
  return [
    ...files.filter((_, at) => at % step === 0).map((entry) => readFileSync(`${root}/${entry.name}`)),
    ...entries.filter((entry) => entry.isDirectory()).flatMap((entry) => samples(`${root}/${entry.name}`, perFolder)),
  ]
}

const DUMPS = [...samples(OWN, 30), ...samples(SHARED, 2)]
const dump = fc.constantFrom(...DUMPS)
const share = fc.double({ min: 0, max: 1, noNaN: true })
const between = (bytes: Uint8Array, at: number) => Math.floor(bytes.length * at)

/** What a wire, a disk, an editor or an enemy does to a file. */
const DAMAGES: Readonly<Record<string, fc.Arbitrary<Uint8Array>>> = {
  'cut short': fc.tuple(dump, share).map(([bytes, at]) => bytes.subarray(0, between(bytes, at))),
  'its beginning lost': fc.tuple(dump, share).map(([bytes, at]) => bytes.subarray(between(bytes, at))),
  'bits flipped': fc.tuple(dump, fc.array(fc.tuple(share, fc.nat(7)), { minLength: 1, maxLength: 40 })).map(flip),
  'a piece lost': fc.tuple(dump, share, share).map(([bytes, from, to]) => {
    return Buffer.concat([bytes.subarray(0, between(bytes, from)), bytes.subarray(between(bytes, to))])
  }),
  'two mixed': fc.tuple(dump, dump, share).map(([one, other, at]) => {
    return Buffer.concat([one.subarray(0, between(one, at)), other.subarray(between(other, at))])
  }),
  'values replaced': fc.tuple(dump, fc.json({ maxDepth: 4 }), share).map(([bytes, value, at]) => {
    return Buffer.from(replaceOne(Buffer.from(bytes).toString('utf8'), value, at))
  }),
  'compressed, then flipped': fc
    .tuple(dump, fc.array(fc.tuple(share, fc.nat(7)), { minLength: 1, maxLength: 3 }))
    .map(([bytes, flips]) => flip([gzipSync(bytes), flips])),
  'any bytes': fc.uint8Array({ maxLength: 4000 }),
  'any JSON': fc.json({ maxDepth: 6 }).map((value) => Buffer.from(value)),
}

function flip([bytes, flips]: [Uint8Array, [number, number][]]): Uint8Array {
  const copy = Uint8Array.from(bytes)
  for (const [at, bit] of flips) {
    const place = Math.min(copy.length - 1, between(copy, at))
    if (place >= 0) copy[place] = (copy[place] ?? 0) ^ (1 << bit)
  }
  return copy
}

/** Puts a JSON value where a JSON value stands: the types a reader counts on change under it. */
function replaceOne(text: string, value: string, at: number): string {
  const spots = [...text.matchAll(/(?<=:\s*)(?:"[^"\n]*"|-?\d+|true|false|null|\[|\{)/g)]
  const spot = spots[Math.floor(spots.length * at)]
  if (!spot) return text
  const ends = spot[0] === '[' || spot[0] === '{' ? `${value},"rest":${spot[0]}` : value
  return text.slice(0, spot.index) + ends + text.slice(spot.index + spot[0].length)
}

describe.each(Object.entries(DAMAGES))('a dump with %s', (_damage, bytes) => {
  test('is read or refused by every reader that takes it, and never throws', () => {
    fc.assert(
      fc.property(bytes, (content) => {
        const dumped = decodeDump(content)
        if ('text' in dumped) {
          const reader = READERS.find((candidate) => candidate.recognises(dumped))
          const answer = reader?.read(dumped)
          expect(answer === undefined || 'refused' in answer || Array.isArray(answer.unknown)).toBe(true)
        }
        expect(Object.keys(JSON.parse(JSON.stringify(readDump(content))))).not.toHaveLength(0)
      }),
      { numRuns: 1500, seed: 20260302 },
    )
  })
})
