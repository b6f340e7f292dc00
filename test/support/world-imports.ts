import { importById } from '../../src/server/imports/import.sql.ts'
import { readLines, receiveImport } from '../../src/server/imports/read.sql.ts'
import { openSource } from '../../src/server/imports/source.ts'
import { beginPhase, stepImport } from '../../src/server/imports/step.sql.ts'
import type { Tx } from '../../src/server/platform/database/database.ts'
import type { Actor } from '../../src/server/platform/ledger/ledger.ts'

const LIST = (serial: string) => `Fabricant;Modèle;Numéro de série;Lieu\r\nDell;Latitude 5490;${serial};Mairie\r\n`

/** One import at each point where a person acts: columns to check, checked, done. */
export async function importsWorld(tx: Tx, actor: Actor): Promise<Readonly<Record<string, string>>> {
  const at = async (phase: 'mapping' | 'checked' | 'done', serial: string) => {
    const bytes = new TextEncoder().encode(LIST(serial))
    const source = openSource(bytes)
    if (source.kind !== 'lines') throw new Error('the sample list is unreadable')
    const id = await receiveImport(tx, actor, { name: 'parc.csv', bytes }, 'devices', source, null)
    await readLines((work) => work(tx), actor.organisationId, id, source)
    for (const next of phase === 'mapping'
      ? []
      : phase === 'checked'
        ? ['checking' as const]
        : ['checking' as const, 'running' as const]) {
      const found = await importById(tx, id)
      if (found) await beginPhase(tx, found, next)
      await stepImport(tx, actor.organisationId, id, '2026-11-22')
    }
    return id
  }
  return {
    'import.mapping': await at('mapping', '7WX0A01'),
    'import.checked': await at('checked', '7WX0A02'),
    'import.done': await at('done', '7WX0A03'),
  }
}
