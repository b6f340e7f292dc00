import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** How PostgreSQL is run from this account: it refuses root, so root runs it in a user namespace or as `nobody`. */
interface Jail {
  wrap(command: string, args: readonly string[]): [string, string[]]
  readonly identity: { uid?: number; gid?: number }
  own(folder: string): void
}

const NOBODY = 65534
const OPEN: Jail = { wrap: (command, args) => [command, [...args]], identity: {}, own: () => undefined }

/** Throws, in French, when root can neither use a user namespace nor hand the folder to `nobody`. */
export function jailFor(dataFolder: string, engine: string): Jail {
  if (process.getuid?.() !== 0) return OPEN
  const map = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`]
  if (spawnSync('unshare', [...map, 'true']).status === 0) {
    return { wrap: (command, args) => ['unshare', [...map, command, ...args]], identity: {}, own: () => undefined }
  }
  chmodSync(dataFolder, 0o711)
  const nobody = { uid: NOBODY, gid: NOBODY }
  if (spawnSync(join(engine, 'bin', 'postgres'), ['--version'], nobody).status === 0) {
    return { wrap: OPEN.wrap, identity: nobody, own: hand }
  }
  throw new Error(
    `PostgreSQL refuse de tourner sous root, et ${dataFolder} n’est pas accessible à un compte ordinaire. Lancez Seconde Vie sous un compte ordinaire, ou indiquez SECONDE_VIE_DATA dans un dossier accessible.`,
  )
}

function hand(folder: string): void {
  if (!existsSync(folder)) return
  chownSync(folder, NOBODY, NOBODY)
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (lstatSync(path).isDirectory()) hand(path)
    else if (!lstatSync(path).isSymbolicLink()) chownSync(path, NOBODY, NOBODY)
  }
}
