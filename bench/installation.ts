import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { ACCOUNTS } from '../src/server/demonstration/accounts.ts'
import { buildLoad } from '../src/server/demonstration/load.ts'
import type { Role } from '../src/server/organisation/roles.ts'
import { BENCH_ROLES, BENCH_SCOPES } from '../src/server/organisation/scopes.ts'
import { newToken } from '../src/server/platform/api/token.sql.ts'
import { startEngine, superuser } from '../src/server/platform/database/engine.ts'
import { newId } from '../src/server/platform/database/id.ts'
import { type Running, start } from '../test/support/server.ts'

type Form = Readonly<Record<string, string | readonly string[] | File | readonly File[]>>

/** A person signed in with a browser's cookies; redirections are answered, not followed. */
export interface Visitor {
  get(path: string): Promise<Response>
  /** Sends a form as a page does, with a fresh single-use token. */
  post(path: string, form: Form): Promise<Response>
}

/** A data folder filled with a town, the real program started on it, and the way into its database. */
export interface Installation {
  readonly folder: string
  readonly organisationId: string
  /** The program as it runs: another one after `restart`. */
  running(): Running
  /** Stops the program by this signal and starts it again on the same folder. */
  restart(signal: NodeJS.Signals): Promise<void>
  as(role: Role): Promise<Visitor>
  /** A token of a bench, with all the scopes of one. */
  token(): Promise<string>
  /** One connection past row security; triggers, indexes and constraints hold. */
  client(): Promise<pg.Client>
  close(): Promise<void>
}

const ENV = { LOG_LEVEL: 'error', NODE_ENV: 'production' }

/** Builds a load of so many devices in a folder of its own, and starts the program on it as a person does. */
export async function openInstallation(devices: number): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'sv-bench-'))
  const open: { running?: Running; readonly clients: pg.Client[] } = { clients: [] }
  const close = async () => {
    for (const one of open.clients) await one.end()
    await open.running?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await buildLoad({ folder, devices, organisations: 1, seed: 1 }, () => undefined)
    open.running = await start(folder, { env: ENV })
    const client = async () => {
      const one = new pg.Client(superuser(await startEngine(folder), 'seconde_vie'))
      await one.connect()
      open.clients.push(one)
      return one
    }
    const owner = await client()
    const found = await owner.query<{ id: string }>('select organisation_id as id from organisation')
    const organisationId = found.rows[0]?.id ?? ''
    const running = () => open.running ?? failed('the program does not run')
    return {
      folder,
      organisationId,
      running,
      async restart(signal) {
        await running().stop(signal)
        open.running = await start(folder, { env: ENV })
      },
      as: (role) => signIn(() => running().origin, role),
      async token() {
        const { token, hash } = newToken(organisationId)
        await owner.query(
          `insert into api_token (organisation_id, id, kind, name, person_id, roles, scopes, hash, created_by, expires_on)
           values ($1, $2, 'bench', 'Banc', $2, $3, $4, $5, $2, current_date + 1)`,
          [organisationId, newId(), [...BENCH_ROLES], [...BENCH_SCOPES], hash],
        )
        return token
      },
      client,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

function failed(why: string): never {
  throw new Error(why)
}

async function signIn(origin: () => string, role: Role): Promise<Visitor> {
  const account = ACCOUNTS.find((one) => one.role === role)
  if (!account) return failed(`no account for ${role}`)
  const cookies = new Map<string, string>()
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { accept: 'text/html', origin: origin(), cookie: [...cookies.values()].join('; ') }
    const answer = await fetch(origin() + path, { ...init, headers, redirect: 'manual' })
    for (const cookie of answer.headers.getSetCookie())
      cookies.set(cookie.slice(0, cookie.indexOf('=')), cookie.split(';')[0] ?? '')
    return answer
  }
  const post = (path: string, form: Form) => ask(path, { method: 'POST', body: bodyOf(form) })
  const entered = await post('/connexion', { email: account.email, password: account.password })
  if (entered.status !== 303) throw new Error(`${role} could not sign in: ${entered.status}`)
  return { get: (path) => ask(path), post }
}

function bodyOf(form: Form): FormData {
  const body = new FormData()
  body.append('_once', crypto.randomUUID())
  for (const [name, value] of Object.entries(form)) {
    for (const one of Array.isArray(value) ? value : [value]) body.append(name, one)
  }
  return body
}

/** What an answer must be for its time to count; anything else ends the bench. */
export async function expectStatus(answer: Response, status: number): Promise<Response> {
  if (answer.status === status) return answer
  throw new Error(
    `${answer.url}: ${answer.status} where ${status} was expected: ${(await answer.text()).slice(0, 400)}`,
  )
}
