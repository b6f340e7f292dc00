import { LIMITS } from '#src/domain/hardware/limits.ts'
import type { ByteReader } from './byte-reader.ts'
import type { Item } from './item.ts'

const BLOCK = 512

interface Header {
  readonly path: string
  readonly size: number
  readonly type: string
}

/** POSIX.1-2017, pax: the sum of the header's bytes, its own checksum field read as spaces, stands in octal at 148. */
export function isTarHeader(block: Uint8Array): boolean {
  if (block.length < BLOCK) return false
  const stated = Number.parseInt(ascii(block, 148, 8).trim(), 8)
  let sum = 0
  for (let at = 0; at < BLOCK; at += 1) sum += at >= 148 && at < 156 ? 0x20 : (block[at] ?? 0)
  return sum === stated && stated > 8 * 0x20
}

/** One item for each member that holds a file; GNU long names and pax paths are followed, links have no content. */
export async function* tarMembers(archive: string, reader: ByteReader): AsyncGenerator<Item> {
  let longPath: string | undefined
  let members = 0
  for (;;) {
    const block = await reader.take(BLOCK)
    if (block.length === 0 || block.every((byte) => byte === 0)) break
    if (!isTarHeader(block)) {
      yield { file: archive, refused: { code: 'damaged', detail: 'the archive is cut short or malformed' } }
      return
    }
    const header = readHeader(block)
    const padding = (BLOCK - (header.size % BLOCK)) % BLOCK
    if (header.type in LONG_PATH && header.size <= 65_536) {
      const extra = await reader.take(header.size)
      longPath = LONG_PATH[header.type]?.(extra) ?? longPath
      await reader.skip(padding)
      continue
    }
    const file = `${archive}/${longPath ?? header.path}`
    longPath = undefined
    if (header.type === FOLDER || header.type === GLOBAL_PAX) {
      await reader.skip(header.size + padding)
      continue
    }
    members += 1
    yield await member(file, header, reader)
    await reader.skip(padding)
  }
  if (members === 0) yield { file: archive, refused: { code: 'empty', detail: 'the archive holds no file' } }
}

const FOLDER = '5'
const GLOBAL_PAX = 'g'
const REGULAR = new Set(['0', '\0', '7', ''])

async function member(file: string, header: Header, reader: ByteReader): Promise<Item> {
  if (!REGULAR.has(header.type)) {
    await reader.skip(header.size)
    return { file, refused: { code: 'unreadable', detail: 'a link or a special file, without content of its own' } }
  }
  if (header.size > LIMITS.bytes) {
    await reader.skip(header.size)
    return { file, refused: { code: 'tooLarge' } }
  }
  const bytes = await reader.take(header.size)
  if (bytes.length < header.size) return { file, refused: { code: 'damaged', detail: 'the archive is cut short' } }
  return { file, bytes }
}

/** Records that name the next member: GNU `L`, pax `x` ("28 path=some/long/name\n"). */
const LONG_PATH: Readonly<Record<string, (content: Buffer) => string | undefined>> = {
  L: (content) => upToZero(content.toString('utf8')),
  x: (content) => /(?:^|\n)\d+ path=([^\n]*)\n/.exec(content.toString('utf8'))?.[1],
}

function readHeader(block: Buffer): Header {
  const prefix = ascii(block, 257, 5) === 'ustar' && block[262] === 0 ? text(block, 345, 155) : ''
  const name = text(block, 0, 100)
  return { path: prefix ? `${prefix}/${name}` : name, size: readSize(block), type: ascii(block, 156, 1) }
}

/** Octal digits, or base 256 when the first bit is set (GNU, over 8 GB). */
function readSize(block: Buffer): number {
  if (((block[124] ?? 0) & 0x80) !== 0) return block.readUIntBE(130, 6)
  const size = Number.parseInt(ascii(block, 124, 12).trim() || '0', 8)
  return size > 0 ? size : 0
}

const upToZero = (value: string) => value.split('\0')[0] ?? ''
const text = (block: Buffer, at: number, length: number) =>
  upToZero(new TextDecoder().decode(block.subarray(at, at + length)))
const ascii = (block: Uint8Array, at: number, length: number) =>
  upToZero(String.fromCharCode(...block.subarray(at, at + length)))
