import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const PATIENCE_MS = 120_000

/** The program as a person starts it. */
export interface Running {
  readonly origin: string
  readonly pid: number
  /** Milliseconds from the command to the printed address. */
  readonly ready: number
  /** Everything it printed. */
  said(): string
  /** Sends the signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** A start that ended by itself. */
export interface Ended {
  readonly code: number | null
  readonly said: string
}

interface Options {
  readonly env?: Readonly<Record<string, string>>
  /** What runs it: `node start.mjs` here when not said. */
  readonly command?: readonly [string, ...string[]]
  readonly cwd?: string
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Starts the real program on this data folder; answers when it prints its address, or how it ended without. */
export async function launch(dataFolder: string, options: Options = {}): Promise<Running | Ended> {
  const [command, ...args] = options.command ?? [process.execPath, 'start.mjs']
  const started = performance.now()
  const child = spawn(command, args, {
    cwd: options.cwd ?? ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: String(await freePort()),
      SECONDE_VIE_DATA: dataFolder,
      LOG_LEVEL: 'error',
      ...options.env,
    },
  })
  let said = ''
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no address after ${PATIENCE_MS} ms: ${said}`)), PATIENCE_MS)
    const hear = (piece: Buffer) => {
      said += piece
      const origin = said.match(/Seconde Vie : (https?:\S+)/)?.[1]
      if (!origin) return
      clearTimeout(late)
      resolve(running(child, origin, performance.now() - started, () => said, ended))
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    ended.then((code) => {
      clearTimeout(late)
      resolve({ code, said })
    }, reject)
    child.on('error', reject)
  })
}

function running(
  child: ChildProcess,
  origin: string,
  ready: number,
  said: () => string,
  ended: Promise<number | null>,
): Running {
  return {
    origin,
    pid: child.pid ?? 0,
    ready,
    said,
    stop(signal = 'SIGINT') {
      child.kill(signal)
      return ended
    },
  }
}

/** The same, where it has to start. */
export async function start(dataFolder: string, options: Options = {}): Promise<Running> {
  const one = await launch(dataFolder, options)
  if ('origin' in one) return one
  throw new Error(`the program ended with ${one.code}: ${one.said}`)
}
