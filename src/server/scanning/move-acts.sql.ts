import { moveDevice } from '../fleet/move.sql.ts'
import { kitByCode, placeKit } from '../kits/kit.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Member } from '../platform/http/permission.ts'
import { type Asked, gone } from './bench-acts.sql.ts'
import { type Answered, both, no, refusing } from './scan.ts'
import { placeOf, subjectOf } from './subject.sql.ts'

/** Everything in hand goes to one place, or nothing does; a kit goes with its devices. */
export async function move(tx: Tx, member: Member, { codes, to }: Asked<'move'>): Promise<Answered> {
  const place = await placeOf(tx, to)
  if (!place)
    return no(
      null,
      both((text) => text.noPlace),
      both((text) => text.noPlaceHow),
    )
  const from: { deviceId: string; placeId: string | null }[] = []
  const kits: { kitId: string; placeId: string | null }[] = []
  const moved = async (code: string): Promise<Answered | null> => {
    const subject = await subjectOf(tx, code)
    if (!subject) return gone(code)
    const done = await moveDevice(tx, member, subject.id, place.id)
    if (done.kind === 'refused') return refusing(done.refusals, subject.shown)
    if (done.kind === 'missing') return gone(code)
    from.push({ deviceId: subject.id, placeId: subject.placeId })
    return null
  }
  for (const code of codes) {
    const kit = await kitByCode(tx, code, true)
    if (kit) {
      const before = await tx.selectFrom('kit').select('place_id').where('id', '=', kit.id).executeTakeFirst()
      await placeKit(tx, member, kit.id, place.id)
      kits.push({ kitId: kit.id, placeId: before?.place_id ?? null })
    }
    const inside = kit ? kit.items.flatMap((one) => (one.deviceCode ? [one.deviceCode] : [])) : [code]
    for (const one of inside) {
      const stop = await moved(one)
      if (stop) return stop
    }
  }
  return {
    kind: 'done',
    code: null,
    says: both((text) => text.moved(codes.length, place.name)),
    how: both((text) => text.goOn),
    undo: { kind: 'move', from, kits, to: place.id },
  }
}
