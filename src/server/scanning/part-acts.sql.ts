import { showCode } from '../fleet/code.ts'
import { deviceByCode } from '../fleet/device.sql.ts'
import { binByCode } from '../parts/bin.sql.ts'
import { partBy } from '../parts/part.sql.ts'
import { partName } from '../parts/part-name.ts'
import { fitPart, shelvePart } from '../parts/stock.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Member } from '../platform/http/permission.ts'
import { type Asked, gone } from './bench-acts.sql.ts'
import { type Answered, both, refusing, type Undo } from './scan.ts'

const undoOf = (actIds: readonly string[]): Undo => ({ kind: 'parts', actIds: [...actIds] })

/** Every part in hand goes to one bin, or none does. */
export async function shelve(tx: Tx, member: Member, { codes, to }: Asked<'shelve'>): Promise<Answered> {
  const bin = await binByCode(tx, to)
  if (!bin) return gone(to)
  const actIds: string[] = []
  for (const code of codes) {
    const part = await partBy(tx, code)
    const moved = part && (await shelvePart(tx, member, part.id, bin))
    if (!moved || moved.kind === 'missing') return gone(showCode(code))
    if (moved.kind === 'refused') return refusing(moved.refusals, showCode(code))
    actIds.push(moved.actId)
  }
  return {
    kind: 'done',
    code: null,
    says: both((text) => text.shelved(codes.length, bin.name)),
    how: both((text) => text.goOn),
    undo: undoOf(actIds),
  }
}

/** Fits a part into the device on the bench; a doubt is lifted on the page of the device, with its reason. */
export async function fit(tx: Tx, member: Member, { part: code, device: on }: Asked<'fit'>): Promise<Answered> {
  const part = await partBy(tx, code)
  const device = await deviceByCode(tx, on)
  if (!part || !device) return gone(showCode(part ? on : code))
  const moved = await fitPart(tx, member, part.id, device.id, { reason: null })
  if (moved.kind === 'missing') return gone(showCode(code))
  if (moved.kind === 'refused') return refusing(moved.refusals, showCode(code))
  const says = (lang: 'fr' | 'en') => both((text) => text.fitted(partName(part, lang)))[lang]
  return {
    kind: 'done',
    code: showCode(device.code),
    says: { fr: says('fr'), en: says('en') },
    how: both((text) => text.goOn),
    undo: undoOf([moved.actId]),
  }
}
