import { type Expression, type SqlBool, sql } from 'kysely'
import { DEVICE_STATES, NO_DEVICE } from '../../domain/circuit/states.ts'
import { DEVICE_KINDS } from '../../domain/hardware/report.ts'
import type { Tx } from '../platform/database/database.ts'
import { PREPARED, preparedShape } from '../platform/database/prepared.ts'
import { readCode } from './code.ts'
import { type DeviceQuery, readDeviceQuery, type Sort } from './device-query.ts'

export interface DeviceRow {
  readonly id: string
  readonly code: string
  readonly kind: string
  readonly state: string
  readonly maker: string | null
  readonly model: string | null
  readonly name: string | null
  readonly serial: string | null
  readonly life: number
  readonly grade: string | null
  readonly builtYear: number | null
  readonly place: string | null
}

export interface DevicePage {
  readonly rows: readonly (DeviceRow & { readonly inventory: string })[]
  readonly before: string | null
  readonly after: string | null
}

const MOST_FOUND = 1000
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const SORT_KEY = {
  recent: sql<string>`''`,
  model: sql<string>`coalesce(d.model, '')`,
  year: sql<string>`coalesce(d.built_year, 0)::text`,
} as const

/** One page of devices, by key: the row before and the row after are known by their values, never by a count. */
export async function listDevices(tx: Tx, query: DeviceQuery, thisYear: number): Promise<DevicePage> {
  const { sort, rows: most } = query
  const back = query.before !== ''
  const from = readKey(back ? query.before : query.after)
  // Only the page that everybody opens first has one plan for all.
  const first = !back && wordsOf(query).length === 0 && !from && chosenIn(query, thisYear).length === 0
  const found = first ? await firstPage(tx, { sort, most }) : await pageQuery(tx, query, thisYear).execute()
  const more = found.length > most
  const rows = found.slice(0, most)
  if (back) rows.reverse()
  const keyOf = (row: (typeof rows)[number] | undefined) => (row ? `${row.id}~${row.key}` : null)
  return {
    rows,
    before: (back ? more : from !== null) ? keyOf(rows[0]) : null,
    after: (back ? true : more) ? keyOf(rows.at(-1)) : null,
  }
}

const firstPage = preparedShape((tx: Tx, { sort, most }: { readonly sort: Sort; readonly most: DeviceQuery['rows'] }) =>
  pageQuery(tx, { ...readDeviceQuery({}), sort, rows: most }, 0).modifyEnd(PREPARED),
)

function pageQuery(tx: Tx, query: DeviceQuery, thisYear: number) {
  const key = SORT_KEY[query.sort]
  const back = query.before !== ''
  const from = readKey(back ? query.before : query.after)
  // Newest first by default; by model and year, in order.
  const descending = (query.sort === 'recent') !== back
  let select = tx
    .selectFrom('device as d')
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'd.place_id').onRef('p.organisation_id', '=', 'd.organisation_id'),
    )
    .select([
      'd.id',
      'd.code',
      'd.kind',
      'd.state',
      'd.maker',
      'd.model',
      'd.name',
      'd.serial',
      'd.life',
      'd.grade',
      'd.built_year as builtYear',
      'd.inventory',
      'p.name as place',
    ])
    .select(key.as('key'))
    .where(
      'd.state',
      'not in',
      NO_DEVICE.map((state) => sql.lit(state)),
    )
  const words = wordsOf(query)
  if (words.length > 0 && !readCode(query.words))
    select = select.where(
      sql<SqlBool>`d.id = any (array (select device_page(${words}::text[], ${JSON.stringify(chosenIn(query, thisYear))}::jsonb,
        ${[...NO_DEVICE]}::text[], ${query.sort}, ${descending}, ${from}::text[], ${query.rows + 1})))`,
    )
  else select = select.where((and) => and.and(deviceConditions(query, thisYear)))
  if (from) {
    const [value, id] = from
    select = select.where(
      query.sort === 'recent'
        ? sql<SqlBool>`d.id ${sql.raw(descending ? '<' : '>')} ${id}::uuid`
        : sql<SqlBool>`(${key}, d.id) ${sql.raw(descending ? '<' : '>')} (${value}, ${id}::uuid)`,
    )
  }
  const direction = descending ? 'desc' : 'asc'
  if (query.sort !== 'recent') select = select.orderBy(key, direction)
  return select.orderBy('d.id', direction).limit(sql.lit(query.rows + 1))
}

/** What the words and choices of a query ask of `device as d`; words keep the latest `most` devices that hold them. */
export function deviceConditions(query: DeviceQuery, thisYear: number, most = MOST_FOUND): Expression<SqlBool>[] {
  const list = chosenIn(query, thisYear).map(
    ({ name, sign, value }) => sql<SqlBool>`${sql.ref(`d.${name}`)} ${sql.raw(sign)} ${value}`,
  )
  const words = wordsOf(query)
  if (words.length > 0) {
    const code = readCode(query.words)
    list.push(
      code ? sql<SqlBool>`d.code = ${code}` : sql<SqlBool>`d.id in (select find_devices(${words}::text[], ${most}))`,
    )
  }
  return list
}

const wordsOf = (query: DeviceQuery): readonly string[] => query.words.split(/\s+/).filter(Boolean).slice(0, 8)

interface Chosen {
  readonly name: 'kind' | 'state' | 'grade' | 'place_id' | 'batch_id' | 'life' | 'built_year'
  readonly sign: '=' | '<='
  readonly value: string | number
}

/** The choices of a query, column by column; those that mean nothing are left out. */
function chosenIn(query: DeviceQuery, thisYear: number): readonly Chosen[] {
  const list: Chosen[] = []
  const equal = (name: Chosen['name'], value: string | number, means: boolean) => {
    if (means) list.push({ name, sign: '=', value })
  }
  const small = /^\d{1,2}$/
  const known = (values: readonly string[], value: string) => values.includes(value)
  equal('kind', query.kind, known(DEVICE_KINDS, query.kind))
  equal('state', query.state, known(DEVICE_STATES, query.state))
  equal('grade', query.grade, known(['A', 'B', 'C', 'D'], query.grade))
  equal('place_id', query.placeId, UUID.test(query.placeId))
  equal('batch_id', query.batchId, UUID.test(query.batchId))
  equal('life', Number(query.life), small.test(query.life))
  if (small.test(query.age)) list.push({ name: 'built_year', sign: '<=', value: thisYear - Number(query.age) })
  return list
}

function readKey(text: string): [string, string] | null {
  const cut = text.indexOf('~')
  const id = text.slice(0, cut)
  return cut > 0 && UUID.test(id) ? [text.slice(cut + 1), id] : null
}
