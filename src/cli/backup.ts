import { statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { backupText } from '../server/platform/backup/backup.text.ts'
import { isSealed } from '../server/platform/backup/read-backup.ts'
import { Refused, refused } from '../server/platform/backup/refused.ts'
import { restoreBackup } from '../server/platform/backup/restore-backup.ts'
import { writeBackup } from '../server/platform/backup/write-backup.ts'
import { type DatabaseServer, openServer } from '../server/platform/database/servers.ts'
import { openFiles } from '../server/platform/files/open-files.ts'
import { readSettings } from '../server/platform/settings.ts'
import type { Lang } from '../server/platform/text/text.ts'
import { hiddenAnswer } from './hidden-answer.ts'
import { tellLedgers } from './verify-ledger.ts'

const USAGE = `Usage : npx seconde-vie backup FICHIER [--with-keys] [--encrypt]
        npx seconde-vie restore FICHIER
Une phrase secrète est demandée, ou lue dans SECONDE_VIE_PASSPHRASE.`

/** The terminal's language, French unless it says English. */
const { LC_ALL, LC_MESSAGES, LANG } = process.env
const lang: Lang = /^en/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'en' : 'fr'
const text = backupText(lang)

/**
 * `backup FILE [--with-keys] [--encrypt]`: one snapshot of database and files, taken while people work. With the keys it is encrypted.
 * Exit code 1 when it is refused, or when a file that a row names was lost before.
 */
export const backupCommand = (args: readonly string[]): Promise<number> =>
  withFile(args, { 'with-keys': { type: 'boolean' }, encrypt: { type: 'boolean' } }, async (path, options) => {
    const settings = readSettings(process.env, [])
    const withKeys = options.has('with-keys')
    const passphrase = withKeys || options.has('encrypt') ? await newPassphrase() : null
    const server = await openServer(settings)
    try {
      const source = {
        owner: server.owner,
        files: openFiles(settings),
        keys: withKeys ? settings.secretsFolder : null,
      }
      const held = await writeBackup(path, source, passphrase)
      console.log(text.written(path, rowsOf(held), held.files.count, (statSync(path).size / 1e6).toFixed(1)))
      console.log(withKeys ? text.keysInside : text.keysOutside(settings.secretsFolder))
      for (const hash of held.missing) console.error(text.missing(hash))
      return held.missing.length === 0 ? 0 : 1
    } finally {
      if (!server.joined) await server.stop()
    }
  })

/** `restore FILE`: puts a backup back into an empty installation, then verifies every ledger. Exit code 1 when refused or not whole. */
export const restoreCommand = (args: readonly string[]): Promise<number> =>
  withFile(args, {}, async (path) => {
    const settings = readSettings(process.env, [])
    const passphrase = (await isSealed(path)) ? await knownPassphrase() : null
    let server: DatabaseServer | null = null
    const open = async () => {
      server = await openServer(settings)
      return server
    }
    const opened = (): DatabaseServer | null => server
    try {
      const target = { openServer: open, files: openFiles(settings), keysFolder: settings.secretsFolder }
      const held = await restoreBackup(path, target, passphrase)
      console.log(text.restored(`${held.at.slice(0, 16).replace('T', ' ')} UTC`, rowsOf(held), held.files.count))
      console.log((held.withKeys ? text.keysBack : text.keysToBring)(settings.secretsFolder))
      for (const hash of held.missing) console.error(text.missing(hash))
      const whole = await ledgersHold(opened())
      return whole && held.missing.length === 0 ? 0 : 1
    } finally {
      const running = opened()
      if (running && !running.joined) await running.stop()
    }
  })

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>

async function withFile(
  args: readonly string[],
  options: Options,
  work: (path: string, options: ReadonlySet<string>) => Promise<number>,
): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    const [path, ...others] = positionals
    if (path === undefined || others.length > 0) {
      console.error(USAGE)
      return 2
    }
    return await work(path, new Set(Object.keys(values)))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    console.error(error.says[lang])
    return 1
  }
}

const rowsOf = (held: { readonly parts: Readonly<Record<string, { readonly rows: number }>> }): number =>
  Object.values(held.parts).reduce((sum, { rows }) => sum + rows, 0)

async function ledgersHold(server: DatabaseServer | null): Promise<boolean> {
  if (!server) return false
  const client = new pg.Client(server.owner)
  await client.connect()
  try {
    return await tellLedgers(client)
  } finally {
    await client.end()
  }
}

const given = () => process.env.SECONDE_VIE_PASSPHRASE || null

async function knownPassphrase(): Promise<string> {
  const answer = given() ?? (await hiddenAnswer(text.askPassphrase))
  if (!answer) throw refused((words) => words.passphraseWanted)
  return answer
}

async function newPassphrase(): Promise<string> {
  const answer = await knownPassphrase()
  if (given() === null && (await hiddenAnswer(text.askAgain)) !== answer)
    throw refused((words) => words.passphrasesDiffer)
  return answer
}
