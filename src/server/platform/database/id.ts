import { randomBytes } from 'node:crypto'

/** A clock that is set back makes no id that would sort before those already made (RFC 9562 §6.2). */
let latest = 0

/** A UUIDv7 (RFC 9562 §5.7): sorted by the millisecond it was made, random after. */
export function newId(): string {
  const bytes = randomBytes(16)
  const now = Date.now()
  latest = now < latest ? latest + 1 : now
  bytes.writeUIntBE(latest, 0, 6)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
