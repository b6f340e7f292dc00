import { createHmac, timingSafeEqual } from 'node:crypto'
import type pg from 'pg'
import type { Library } from './library.ts'
import type { SessionRow } from './who.ts'

const SESSION = `select s.id, s."updatedAt", s."expiresAt", u.id as "userId", u.name, u.email
  from session s join "user" u on u.id = s."userId" where s.token = $1`

/** The token that a signed cookie names, and whether its row says that the library has nothing to write about it. */
interface Named {
  readonly token: string
  stands(session: SessionRow): boolean
}

/** Null where the cookies name none, or more than one. */
export async function namedSession(library: Library, header: string): Promise<Named | null> {
  const { authCookies, secret, sessionConfig } = await library.$context
  const token = signedValue(header, authCookies.sessionToken.name, secret)
  if (token === null) return null
  return {
    token,
    stands({ expiresAt }) {
      const left = expiresAt.getTime() - Date.now()
      if (left <= 0) return false
      const due = left <= (sessionConfig.expiresIn - sessionConfig.updateAge) * 1000
      return !due || signedValue(header, authCookies.dontRememberToken.name, secret) !== null
    },
  }
}

/**
 * The session that a signed cookie names, its row read at each request, where the library has nothing to write about it. Null where
 * there is none, where it has expired and where it is due to be prolonged: the library decides these.
 */
export async function sessionInForce(pool: pg.Pool, library: Library, header: string): Promise<SessionRow | null> {
  const named = await namedSession(library, header)
  if (!named) return null
  const { rows } = await pool.query<SessionRow>({ name: 'session in force', text: SESSION, values: [named.token] })
  const [session] = rows
  return session && named.stands(session) ? session : null
}

/** Signatures that held: a signature once right stays right, whatever becomes of the session. */
const held = new Map<string, { readonly secret: string; readonly value: string }>()
const MOST_HELD = 2000

/** What a cookie says, once its signature holds (HMAC-SHA256 in base64, as the library signs); null for any other, or two of one name. */
function signedValue(header: string, name: string, secret: string): string | null {
  const [said, ...more] = header
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
  if (said === undefined || more.length > 0) return null
  const known = held.get(said)
  if (known?.secret === secret) return known.value
  const text = decoded(said.slice(name.length + 1))
  const cut = text.lastIndexOf('.')
  if (cut < 1) return null
  const value = text.slice(0, cut)
  const given = Buffer.from(text.slice(cut + 1))
  const right = Buffer.from(createHmac('sha256', secret).update(value).digest('base64'))
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null
  if (held.size >= MOST_HELD) held.clear()
  held.set(said, { secret, value })
  return value
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
