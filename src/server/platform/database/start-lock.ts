import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const PATIENCE_MS = 60_000
/** A lock without its holder's number yet: its holder is between two lines of `take`. */
const UNSIGNED_MS = 2_000

/**
 * One start at a time prepares the engine of a data folder: a second one waits, then joins what the first started.
 * The lock of a start that was killed is taken over. Throws, in French, when another start holds it for too long.
 */
export async function alone<T>(dataFolder: string, work: () => Promise<T>): Promise<T> {
  const file = join(dataFolder, 'start.lock')
  const deadline = Date.now() + PATIENCE_MS
  while (!take(file)) {
    if (isAbandoned(file)) rmSync(file, { force: true })
    else if (Date.now() > deadline) {
      throw new Error(`Un autre démarrage occupe ${dataFolder} depuis trop longtemps : arrêtez-le, puis relancez.`)
    } else await new Promise((resolve) => setTimeout(resolve, 50))
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file: string): boolean {
  try {
    const lock = openSync(file, 'wx', 0o600)
    writeSync(lock, String(process.pid))
    closeSync(lock)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function isAbandoned(file: string): boolean {
  try {
    const holder = Number(readFileSync(file, 'utf8'))
    if (holder > 0) return !isAlive(holder)
    return Date.now() - statSync(file).mtimeMs > UNSIGNED_MS
  } catch {
    // It was released meanwhile.
    return false
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
