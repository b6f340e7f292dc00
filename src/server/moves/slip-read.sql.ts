import type { Tx } from '../platform/database/database.ts'
import type { Decision, Outcome, SlipState } from './slip.ts'

export interface SlipRow {
  readonly id: string
  readonly number: number
  readonly code: string
  readonly state: SlipState
  readonly from: string
  readonly to: string
  readonly devices: number
  readonly answered: number
  readonly preparedAt: Date
  readonly sentAt: Date | null
  readonly receivedAt: Date | null
  readonly expectedOn: string | null
}

const read = (tx: Tx) =>
  tx
    .selectFrom('move_slip as s')
    .innerJoin('place as f', (join) =>
      join.onRef('f.id', '=', 's.from_place').onRef('f.organisation_id', '=', 's.organisation_id'),
    )
    .innerJoin('place as t', (join) =>
      join.onRef('t.id', '=', 's.to_place').onRef('t.organisation_id', '=', 's.organisation_id'),
    )
    .select(({ selectFrom }) => [
      's.id',
      's.number',
      's.code',
      's.state',
      'f.name as from',
      't.name as to',
      's.prepared_at as preparedAt',
      's.sent_at as sentAt',
      's.received_at as receivedAt',
      's.expected_on as expectedOn',
      selectFrom('move_line as l')
        .select((of) => of.fn.countAll<number>().as('n'))
        .whereRef('l.slip_id', '=', 's.id')
        .as('devices'),
      selectFrom('move_line as l')
        .select((of) => of.fn.countAll<number>().as('n'))
        .whereRef('l.slip_id', '=', 's.id')
        .where('l.outcome', '!=', 'waiting')
        .as('answered'),
    ])

const shown = <Row extends { readonly state: string; readonly devices: unknown; readonly answered: unknown }>(
  row: Row,
) => ({
  ...row,
  state: row.state as SlipState,
  devices: Number(row.devices),
  answered: Number(row.answered),
})

/** Slips in one state or all, the latest first; `before` and `after` are numbers. A place keeps those that leave it or come to it. */
export async function listSlips(
  tx: Tx,
  asked: { readonly state: string; readonly placeId: string; readonly after: string },
  size = 25,
): Promise<{ readonly rows: readonly SlipRow[]; readonly after: string | null }> {
  let select = read(tx)
  if (asked.state !== '') select = select.where('s.state', '=', asked.state)
  if (asked.placeId !== '')
    select = select.where((or) => or.or([or('s.from_place', '=', asked.placeId), or('s.to_place', '=', asked.placeId)]))
  if (/^\d{1,9}$/.test(asked.after)) select = select.where('s.number', '<', Number(asked.after))
  const rows = await select
    .orderBy('s.number', 'desc')
    .limit(size + 1)
    .execute()
  const page = rows.slice(0, size).map(shown)
  return { rows: page, after: rows.length > size ? String(page.at(-1)?.number ?? '') : null }
}

export interface SlipLine {
  readonly deviceId: string
  readonly code: string
  readonly kind: string
  readonly state: string
  readonly maker: string | null
  readonly model: string | null
  readonly name: string | null
  readonly serial: string | null
  readonly inventoryNumber: string | null
  readonly kit: string | null
  readonly place: string | null
  readonly outcome: Outcome
  readonly decision: Decision | null
}

export interface Slip extends SlipRow {
  readonly fromId: string
  readonly toId: string
  readonly preparedBy: string | null
  readonly sentBy: string | null
  readonly receivedBy: string | null
  readonly inCharge: string | null
  readonly follower: string | null
  readonly lines: readonly SlipLine[]
}

export async function readSlip(tx: Tx, numberText: string): Promise<Slip | null> {
  const number = /^\d{1,9}$/.test(numberText) ? Number(numberText) : 0
  const row = await read(tx)
    .leftJoin('person_name as np', (join) =>
      join.onRef('np.person_id', '=', 's.prepared_by').on('np.valid_to', 'is', null),
    )
    .leftJoin('person_name as ns', (join) => join.onRef('ns.person_id', '=', 's.sent_by').on('ns.valid_to', 'is', null))
    .leftJoin('person_name as nr', (join) =>
      join.onRef('nr.person_id', '=', 's.received_by').on('nr.valid_to', 'is', null),
    )
    .leftJoin('person_name as nf', (join) =>
      join.onRef('nf.person_id', '=', 's.in_charge').on('nf.valid_to', 'is', null),
    )
    .select([
      's.in_charge as inCharge',
      'nf.name as follower',
      's.from_place as fromId',
      's.to_place as toId',
      'np.name as preparedBy',
      'ns.name as sentBy',
      'nr.name as receivedBy',
    ])
    .where('s.number', '=', number)
    .executeTakeFirst()
  if (!row) return null
  const lines = await tx
    .selectFrom('move_line as l')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'l.device_id').onRef('d.organisation_id', '=', 'l.organisation_id'),
    )
    .leftJoin('kit as k', (join) =>
      join.onRef('k.id', '=', 'l.kit_id').onRef('k.organisation_id', '=', 'l.organisation_id'),
    )
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'd.place_id').onRef('p.organisation_id', '=', 'd.organisation_id'),
    )
    .select([
      'd.id as deviceId',
      'd.code',
      'd.kind',
      'd.state',
      'd.maker',
      'd.model',
      'd.name',
      'd.serial',
      'd.inventory_number as inventoryNumber',
      'k.code as kit',
      'p.name as place',
      'l.outcome',
      'l.decision',
    ])
    .where('l.slip_id', '=', row.id)
    .orderBy('k.code')
    .orderBy('d.kind')
    .orderBy('d.id')
    .execute()
  return {
    ...shown(row),
    lines: lines.map((line) => ({
      ...line,
      outcome: line.outcome as Outcome,
      decision: line.decision as Decision | null,
    })),
  }
}

/** The slip that a device travels with. */
export async function slipOfDevice(
  tx: Tx,
  deviceId: string,
): Promise<{
  readonly number: number
  readonly from: string
  readonly to: string
  readonly sentAt: Date | null
} | null> {
  const row = await tx
    .selectFrom('device as d')
    .innerJoin('move_slip as s', (join) =>
      join.onRef('s.id', '=', 'd.slip_id').onRef('s.organisation_id', '=', 'd.organisation_id'),
    )
    .innerJoin('place as f', (join) =>
      join.onRef('f.id', '=', 's.from_place').onRef('f.organisation_id', '=', 's.organisation_id'),
    )
    .innerJoin('place as t', (join) =>
      join.onRef('t.id', '=', 's.to_place').onRef('t.organisation_id', '=', 's.organisation_id'),
    )
    .select(['s.number', 'f.name as from', 't.name as to', 's.sent_at as sentAt'])
    .where('d.id', '=', deviceId)
    .executeTakeFirst()
  return row ?? null
}
