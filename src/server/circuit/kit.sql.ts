import { sql } from 'kysely'
import type { Facts } from '../../domain/circuit/facts.ts'
import { groupBy } from '../../domain/group-by.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { checkKit, type KitContents, type Recipe } from '../../domain/kits/kit.ts'
import type { Socket, VideoSocket } from '../../domain/kits/sockets.ts'
import type { SupplyKind } from '../../domain/kits/supplies.ts'
import type { Tx } from '../platform/database/database.ts'

/** What stands in a kit, in the order of the scans; of one that was handed over, what it left with. */
export const kitItems = (tx: Tx, kitId: string) => itemsOf(tx, [kitId])

async function itemsOf(tx: Tx, kitIds: readonly string[]) {
  const rows = await tx
    .selectFrom('kit_item as i')
    .leftJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'i.device_id').onRef('d.organisation_id', '=', 'i.organisation_id'),
    )
    .leftJoin('supply as s', (join) =>
      join.onRef('s.id', '=', 'i.supply_id').onRef('s.organisation_id', '=', 'i.organisation_id'),
    )
    .select([
      'i.id',
      'i.kit_id as kitId',
      'i.count',
      'd.id as deviceId',
      'd.code as deviceCode',
      'd.kind as deviceKind',
      'd.maker',
      'd.model',
      'd.name',
      'd.serial',
      'd.state',
      'd.memory_bytes as memoryBytes',
      'd.sockets',
      'd.screen_inches as inches',
      's.id as supplyId',
      's.code as supplyCode',
      's.kind as supplyKind',
      's.name as supplyName',
      's.end_unit as endUnit',
      's.end_screen as endScreen',
      sql<number | null>`(select max(c.bytes) from component c where c.organisation_id = i.organisation_id
        and c.device_id = i.device_id and c.kind = 'medium' and c.standing = 'fitted')`.as('diskBytes'),
      sql<boolean>`exists (select 1 from identifier n where n.organisation_id = i.organisation_id
        and n.device_id = i.device_id and n.kind = 'mac')`.as('hasNetwork'),
    ])
    .where('i.kit_id', '=', sql<string>`any(${kitIds}::uuid[])`)
    .where((or) => or.or([or('i.ended_at', 'is', null), or('i.ending', '=', 'handedOver')]))
    .orderBy('i.added_at')
    .orderBy('i.id')
    .execute()
  return rows
}

export type KitItem = Awaited<ReturnType<typeof kitItems>>[number]

/** The same, as a recipe is held against it. */
export function contentsOf(items: readonly KitItem[]): KitContents {
  return {
    devices: items.flatMap((one) =>
      one.deviceCode === null
        ? []
        : [
            {
              name: one.deviceCode,
              kind: one.deviceKind as DeviceKind,
              memoryBytes: one.memoryBytes,
              diskBytes: one.diskBytes === null ? null : Number(one.diskBytes),
              inches: one.inches === null ? null : Number(one.inches),
              sockets: [...(one.sockets ?? []), ...(one.hasNetwork ? ['network'] : [])] as Socket[],
            },
          ],
    ),
    supplies: items.flatMap((one) =>
      one.supplyKind === null
        ? []
        : [
            {
              kind: one.supplyKind as SupplyKind,
              count: one.count,
              ends:
                one.endUnit && one.endScreen
                  ? { unit: one.endUnit as VideoSocket, screen: one.endScreen as VideoSocket }
                  : null,
            },
          ],
    ),
  }
}

/** What the gates ask of a kit that holds these. */
export function kitFacts(recipe: Recipe, contents: KitContents): Facts['kit'] {
  const { linesLeft, belowMinimum, joined } = checkKit(recipe, contents)
  return {
    kind: 'kit',
    linesLeft: linesLeft.map(({ fr }) => fr),
    belowMinimum: belowMinimum.map(({ fr }) => fr),
    connectors: joined.kind === 'notNeeded' ? 'match' : joined.kind,
  }
}

/** The kit that each of these devices is in, as the gates see it. */
export async function readKits(
  tx: Tx,
  devices: readonly { readonly kitId: string | null }[],
): Promise<(device: { readonly kitId: string | null }) => Facts['kit']> {
  const ids = [...new Set(devices.flatMap(({ kitId }) => kitId ?? []))]
  if (ids.length === 0) return () => ({ kind: 'none' })
  const recipes = await tx
    .selectFrom('kit as k')
    .innerJoin('kit_recipe as r', (join) =>
      join.onRef('r.id', '=', 'k.recipe_id').onRef('r.organisation_id', '=', 'k.organisation_id'),
    )
    .select(['k.id', 'r.recipe'])
    .where('k.id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  const items = groupBy(await itemsOf(tx, ids), ({ kitId }) => kitId)
  const kits = new Map(recipes.map(({ id, recipe }) => [id, kitFacts(recipe, contentsOf(items(id)))]))
  return ({ kitId }) => kits.get(kitId ?? '') ?? { kind: 'none' }
}
