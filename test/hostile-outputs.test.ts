import { execFileSync } from 'node:child_process'
import { parse } from 'csv-parse/sync'
import { readOds } from 'hucre/ods'
import { readXlsx } from 'hucre/xlsx'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { LISTS } from '../src/server/exports/lists.ts'
import { startEngine, superuser } from '../src/server/platform/database/engine.ts'
import { examplePath } from './support/example.ts'
import { faultsOf, none } from './support/hostile/judge.ts'
import { openRehearsal, type Rehearsal } from './support/hostile/rehearsal.ts'
import { routes } from './support/house.ts'

/** Legible texts that a sheet, a page, a printed document or a label printer would run. */
const BODY = `"><img src=x onerror=alert(1)>#eval("1") $x$ \\ ^XZ~JA ../../x`
const HEADS = ["=cmd|' /C calc'!A0", '+1+1', '-2+3', '@SUM(1+1)', '＝SUM(1+1)']

/** What people type freely, wherever it stands. */
const FREE =
  /^(name|label|maker|model|note|purpose|caption|scope|comment|title|motive|description|remark|subkind|cpu|session_wish|contact_phone)$/

let house: Rehearsal
beforeAll(async () => {
  house = await openRehearsal('hostile outputs')
  const client = new pg.Client(superuser(await startEngine(inject('cluster').folder), house.databaseName))
  await client.connect()
  try {
    // What was typed before a rule stands too: neither a trigger nor row security is asked here.
    await client.query("set session_replication_role = 'replica'")
    const { rows } = await client.query<{ on: string; column: string }>(
      `select c.table_name as on, c.column_name as column from information_schema.columns c
       join information_schema.columns o on o.table_schema = c.table_schema and o.table_name = c.table_name and o.column_name = 'organisation_id'
       join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
       where c.table_schema = 'public' and c.data_type = 'text'`,
    )
    for (const [at, { on, column }] of rows.filter((one) => FREE.test(one.column)).entries()) {
      const value = `${HEADS[at % HEADS.length]}${BODY}`
      // A list of words or a shape of its own is no free text: its constraint says so.
      const done = await client
        .query(`update "${on}" set "${column}" = $1 where "${column}" is not null and "${column}" not like '{%'`, [
          value,
        ])
        .then(
          ({ rowCount }) => rowCount,
          () => 0,
        )
      if (done) filled.push(`${on}.${column}`)
    }
  } finally {
    await client.end()
  }
})
afterAll(() => house.close())

const filled: string[] = []
test('most of what people type freely holds something harmful', () => {
  expect(filled.length, filled.join(' ')).toBeGreaterThan(15)
  for (const one of ['device.model', 'place.name', 'party.name', 'batch.label']) expect(filled).toContain(one)
})

/** A text that a sheet computes: it does not begin as a number does. */
const COMPUTED = /^(?!-?\d+([.,]\d+)?$)\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/

describe('a list that leaves', () => {
  const sent = async (name: string, as: string, format: string) => {
    const answer = await house.post(`/exporter/${name}`, { format }, as)
    expect(answer.status).toBe(200)
    return new Uint8Array(await answer.arrayBuffer())
  }
  let harmful = 0
  test.each(LISTS.map(({ name, as }) => [name, as] as const))(
    '%s computes nothing in any spreadsheet',
    async (name, as) => {
      const csv: readonly (readonly string[])[] = parse(Buffer.from(await sent(name, as, 'csv')), {
        bom: true,
        delimiter: ';',
      })
      expect(csv.flat().filter((cell) => COMPUTED.test(cell))).toEqual([])
      harmful += csv.flat().filter((cell) => cell.includes('#eval("1")')).length
      const books = [await readXlsx(await sent(name, as, 'xlsx')), await readOds(await sent(name, as, 'ods'))]
      for (const { sheets } of books)
        expect(
          sheets.flatMap(({ cells }) => [...(cells?.values() ?? [])]).filter(({ formula }) => formula !== undefined),
        ).toEqual([])
    },
  )
  test('and what was typed is in them as it was typed', () => expect(harmful).toBeGreaterThan(20))
})

const pages = routes.flatMap((route) => (route.method === 'GET' && !('open' in route) ? [route] : []))
const squeezed = (text: string) => text.replace(/\s+/g, '')

test('every page shows it, none runs it; every printed document and label says it as it was typed', async () => {
  const faults: string[] = []
  const printed: string[] = []
  let shown = 0
  for (const route of pages) {
    if (!('example' in route)) continue
    const answer = await house.get(examplePath(route, house.fill), route.example.as)
    const type = answer.headers.get('content-type') ?? ''
    faults.push(...(await faultsOf(answer.clone())).map((fault) => `${route.path}: ${fault}`))
    if (type.startsWith('text/html') && (await answer.clone().text()).includes('&lt;img src=x')) shown += 1
    if (type.startsWith('application/pdf')) {
      const bytes = Buffer.from(await answer.clone().arrayBuffer())
      if (!bytes.includes('endobj')) continue
      const text = squeezed(execFileSync('pdftotext', ['-', '-'], { input: bytes }).toString())
      if (text.includes(squeezed('#eval("1") $x$ \\'))) printed.push(route.path)
    }
    if (route.path.endsWith('.zpl')) {
      const zpl = await answer.text()
      const forms = zpl.split('^XA').length - 1
      if (forms === 0 || zpl.split('^XZ').length - 1 !== forms || zpl.includes('~JA'))
        faults.push(`${route.path}: a label ends early`)
    }
  }
  none(faults)
  expect(shown).toBeGreaterThan(20)
  expect(printed.length, printed.join(' ')).toBeGreaterThan(2)
})
