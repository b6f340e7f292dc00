import { z } from 'zod'
import { STATES } from '../../domain/circuit/states.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { checkKit, isUnitOf, type KitCheck, type Recipe } from '../../domain/kits/kit.ts'
import { SOCKET_NAMES, type Socket } from '../../domain/kits/sockets.ts'
import { contentsOf, type KitItem, kitFacts, kitItems } from '../circuit/kit.sql.ts'
import { perform } from '../circuit/perform.sql.ts'
import { showCode } from '../fleet/code.ts'
import { deviceByCode, takeCode } from '../fleet/device.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import type { Refused } from '../platform/http/answer.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import { moveSupply, supplyByCode } from '../supplies/supply.sql.ts'
import { kitRefusals } from './kit-refusals.ts'

const item = z.strictObject({ deviceId: z.uuid().optional(), supplyId: z.uuid().optional() })
export const kitEvents = eventsOf('kit', {
  opened: { says: { fr: 'Kit ouvert', en: 'Kit opened' }, payload: z.strictObject({ recipeId: z.uuid() }) },
  added: { says: { fr: 'Mis dans le kit', en: 'Put in the kit' }, payload: item },
  removed: { says: { fr: 'Retiré du kit', en: 'Taken out of the kit' }, payload: item },
  completed: { says: { fr: 'Kit fermé', en: 'Kit completed' }, payload: z.strictObject({}) },
  moved: {
    says: { fr: 'Kit déplacé', en: 'Kit moved' },
    payload: z.strictObject({ placeId: z.uuid().nullable() }),
  },
  undone: { says: { fr: 'Kit défait', en: 'Kit taken apart' }, payload: z.strictObject({}) },
  handedOver: { says: { fr: 'Kit remis', en: 'Kit handed over' }, payload: z.strictObject({}) },
})

const seenEvents = eventsOf('deviceSockets', {
  seen: {
    says: { fr: 'Prises constatées', en: 'Sockets noted' },
    payload: z.strictObject({
      sockets: z.array(z.enum(SOCKET_NAMES as [Socket, ...Socket[]])),
      inches: z.number().nullable(),
    }),
  },
})

export const KIT_STATES = ['open', 'complete', 'handedOver', 'undone'] as const
export type KitState = (typeof KIT_STATES)[number]

export interface Kit {
  readonly id: string
  readonly code: string
  readonly state: KitState
  readonly model: string
  readonly version: number
  readonly recipe: Recipe
  readonly place: string | null
  readonly openedAt: Date
}

export interface KitFile extends Kit {
  readonly items: readonly KitItem[]
  readonly check: KitCheck
}

const read = (tx: Tx) =>
  tx
    .selectFrom('kit as k')
    .innerJoin('kit_recipe as r', (join) =>
      join.onRef('r.id', '=', 'k.recipe_id').onRef('r.organisation_id', '=', 'k.organisation_id'),
    )
    .innerJoin('kit_model as m', (join) =>
      join.onRef('m.id', '=', 'r.model_id').onRef('m.organisation_id', '=', 'r.organisation_id'),
    )
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'k.place_id').onRef('p.organisation_id', '=', 'k.organisation_id'),
    )
    .select([
      'k.id',
      'k.code',
      'k.state',
      'k.opened_at as openedAt',
      'm.name as model',
      'r.version',
      'r.recipe',
      'p.name as place',
    ])

/** Kits in one state, the latest first; 25 from the one after `after`. */
export async function listKits(
  tx: Tx,
  state: KitState,
  after: string,
): Promise<{ readonly rows: readonly Kit[]; readonly after: string | null }> {
  let select = read(tx).where('k.state', '=', state)
  if (z.uuid().safeParse(after).success) select = select.where('k.id', '<', after)
  const rows = await select.orderBy('k.id', 'desc').limit(26).execute()
  const shown = rows.slice(0, 25).map((row) => ({ ...row, state: row.state as KitState }))
  return { rows: shown, after: rows.length > 25 ? (shown.at(-1)?.id ?? null) : null }
}

/** A kit with what is in it and what it lacks. `lock` holds it until the transaction ends. */
export async function kitByCode(tx: Tx, code: string, lock = false): Promise<KitFile | null> {
  if (lock) await tx.selectFrom('kit').select('id').where('code', '=', code).forUpdate().execute()
  const row = await read(tx).where('k.code', '=', code).executeTakeFirst()
  if (!row) return null
  const items = await kitItems(tx, row.id)
  return { ...row, state: row.state as KitState, items, check: checkKit(row.recipe, contentsOf(items)) }
}

