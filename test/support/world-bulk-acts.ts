import { type BulkAct, bulkActById, chooseDevices } from '../../src/server/bulk-acts/bulk-act.sql.ts'
import { beginPhase } from '../../src/server/bulk-acts/step.sql.ts'
import type { Tx } from '../../src/server/platform/database/database.ts'
import type { Member } from '../../src/server/platform/http/permission.ts'
import { inService, service } from './world-recycling.ts'

/** One bulk act at each point where a person acts: checked, done. */
export async function bulkActsWorld(tx: Tx, member: Member): Promise<Readonly<Record<string, string>>> {
  const from = await service(tx, member, 'Archives')
  const at = async (phases: readonly ('checking' | 'running')[]) => {
    const { id } = await inService(tx, member, from, '2019-01-01')
    const asked = { act: 'decommission', placeId: null, reason: 'obsolete' } as const
    let found: BulkAct | null = await chooseDevices(tx, member, asked, { ids: [id] }, '', 2026)
    for (const phase of phases) {
      if (!found) throw new Error('the sample chose nothing')
      await beginPhase(tx, member, found, phase)
      found = await bulkActById(tx, found.id)
    }
    return found?.id ?? ''
  }
  return { 'bulkAct.checked': await at(['checking']), 'bulkAct.done': await at(['checking', 'running']) }
}
