import { refused } from './refused.ts'

/** One file inside a backup. */
export interface Entry {
  readonly name: string
  readonly bytes: Buffer
}

const BLOCK = 512
/** No entry that the program writes comes near: a larger one is not ours. */
const LARGEST_ENTRY = 512 * 1024 * 1024
/** What closes an archive: two empty blocks (POSIX ustar). */
export const END = Buffer.alloc(2 * BLOCK)

/** The bytes of one file in a POSIX ustar archive: header, contents, padding. Names hold ASCII letters, up to 255, with a folder. */
export function* tarEntry({ name, bytes }: Entry): Generator<Buffer> {
  const header = Buffer.alloc(BLOCK)
  const cut = name.lastIndexOf('/')
  const [folder, file] = [name.slice(0, Math.max(cut, 0)), name.slice(cut + 1)]
  const fields: readonly [number, string][] = [
    [0, file],
    [100, '0000600\0'],
    [108, '0000000\0'],
    [116, '0000000\0'],
    [124, `${bytes.length.toString(8).padStart(11, '0')}\0`],
    [136, '00000000000\0'],
    [148, '        '],
    [156, '0'],
    [257, 'ustar\0' + '00'],
    [345, folder],
  ]
  for (const [at, text] of fields) header.write(text, at, 'latin1')
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  yield header
  yield bytes
  yield Buffer.alloc(padding(bytes.length))
}

const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK
const checksum = (header: Buffer): number => header.reduce((sum, byte) => sum + byte, 0)

/** Reads an archive entry by entry, each held whole; throws a refusal where its structure does not hold. */
export async function* tarEntries(source: AsyncIterable<Buffer>): AsyncGenerator<Entry> {
  const pieces = source[Symbol.asyncIterator]()
  const take = taker(pieces)
  try {
    for (let header = await take(BLOCK); header.some((byte) => byte !== 0); header = await take(BLOCK)) {
      const { name, size } = readHeader(header)
      const bytes = await take(size)
      await take(padding(size))
      yield { name, bytes }
    }
    // What wraps the archive checks itself at its own end.
    while (!(await pieces.next()).done);
  } finally {
    await pieces.return?.()
  }
}

function readHeader(header: Buffer): { name: string; size: number } {
  const text = (from: number, to: number) => header.toString('latin1', from, to).replace(/\0.*$/s, '')
  const said = Number.parseInt(text(148, 156), 8)
  const size = Number.parseInt(text(124, 136), 8)
  const [file, folder] = [text(0, 100), text(345, 500)]
  header.fill(' ', 148, 156)
  if (said !== checksum(header) || !(size >= 0 && size <= LARGEST_ENTRY)) throw refused((words) => words.damaged('tar'))
  return { name: folder ? `${folder}/${file}` : file, size }
}

/** Answers exactly the next bytes of a stream, and refuses where it ends before. */
function taker(pieces: AsyncIterator<Buffer>): (size: number) => Promise<Buffer> {
  let held: Buffer[] = []
  let length = 0
  return async (size) => {
    while (length < size) {
      const next = await pieces.next()
      if (next.done) throw refused((words) => words.damaged('fin / end'))
      held.push(next.value)
      length += next.value.length
    }
    const all = Buffer.concat(held)
    held = [all.subarray(size)]
    length = all.length - size
    return all.subarray(0, size)
  }
}
