import { createHmac } from 'node:crypto'
import { serve as listen } from '@hono/node-server'
import { pino } from 'pino'
import { inject } from 'vitest'
import { application } from '../../src/server/app.ts'
import { openDatabase } from '../../src/server/platform/database/database.ts'
import { embeddedServer } from '../../src/server/platform/database/servers.ts'
import { localFiles } from '../../src/server/platform/files/local-files.ts'
import { outboxMailer } from '../../src/server/platform/mail/outbox.ts'
import { smtpMailer } from '../../src/server/platform/mail/smtp-mailer.ts'
import { openMetrics } from '../../src/server/platform/metrics.ts'
import { openSecrets } from '../../src/server/platform/secrets.ts'
import { openSignIn } from '../../src/server/platform/sign-in/open-sign-in.ts'
import type { Asker, Entry } from '../../src/server/platform/sign-in/sign-in.ts'
import { cloneTemplate } from './cluster.ts'
import { openPost } from './post.ts'

export const PASSWORD = 'une phrase bien longue'

/** A real database, a real mail server and sign-in on them. */
export async function openTesting() {
  const { folder } = inject('cluster')
  const failures: Error[] = []
  const name = `sign_in_${process.pid}_${Math.floor(performance.now())}`
  await cloneTemplate(folder, name)
  const server = await embeddedServer(folder, name)
  const post = await openPost()
  const open = (
    secureCookies: boolean,
    origin = secureCookies ? 'https://parc.example.org' : 'http://localhost:3000',
  ) =>
    openSignIn({
      database: server.owner,
      origin,
      secret: 'a secret of these tests alone, 32+ characters',
      mailer: smtpMailer({ url: post.url, from: 'parc@example.org' }),
      secureCookies,
      log: (error) => failures.push(error),
    })
  const signIn = open(false)
  return {
    server,
    signIn,
    open,
    post,
    failures,
    async close() {
      await signIn.close()
      await post.close()
    },
  }
}

/** A browser that holds these cookies. */
export function asker(cookies: readonly string[] = [], address = '192.0.2.1'): Asker {
  const held = new Map<string, string>()
  for (const cookie of cookies) {
    const [pair = '', ...attributes] = cookie.split('; ')
    const name = pair.slice(0, pair.indexOf('='))
    if (attributes.includes('Max-Age=0')) held.delete(name)
    else held.set(name, pair)
  }
  const headers = new Headers({
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  })
  if (held.size > 0) headers.set('cookie', [...held.values()].join('; '))
  return { address, headers }
}

/** The cookies of an entry that had to lead there. */
export function cookiesOf(entry: Entry, kind: 'signedIn' | 'secondFactor' = 'signedIn'): readonly string[] {
  if (entry.kind !== kind) throw new Error(`${entry.kind}, where ${kind} was expected`)
  return entry.cookies
}

type Testing = Awaited<ReturnType<typeof openTesting>>

/** The whole application, listening on this machine. */
export async function openSite(house: Testing) {
  let fetch: Awaited<ReturnType<typeof application>>['fetch'] | undefined
  const site = await new Promise<{ port: number; close(done: () => void): void }>((resolve) => {
    const web = listen(
      {
        fetch: (request, env) => fetch?.(request, env) ?? new Response('', { status: 503 }),
        port: 0,
        hostname: 'localhost',
      },
      ({ port }) => resolve({ port, close: (done) => web.close(done) }),
    )
  })
  const origin = `http://localhost:${site.port}`
  const signIn = house.open(false, origin)
  const database = openDatabase(house.server.app, (error) => house.failures.push(error))
  const { folder } = inject('cluster')
  const services = {
    files: localFiles(`${folder}/files-${site.port}`),
    mailer: { send: async () => undefined },
    outbox: outboxMailer(`${folder}/outbox-${site.port}`),
    firstVisitCode: null,
    signIn,
    origin,
    secrets: openSecrets(`${folder}/secrets`),
  }
  const log = pino({ level: 'error' }, { write: (line) => house.failures.push(new Error(line)) })
  fetch = (
    await application({
      metrics: openMetrics(null),
      database,
      services,
      log,
      dataFolder: folder,
      addressOf: () => '127.0.0.1',
    })
  ).fetch
  return {
    origin,
    signIn,
    database,
    outbox: services.outbox,
    async close() {
      await new Promise<void>((resolve) => site.close(resolve))
      await signIn.close()
      await database.close()
    },
  }
}

/** The code a phone shows, `periods` of thirty seconds from this one (RFC 6238), for the key of an `otpauth:` address. */
export function phone(key: string, periods = 0): string {
  const bits = [...key.replaceAll(/[\s=]/g, '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + periods))
  const hash = createHmac('sha1', secret).update(counter).digest()
  const offset = (hash.at(-1) ?? 0) & 0x0f
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
