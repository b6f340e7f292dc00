import { randomBytes } from 'node:crypto'

/** A clock that is set back, and several ids in one millisecond, make none that would sort before those already made (RFC 9562 §6.2). */
let latest = 0
let count = 0

/** A UUIDv7 (RFC 9562 §5.7): sorted as it was made in this program, by its millisecond among others, random after. */
export function newId(): string {
  const bytes = randomBytes(16)
  const now = Date.now()
  if (now > latest) {
    latest = now
    count = bytes.readUInt16BE(6) & 0x7ff
  } else if (count < 0xfff) count += 1
  else {
    latest += 1
    count = 0
  }
  bytes.writeUIntBE(latest, 0, 6)
  bytes.writeUInt16BE(0x7000 | count, 6)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
