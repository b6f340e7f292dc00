import { createInflateRaw } from 'node:zlib'

interface Entry {
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly local: number
}

/** The files inside a zip, none of them inflated yet. */
export interface Zip {
  /** Bytes of its files once inflated, as its directory declares. */
  readonly size: number
  /** How many of those bytes were inflated so far. */
  inflated(): number
  has(name: string): boolean
  /** The text of one file, part after part; rejects one that grows past, or stays under, what the directory says of it. */
  text(name: string): AsyncGenerator<string>
}

const DIRECTORY = 0x02014b50
const WHOLE = 0xffffffff
const MOST_ENTRIES = 2000

/**
 * Opens a zip (PKWARE APPNOTE 6.3.10 §4.3) by its directory; null where it is none, or where its files together declare more than
 * `mostBytes`: nothing is inflated before that is known.
 */
export function openZip(bytes: Uint8Array, mostBytes: number): Zip | null {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = directoryOf(zip, mostBytes)
  let inflated = 0
  return (
    entries && {
      size: [...entries.values()].reduce((total, { size }) => total + size, 0),
      inflated: () => inflated,
      has: (name) => entries.has(name),
      async *text(name) {
        const entry = entries.get(name)
        if (!entry) return
        const decoder = new TextDecoder('utf-8')
        for await (const part of contentOf(zip, entry)) {
          inflated += part.length
          yield decoder.decode(part, { stream: true })
        }
        yield decoder.decode()
      },
    }
  )
}

function directoryOf(zip: Buffer, mostBytes: number): ReadonlyMap<string, Entry> | null {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || end + 22 > zip.length) return null
  const count = zip.readUInt16LE(end + 10)
  if (count > MOST_ENTRIES) return null
  const entries = new Map<string, Entry>()
  let at = zip.readUInt32LE(end + 16)
  let total = 0
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== DIRECTORY) return null
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28)
    const extraEnd = nameEnd + zip.readUInt16LE(at + 30)
    const method = zip.readUInt16LE(at + 10)
    const entry = { method, ...sizesOf(zip, at, zip.subarray(nameEnd, extraEnd)) }
    total += entry.size
    if (total > mostBytes || (method !== 0 && method !== 8)) return null
    entries.set(zip.toString('utf8', at + 46, nameEnd).replaceAll('\\', '/'), entry)
    at = extraEnd + zip.readUInt16LE(at + 32)
  }
  return entries
}

/** Sizes and place of an entry, from its ZIP64 field where its own say so (§4.5.3). */
function sizesOf(zip: Buffer, at: number, extra: Buffer): Omit<Entry, 'method'> {
  const wide: number[] = []
  for (let from = 0; from + 4 <= extra.length; from += 4 + extra.readUInt16LE(from + 2)) {
    const length = Math.min(extra.readUInt16LE(from + 2), extra.length - from - 4)
    if (extra.readUInt16LE(from) !== 1) continue
    for (let value = 0; value + 8 <= length; value += 8) wide.push(Number(extra.readBigUInt64LE(from + 4 + value)))
  }
  const said = (narrow: number) => (narrow === WHOLE ? (wide.shift() ?? narrow) : narrow)
  const size = said(zip.readUInt32LE(at + 24))
  const packed = said(zip.readUInt32LE(at + 20))
  return { size, packed, local: said(zip.readUInt32LE(at + 42)) }
}

async function* contentOf(zip: Buffer, { method, packed, size, local }: Entry): AsyncGenerator<Uint8Array> {
  if (local + 30 > zip.length) throw new Error('an entry outside its zip')
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const body = zip.subarray(start, start + packed)
  let length = 0
  for await (const part of method === 0 ? slices(body) : inflating(body)) {
    length += part.length
    if (length > size) throw new Error('an entry larger than it says')
    yield part
  }
  if (length !== size) throw new Error('an entry smaller than it says')
}

const SLICE = 65_536

/** What is not packed comes some at a time too: whoever reads it holds what one part says, never what a file says. */
function* slices(body: Buffer): Generator<Buffer> {
  for (let at = 0; at < body.length; at += SLICE) yield body.subarray(at, at + SLICE)
}

/** Inflates on the threads of zlib, some at a time: who serves people is never held for long. */
function inflating(body: Buffer): AsyncIterable<Buffer> {
  const inflate = createInflateRaw({ chunkSize: SLICE })
  inflate.end(body)
  return inflate
}
