import { PART_STATES } from '../../domain/parts/part.ts'
import { holdingOf, takeBack } from '../handovers/return.sql.ts'
import { kitByCode } from '../kits/kit.sql.ts'
import { binByCode } from '../parts/bin.sql.ts'
import { partBy } from '../parts/part.sql.ts'
import { partName } from '../parts/part-name.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Member } from '../platform/http/permission.ts'
import { holdPallet, openPallet, putOnPallet } from '../recycling/pallet.sql.ts'
import { supplyByCode } from '../supplies/supply.sql.ts'
import { type Asked, gone } from './bench-acts.sql.ts'
import { type Answered, both, no, refusing } from './scan.ts'
import { placeOf, subjectOf } from './subject.sql.ts'
import { undoOf } from './undo.sql.ts'

/** Says what a printed code names and where it stands; changes nothing. */
export async function look(tx: Tx, _member: Member, { code }: Asked<'look'>): Promise<Answered> {
  const subject = await subjectOf(tx, code)
  if (subject)
    return {
      kind: 'seen',
      code: subject.shown,
      says: subject.name,
      how: {
        fr: both((text) => text.isIn(subject.stateName.fr)).fr,
        en: both((text) => text.isIn(subject.stateName.en)).en,
      },
    }
  const seen = (says: Answered['says'], how: Answered['how']): Answered => ({ kind: 'seen', code: null, says, how })
  const place = await placeOf(tx, code)
  if (place)
    return seen(
      { fr: place.name, en: place.name },
      both((text) => text.aPlace),
    )
  const kit = await kitByCode(tx, code)
  if (kit)
    return seen(
      { fr: kit.model, en: kit.model },
      both((text) => text.aKit(text.kitStates[kit.state])),
    )
  const part = await partBy(tx, code)
  if (part)
    return seen(
      { fr: partName(part, 'fr'), en: partName(part, 'en') },
      { fr: PART_STATES[part.state].fr, en: PART_STATES[part.state].en },
    )
  const bin = await binByCode(tx, code)
  if (bin)
    return seen(
      { fr: bin.name, en: bin.name },
      both((text) => text.aBin),
    )
  const supply = await supplyByCode(tx, code)
  return supply
    ? seen(
        both((text) => text.aSupply(supply.name)),
        both((text) => text.goOn),
      )
    : gone(code)
}

/** Before a return is recorded, a person checks it against its sheet. */
export async function checkReturn(tx: Tx, _member: Member, { code }: Asked<'checkReturn'>): Promise<Answered> {
  const subject = await subjectOf(tx, code)
  if (!subject) return gone(code)
  if (!(await holdingOf(tx, subject.id)))
    return no(
      subject.shown,
      both((text) => text.notHeld),
      both((text) => text.notHeldHow),
    )
  return {
    kind: 'asks',
    code: subject.shown,
    says: both((text) => text.checkReturn),
    how: both((text) => text.checkReturnHow),
    awaits: { kind: 'yes', yes: { do: 'takeBack', code: subject.code }, no: null },
  }
}

export async function bringBack(tx: Tx, member: Member, { code }: Asked<'takeBack'>): Promise<Answered> {
  const subject = await subjectOf(tx, code)
  if (!subject) return gone(code)
  const done = await takeBack(tx, member, subject.id, { gap: 'none', decision: null, at: null, note: null })
  if (done.kind === 'missing') return gone(subject.shown)
  if (done.kind === 'refused') return refusing(done.refusals, subject.shown)
  const undo = await undoOf(tx, subject.id)
  return {
    kind: 'done',
    code: subject.shown,
    says: both((text) => text.takenBack),
    how: subject.name,
    ...(undo && { undo }),
  }
}

/** On the latest pallet that is open; where none is, opens one after a yes. */
export async function palletise(tx: Tx, member: Member, { code }: Asked<'putOnPallet'>): Promise<Answered> {
  const open = await tx
    .selectFrom('pallet')
    .select('number')
    .where('state', 'in', ['open', 'weighed'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (open) return putOn(tx, member, open.number, code)
  const subject = await subjectOf(tx, code)
  if (!subject) return gone(code)
  return {
    kind: 'asks',
    code: subject.shown,
    says: both((text) => text.noPallet),
    how: both((text) => text.noPalletHow),
    awaits: { kind: 'yes', yes: { do: 'openPallet', code: subject.code }, no: null },
  }
}

/** Opens a pallet and puts the device on it; refused, no pallet was opened either. */
export const openFor = async (tx: Tx, member: Member, { code }: Asked<'openPallet'>): Promise<Answered> =>
  putOn(tx, member, await openPallet(tx, member, { placeId: null, recyclerId: null }), code)

async function putOn(tx: Tx, member: Member, number: number, code: string): Promise<Answered> {
  const pallet = await holdPallet(tx, String(number))
  const subject = await subjectOf(tx, code)
  if (!pallet || !subject) return gone(code)
  const put = await putOnPallet(tx, member, pallet, code)
  if (put.kind === 'refused') return refusing(put.refusals, subject.shown)
  return {
    kind: 'done',
    code: subject.shown,
    says: both((text) => text.onPallet(number)),
    how: subject.name,
    undo: { kind: 'pallet', pallet: number, code: subject.code },
  }
}
