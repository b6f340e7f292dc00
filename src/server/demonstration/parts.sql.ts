import type { Recipe } from '../../domain/kits/kit.ts'
import type { Spare } from '../../domain/parts/needs.ts'
import { addModel } from '../kits/kit-model.sql.ts'
import { addBin, type Bin, binByCode } from '../parts/bin.sql.ts'
import { needOfDevice } from '../parts/needs/needs.sql.ts'
import { fittedIn, type Part, partBy, stockOf } from '../parts/part.sql.ts'
import { enterParts, fitPart, type Moved, reservePart, scrapPart, shelfFor, testPart } from '../parts/stock.sql.ts'
import { takeApart } from '../parts/take-apart.sql.ts'
import type { Choice } from '../parts/take-apart.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { addSupply } from '../supplies/supply.sql.ts'
import type { NewSupply } from '../supplies/supply.ts'

interface Workshop {
  readonly technician: Actor
  readonly trainee: Actor
}

const supplies = { keyboard: 1, mouse: 1, powerCable: 1 } as const
const RECIPES: Readonly<Record<string, Recipe>> = {
  'Poste fixe d’école': {
    unit: { kinds: ['desktop', 'mini', 'all-in-one'], memoryGb: 16, diskGb: 240, network: true },
    screen: { inches: 19 },
    supplies: { ...supplies, videoCable: 1 },
  },
  'Portable de prêt': {
    unit: { kinds: ['laptop'], memoryGb: 16, diskGb: 240, network: true },
    screen: null,
    supplies: { mouse: 1, powerAdapter: 1, bag: 1 },
  },
}

const supply = (kind: NewSupply['kind'], name: string, count: number, wanted: number): NewSupply => ({
  kind,
  name,
  count,
  wanted,
  endUnit: kind === 'videoCable' ? 'displayPort' : null,
  endScreen: kind === 'videoCable' ? 'hdmi' : null,
  place: null,
})
const SUPPLIES: readonly NewSupply[] = [
  supply('keyboard', 'Claviers USB', 46, 20),
  supply('mouse', 'Souris USB', 51, 20),
  supply('powerCable', 'Cordons d’alimentation', 38, 20),
  supply('videoCable', 'Câbles DisplayPort vers HDMI', 7, 15),
  supply('powerAdapter', 'Chargeurs 65 W', 4, 10),
  supply('bag', 'Sacoches', 12, 5),
]

/**
 * What the workshop has in reserve on the day of the visit: kit models, supplies, bins, machines taken apart, and parts in every
 * state. Each act is the workshop’s own, with its refusals.
 */
export async function stockTheWorkshop(tx: Tx, { technician, trainee }: Workshop): Promise<void> {
  for (const [name, recipe] of Object.entries(RECIPES)) await addModel(tx, technician, name, recipe)
  for (const one of SUPPLIES) await addSupply(tx, technician, one)
  const memory = await bin(tx, technician, 'Mémoire', 'stock')
  const disks = await bin(tx, technician, 'SSD et disques', 'stock')
  const locked = await bin(tx, technician, 'Sous clé, à effacer', 'locked')
  const binOf = (part: Part): Choice =>
    part.kind === 'memory' || part.kind === 'medium'
      ? { kind: 'stock', bin: part.kind === 'memory' ? memory.code : disks.code }
      : { kind: 'stock', bin: null }
  const taken: Part[] = []
  for (const [rank, device] of (await toTakeApart(tx)).entries()) {
    const parts = await fittedIn(tx, device.id)
    const choices = parts.map((part) => ({ id: part.id, choice: binOf(part) }))
    const panel = { kind: 'panel', model: 'B140XTN02.E', to: 'stock' } as const
    const apart = {
      choices,
      extras: device.kind === 'laptop' ? [panel] : [],
      locked: locked.code,
      carcass: rank === 0 ? 'keep' : 'recycle',
    } as const
    done(await takeApart(tx, trainee, device, apart))
    for (const { id } of parts) taken.push(await known(tx, id))
  }
  for (const sort of GIVEN) taken.push(...(await given(tx, technician, memory, sort)))
  await sortOut(tx, { technician, trainee }, taken)
  await useSome(tx, technician)
}

/** Modules that came in a box of spares: GiB each, three of a sort. */
const GIVEN = [
  { shape: 'sodimm', subkind: 'DDR4', size: 16 },
  { shape: 'dimm', subkind: 'DDR4', size: 16 },
  { shape: 'sodimm', subkind: 'DDR3', size: 8 },
  { shape: 'dimm', subkind: 'DDR3', size: 8 },
] as const

