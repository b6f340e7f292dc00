import { readOds } from 'hucre/ods'
import { readXlsx } from 'hucre/xlsx'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { createDevice } from '../fleet/device.sql.ts'

let house: TestHouse
const actor = () => ({ organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null })

beforeAll(async () => {
  house = await openTestHouse('exports')
  await house.inside(async (tx) => {
    for (let made = 0; made < 60; made += 1)
      await createDevice(tx, actor(), {
        kind: made < 30 ? 'laptop' : 'screen',
        state: 'received',
        maker: `Maker ${made}`,
      })
    await createDevice(tx, actor(), {
      kind: 'desktop',
      state: 'received',
      maker: '=HYPERLINK("http://x")',
      model: 'a\u202egnp.exe\nb',
      serial: '-1;2',
      set: { bought_on: '2020-03-01', unit_value_eur: '12.5', memory_bytes: 8 * 2 ** 30 },
    })
  })
})
afterAll(() => house.close())

const csv = async (query = '') => {
  const answer = await house.post('/exporter/parc', { format: 'csv', query }, 'technician')
  expect(answer.status).toBe(200)
  return Buffer.from(await answer.arrayBuffer()).toString('utf8')
}

describe('who may take a list out', () => {
  test('nobody signs in first, a role without the list is refused', async () => {
    expect((await house.post('/exporter/parc', { format: 'csv' })).status).toBe(303)
    expect((await house.post('/exporter/parc', { format: 'csv' }, 'hr')).status).toBe(403)
    expect((await house.post('/exporter/parc', { format: 'exe' }, 'technician')).status).toBe(422)
  })
  test('another organisation takes its own list, which holds nothing of ours', async () => {
    const answer = await house.post('/exporter/parc', { format: 'csv' }, 'other')
    expect((await answer.text()).trim().split('\r\n')).toHaveLength(1)
  })
})

describe('a list as a file', () => {
  test('the list offers its three formats, with the filters in place', async () => {
    const page = await (await house.get('/parc?nature=laptop', 'technician')).text()
    expect(page).toContain('action="/exporter/parc"')
    expect(page).toContain('value="nature=laptop"')
    for (const format of ['csv', 'xlsx', 'ods']) expect(page).toContain(`value="${format}"`)
  })

  test('CSV holds every page, and only what the filters keep', async () => {
    expect((await csv()).trim().split('\r\n')).toHaveLength(62)
    expect((await csv('nature=laptop&apres=x')).trim().split('\r\n')).toHaveLength(31)
  })

  test('a search leaves whole, past what the screen looks through', async () => {
    await house.inside(async (tx) => {
      await sql`insert into device (organisation_id, id, code, kind, state, model)
        select ${house.sample.organisationId}, gen_random_uuid(), 'T' || lpad(n::text, 8, '0'), 'screen', 'received', 'Flatron'
        from generate_series(1, 1200) n`.execute(tx)
    })
    expect((await csv('q=flatron')).trim().split('\r\n')).toHaveLength(1201)
  })

  test('a cell that looks like a formula or hides its direction is harmless', async () => {
    const text = await csv('nature=desktop')
    expect(text.startsWith('\ufeffCode;Nature;')).toBe(true)
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`)
    expect(text).toContain(`"'-1;2"`)
    expect(text).toContain('a gnp.exe b')
    expect(text).toContain(';2020-03-01;12,5;')
  })

  test.each(['xlsx', 'ods'])('%s keeps dates and numbers as what they are, and no formula', async (format) => {
    const answer = await house.post('/exporter/parc', { format, query: 'nature=desktop' }, 'technician')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-disposition')).toContain(`.${format}`)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    const { sheets } = await (format === 'xlsx' ? readXlsx(bytes) : readOds(bytes))
    expect(sheets.map(({ name }) => name)).toEqual(['Parc'])
    const [head = [], row = []] = sheets[0]?.rows ?? []
    const cell = (label: string) => row[head.indexOf(label)]
    expect(cell('Acheté le')).toEqual(new Date('2020-03-01T00:00:00Z'))
    expect(cell('Valeur (€)')).toBe(12.5)
    expect(cell('Fabricant')).toBe('=HYPERLINK("http://x")')
    expect([...(sheets[0]?.cells?.values() ?? [])].filter(({ formula }) => formula !== undefined)).toEqual([])
  })

  test('the ledger says who took which list out', async () => {
    const events = await house.inside((tx) =>
      tx.selectFrom('event').select(['actor', 'payload']).where('kind', '=', 'export.made').execute(),
    )
    expect(events).toContainEqual({
      actor: house.sample.people.technician,
      payload: { list: 'parc', format: 'ods', personal: false },
    })
  })
})
