import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { join } from 'node:path'

/** A server in a process of its own. */
export interface Running {
  readonly origin: string
  stop(): Promise<void>
}

/** Starts the product on this data folder, as `npm start` does. */
export const startProduct = (folder: string): Promise<Running> =>
  start(
    ['start.mjs'],
    { SECONDE_VIE_DATA: folder, SECONDE_VIE_SECRETS: join(folder, 'secrets'), PORT: '0', HOST: '127.0.0.1' },
    /(http:\S+)/,
    (address) => address,
  )

/** Starts a baseline, a program of `bench/baselines` that prints its port. */
export const startBaseline = (name: string, args: readonly string[]): Promise<Running> =>
  start([`bench/baselines/${name}`, ...args], {}, /^(\d+)$/m, (port) => `http://127.0.0.1:${port}`)

/** Waits until the program has said where it answers. */
async function start(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  says: RegExp,
  originOf: (said: string) => string,
): Promise<Running> {
  const child = spawn(process.execPath, args, {
    cwd: PROJECT_ROOT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = await firstSaid(child, says)
  return {
    origin: originOf(said),
    async stop() {
      const gone = once(child, 'exit')
      child.kill('SIGINT')
      await gone
    },
  }
}

function firstSaid(child: ChildProcess, says: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (part) => {
      text += part
      const [, said] = says.exec(text) ?? []
      if (said) resolve(said)
    })
    child.on('exit', () => reject(new Error(`the server ended before it answered: ${text}`)))
  })
}

/** Enters the demonstration in that role; answers the cookies of the session. */
export async function enter(origin: string, role: string): Promise<string> {
  const answer = await fetch(`${origin}/demonstration/entrer`, {
    method: 'POST',
    headers: { origin },
    body: new URLSearchParams({ role }),
    redirect: 'manual',
  })
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')
}

/** Pages read over connections that stay open until `close`; a page that answers something else than 200, or lacks `holds`, throws. */
export interface Reader {
  read(path: string, holds: string): Promise<void>
  close(): void
}

/** Connections left alone are closed by the server after some seconds: a reader is opened for each round. */
export function openReader(origin: string, cookie: string): Reader {
  const agent = new Agent({ keepAlive: true })
  const read: Reader['read'] = (path, holds) =>
    new Promise((resolve, reject) => {
      const asked = request(origin + path, { agent, headers: { cookie, accept: 'text/html' } }, (response) => {
        const parts: Buffer[] = []
        response.on('data', (part) => parts.push(part))
        response.on('end', () => {
          const held = response.statusCode === 200 && Buffer.concat(parts).includes(holds)
          if (held) resolve()
          else reject(new Error(`${path} answered ${response.statusCode}`))
        })
        response.on('error', reject)
      })
      asked.on('error', reject)
      asked.end()
    })
  return { read, close: () => agent.destroy() }
}
