import { crc32, inflateRawSync } from 'node:zlib'
import { LIMITS } from '#src/domain/hardware/limits.ts'
import type { Refusal } from '#src/domain/hardware/report.ts'
import { BOMB, type Item, isBomb } from './item.ts'

/** Bytes that can be read anywhere: an open file, or a buffer. `read` gives fewer bytes past the end. */
export interface RandomAccess {
  readonly size: number
  read(at: number, length: number): Promise<Buffer>
}

const DAMAGED: Refusal = { code: 'damaged', detail: 'the archive is cut short or malformed' }

interface Entry {
  readonly path: string
  readonly method: number
  readonly encrypted: boolean
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly at: number
}

export const isZip = (head: Uint8Array): boolean =>
  head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6))

/** One item for each file in the archive's central directory (PKWARE APPNOTE 6.3, §4.3); folders are passed over. */
export async function* zipMembers(archive: string, zip: RandomAccess): AsyncGenerator<Item> {
  const directory = await findDirectory(zip)
  const [entries, data] = [windowed(zip), windowed(zip)]
  if (!directory) {
    yield { file: archive, refused: DAMAGED }
    return
  }
  let out = 0
  let members = 0
  let at = directory.at
  for (let left = directory.entries; left > 0; left -= 1) {
    const found = await readEntry(entries, at)
    if (!found) {
      yield { file: archive, refused: DAMAGED }
      return
    }
    at = found.next
    if (found.entry.path.endsWith('/')) continue
    members += 1
    const item = await readMember(`${archive}/${found.entry.path}`, found.entry, data)
    if ('bytes' in item) out += item.bytes.length
    if (isBomb(zip.size, out)) {
      yield { file: archive, refused: BOMB }
      return
    }
    yield item
  }
  if (members === 0) yield { file: archive, refused: { code: 'empty', detail: 'the archive holds no file' } }
}

const WINDOW = 65_536

/** Small neighbouring reads cost one large one. */
function windowed(zip: RandomAccess): RandomAccess {
  let from = 0
  let held: Buffer = Buffer.alloc(0)
  return {
    size: zip.size,
    async read(at, length) {
      if (length > WINDOW) return zip.read(at, length)
      if (at < from || at + length > from + held.length) [from, held] = [at, await zip.read(at, WINDOW)]
      return held.subarray(at - from, at - from + length)
    },
  }
}

/** §4.3.16: the end record is within the last 64 KB; §4.3.14: zip64 when a field is at its maximum. */
async function findDirectory(zip: RandomAccess): Promise<{ at: number; entries: number } | undefined> {
  const length = Math.min(zip.size, 65_557)
  const tail = await zip.read(zip.size - length, length)
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + 22 > tail.length) return undefined
  const entries = tail.readUInt16LE(end + 10)
  const at = tail.readUInt32LE(end + 16)
  if (entries !== 0xffff && at !== 0xffffffff) return { at, entries }
  const locator = end - 20
  if (locator < 0 || tail.readUInt32LE(locator) !== 0x07064b50) return { at, entries }
  const record = await zip.read(Number(tail.readBigUInt64LE(locator + 8)), 56)
  if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50) return undefined
  return { at: Number(record.readBigUInt64LE(48)), entries: Number(record.readBigUInt64LE(32)) }
}

const UTF8 = 0x800

async function readEntry(zip: RandomAccess, at: number): Promise<{ entry: Entry; next: number } | undefined> {
  const fixed = await zip.read(at, 46)
  if (fixed.length < 46 || fixed.readUInt32LE(0) !== 0x02014b50) return undefined
  const flags = fixed.readUInt16LE(8)
  const nameLength = fixed.readUInt16LE(28)
  const extraLength = fixed.readUInt16LE(30)
  const rest = await zip.read(at + 46, nameLength + extraLength)
  const name = rest.subarray(0, nameLength)
  const wide = zip64Fields(rest.subarray(nameLength), [
    fixed.readUInt32LE(24),
    fixed.readUInt32LE(20),
    fixed.readUInt32LE(42),
  ])
  return {
    entry: {
      path: readName(name, (flags & UTF8) !== 0),
      method: fixed.readUInt16LE(10),
      encrypted: (flags & 1) !== 0,
      crc: fixed.readUInt32LE(16),
      size: wide[0],
      packed: wide[1],
      at: wide[2],
    },
    next: at + 46 + nameLength + extraLength + fixed.readUInt16LE(32),
  }
}

/** §4.5.3: extra field 1 holds, in this order, the fields whose 32 bits are all ones: size, packed size, offset. */
function zip64Fields(extra: Buffer, short: readonly [number, number, number]): readonly [number, number, number] {
  const wide: [number, number, number] = [...short]
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    let field = at + 4
    for (const index of [0, 1, 2] as const) {
      if (short[index] !== 0xffffffff || field + 8 > extra.length) continue
      wide[index] = Number(extra.readBigUInt64LE(field))
      field += 8
    }
  }
  return wide
}

function readName(name: Buffer, isUtf8: boolean): string {
  const decoded = name.toString('utf8')
  return isUtf8 || !decoded.includes('\ufffd') ? decoded : name.toString('latin1')
}

async function readMember(file: string, entry: Entry, zip: RandomAccess): Promise<Item> {
  const refused = (refusal: Refusal): Item => ({ file, refused: refusal })
  if (entry.encrypted) return refused({ code: 'unreadable', detail: 'protected by a password' })
  if (entry.size > LIMITS.bytes || entry.packed > LIMITS.bytes) return refused({ code: 'tooLarge' })
  const local = await zip.read(entry.at, 30)
  if (local.length < 30 || local.readUInt32LE(0) !== 0x04034b50) return refused(DAMAGED)
  const from = entry.at + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
  const packed = await zip.read(from, entry.packed)
  const unpack = UNPACK[entry.method]
  if (!unpack) return refused({ code: 'unreadable', detail: `compression method ${entry.method}` })
  try {
    const bytes = unpack(packed)
    return crc32(bytes) === entry.crc ? { file, bytes } : refused(DAMAGED)
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    return refused(tooLarge ? { code: 'tooLarge' } : DAMAGED)
  }
}

/** §4.4.5: 0 stored, 8 deflated. */
const UNPACK: Readonly<Record<number, (packed: Buffer) => Uint8Array>> = {
  0: (packed) => packed,
  8: (packed) => inflateRawSync(packed, { maxOutputLength: LIMITS.bytes }),
}
