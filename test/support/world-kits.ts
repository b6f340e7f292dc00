import type { Recipe } from '../../src/domain/kits/kit.ts'
import { kitByCode, openKit, putInKit } from '../../src/server/kits/kit.sql.ts'
import { addModel, modelById } from '../../src/server/kits/kit-model.sql.ts'
import type { Tx } from '../../src/server/platform/database/database.ts'
import type { Actor } from '../../src/server/platform/ledger/ledger.ts'
import { addSupply } from '../../src/server/supplies/supply.sql.ts'
import { makeReady } from './ready.ts'

const RECIPE: Recipe = {
  unit: { kinds: ['laptop'], memoryGb: null, diskGb: null, network: false },
  screen: null,
  supplies: { mouse: 2 },
}
const FULL: Recipe = { ...RECIPE, supplies: {} }

/** A bin, a kit that lacks a mouse, and one that lacks nothing. */
export async function kitsWorld(tx: Tx, actor: Actor): Promise<Readonly<Record<string, string>>> {
  const bin = {
    kind: 'mouse',
    name: 'Souris USB',
    endUnit: null,
    endScreen: null,
    place: null,
    count: 12,
    wanted: 5,
  } as const
  const supply = await addSupply(tx, actor, bin)
  const modelId = await addModel(tx, actor, 'Portable nomade', RECIPE)
  const recipeId = (await modelById(tx, modelId))?.recipeId ?? ''
  const kit = await openKit(tx, actor, recipeId, null)
  const device = await makeReady(tx, actor, 'laptop', 'KIT-0001')
  await put(tx, actor, kit, device.code)
  await put(tx, actor, kit, supply)
  const fullModel = await addModel(tx, actor, 'Portable seul', FULL)
  const full = await openKit(tx, actor, (await modelById(tx, fullModel))?.recipeId ?? '', null)
  await put(tx, actor, full, (await makeReady(tx, actor, 'laptop', 'KIT-0002')).code)
  const items = (await kitByCode(tx, kit))?.items ?? []
  return {
    supply,
    kit,
    'kit.recipe': recipeId,
    'kit.model': modelId,
    'kit.item': items.find((one) => one.supplyId)?.id ?? '',
    'kit.device': device.id,
    'kit.full': full,
  }
}

async function put(tx: Tx, actor: Actor, kit: string, code: string): Promise<void> {
  const found = await kitByCode(tx, kit, true)
  const answer = found && (await putInKit(tx, actor, found, code))
  if (answer?.kind !== 'put') throw new Error(`the sample kit refuses ${code}`)
}
