import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { listDevices } from '../src/server/fleet/device-list.sql.ts'
import { type DeviceQuery, readDeviceQuery } from '../src/server/fleet/device-query.ts'
import { openHoldings } from '../src/server/handovers/return.sql.ts'
import type { Tx } from '../src/server/platform/database/database.ts'
import { newId } from '../src/server/platform/database/id.ts'
import type { DB } from '../src/server/platform/database/schema.generated.ts'
import { embeddedServer } from '../src/server/platform/database/servers.ts'
import { openTestHouse, type TestHouse } from './support/house.ts'

/** Enough rows that an index that matches few of them is worth taking. */
const DEVICES = 20_000
const PLACE = newId()
const BATCH = newId()
const THIS_YEAR = 2026

let house: TestHouse
let pool: pg.Pool
let asked: { readonly sql: string; readonly parameters: readonly unknown[] }[] = []
let kysely: Kysely<DB>

beforeAll(async () => {
  house = await openTestHouse('plans')
  const { organisationId } = house.sample
  await house.inside(async (tx) => {
    await tx
      .insertInto('place')
      .values({ organisation_id: organisationId, id: PLACE, name: 'Réserve', kind: 'store' })
      .execute()
    await tx.insertInto('batch').values({ organisation_id: organisationId, id: BATCH, label: 'Lot' }).execute()
    // One device in five hundred answers to each filter.
    await sql`insert into device (organisation_id, id, code, kind, state, life, grade, model, serial, built_year, place_id, batch_id)
      select ${organisationId}::uuid, gen_random_uuid(), 'T' || lpad(n::text, 8, '0'),
        case when n % 500 = 0 then 'printer' else 'laptop' end, case when n % 500 = 1 then 'ready' else 'inUse' end,
        case when n % 500 = 2 then 3 else 1 end, case when n % 500 = 3 then 'C' else 'A' end,
        'Model ' || n % 40, 'SN' || n, case when n % 500 = 4 then 2009 else 2022 end,
        case when n % 500 = 5 then ${PLACE}::uuid end, case when n % 500 = 6 then ${BATCH}::uuid end
      from generate_series(1, ${DEVICES}) n`.execute(tx)
    await sql`insert into holding (organisation_id, id, device_id, life, transfer, due_on)
      select organisation_id, gen_random_uuid(), id, 2, case when serial like 'SN%07' then 'loan' else 'internalUse' end, current_date + 30
      from device where serial like 'SN%'`.execute(tx)
  })
  const server = await embeddedServer(inject('cluster').folder, house.databaseName)
  const owner = new pg.Client(server.owner)
  await owner.connect()
  await owner.query('analyze')
  await owner.end()
  pool = new pg.Pool({ ...server.app, max: 1 })
  kysely = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => {
      asked.push({ sql: query.sql, parameters: query.parameters })
    },
  })
})
afterAll(async () => {
  await kysely?.destroy()
  await house?.close()
})

/** The plan of what a list asks of a table, as the application's role reads it, with no way through the whole table. */
async function planOf(table: string, ask: (tx: Tx) => Promise<unknown>): Promise<string> {
  return kysely.transaction().execute(async (tx) => {
    await sql`select set_config('app.organisation', ${house.sample.organisationId}, true)`.execute(tx)
    asked = []
    await ask(tx)
    const list = asked.find((one) => one.sql.includes(`"${table}"`))
    if (!list) throw new Error('the list asked nothing')
    await sql`set local enable_seqscan = off`.execute(tx)
    const parts = list.sql.split(/\$(\d+)/)
    const explained = parts.map((part, at) =>
      at % 2 === 0 ? sql.raw(part) : sql`${list.parameters[Number(part) - 1]}`,
    )
    const { rows } = await sql<Record<string, string>>`explain ${sql.join(explained, sql.raw(''))}`.execute(tx)
    return rows.map((row) => Object.values(row)[0]).join('\n')
  })
}
const planOfDevices = (query: DeviceQuery) => planOf('device', (tx) => listDevices(tx, query, THIS_YEAR))

const LISTS: readonly [string, Record<string, string>, RegExp][] = [
  ['kind', { nature: 'printer' }, /Index Cond:.*kind = /],
  ['state', { etat: 'ready' }, /Index Cond:.*state = /],
  ['place', { lieu: PLACE }, /Index Cond:.*place_id = /],
  ['batch', { lot: BATCH }, /Index Cond:.*batch_id = /],
  ['life', { vie: '3' }, /Index Cond:.*life = /],
  ['grade', { grade: 'C' }, /Index Cond:.*grade = /],
  ['age', { age: '10' }, /Index Cond:.*built_year <= /],
  ['words', { q: 'SN4999' }, /Index Cond:.*id = /],
]

test.each(LISTS)(
  'the list filtered by %s reads through an index that knows the filter',
  async (_, query, condition) => {
    const plan = await planOfDevices(readDeviceQuery(query))
    expect(plan).not.toContain('Seq Scan on device')
    expect(plan).toMatch(condition)
  },
)

