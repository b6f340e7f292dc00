import { backupCommand, restoreCommand } from './backup.ts'
import { inspect } from './inspect/inspect.ts'
import { organisationCommand } from './organisation.ts'
import { upgradeDatabaseCommand } from './upgrade-database.ts'
import { verifyLedgers } from './verify-ledger.ts'

type Command = (args: readonly string[]) => Promise<number>

/** The commands of `npx seconde-vie`, each answering its exit code. */
const COMMANDS: Readonly<Record<string, Command>> = {
  inspect: (args) => inspect([...args], process),
  organisation: organisationCommand,
  backup: backupCommand,
  restore: restoreCommand,
  'upgrade-database': upgradeDatabaseCommand,
  'verify-ledger': verifyLedgers,
}

export async function run(args: readonly string[]): Promise<number> {
  const [name = '', ...rest] = args
  const command = COMMANDS[name]
  if (!command) {
    console.error(`Commandes : ${Object.keys(COMMANDS).join(', ')}.`)
    return 2
  }
  try {
    return await command(rest)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  }
}
