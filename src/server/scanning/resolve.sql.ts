import { deviceByCode } from '../fleet/device.sql.ts'
import { isFree } from '../labels/claim.sql.ts'
import { readScan } from '../labels/scan-text.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Heard, Session, Thing } from './scan-session.ts'

const THING_OF: Readonly<Record<string, Thing>> = {
  place: 'place',
  kit: 'kit',
  supply: 'supply',
  part: 'part',
  bin: 'bin',
  moveSlip: 'slip',
}

/** What a scanned text names in this organisation. Words are a serial or an inventory number, unless a reason is awaited. */
export async function resolve(tx: Tx, text: string, session: Session): Promise<Heard> {
  const scanned = readScan(text)
  if (scanned.kind === 'code') return thingOf(tx, scanned.code)
  if (scanned.kind !== 'words' || session.awaits.kind === 'reason') return scanned
  return (await byNumber(tx, scanned.text)) ?? scanned
}

async function thingOf(tx: Tx, code: string): Promise<Heard> {
  const device = await deviceByCode(tx, code)
  if (device) return { kind: 'device', code: device.code }
  if (await isFree(tx, code)) return { kind: 'free', code }
  const named = await tx.selectFrom('public_code').select('subject_kind').where('code', '=', code).executeTakeFirst()
  return { kind: THING_OF[named?.subject_kind ?? ''] ?? 'stranger', code }
}

/** The one device that bears this number; nothing where none does, or several. */
async function byNumber(tx: Tx, number: string): Promise<Heard | null> {
  const found = await tx
    .selectFrom('device')
    .select('code')
    .where((or) => or.or([or('serial', '=', number), or('inventory_number', '=', number)]))
    .where('state', '!=', 'merged')
    .limit(2)
    .execute()
  const [one] = found
  return one && found.length === 1 ? { kind: 'device', code: one.code } : null
}
