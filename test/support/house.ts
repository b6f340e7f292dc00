import { type Logger, pino } from 'pino'
import { inject } from 'vitest'
import { api, application, routes } from '../../src/server/app.ts'
import { jobsOf } from '../../src/server/jobs.ts'
import { type Database, openDatabase, type Tx } from '../../src/server/platform/database/database.ts'
import { embeddedServer } from '../../src/server/platform/database/servers.ts'
import { localFiles } from '../../src/server/platform/files/local-files.ts'
import type { Services } from '../../src/server/platform/http/services.ts'
import { runDueJobs } from '../../src/server/platform/jobs/jobs.ts'
import type { Mail } from '../../src/server/platform/mail/mailer.ts'
import { openMetrics } from '../../src/server/platform/metrics.ts'
import { openSecrets } from '../../src/server/platform/secrets.ts'
import { openSignIn } from '../../src/server/platform/sign-in/open-sign-in.ts'
import type { ProviderSettings } from '../../src/server/platform/sign-in/provider.ts'
import { cloneTemplate } from './cluster.ts'
import { ORIGIN, type Sample } from './sample.ts'

export { api, routes }

type Form = Readonly<Record<string, string | readonly string[] | File | readonly File[]>>

export interface ApiAsk {
  readonly json?: unknown
  readonly bytes?: string
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The real application on a real database of its own, and how to use it as each person. */
export interface TestHouse {
  readonly sample: Sample
  readonly database: Database
  /** Name of this house's database: a template for others once closed. */
  readonly databaseName: string
  readonly services: Services
  /** Mails that were sent, last first. */
  readonly mails: readonly Mail[]
  get(path: string, as?: string): Promise<Response>
  /** Posts a form as a browser does, with a fresh single-use token unless one is given. */
  post(path: string, form: Form, as?: string): Promise<Response>
  /** Asks an operation of the interface for programs, as a person who is signed in, or with a token. */
  api(path: string, ask: ApiAsk, as?: string): Promise<Response>
  /** Sends a request exactly as given, to a path of the sample’s address or to a whole address. */
  request(path: string, init: RequestInit): Promise<Response>
  /** Reads or prepares rows as the first organisation. */
  inside<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Runs the jobs that are due, as the server does beside the requests. */
  runJobs(): Promise<void>
  close(): Promise<void>
}

interface Others extends Partial<Services> {
  readonly provider?: ProviderSettings
  /** What stands between the application and its database. */
  readonly through?: (database: Database) => Database
  readonly log?: Logger
}

/** `template` is the name of a closed house's database to start from; the sample organisations when absent. `others` replace services. */
export async function openTestHouse(
  name: string,
  template?: string,
  {
    provider,
    through = (database) => database,
    log = pino({ level: process.env.LOG_LEVEL ?? 'silent' }),
    ...others
  }: Others = {},
): Promise<TestHouse> {
  const { folder, sample } = inject('cluster')
  const databaseName = `t_${name.replace(/[^a-z0-9]/gi, '_').toLowerCase()}_${process.pid}_${Math.floor(performance.now())}`
  await cloneTemplate(folder, databaseName, template)
  const server = await embeddedServer(folder, databaseName)
  const database = through(openDatabase(server.app, () => undefined))
  const secrets = openSecrets(`${folder}/secrets`)
  const mails: Mail[] = []
  const mailer = {
    send: async (mail: Mail) => {
      mails.unshift(mail)
    },
  }
  const signIn = openSignIn({
    database: server.owner,
    origin: ORIGIN,
    secret: secrets.signInSecret,
    mailer,
    secureCookies: false,
    provider: provider ?? null,
    log: () => undefined,
  })
  const services = {
    files: localFiles(`${folder}/files`),
    mailer,
    outbox: null,
    firstVisitCode: null,
    signIn,
    origin: ORIGIN,
    secrets,
    ...others,
  }
  const app = await application({
    database,
    services,
    log,
    metrics: openMetrics(null),
    addressOf: () => '127.0.0.1',
    dataFolder: folder,
  })
  const headersFor = (as: string | undefined): Record<string, string> => {
    const cookie = as ? sample.cookies[as] : undefined
    if (as && !cookie) throw new Error(`no such person in the sample: ${as}`)
    return { ...(cookie ? { cookie } : {}), origin: ORIGIN, accept: 'text/html' }
  }
  return {
    sample,
    database,
    databaseName,
    services,
    mails,
    get: async (path, as) => app.request(`${ORIGIN}${path}`, { headers: headersFor(as) }),
    post: async (path, form, as) =>
      app.request(`${ORIGIN}${path}`, { method: 'POST', headers: headersFor(as), body: bodyOf(form) }),
    api: async (path, { json, bytes, token, headers = {} }, as) => {
      const body = json === undefined ? bytes : JSON.stringify(json)
      return app.request(`${ORIGIN}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          ...headersFor(as),
          accept: 'application/json',
          ...(token && { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(body !== undefined && { body }),
      })
    },
    request: async (path, init) => app.request(new URL(path, ORIGIN).href, init),
    runJobs: () => runDueJobs(server.owner, database, jobsOf(services), log),
    inside: (work) => database.inOrganisation(sample.organisationId, work),
    async close() {
      await signIn.close()
      await database.close()
    },
  }
}

function bodyOf(form: Form): FormData {
  const body = new FormData()
  if (!('_once' in form)) body.append('_once', crypto.randomUUID())
  for (const [name, value] of Object.entries(form)) {
    for (const one of Array.isArray(value) ? value : [value]) body.append(name, one as string)
  }
  return body
}
