import { createHmac, timingSafeEqual } from 'node:crypto'
import type pg from 'pg'
import type { Library } from './library.ts'

interface SessionInForce {
  readonly id: string
  readonly updatedAt: Date
  readonly expiresAt: Date
  readonly userId: string
  readonly name: string
  readonly email: string
}

const SESSION = `select s.id, s."updatedAt", s."expiresAt", u.id as "userId", u.name, u.email
  from session s join "user" u on u.id = s."userId" where s.token = $1`

/**
 * The session that a signed cookie names, its row read at each request, where the library has nothing to write about it. Null where
 * there is none, where it has expired and where it is due to be prolonged: the library decides these.
 */
export async function sessionInForce(pool: pg.Pool, library: Library, header: string): Promise<SessionInForce | null> {
  const { authCookies, secret, sessionConfig } = await library.$context
  const token = signedValue(header, authCookies.sessionToken.name, secret)
  if (token === null) return null
  const { rows } = await pool.query<SessionInForce>({ name: 'session in force', text: SESSION, values: [token] })
  const [session] = rows
  if (!session) return null
  const left = session.expiresAt.getTime() - Date.now()
  if (left <= 0) return null
  const due = left <= (sessionConfig.expiresIn - sessionConfig.updateAge) * 1000
  const brief = due && signedValue(header, authCookies.dontRememberToken.name, secret) !== null
  return due && !brief ? null : session
}

/** What a cookie says, once its signature holds (HMAC-SHA256 in base64, as the library signs); null for any other, or two of one name. */
function signedValue(header: string, name: string, secret: string): string | null {
  const [said, ...more] = header
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
  if (said === undefined || more.length > 0) return null
  const text = decoded(said.slice(name.length + 1))
  const cut = text.lastIndexOf('.')
  if (cut < 1) return null
  const value = text.slice(0, cut)
  const given = Buffer.from(text.slice(cut + 1))
  const right = Buffer.from(createHmac('sha256', secret).update(value).digest('base64'))
  return given.length === right.length && timingSafeEqual(given, right) ? value : null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
