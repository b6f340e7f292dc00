import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { serve as listen } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import pg from 'pg'
import { pino } from 'pino'
import { application } from './app.ts'
import { demonstrate } from './demonstration/demonstrate.ts'
import { firstVisitCode } from './first-visit/code.ts'
import { askDailyJobs, jobsOf } from './jobs.ts'
import { startDaily } from './platform/daily.ts'
import { openDatabase } from './platform/database/database.ts'
import { installationState } from './platform/database/installation.ts'
import { startPulse } from './platform/database/pulse.ts'
import type { DatabaseServer } from './platform/database/servers.ts'
import { openFiles } from './platform/files/open-files.ts'
import { startJobs } from './platform/jobs/jobs.ts'
import { startSealer } from './platform/ledger/sealer.ts'
import { openMailer } from './platform/mail/open-mailer.ts'
import { openMetrics } from './platform/metrics.ts'
import { openSecrets } from './platform/secrets.ts'
import { isLocal, type Settings } from './platform/settings.ts'
import { openSignIn } from './platform/sign-in/open-sign-in.ts'

/** The running application: where it answers, what the terminal should say, and how to close it. */
export interface House {
  readonly address: string
  readonly remarks: readonly string[]
  close(): Promise<void>
}

/** Opens pools, keys, files, the sealer and the web server. */
export async function openHouse(settings: Settings, server: DatabaseServer): Promise<House> {
  const log = pino({ level: settings.logLevel, base: null })
  const secrets = openSecrets(settings.secretsFolder)
  const database = openDatabase(server.app, (error) => log.warn({ error: error.message }, 'database'))
  const owner = new pg.Pool({ ...server.owner, max: 2 })
  owner.on('error', (error) => log.warn({ error: error.message }, 'owner pool'))
  const sealer = startSealer(owner, log)
  const origin = settings.publicUrl ?? `${settings.tls ? 'https' : 'http'}://${settings.host}:${settings.port}`
  const { outbox, ...mailer } = openMailer({
    smtpUrl: settings.smtpUrl,
    from: settings.mailFrom,
    outboxFolder: join(settings.dataFolder, 'outbox'),
    demonstration: async () => (await installationState(database)) === 'demonstration',
  })
  const signIn = openSignIn({
    database: server.owner,
    origin,
    secret: secrets.signInSecret,
    mailer,
    secureCookies: !isLocal(settings),
    provider: settings.provider,
    log: (error) => log.warn({ error: error.message }, 'sign-in'),
  })
  const services = {
    files: openFiles(settings),
    mailer,
    outbox: isLocal(settings) && !settings.smtpUrl ? outbox : null,
    signIn,
    origin,
    secrets,
    // Behind a proxy of this machine, others come too.
    firstVisitCode:
      isLocal(settings) && settings.trustedProxies.length === 0 ? null : firstVisitCode(secrets.signInSecret),
  }
  const demonstration = settings.demonstration ? await demonstrate({ database, services }) : []
  const hono = await application({
    database,
    log,
    metrics: openMetrics(settings.metricsToken),
    services,
    addressOf: addressOf(settings.trustedProxies),
    dataFolder: settings.dataFolder,
  })
  const jobs = await startJobs(server.owner, database, jobsOf(services), log)
  const daily = startDaily({ owner, database, key: secrets.signing, mailer, log, ask: askDailyJobs })
  const pulse = startPulse(
    server.app,
    // What was at work when it went is asked for again: its worker may hold it without knowing that it is back.
    { silent: database.cut, gone: server.revive, back: daily.again },
    (error) => log.warn({ error: error.message }, 'pulse'),
  )
  const tls = settings.tls
    ? { createServer, serverOptions: { cert: readFileSync(settings.tls.cert), key: readFileSync(settings.tls.key) } }
    : {}
  const listening = await new Promise<{ close(done: () => void): void; port: number }>((resolve, reject) => {
    const web = listen(
      { fetch: hono.fetch, port: settings.port, hostname: settings.host, ...tls } as Parameters<typeof listen>[0],
      (info) => resolve({ close: (done) => web.close(done), port: info.port }),
    )
    web.on('error', (error) => reject(notListening(error, settings)))
  })
  const scheme = settings.tls ? 'https' : 'http'
  return {
    address: settings.publicUrl ?? `${scheme}://${settings.host}:${listening.port}`,
    remarks: [
      ...remarksOf(settings),
      ...demonstration,
      ...(services.firstVisitCode && (await installationState(database)) === 'empty'
        ? [`Première visite : le code demandé est ${services.firstVisitCode}`]
        : []),
    ],
    async close() {
      await new Promise<void>((resolve) => listening.close(resolve))
      await pulse.stop()
      await daily.stop()
      await jobs.stop()
      await sealer.stop()
      await signIn.close()
      await database.close()
      await owner.end()
    },
  }
}

/** Why nobody can come in at this address, and what to do. */
function notListening(error: Error, { host, port }: Settings): Error {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Le port ${port} est déjà pris. Si Seconde Vie tourne déjà ici, ouvrez son adresse ; sinon donnez-lui un autre port : PORT=${port + 1}.`,
    EACCES: `Ce compte n’a pas le droit d’ouvrir le port ${port}. Donnez-en un au-dessus de 1023 : PORT=3000.`,
    EADDRNOTAVAIL: `Cette machine ne porte pas l’adresse ${host} : corrigez HOST.`,
    ENOTFOUND: `Cette machine ne connaît pas le nom ${host} : corrigez HOST.`,
  }
  const reason = 'code' in error ? reasons[String(error.code)] : undefined
  return reason ? new Error(reason, { cause: error }) : error
}

function remarksOf(settings: Settings): string[] {
  if (isLocal(settings) || settings.tls || settings.trustedProxies.length > 0) return []
  return [
    'Attention : sans HTTPS, les mots de passe passent en clair. Donnez TLS_CERT et TLS_KEY, ou TRUST_PROXY avec l’adresse du mandataire.',
  ]
}

/** The asker's address: the socket's, or what a named proxy says of it. */
export function addressOf(trusted: readonly string[]): (context: Context) => string {
  return (context) => {
    const socket = socketAddress(context)
    if (!trusted.includes(socket)) return socket
    const said =
      context.req
        .header('x-forwarded-for')
        ?.split(',')
        .map((one) => one.trim()) ?? []
    return said.reverse().find((one) => !trusted.includes(one)) ?? socket
  }
}

function socketAddress(context: Context): string {
  try {
    return getConnInfo(context).remote.address ?? ''
  } catch {
    return ''
  }
}