/** Opens an empty kit under a recipe; answers its printed code. */
export async function openKit(tx: Tx, actor: Actor, recipeId: string, placeId: string | null): Promise<string> {
  const id = newId()
  const code = await takeCode(tx, actor.organisationId, 'kit', id)
  await tx
    .insertInto('kit')
    .values({ organisation_id: actor.organisationId, id, code, recipe_id: recipeId, place_id: placeId })
    .execute()
  await kitEvents.record(tx, actor, 'opened', id, { recipeId })
  return code
}

export type Put =
  | { readonly kind: 'put'; readonly name: string }
  | { readonly kind: 'refused'; readonly refusals: readonly Refused[] }

const no = (refusal: Refused): Put => ({ kind: 'refused', refusals: [refusal] })

/** Puts in the kit what a printed code names: a ready device that its recipe asks for, or one of a supply. The caller holds the kit. */
export async function putInKit(tx: Tx, actor: Actor, kit: KitFile, code: string): Promise<Put> {
  if (kit.state !== 'open') return no(kitRefusals.closed)
  const supply = await supplyByCode(tx, code)
  if (supply) {
    const wanted = kit.recipe.supplies[supply.kind] ?? 0
    const held = kit.items.filter((one) => one.supplyKind === supply.kind).reduce((sum, one) => sum + one.count, 0)
    if (held >= wanted) return no(kitRefusals.enoughOf(supply.name))
    const taken = await moveSupply(tx, actor, supply.id, -1, 'kit', kit.id)
    if (taken.kind === 'tooFew') return no(kitRefusals.binEmpty(supply.name))
    await add(tx, actor, kit.id, { supplyId: supply.id })
    return { kind: 'put', name: supply.name }
  }
  const device = await deviceByCode(tx, code)
  const known = device && (await tx.selectFrom('device').select('kind').where('id', '=', device.id).executeTakeFirst())
  if (!device || !known) return no(kitRefusals.unknown(code))
  const name = showCode(device.code)
  const refusal = await deviceRefusal(tx, kit, { ...device, kind: known.kind as DeviceKind }, name)
  if (refusal) return no(refusal)
  await add(tx, actor, kit.id, { deviceId: device.id })
  return { kind: 'put', name }
}

async function deviceRefusal(
  tx: Tx,
  kit: KitFile,
  device: { readonly id: string; readonly state: string; readonly kind: DeviceKind },
  name: string,
): Promise<Refused | null> {
  const role = device.kind === 'screen' ? 'screen' : isUnitOf(kit.recipe, device.kind) ? 'unit' : null
  if (role === null || (role === 'screen' && kit.recipe.screen === null)) return kitRefusals.notAsked(name)
  const filled = kit.items.some(
    (one) => one.deviceKind !== null && (one.deviceKind === 'screen') === (role === 'screen'),
  )
  if (filled) return kitRefusals.lineFilled(name)
  if (device.state !== 'ready')
    return kitRefusals.notReady(name, STATES.rows[device.state as keyof typeof STATES.rows].name)
  const elsewhere = await tx
    .selectFrom('kit_item as i')
    .innerJoin('kit as k', (join) =>
      join.onRef('k.id', '=', 'i.kit_id').onRef('k.organisation_id', '=', 'i.organisation_id'),
    )
    .select('k.code')
    .where('i.device_id', '=', device.id)
    .where('i.ended_at', 'is', null)
    .executeTakeFirst()
  return elsewhere ? kitRefusals.inKit(name, showCode(elsewhere.code)) : null
}

interface Held {
  readonly deviceId?: string
  readonly supplyId?: string
}

async function add(tx: Tx, actor: Actor, kitId: string, held: Held): Promise<void> {
  await tx
    .insertInto('kit_item')
    .values({
      organisation_id: actor.organisationId,
      id: newId(),
      kit_id: kitId,
      device_id: held.deviceId ?? null,
      supply_id: held.supplyId ?? null,
    })
    .execute()
  await kitEvents.record(tx, actor, 'added', kitId, held)
}

/** Takes one thing out of a kit that is open; supplies go back to their bin. False where it is not in it. */
export async function takeOut(tx: Tx, actor: Actor, kit: KitFile, itemId: string): Promise<boolean> {
  const found = kit.items.find((one) => one.id === itemId)
  if (!found || kit.state !== 'open') return false
  await end(tx, actor, kit, found, 'removed')
  await kitEvents.record(tx, actor, 'removed', kit.id, heldOf(found))
  return true
}

