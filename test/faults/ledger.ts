import { command } from '../support/command.ts'

/** Runs `verify-ledger` on a data folder; null when it says whole, else all it said. */
export async function verified(dataFolder: string): Promise<string | null> {
  const { code, said } = await command(['verify-ledger'], { SECONDE_VIE_DATA: dataFolder })
  return code === 0 && said.includes('Tout concorde') ? null : said || `exit ${code}`
}
