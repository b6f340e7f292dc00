import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Context } from 'hono'
import { COMPRESSIBLE_CONTENT_TYPE_REGEX } from 'hono/compress'
import { hardened } from './cookies.ts'
import { securityHeaders } from './security.ts'

/** How an answer leaves. */
export interface Way {
  readonly headers: Readonly<Record<string, string>>
  /** Cookies are bound to this host and to HTTPS. */
  readonly secure: boolean
  /** The asker takes bytes made small. */
  readonly gzip: boolean
}

/** The way of each request; `compiling` are the pages that compile WebAssembly of ours. */
export function waysOf(origin: string, compiling: ReadonlySet<string>): (context: Context) => Way {
  const ordinary = securityHeaders(origin)
  const compiles = securityHeaders(origin, true)
  const secure = origin.startsWith('https:')
  return ({ req }) => ({
    headers: compiling.has(req.path) ? compiles : ordinary,
    secure,
    gzip: TAKES_GZIP.test(req.raw.headers.get('accept-encoding') ?? ''),
  })
}

/** RFC 9110 §12.5.3: named, and not with a weight of nothing. */
const TAKES_GZIP = /(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[^,]*)?(?:,|$)/i

/** Below, making small gains nothing. */
const SMALL_BYTES = 1024
/** Half the work of the usual level for a twentieth more bytes. */
const LEVEL = 4
const compressed = promisify<string | Uint8Array, { level: number }, Buffer>(gzip)
/** Answers that have all their headers: whoever reads the headers of a `Response`, or its body, makes it several times dearer to send. */
const complete = new WeakSet<Response>()

/** An answer whose bytes are all there. */
export async function respond(
  way: Way,
  body: string | Uint8Array | null,
  status: number,
  headers: Readonly<Record<string, string>>,
  cookies: readonly string[],
): Promise<Response> {
  const varies = body !== null && COMPRESSIBLE_CONTENT_TYPE_REGEX.test(headers['content-type'] ?? '')
  const small = varies && way.gzip && body.length >= SMALL_BYTES
  const response = new Response((small ? await compressed(body, { level: LEVEL }) : body) as BodyInit | null, {
    status,
    headers: {
      ...way.headers,
      ...headers,
      ...(varies && { vary: 'Accept-Encoding' }),
      ...(small && { 'content-encoding': 'gzip' }),
    },
  })
  for (const cookie of cookies) response.headers.append('set-cookie', hardened(cookie, way.secure))
  complete.add(response)
  return response
}

/** Gives whatever was not answered by `respond` what each answer has. */
export const completing = (wayOf: (context: Context) => Way) => async (context: Context, next: () => Promise<void>) => {
  await next()
  const { res } = context
  if (complete.has(res)) return
  const way = wayOf(context)
  for (const [name, value] of Object.entries(way.headers)) res.headers.set(name, value)
  const cookies = way.secure ? res.headers.getSetCookie() : []
  if (cookies.length > 0) res.headers.delete('set-cookie')
  for (const cookie of cookies) res.headers.append('set-cookie', hardened(cookie, true))
  const length = res.headers.get('content-length')
  const small = length !== null && Number(length) < SMALL_BYTES
  if (small || !COMPRESSIBLE_CONTENT_TYPE_REGEX.test(res.headers.get('content-type') ?? '')) return
  res.headers.append('vary', 'Accept-Encoding')
  if (!way.gzip || !res.body || context.req.method === 'HEAD') return
  res.headers.delete('content-length')
  res.headers.set('content-encoding', 'gzip')
  context.res = new Response(res.body.pipeThrough(new CompressionStream('gzip')), res)
}

/** What some system takes for a folder, a drive, a command or the end of a name. */
const NO_FILE_NAME = /[\\/:*?"<>|\p{Cc}]/gu

/** Headers of a file: kept by nobody on the way, shown in the page or saved under its name. */
export const attachment = (one: { readonly mediaType: string; readonly name: string }, inline = false) => ({
  'content-type': one.mediaType,
  'cache-control': 'private, no-store',
  'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(one.name.replace(NO_FILE_NAME, '_'))}`,
})
