import { type RawBuilder, sql } from 'kysely'
import { VIDEO_SOCKETS, type VideoSocket } from '../../domain/kits/sockets.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Bilingual } from '../platform/text/text.ts'

/** A sort of supply that leaves with a kit, and how many of it. */
export interface LeavingSupply {
  readonly name: string
  /** Both ends of a video cable, from the unit to the screen; null of anything else. */
  readonly ends: Bilingual | null
  readonly count: number
}

interface Row {
  readonly name: string
  readonly unit: VideoSocket | null
  readonly screen: VideoSocket | null
  readonly count: number
}

const endsOf = ({ unit, screen }: Row): Bilingual | null =>
  unit && screen
    ? {
        fr: `${VIDEO_SOCKETS[unit].fr} vers ${VIDEO_SOCKETS[screen].fr}`,
        en: `${VIDEO_SOCKETS[unit].en} to ${VIDEO_SOCKETS[screen].en}`,
      }
    : null

async function suppliesOf(
  tx: Tx,
  kits: RawBuilder<unknown>,
  standing: RawBuilder<unknown>,
): Promise<readonly LeavingSupply[]> {
  const { rows } = await sql<Row>`select s.name, s.end_unit as unit, s.end_screen as screen, sum(i.count)::int as count
    from kit_item i join supply s on s.organisation_id = i.organisation_id and s.id = i.supply_id
    where i.kit_id in (${kits}) and ${standing}
    group by s.kind, s.name, s.end_unit, s.end_screen order by s.kind, s.name`.execute(tx)
  return rows.map((row) => ({ name: row.name, ends: endsOf(row), count: row.count }))
}

/** The supplies of the kits that leave whole when these devices do. */
export async function suppliesLeavingWith(tx: Tx, deviceIds: readonly string[]): Promise<readonly LeavingSupply[]> {
  const ids = [...deviceIds]
  const kits = sql`select i.kit_id from kit_item i join device d on d.organisation_id = i.organisation_id and d.id = i.device_id
    where i.ended_at is null group by i.kit_id
    having bool_or(d.id = any(${ids})) and bool_and(d.id = any(${ids}) or d.state = 'inUse')`
  return suppliesOf(tx, kits, sql`i.ended_at is null`)
}

/** The supplies that left with a hand-over: those of each kit whose last device it handed. */
export async function suppliesHandedIn(tx: Tx, handoverId: string): Promise<readonly LeavingSupply[]> {
  const kits = sql`select i.kit_id from kit_item i
    join lateral (select h.handover_id, v.number from holding h
      join handover v on v.organisation_id = h.organisation_id and v.id = h.handover_id
      where h.organisation_id = i.organisation_id and h.device_id = i.device_id and v.at >= i.added_at
      order by v.number limit 1) first on true
    where i.ending = 'handedOver' group by i.kit_id
    having (array_agg(first.handover_id order by first.number desc))[1] = ${handoverId}`
  return suppliesOf(tx, kits, sql`i.ending = 'handedOver'`)
}
