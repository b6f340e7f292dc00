import { perform } from '../circuit/perform.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import type { Refused } from '../platform/http/answer.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { type Bin, binByCode } from './bin.sql.ts'
import { fittedIn, type Part } from './part.sql.ts'
import { partName } from './part-name.ts'
import { both, partRefusal } from './part-refusals.ts'
import { type Moved, scrapPart, takePart } from './stock.sql.ts'
import type { Choice, Extra } from './take-apart.ts'

export interface Apart {
  readonly choices: readonly { readonly id: string; readonly choice: Choice }[]
  readonly extras: readonly Extra[]
  /** Where media without proof go. */
  readonly locked: string | null
  readonly carcass: 'recycle' | 'keep'
}

export type TakenApart =
  | {
      readonly kind: 'done'
      readonly actId: string
      readonly stock: number
      readonly aside: number
      readonly out: number
    }
  | { readonly kind: 'refused'; readonly refusals: readonly Refused[] }
  | { readonly kind: 'missing' }

/** Media leave first: the gate on what leaves after them looks at what is still inside. */
const mediaFirst = (a: Part, b: Part) => Number(b.kind === 'medium') - Number(a.kind === 'medium')

/**
 * Takes a device apart: each part to its bin, out, or left in the carcass, and the carcass on its way, in the caller's transaction and
 * as one act. Refused as a whole where a rule refuses one line; a medium without proof goes under lock.
 */
export async function takeApart(
  tx: Tx,
  actor: Actor,
  device: { readonly id: string; readonly state: string },
  apart: Apart,
): Promise<TakenApart> {
  if (device.state !== 'toParts') return { kind: 'refused', refusals: [partRefusal('notForParts')] }
  const actId = newId()
  const found = await bringOut(tx, actor, device.id, apart.extras)
  const said = new Map([...apart.choices, ...found].map(({ id, choice }) => [id, choice]))
  const parts = [...(await fittedIn(tx, device.id))].sort(mediaFirst)
  const bins = await binsOf(tx, [...said.values()], apart.locked)
  if (!bins) return { kind: 'missing' }
  const counts = { stock: 0, aside: 0, out: 0 }
  const refusals: Refused[] = []
  for (const part of parts) {
    const choice = said.get(part.id) ?? { kind: 'stay' }
    const moved = await carry(tx, actor, part, choice, bins, actId)
    if (moved === 'stays') continue
    if (moved.kind === 'missing') return moved
    if (moved.kind === 'refused')
      refusals.push(
        ...moved.refusals.map((one) => ({ ...one, concerns: [partName(part, 'fr'), ...(one.concerns ?? [])] })),
      )
    else counts[moved.part.standing === 'stock' ? 'stock' : moved.part.standing === 'aside' ? 'aside' : 'out'] += 1
  }
  if (refusals.length > 0) return { kind: 'refused', refusals }
  if (apart.carcass === 'recycle') {
    // What was taken apart no longer works: that was decided, and looked at by two, when it was sent to parts.
    const done = await perform(tx, actor, 'scrap', device.id, {
      facts: { works: 'notWorking' },
      payload: { partActId: actId },
      set: { works: 'notWorking' },
    })
    if (done.kind !== 'done') return done
  }
  return { kind: 'done', actId, ...counts }
}

interface Bins {
  readonly byCode: ReadonlyMap<string, Bin>
  readonly locked: Bin | null
}

async function binsOf(tx: Tx, choices: readonly Choice[], locked: string | null): Promise<Bins | null> {
  const codes = choices.flatMap((choice) => (choice.kind === 'stock' && choice.bin ? [choice.bin] : []))
  const byCode = new Map<string, Bin>()
  for (const code of [...codes, ...(locked ? [locked] : [])]) {
    const bin = await binByCode(tx, code)
    if (!bin) return null
    byCode.set(code, bin)
  }
  return { byCode, locked: locked ? (byCode.get(locked) ?? null) : null }
}

async function carry(
  tx: Tx,
  actor: Actor,
  part: Part,
  choice: Choice,
  bins: Bins,
  actId: string,
): Promise<Moved | 'stays'> {
  if (choice.kind === 'stay') return 'stays'
  if (choice.kind === 'stock') {
    const stock = choice.bin === null ? null : (bins.byCode.get(choice.bin) ?? null)
    return takePart(tx, actor, part.id, { stock, locked: bins.locked }, { actId })
  }
  const scrapped = await scrapPart(tx, actor, part.id, both((text) => text.apart.scrapReason).fr, { actId })
  // A medium without proof is not thrown away: it waits under lock for its destruction.
  return scrapped.kind === 'refused' && part.kind === 'medium'
    ? takePart(tx, actor, part.id, { stock: null, locked: bins.locked }, { actId })
    : scrapped
}

/** What a person finds inside that no report names: it was in this device. */
async function bringOut(tx: Tx, actor: Actor, deviceId: string, extras: readonly Extra[]) {
  const found: { readonly id: string; readonly choice: Choice }[] = []
  for (const { kind, model, to } of extras) {
    const id = newId()
    await tx
      .insertInto('component')
      .values({
        organisation_id: actor.organisationId,
        id,
        kind,
        model,
        device_id: deviceId,
        origin_device_id: deviceId,
      })
      .execute()
    found.push({ id, choice: to === 'stock' ? { kind: 'stock', bin: null } : { kind: 'stock', bin: to } })
  }
  return found
}
