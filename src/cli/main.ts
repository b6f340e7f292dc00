type Command = (args: readonly string[]) => Promise<number>

/** The commands of `npx seconde-vie`, each answering its exit code. One loads its own code only: `inspect` needs no database. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  inspect: async () => {
    const { inspect } = await import('./inspect/inspect.ts')
    return (args) => inspect([...args], process)
  },
  organisation: async () => (await import('./organisation.ts')).organisationCommand,
  backup: async () => (await import('./backup.ts')).backupCommand,
  restore: async () => (await import('./backup.ts')).restoreCommand,
  'upgrade-database': async () => (await import('./upgrade-database.ts')).upgradeDatabaseCommand,
  'verify-ledger': async () => (await import('./verify-ledger.ts')).verifyLedgers,
}

export async function run(args: readonly string[]): Promise<number> {
  const [name = '', ...rest] = args
  const load = COMMANDS[name]
  if (!load) {
    console.error(`Commandes : ${Object.keys(COMMANDS).join(', ')}.`)
    return 2
  }
  try {
    const command = await load()
    return await command(rest)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  }
}
