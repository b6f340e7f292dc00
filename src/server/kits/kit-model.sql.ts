import { z } from 'zod'
import type { Recipe } from '../../domain/kits/kit.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'

const modelEvents = eventsOf('kitModel', {
  drawn: {
    says: { fr: 'Recette de kit écrite', en: 'Kit recipe written' },
    payload: z.strictObject({ recipeId: z.uuid(), version: z.number().int() }),
  },
  retired: { says: { fr: 'Modèle de kit retiré', en: 'Kit model retired' }, payload: z.strictObject({}) },
})

/** A kit model in its latest version. */
export interface KitModel {
  readonly id: string
  readonly name: string
  readonly recipeId: string
  readonly version: number
  readonly recipe: Recipe
  readonly drawnAt: Date
}

const latest = (tx: Tx) =>
  tx
    .selectFrom('kit_model as m')
    .innerJoin('kit_recipe as r', (join) =>
      join.onRef('r.model_id', '=', 'm.id').onRef('r.organisation_id', '=', 'm.organisation_id'),
    )
    .select(['m.id', 'm.name', 'r.id as recipeId', 'r.version', 'r.recipe', 'r.drawn_at as drawnAt'])
    .where('m.retired_at', 'is', null)
    .where('r.version', '=', (q) =>
      q
        .selectFrom('kit_recipe as l')
        .select((of) => of.fn.max('l.version').as('version'))
        .whereRef('l.model_id', '=', 'm.id')
        .whereRef('l.organisation_id', '=', 'm.organisation_id'),
    )

/** The models in use, by name. */
export const listModels = (tx: Tx): Promise<readonly KitModel[]> => latest(tx).orderBy('m.name').limit(200).execute()

export const modelById = async (tx: Tx, id: string): Promise<KitModel | null> =>
  (await latest(tx).where('m.id', '=', id).executeTakeFirst()) ?? null

/** Makes a model with its first version; answers its id. */
export async function addModel(tx: Tx, actor: Actor, name: string, recipe: Recipe): Promise<string> {
  const id = newId()
  await tx.insertInto('kit_model').values({ organisation_id: actor.organisationId, id, name }).execute()
  await draw(tx, actor, id, 1, recipe)
  return id
}

/** Writes another version; kits that are open keep theirs. */
export async function changeModel(tx: Tx, actor: Actor, model: KitModel, name: string, recipe: Recipe): Promise<void> {
  await tx.selectFrom('kit_model').select('id').where('id', '=', model.id).forUpdate().execute()
  if (name !== model.name) await tx.updateTable('kit_model').set({ name }).where('id', '=', model.id).execute()
  const { version } = await tx
    .selectFrom('kit_recipe')
    .select((of) => of.fn.max('version').as('version'))
    .where('model_id', '=', model.id)
    .executeTakeFirstOrThrow()
  await draw(tx, actor, model.id, Number(version) + 1, recipe)
}

export async function retireModel(tx: Tx, actor: Actor, id: string): Promise<void> {
  await tx.updateTable('kit_model').set({ retired_at: new Date() }).where('id', '=', id).execute()
  await modelEvents.record(tx, actor, 'retired', id, {})
}

async function draw(tx: Tx, actor: Actor, modelId: string, version: number, recipe: Recipe): Promise<void> {
  const id = newId()
  await tx
    .insertInto('kit_recipe')
    .values({
      organisation_id: actor.organisationId,
      id,
      model_id: modelId,
      version,
      recipe: JSON.stringify(recipe),
    })
    .execute()
  await modelEvents.record(tx, actor, 'drawn', modelId, { recipeId: id, version })
}
