import { pipeline, Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'

/** One file of a zip that is written: its text, part after part; stored as it is where readers look for it at a known place. */
export interface ZipPart {
  readonly name: string
  readonly text: AsyncIterable<string> | Iterable<string>
  readonly stored?: true
}

const LOCAL = 0x04034b50
const DESCRIPTOR = 0x08074b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const VERSION = 20
/** Names are UTF-8 (bit 11); a deflated file is followed by its sizes (bit 3). */
const UTF8 = 0x0800
const SIZES_FOLLOW = 0x0008
/** 1 January 1980, the first day of the format: a list says its day in its own name. */
const DAY = 0x0021

/** A zip (PKWARE APPNOTE 6.3.10 §4.3), written while its parts come: nothing of it is kept but its directory. Rejects past 4 GB. */
export async function* zipped(parts: AsyncIterable<ZipPart>): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = []
  let at = 0
  const sent = (bytes: Buffer) => {
    at += bytes.length
    if (at > 0xffffffff) throw new RangeError('a zip of more than 4 GB')
    return bytes
  }
  for await (const { name, text, stored } of parts) {
    const from = at
    const fileName = Buffer.from(name)
    const whole = stored ? Buffer.from((await all(text)).join('')) : null
    const flags = whole ? UTF8 : UTF8 | SIZES_FOLLOW
    const sizes = { crc: whole ? crc32(whole) : 0, packed: whole?.length ?? 0, size: whole?.length ?? 0 }
    const about = () => numbers([2, VERSION], [2, flags], [2, whole ? 0 : 8], [2, 0], [2, DAY], ...sizesOf(sizes))
    yield sent(Buffer.concat([numbers([4, LOCAL]), about(), numbers([2, fileName.length], [2, 0]), fileName]))
    if (whole) yield sent(whole)
    else {
      for await (const bytes of deflated(text, sizes)) {
        sizes.packed += bytes.length
        yield sent(bytes)
      }
      yield sent(numbers([4, DESCRIPTOR], ...sizesOf(sizes)))
    }
    const place = numbers([2, fileName.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, from])
    directory.push(Buffer.concat([numbers([4, CENTRAL], [2, VERSION]), about(), place, fileName]))
  }
  const central = Buffer.concat(directory)
  const count = directory.length
  yield central
  yield numbers([4, END], [2, 0], [2, 0], [2, count], [2, count], [4, central.length], [4, at], [2, 0])
}

interface Sizes {
  crc: number
  packed: number
  size: number
}

const sizesOf = ({ crc, packed, size }: Sizes) => [[4, crc] as const, [4, packed] as const, [4, size] as const]

/** Little-endian numbers of 2 or 4 bytes, one after the other. */
function numbers(...values: readonly (readonly [2 | 4, number])[]): Buffer {
  const bytes = Buffer.alloc(values.reduce((total, [length]) => total + length, 0))
  let at = 0
  for (const [length, value] of values) at = bytes.writeUIntLE(value, at, length)
  return bytes
}

async function all(text: ZipPart['text']): Promise<readonly string[]> {
  const found: string[] = []
  for await (const part of text) found.push(part)
  return found
}

/** Deflates on the threads of zlib, and counts what goes in. */
function deflated(text: ZipPart['text'], sizes: Sizes): AsyncIterable<Buffer> {
  const counted = async function* () {
    for await (const part of text) {
      const bytes = Buffer.from(part)
      sizes.crc = crc32(bytes, sizes.crc)
      sizes.size += bytes.length
      yield bytes
    }
  }
  // A fault of the source reaches who reads the end.
  return pipeline(Readable.from(counted()), createDeflateRaw({ level: 4 }), () => undefined)
}
