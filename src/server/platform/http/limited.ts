import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'

/**
 * Refuses a body over so many bytes. The parser of HTTP holds a body to the length it declares: one that declares it is judged by it, and
 * not touched, so that it may be read straight from its connection.
 */
export function limited(most: number, refuse: (context: Context) => Response | Promise<Response>): MiddlewareHandler {
  const counted = bodyLimit({ maxSize: most, onError: refuse })
  return (context, next) => {
    const { headers } = context.req.raw
    const declared = headers.get('content-length')
    if (declared === null || headers.has('transfer-encoding')) return counted(context, next)
    return Number(declared) <= most ? next() : Promise.resolve(refuse(context))
  }
}
