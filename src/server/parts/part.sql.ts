import { type SqlBool, sql } from 'kysely'
import {
  CONNECTOR_NAMES,
  IN_STOCK,
  PART_KIND_NAMES,
  type PartKind,
  type PartState,
  partState,
  SHAPE_NAMES,
} from '../../domain/parts/part.ts'
import { readCode } from '../fleet/code.ts'
import type { Tx } from '../platform/database/database.ts'
import type { PartQuery } from './part.ts'

const PAGE = 25

const read = (tx: Tx) =>
  tx
    .selectFrom('component as c')
    .leftJoin('bin as b', (join) =>
      join.onRef('b.id', '=', 'c.bin_id').onRef('b.organisation_id', '=', 'c.organisation_id'),
    )
    .leftJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'c.device_id').onRef('d.organisation_id', '=', 'c.organisation_id'),
    )
    .leftJoin('device as o', (join) =>
      join.onRef('o.id', '=', 'c.origin_device_id').onRef('o.organisation_id', '=', 'c.organisation_id'),
    )
    .leftJoin('device as r', (join) =>
      join.onRef('r.id', '=', 'c.reserved_for').onRef('r.organisation_id', '=', 'c.organisation_id'),
    )
    .leftJoin('person_name as n', (join) => join.onRef('n.person_id', '=', 'c.tested_by').on('n.valid_to', 'is', null))
    .select([
      'c.id',
      'c.code',
      'c.kind',
      'c.standing',
      'c.maker',
      'c.model',
      'c.serial',
      'c.subkind',
      'c.shape',
      'c.connector',
      'c.bytes',
      'c.watts',
      'c.health',
      'c.hours',
      'c.level',
      'c.test',
      'c.tested_at as testedAt',
      'n.name as testedBy',
      'c.device_id as deviceId',
      'd.code as deviceCode',
      'd.state as deviceState',
      'd.kind as deviceKind',
      'o.code as originCode',
      'o.maker as originMaker',
      'o.model as originModel',
      'o.name as originName',
      'c.reserved_for as reservedFor',
      'r.code as reservedCode',
      'c.bin_id as binId',
      'b.code as binCode',
      'b.name as binName',
      'c.last_used_at',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof read>['execute']>>[number]

const oneOf = <T extends string>(names: readonly T[], value: string | null): T | null =>
  names.find((name) => name === value) ?? null

const partOf = (row: Row) => {
  const test = oneOf(['passed', 'failed'] as const, row.test)
  return {
    ...row,
    kind: oneOf(PART_KIND_NAMES, row.kind) ?? ('other' as PartKind),
    shape: oneOf(SHAPE_NAMES, row.shape),
    connector: oneOf(CONNECTOR_NAMES, row.connector),
    level: row.level === null ? null : Number(row.level),
    test,
    state: partState({ standing: row.standing, test, reservedFor: row.reservedFor }) as PartState,
  }
}

/** A part with where it is, where it comes from and whom it is kept for. */
export type Part = ReturnType<typeof partOf>

/** The condition of each state, as `partState` tells it. */
const STATE_IS: Readonly<Record<PartState, ReturnType<typeof sql<SqlBool>>>> = {
  tested: sql`c.standing = 'stock' and c.test = 'passed' and c.reserved_for is null`,
  untested: sql`c.standing = 'stock' and c.test is null and c.reserved_for is null`,
  failed: sql`c.standing = 'stock' and c.test = 'failed'`,
  reserved: sql`c.standing = 'stock' and c.reserved_for is not null and c.test is distinct from 'failed'`,
  used: sql`c.standing = 'fitted' and c.code is not null`,
  awaiting: sql`c.standing = 'aside'`,
  scrapped: sql`c.standing in ('scrapped', 'destroyed') and (c.code is not null or c.standing = 'scrapped')`,
}

/** What a list shows of each state when none is asked: what lies in stock. */
const stateIs = (state: PartQuery['etat']) => {
  if (state === 'toutes') return sql<SqlBool>`(c.code is not null or c.standing in ('aside', 'scrapped'))`
  return state === null ? sql<SqlBool>`c.standing = 'stock'` : STATE_IS[state]
}

/** Parts that a query asks for, the latest first: 25 from the one after `apres`. */
export async function listParts(
  tx: Tx,
  query: PartQuery,
): Promise<{ readonly rows: readonly Part[]; readonly after: string | null }> {
  let select = read(tx).where(stateIs(query.etat))
  if (query.nature) select = select.where('c.kind', '=', query.nature)
  if (query.bac) select = select.where('b.code', '=', readCode(query.bac) ?? '')
  for (const word of query.mots.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8)) {
    const like = `%${(readCode(word)?.toLowerCase() ?? word).replace(/[\\%_]/g, '\\$&')}%`
    select = select.where(
      sql<SqlBool>`lower(concat_ws(' ', c.code, c.maker, c.model, c.serial, c.subkind, b.name, b.code, o.code, o.model)) like ${like}`,
    )
  }
  if (/^[0-9a-f-]{36}$/.test(query.apres)) select = select.where('c.id', '<', query.apres)
  const rows = await select
    .orderBy('c.id', 'desc')
    .limit(PAGE + 1)
    .execute()
  const shown = rows.slice(0, PAGE)
  return { rows: shown.map(partOf), after: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null }
}

/** Every part in stock, for proposals: tested first, then the oldest. */
export async function stockOf(tx: Tx, most = 2000): Promise<readonly Part[]> {
  const rows = await read(tx)
    .where('c.standing', '=', 'stock')
    .where((or) => or.or([or('c.test', 'is', null), or('c.test', '!=', 'failed')]))
    .orderBy('c.test')
    .orderBy('c.id')
    .limit(most)
    .execute()
  return rows.map(partOf)
}

/** How many parts are in each state of the stock. */
export async function countStock(tx: Tx): Promise<Readonly<Partial<Record<PartState, number>>>> {
  const counts: Partial<Record<PartState, number>> = {}
  for (const state of [...IN_STOCK, 'awaiting'] as const) {
    const row = await tx
      .selectFrom('component as c')
      .select(sql<number>`count(*)::int`.as('n'))
      .where(STATE_IS[state])
      .executeTakeFirstOrThrow()
    counts[state] = row.n
  }
  return counts
}

/** A part by its printed code or its id; null where it is not of this organisation. `lock` holds it until the transaction ends. */
export async function partBy(tx: Tx, text: string, lock = false): Promise<Part | null> {
  const code = readCode(text)
  const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text : null
  if (!code && !id) return null
  if (lock)
    await tx
      .selectFrom('component')
      .select('id')
      .where(code ? 'code' : 'id', '=', code ?? id)
      .forUpdate()
      .execute()
  const row = await read(tx)
    .where(code ? 'c.code' : 'c.id', '=', code ?? id)
    .executeTakeFirst()
  return row ? partOf(row) : null
}

/** The parts that are in a device now, in the order a person looks for them. */
export async function fittedIn(tx: Tx, deviceId: string): Promise<readonly Part[]> {
  const rows = await read(tx)
    .where('c.device_id', '=', deviceId)
    .where('c.standing', '=', 'fitted')
    .orderBy('c.kind')
    .orderBy('c.id')
    .execute()
  return rows.map(partOf)
}

/** What is kept for a device. */
export async function reservedFor(tx: Tx, deviceId: string): Promise<readonly Part[]> {
  const rows = await read(tx).where('c.reserved_for', '=', deviceId).orderBy('c.kind').orderBy('c.id').execute()
  return rows.map(partOf)
}

const moves = (tx: Tx) =>
  tx
    .selectFrom('part_move as m')
    .innerJoin('component as c', (join) =>
      join.onRef('c.id', '=', 'm.component_id').onRef('c.organisation_id', '=', 'm.organisation_id'),
    )
    .leftJoin('device as f', (join) =>
      join.onRef('f.id', '=', 'm.from_device').onRef('f.organisation_id', '=', 'm.organisation_id'),
    )
    .leftJoin('device as t', (join) =>
      join.onRef('t.id', '=', 'm.to_device').onRef('t.organisation_id', '=', 'm.organisation_id'),
    )
    .leftJoin('bin as fb', (join) =>
      join.onRef('fb.id', '=', 'm.from_bin').onRef('fb.organisation_id', '=', 'm.organisation_id'),
    )
    .leftJoin('bin as tb', (join) =>
      join.onRef('tb.id', '=', 'm.to_bin').onRef('tb.organisation_id', '=', 'm.organisation_id'),
    )
    .leftJoin('note as w', (join) =>
      join.onRef('w.id', '=', 'm.note_id').onRef('w.organisation_id', '=', 'm.organisation_id'),
    )
    .leftJoin('person_name as n', (join) => join.onRef('n.person_id', '=', 'm.moved_by').on('n.valid_to', 'is', null))
    .select([
      'm.id',
      'm.act_id as actId',
      'm.component_id as componentId',
      'c.code as partCode',
      'c.kind',
      'c.maker',
      'c.model',
      'c.subkind',
      'c.bytes',
      'm.from_device as fromDeviceId',
      'f.code as fromDevice',
      'f.maker as fromMaker',
      'f.model as fromModel',
      'm.to_device as toDeviceId',
      't.code as toDevice',
      't.maker as toMaker',
      't.model as toModel',
      'm.from_bin as fromBinId',
      'm.to_bin as toBinId',
      'fb.name as fromBin',
      'fb.code as fromBinCode',
      'tb.name as toBin',
      'tb.code as toBinCode',
      'm.standing',
      'm.undoes',
      'w.body as reason',
      'm.moved_at as at',
      'n.name as by',
    ])

export type Move = Awaited<ReturnType<ReturnType<typeof moves>['execute']>>[number]

/** The life of a part, from the device it came from to where it is. */
export const movesOfPart = (tx: Tx, componentId: string): Promise<readonly Move[]> =>
  moves(tx).where('m.component_id', '=', componentId).orderBy('m.moved_at').orderBy('m.id').execute()

/** The parts that left a device or came into it. */
export const movesOfDevice = (tx: Tx, deviceId: string): Promise<readonly Move[]> =>
  moves(tx)
    .where((or) => or.or([or('m.from_device', '=', deviceId), or('m.to_device', '=', deviceId)]))
    .orderBy('m.moved_at')
    .orderBy('m.id')
    .limit(200)
    .execute()

/** The moves of one act. */
export const movesOfAct = (tx: Tx, actId: string): Promise<readonly Move[]> =>
  moves(tx).where('m.act_id', '=', actId).orderBy('m.moved_at').orderBy('m.id').execute()