const heldOf = (one: KitItem): Held => ({
  ...(one.deviceId && { deviceId: one.deviceId }),
  ...(one.supplyId && { supplyId: one.supplyId }),
})

async function end(
  tx: Tx,
  actor: Actor,
  kit: Kit,
  one: KitItem,
  ending: 'removed' | 'undone' | 'handedOver',
): Promise<void> {
  await tx.updateTable('kit_item').set({ ended_at: new Date(), ending }).where('id', '=', one.id).execute()
  if (one.supplyId && ending !== 'handedOver') await moveSupply(tx, actor, one.supplyId, one.count, 'fromKit', kit.id)
}

const setState = (tx: Tx, kit: Kit, state: KitState) =>
  tx.updateTable('kit').set({ state, changed_at: new Date() }).where('id', '=', kit.id).execute()

/** What a person read on a device that is in hand: its sockets, and the size of a screen. */
export async function recordSeen(
  tx: Tx,
  actor: Actor,
  deviceId: string,
  seen: { readonly sockets: readonly Socket[]; readonly inches: number | null },
): Promise<void> {
  const { sockets, inches } = seen
  await tx
    .updateTable('device')
    .set({ sockets: [...sockets], screen_inches: inches === null ? null : String(inches) })
    .where('id', '=', deviceId)
    .execute()
  await seenEvents.record(tx, actor, 'seen', deviceId, { sockets: [...sockets], inches })
}

/** Says the kit complete, through the gates of the circuit on each of its devices; answers what refuses. */
export async function completeKit(tx: Tx, actor: Actor, kit: KitFile): Promise<readonly Refused[]> {
  if (kit.state !== 'open') return [kitRefusals.closed]
  const devices = kit.items.flatMap((one) => (one.deviceId ? [one.deviceId] : []))
  if (devices.length === 0) return [kitRefusals.empty]
  const facts = { kit: kitFacts(kit.recipe, contentsOf(kit.items)) }
  for (const id of devices) {
    const answer = await perform(tx, actor, 'completeKit', id, { facts })
    if (answer.kind === 'refused') return answer.refusals
  }
  await setState(tx, kit, 'complete')
  await kitEvents.record(tx, actor, 'completed', kit.id, {})
  return []
}

/** Says where a kit stands; its devices are moved by the circuit, one by one. */
export async function placeKit(tx: Tx, actor: Actor, kitId: string, placeId: string | null): Promise<void> {
  await tx.updateTable('kit').set({ place_id: placeId }).where('id', '=', kitId).execute()
  await kitEvents.record(tx, actor, 'moved', kitId, { placeId })
}

/** Takes a kit apart: devices stay ready on their shelf, supplies go back to their bins. */
export async function undoKit(tx: Tx, actor: Actor, kit: KitFile): Promise<boolean> {
  if (kit.state !== 'open' && kit.state !== 'complete') return false
  for (const one of kit.items) await end(tx, actor, kit, one, 'undone')
  await setState(tx, kit, 'undone')
  await kitEvents.record(tx, actor, 'undone', kit.id, {})
  return true
}

/** The devices of a kit that is complete, for whoever allocates it whole; null where the code names no such kit. */
export async function devicesOfKit(tx: Tx, code: string): Promise<readonly string[] | null> {
  const kit = await kitByCode(tx, code)
  if (kit?.state !== 'complete') return null
  return kit.items.flatMap((one) => (one.deviceCode ? [one.deviceCode] : []))
}

/** After a hand-over: each kit whose devices are all gone left whole, with its supplies. */
export async function kitsHandedOver(tx: Tx, actor: Actor, deviceIds: readonly string[]): Promise<void> {
  if (deviceIds.length === 0) return
  const codes = await tx
    .selectFrom('kit_item as i')
    .innerJoin('kit as k', (join) =>
      join.onRef('k.id', '=', 'i.kit_id').onRef('k.organisation_id', '=', 'i.organisation_id'),
    )
    .select('k.code')
    .distinct()
    .where('i.device_id', 'in', [...deviceIds])
    .where('i.ended_at', 'is', null)
    .execute()
  for (const { code } of codes) {
    const kit = await kitByCode(tx, code, true)
    if (!kit || kit.items.some((one) => one.state !== null && one.state !== 'inUse')) continue
    for (const one of kit.items) await end(tx, actor, kit, one, 'handedOver')
    await setState(tx, kit, 'handedOver')
    await kitEvents.record(tx, actor, 'handedOver', kit.id, {})
  }
}
