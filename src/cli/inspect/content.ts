import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { isGzip } from '#src/domain/hardware/inflate.ts'
import { LIMITS } from '#src/domain/hardware/limits.ts'
import { byteReader, type Chunks } from './byte-reader.ts'
import { BOMB, type Item, isBomb, refusalOf } from './item.ts'
import { isTarHeader, tarMembers } from './tar.ts'
import { isZip, type RandomAccess, zipMembers } from './zip.ts'

const CHUNK = 65_536

/** The dumps of one open file: itself, or its members when its content is an archive. */
export async function* fileItems(file: string, handle: FileHandle, size: number): AsyncGenerator<Item> {
  const head = (await handle.read(Buffer.alloc(4), 0, 4, 0)).buffer
  if (isZip(head)) yield* zipMembers(file, randomAccess(handle, size))
  else yield* streamItems(file, chunksOf(handle), size)
}

/** The dumps of a stream. `size` is 0 when it is not known; a zip is held whole, up to the limit of one dump. */
export async function* streamItems(file: string, chunks: Chunks, size: number): AsyncGenerator<Item> {
  const reader = byteReader(chunks)
  const head = await reader.peek(512)
  if (isGzip(head)) {
    yield* gzipItems(file, rest(reader))
    return
  }
  if (isTarHeader(head)) {
    yield* tarMembers(file, reader)
    return
  }
  if (size > LIMITS.bytes) {
    yield { file, refused: { code: 'tooLarge' } }
    return
  }
  const item = await whole(file, reader)
  if ('bytes' in item && isZip(head)) yield* zipMembers(file, bufferAccess(Buffer.from(item.bytes)))
  else yield item
}

async function* gzipItems(file: string, chunks: Chunks): AsyncGenerator<Item> {
  const reader = byteReader(gunzipped(chunks))
  try {
    if (isTarHeader(await reader.peek(512))) yield* tarMembers(file, reader)
    else yield await whole(file, reader)
  } catch (error) {
    yield { file, refused: error === BOMB ? BOMB : refusalOf(error) }
  }
}

/** Throws BOMB when more comes out than any archive of dumps gives. */
async function* gunzipped(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let bytesIn = 0
  let bytesOut = 0
  async function* counted() {
    for await (const chunk of chunks) {
      bytesIn += chunk.length
      yield chunk
    }
  }
  const gunzip = createGunzip()
  const source = Readable.from(counted(), { objectMode: false })
  source.on('error', (error) => gunzip.destroy(error))
  source.pipe(gunzip)
  try {
    for await (const chunk of gunzip) {
      bytesOut += chunk.length
      if (isBomb(bytesIn, bytesOut)) throw BOMB
      yield chunk
    }
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}

/** One byte past the limit is asked for: if it comes, the dump is too large. */
async function whole(file: string, reader: ReturnType<typeof byteReader>): Promise<Item> {
  const bytes = await reader.take(LIMITS.bytes + 1)
  return bytes.length > LIMITS.bytes ? { file, refused: { code: 'tooLarge' } } : { file, bytes }
}

async function* rest(reader: ReturnType<typeof byteReader>): AsyncGenerator<Uint8Array> {
  for (;;) {
    const chunk = await reader.take(CHUNK)
    if (chunk.length === 0) return
    yield chunk
  }
}

async function* chunksOf(handle: FileHandle): AsyncGenerator<Uint8Array> {
  for (let at = 0; ; ) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, at)
    if (bytesRead === 0) return
    at += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

function randomAccess(handle: FileHandle, size: number): RandomAccess {
  return {
    size,
    async read(at, length) {
      const wanted = Math.max(0, Math.min(length, size - at))
      if (wanted === 0 || !Number.isSafeInteger(at)) return Buffer.alloc(0)
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(wanted), 0, wanted, at)
      return buffer.subarray(0, bytesRead)
    },
  }
}

function bufferAccess(bytes: Buffer): RandomAccess {
  return { size: bytes.length, read: async (at, length) => bytes.subarray(at, at + length) }
}