test.each([
  ['newest first', {}],
  ['newest first, next page', { apres: `${'01999999-0000-7000-8000-000000000000'}~` }],
])('the list %s reads its page through an index, without sorting everything', async (_, query) => {
  const plan = await planOfDevices(readDeviceQuery(query))
  expect(plan).not.toContain('Seq Scan on device')
  expect(plan).not.toContain('Sort')
})

test.each(['model', 'annee'])('the list sorted by %s reads its page in order', async (tri) => {
  const plan = await planOfDevices(readDeviceQuery({ tri: tri === 'annee' ? 'year' : tri }))
  expect(plan).not.toContain('Seq Scan on device')
  expect(plan).not.toContain('Sort')
})

test('what is in use, of one kind of transfer, is read in its order through an index that knows the transfer', async () => {
  const plan = await planOf('holding', (tx) => openHoldings(tx, '', 'loan', 0))
  expect(plan).not.toContain('Seq Scan on holding')
  expect(plan).toMatch(/holding_transfer[\s\S]*Index Cond:.*transfer = /)
})

/** Devices looked at, more than there are. */
const BOUND = 2 * DEVICES

/** What one of the ways words are searched by answers, as the owner of the function that takes them. */
async function byWay(way: string, words: readonly string[], before = ''): Promise<readonly Record<string, unknown>[]> {
  const { folder } = inject('cluster')
  const owner = new pg.Client((await embeddedServer(folder, house.databaseName)).owner)
  await owner.connect()
  try {
    const { rows: written } = await owner.query<{ statement: string }>(
      `select device_page_query($1, $2, $3, '[]', '{}', 'recent', true, null, 26, ${BOUND}) as statement`,
      [way, house.sample.organisationId, words],
    )
    await owner.query('set enable_seqscan = off')
    return (await owner.query(`${before} ${written[0]?.statement}`)).rows
  } finally {
    await owner.end()
  }
}

const planOfWords = async (way: string, words: readonly string[]): Promise<string> =>
  (await byWay(way, words, 'explain')).map((row) => row['QUERY PLAN']).join('\n')

test.each<[string, string, string, RegExp]>([
  ['rare words are looked up in the index of words', 'some', 'sn499', /device_search[\s\S]*Index Cond:.*~~ '%sn499%'/],
  ['so are words that fill no page before', 'index', 'sn499', /device_search[\s\S]*Index Cond:.*~~ '%sn499%'/],
  ['a whole serial is read through the index of serials', 'serial', 'SN4999', /device_serial/],
  ['a whole inventory number is read through its index', 'inventory', '2024-000001', /device_inventory/],
])('%s', async (_, way, word, index) => {
  expect(await planOfWords(way, [word])).toMatch(index)
})

test('words that many devices hold are read from the latest on, and no further', async () => {
  const plan = await planOfWords('walk', ['model'])
  expect(plan).toMatch(/Index Scan Backward using device_pkey/)
  expect(plan).not.toContain('Sort')
})

test.each([['model 17'], ['sn477'], ['absent']])('each way to a page finds the same devices: %s', async (q) => {
  const idsOf = (rows: readonly Record<string, unknown>[]) =>
    rows.flatMap((row) => ('array' in row ? row.array : row.id)).toString()
  const answers = await Promise.all(
    ['list', 'window', 'some', 'walk', 'index'].map((way) => byWay(way, q.split(' ')).then(idsOf)),
  )
  expect(answers[0]?.length).toBe(q === 'absent' ? 0 : q === 'sn477' ? 11 * 37 - 1 : 26 * 37 - 1)
  expect(new Set(answers).size).toBe(1)
})

test.each([
  ['one device in forty, page by page', 'model 17'],
  ['every device', 'MODEL'],
  ['one device in five thousand', 'sn4777'],
  ['no device', 'sn4777 17 absent'],
  ['signs that mean something to a pattern', '_odel 1%'],
])('words find what holds them, the latest first, whatever the way: %s', async (_, q) => {
  const found = await house.inside(async (tx) => {
    const pages = []
    let after: string | null = ''
    while (after !== null && pages.length < 600) {
      const page: Awaited<ReturnType<typeof listDevices>> = await listDevices(
        tx,
        readDeviceQuery({ q, apres: after, lignes: '50' }),
        THIS_YEAR,
      )
      pages.push(...page.rows.map(({ code }) => code))
      after = page.after
    }
    return pages
  })
  const holds = q.toLowerCase().split(' ')
  const all = await house.inside((tx) =>
    sql<{ code: string; words: string }>`select code, device_words(d) as words from device d order by id desc`.execute(
      tx,
    ),
  )
  const expected = all.rows.filter(({ words }) => holds.every((word) => words.includes(word))).map(({ code }) => code)
  expect(found).toEqual(expected.slice(0, found.length))
  expect(found.length).toBe(Math.min(expected.length, 600))
})
