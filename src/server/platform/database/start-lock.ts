import { readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeOnceSync } from '../files/durable.ts'
import { birthOf, isAlive } from './process.ts'

const PATIENCE_MS = 60_000

/**
 * One start at a time prepares the engine of a data folder: a second one waits, then joins what the first started.
 * The lock of a start that was killed is taken over. Throws, in French, when another start holds it for too long.
 */
export async function alone<T>(dataFolder: string, work: () => Promise<T>): Promise<T> {
  const file = join(dataFolder, 'start.lock')
  const mine = `${process.pid} ${birthOf(process.pid)} ${performance.now()}`
  const deadline = performance.now() + PATIENCE_MS
  while (!take(file, mine)) {
    const holder = read(file)
    if (holder !== null && isAbandoned(holder)) takeAway(file, holder)
    else if (performance.now() > deadline) {
      throw new Error(
        `Un autre démarrage (processus ${holder?.split(' ')[0]}) occupe ${dataFolder} depuis plus d’une minute. Attendez sa fin ou arrêtez-le, puis relancez.`,
      )
    } else await new Promise((resolve) => setTimeout(resolve, 50))
  }
  try {
    return await work()
  } finally {
    if (read(file) === mine) rmSync(file, { force: true })
  }
}

/** The lock appears with its holder's name in it, and only where there is none. */
function take(file: string, mine: string): boolean {
  if (read(file) === null) writeOnceSync(file, mine)
  return read(file) === mine
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // It was released meanwhile.
    return null
  }
}

/** A power cut may leave a number that somebody else bears: it is the same process only if it began when that one did. */
function isAbandoned(holder: string): boolean {
  const [pid = '', birth = ''] = holder.split(' ')
  if (!isAlive(Number(pid))) return true
  return birth !== '' && birth !== birthOf(Number(pid))
}

/** Two may find the same lock abandoned: the second would take away the lock of the first, and gives it back. */
function takeAway(file: string, abandoned: string): void {
  const away = `${file}-${process.pid}`
  try {
    renameSync(file, away)
  } catch {
    return
  }
  const taken = read(away)
  rmSync(away, { force: true })
  if (taken !== null && taken !== abandoned) writeOnceSync(file, taken)
}
