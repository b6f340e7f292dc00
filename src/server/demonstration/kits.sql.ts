import { completeKit, kitByCode, openKit, putInKit, recordSeen } from '../kits/kit.sql.ts'
import { listModels } from '../kits/kit-model.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { listSupplies } from '../supplies/supply.sql.ts'

const MADE = 3

/**
 * Kits of machines that stand ready, the laptops first: what passes the gates of a kit is complete, the rest waits for what its
 * sheet names. The third waits for its last supply.
 */
export async function makeKits(tx: Tx, actor: Actor): Promise<void> {
  const models = await listModels(tx)
  const supplies = await listSupplies(tx)
  const units = await tx
    .selectFrom('device')
    .select(['id', 'code', 'kind'])
    .where('state', '=', 'ready')
    .where('kind', 'in', ['laptop', 'desktop', 'mini'])
    .orderBy((of) => of.case().when('kind', '=', 'laptop').then(0).else(1).end())
    .orderBy('memory_bytes', (by) => by.desc().nullsLast())
    .orderBy('id')
    .limit(MADE)
    .execute()
  for (const [rank, unit] of units.entries()) {
    const model = models.find(({ recipe }) => recipe.unit.kinds.some((kind) => kind === unit.kind))
    if (!model) continue
    await recordSeen(tx, actor, unit.id, { sockets: ['displayPort', 'network'], inches: null })
    const bins = Object.keys(model.recipe.supplies).flatMap((kind) =>
      supplies.filter((supply) => supply.kind === kind).map(({ code }) => code),
    )
    const code = await openKit(tx, actor, model.recipeId, null)
    for (const one of [unit.code, ...(rank === MADE - 1 ? bins.slice(0, -1) : bins)]) {
      const kit = await kitByCode(tx, code)
      const put = kit && (await putInKit(tx, actor, kit, one))
      if (put?.kind !== 'put') throw new Error(`demonstration: ${one} in a kit is ${JSON.stringify(put)}`)
    }
    const kit = await kitByCode(tx, code)
    if (kit) await completeKit(tx, actor, kit)
  }
}
