import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { refused } from './refused.ts'

/** How an encrypted backup begins; a gzip begins otherwise. */
export const SEALED_MAGIC = Buffer.from('SECONDE-VIE AES1')
export const LEAST_PASSPHRASE = 12
const SALT = 16
const NONCE_PREFIX = 7
const CHUNK = 64 * 1024
const TAG = 16
/** RFC 7914: 128 MB and about half a second for each guess. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }

const derive = promisify<string, Buffer, number, typeof COST, Buffer>(scrypt)

/**
 * Encrypts a stream under a passphrase: magic, salt, nonce prefix, then chunks of 64 KiB under AES-256-GCM with their tags. The nonce
 * counts the chunks and marks the last one, so that chunks cannot be moved, dropped or cut off (the STREAM construction, Hoang,
 * Reyhanitabar, Rogaway and Vizár 2015).
 */
export async function* sealed(source: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const head = Buffer.concat([SEALED_MAGIC, randomBytes(SALT + NONCE_PREFIX)])
  const key = await keyOf(passphrase, head)
  yield head
  const chunk = (bytes: Buffer, count: number, last: boolean) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(head, count, last)).setAAD(head)
    return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  }
  let held: Buffer = Buffer.alloc(0)
  let count = 0
  for await (const piece of source) {
    held = Buffer.concat([held, piece])
    // The last chunk is known at the end only: one full chunk is always kept back.
    while (held.length > CHUNK) {
      yield chunk(held.subarray(0, CHUNK), count++, false)
      held = held.subarray(CHUNK)
    }
  }
  yield chunk(held, count, true)
}

/** The contrary of `sealed`; refuses a wrong passphrase, and any byte changed, moved or missing. */
export async function* unsealed(source: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const headSize = SEALED_MAGIC.length + SALT + NONCE_PREFIX
  let held: Buffer = Buffer.alloc(0)
  let head: Buffer | null = null
  let key: Buffer = Buffer.alloc(0)
  let count = 0
  const open = (bytes: Buffer, last: boolean): Buffer => {
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(head ?? bytes, count, last)).setAAD(head ?? bytes)
      decipher.setAuthTag(bytes.subarray(-TAG))
      const opened = Buffer.concat([decipher.update(bytes.subarray(0, -TAG)), decipher.final()])
      count += 1
      return opened
    } catch {
      throw refused((words) => (count === 0 ? words.passphraseWrong : words.damaged('AES-GCM')))
    }
  }
  for await (const piece of source) {
    held = Buffer.concat([held, piece])
    if (!head && held.length >= headSize) {
      head = held.subarray(0, headSize)
      held = held.subarray(headSize)
      key = await keyOf(passphrase, head)
    }
    while (head && held.length > CHUNK + TAG) {
      yield open(held.subarray(0, CHUNK + TAG), false)
      held = held.subarray(CHUNK + TAG)
    }
  }
  if (!head || held.length < TAG) throw refused((words) => words.damaged('fin / end'))
  yield open(held, true)
}

const keyOf = (passphrase: string, head: Buffer): Promise<Buffer> =>
  derive(passphrase.normalize('NFC'), head.subarray(SEALED_MAGIC.length, SEALED_MAGIC.length + SALT), 32, COST)

function nonceOf(head: Buffer, count: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  head.copy(nonce, 0, SEALED_MAGIC.length + SALT, SEALED_MAGIC.length + SALT + NONCE_PREFIX)
  nonce.writeUInt32BE(count, NONCE_PREFIX)
  nonce.writeUInt8(last ? 1 : 0, 11)
  return nonce
}
