export type Chunks = AsyncIterable<Uint8Array>

/** Reads a stream by counted bytes, holding no more than what is asked for and one chunk. */
export interface ByteReader {
  /** The next bytes, left in place; fewer at the end of the stream. */
  peek(length: number): Promise<Buffer>
  take(length: number): Promise<Buffer>
  /** How many bytes were there to skip. */
  skip(length: number): Promise<number>
}

export function byteReader(chunks: Chunks): ByteReader {
  const source = chunks[Symbol.asyncIterator]()
  let held: Uint8Array[] = []
  let size = 0

  async function hold(length: number) {
    while (size < length) {
      const next = await source.next()
      if (next.done) return
      held.push(next.value)
      size += next.value.length
    }
  }
  async function peek(length: number) {
    await hold(length)
    const [first] = held
    const whole = held.length === 1 && Buffer.isBuffer(first) ? first : Buffer.concat(held)
    held = [whole]
    return whole.subarray(0, length)
  }
  async function take(length: number) {
    const taken = await peek(length)
    const [whole = taken] = held
    held = [whole.subarray(taken.length)]
    size -= taken.length
    return taken
  }
  async function skip(length: number) {
    let left = length
    while (left > 0) {
      await hold(1)
      if (size === 0) break
      left -= (await take(Math.min(left, size))).length
    }
    return length - left
  }
  return { peek, take, skip }
}
