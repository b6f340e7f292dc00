import { timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** Counts of the process, in Prometheus' text format: routes by their pattern, never an address, a name or an id. */
export interface Metrics {
  seen(route: string, method: string, status: number, seconds: number): void
  /** The page: for this machine, or for whoever shows the token. */
  page(context: Context, address: string): Promise<Response>
}

export function openMetrics(token: string | null): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Requests by route and status',
    labelNames: ['route', 'method', 'status'],
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'http_request_seconds',
    help: 'Time to answer, by route',
    labelNames: ['route', 'method'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  return {
    seen(route, method, status, took) {
      requests.inc({ route, method, status: String(status) })
      seconds.observe({ route, method }, took)
    },
    async page(context, address) {
      // A proxy on this machine that is not trusted forwards other people's requests from a local address.
      const here = LOOPBACK.has(address) && !context.req.header('x-forwarded-for')
      if (!here && !shows(context.req.header('authorization'), token)) return context.text('', 404)
      return context.text(await registry.metrics(), 200, { 'content-type': registry.contentType })
    },
  }
}

function shows(header: string | undefined, token: string | null): boolean {
  if (!token || !header) return false
  const [given, wanted] = [Buffer.from(header), Buffer.from(`Bearer ${token}`)]
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