async function given(tx: Tx, actor: Actor, to: Bin, sort: (typeof GIVEN)[number]): Promise<readonly Part[]> {
  const said = { kind: 'memory', maker: 'Crucial', model: null, serial: null, connector: null, bin: null } as const
  const ids = await enterParts(tx, actor, { ...said, ...sort, count: 3 }, to)
  return Promise.all(ids.map((id) => known(tx, id)))
}

/** One part fails its test and is thrown away, one fails and lies there, one is not tested yet; the others pass. */
async function sortOut(tx: Tx, { technician, trainee }: Workshop, parts: readonly Part[]): Promise<void> {
  const inStock = parts.filter(({ standing }) => standing === 'stock')
  const [out, failed, untested, ...sound] = inStock.filter(({ kind }) => kind !== 'medium')
  if (out) {
    await testPart(tx, trainee, out, 'failed')
    done(await scrapPart(tx, trainee, out.id, 'Erreurs à l’essai de mémoire'))
  }
  if (failed) await testPart(tx, trainee, failed, 'failed')
  const tested = [...sound, ...inStock.filter(({ kind }) => kind === 'medium')].filter((part) => part !== untested)
  for (const part of tested) await testPart(tx, technician, part, 'passed')
}

/** One machine on the bench receives a module, one that waits has a part kept for it; the first that lacks something still lacks it. */
async function useSome(tx: Tx, actor: Actor): Promise<void> {
  const benches = await waiting(tx, 'inWork')
  const lacking = await Promise.all(benches.map(async (device) => ((await spareFor(tx, device)) ? device : null)))
  const left = lacking.find((device) => device !== null)
  const fitted = await fitOne(
    tx,
    actor,
    benches.filter((device) => device !== left),
  )
  for (const device of [...(await waiting(tx, 'triaged')), ...(fitted ? [fitted] : [])]) {
    const spare = await spareFor(tx, device)
    const kept = spare && (await reservePart(tx, actor, spare.id, device.id))
    if (kept?.kind === 'done') return
  }
}

/** The first module that goes into one of these machines; the others are refused as at the bench. */
async function fitOne(tx: Tx, actor: Actor, devices: readonly Waiting[]): Promise<Waiting | null> {
  const modules = (await stockOf(tx)).filter(({ kind, test }) => kind === 'memory' && test === 'passed')
  for (const device of devices)
    for (const { id } of modules) {
      const fit = await fitPart(tx, actor, id, device.id, { reason: 'Emplacement libre, vu à l’ouverture' })
      if (fit.kind === 'done') return device
    }
  return null
}

async function spareFor(tx: Tx, device: Waiting): Promise<Spare | null> {
  const recipe = Object.entries(RECIPES).find(([, { unit }]) => unit.kinds.some((kind) => kind === device.kind))
  if (!recipe) return null
  const [name, { unit }] = recipe
  const model = { id: '', name, supplies: {}, ...unit }
  const { line } = await needOfDevice(tx, device, model)
  return line?.need.lacks.flatMap(({ proposals }) => proposals)[0]?.spare ?? null
}

/** Of the devices sent to parts: those whose disk may go to stock, and one whose disk has no proof. */
async function toTakeApart(tx: Tx): Promise<readonly Waiting[]> {
  const proven: Waiting[] = []
  const unproven: Waiting[] = []
  for (const device of await waiting(tx, 'toParts')) {
    const media = (await fittedIn(tx, device.id)).filter(({ kind }) => kind === 'medium')
    const shelves = await Promise.all(media.map((part) => shelfFor(tx, part)))
    if (media.length > 0) (shelves.every(({ to }) => to === 'stock') ? proven : unproven).push(device)
  }
  return [...proven.slice(0, 3), ...unproven.slice(0, 1)]
}

type Waiting = Awaited<ReturnType<typeof waiting>>[number]
const waiting = (tx: Tx, state: 'toParts' | 'inWork' | 'triaged') =>
  tx
    .selectFrom('device')
    .select(['id', 'code', 'kind', 'state', 'maker', 'model', 'name'])
    .where('state', '=', state)
    .where('kind', 'in', ['laptop', 'desktop', 'mini', 'all-in-one'])
    .orderBy('state_since', 'desc')
    .orderBy('id')
    .execute()

async function bin(tx: Tx, actor: Actor, name: string, holds: Bin['holds']): Promise<Bin> {
  const made = await binByCode(tx, await addBin(tx, actor, { name, holds, place: null }))
  if (!made) throw new Error(`demonstration: no bin ${name}`)
  return made
}

async function known(tx: Tx, id: string): Promise<Part> {
  const part = await partBy(tx, id)
  if (!part) throw new Error(`demonstration: no part ${id}`)
  return part
}

function done(answer: Pick<Moved, 'kind'>): void {
  if (answer.kind !== 'done') throw new Error(`demonstration: an act on parts is ${JSON.stringify(answer)}`)
}
