import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import type { Within } from '../platform/jobs/jobs.ts'
import { importById } from './import.sql.ts'
import { readImport } from './read.sql.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('import-reading')
})
afterAll(() => house.close())

/** Sends a file and answers the address of its import. */
async function send(body: string): Promise<string> {
  const answer = await house.post('/imports', { target: 'devices', file: new File([body], 'parc.csv') }, 'technician')
  expect(answer.status, await answer.clone().text()).toBe(303)
  return answer.headers.get('location') ?? ''
}
const page = async (href: string) => (await house.get(href, 'technician')).text()
const act = (href: string) => house.post(href, {}, 'technician')

describe('a long file', () => {
  const long = (lines: number, mark: string) =>
    `Nature;Fabricant;Modèle;Numéro de série;Lieu\n${Array.from({ length: lines }, (_, at) => `portable;Dell;Latitude;${mark}${String(at).padStart(6, '0')};École Sand`).join('\n')}\n`
  const phase = async (href: string) =>
    (await house.inside((tx) => importById(tx, href.split('/').at(-1) ?? '')))?.phase
  const isKept = async (body: string) => {
    const hash = createHash('sha256').update(body).digest('hex')
    return (await house.services.files.get(house.sample.organisationId, hash)) !== null
  }

  test('is acknowledged before it is read; a job reads it, its page says how far, and its bytes are forgotten', async () => {
    const body = long(9000, 'LONG')
    const href = await send(body)
    expect(await phase(href)).toBe('reading')
    expect(await isKept(body)).toBe(true)
    const waiting = await page(href)
    expect(waiting).toContain('<progress')
    expect(waiting).toContain('Le travail continue sans cette page')
    await house.runJobs()
    expect(await phase(href)).toBe('mapping')
    expect(await isKept(body)).toBe(false)
    const found = await house.inside((tx) => importById(tx, href.split('/').at(-1) ?? ''))
    expect(found?.lines).toBe(9000)
    expect(found?.reading.columns).toEqual(['kind', 'maker', 'model', 'serial', 'place'])
  })

  test('cut off in the middle of its reading, goes on where it was: each line once, in its place', async () => {
    const body = long(7000, 'CUTS')
    const href = await send(body)
    const id = href.split('/').at(-1) ?? ''
    let left = 3
    const dying: Within = (work) => {
      left -= 1
      return left < 0 ? Promise.reject(new Error('killed')) : house.inside(work)
    }
    await expect(readImport(dying, house.services.files, house.sample.organisationId, id)).rejects.toThrow('killed')
    const some = await house.inside((tx) => importById(tx, id))
    expect(some).toMatchObject({ phase: 'reading', answered: 2000 })
    expect(await page(href)).toMatch(/2\s?000 lignes lues/)
    await readImport(house.inside, house.services.files, house.sample.organisationId, id)
    const lines = await house.inside((tx) =>
      tx.selectFrom('import_line').select(['line', 'cells']).where('import_id', '=', id).orderBy('line').execute(),
    )
    expect(lines.map(({ line }) => line)).toEqual(Array.from({ length: 7001 }, (_, at) => at + 1))
    expect(lines[5000]?.cells).toEqual(['portable', 'Dell', 'Latitude', 'CUTS004999', 'École Sand'])
  })

  test('two readings of it at once keep its lines once', async () => {
    const href = await send(long(7000, 'BOTH'))
    const id = href.split('/').at(-1) ?? ''
    const read = () => readImport(house.inside, house.services.files, house.sample.organisationId, id)
    await Promise.all([read(), read()])
    expect(await phase(href)).toBe('mapping')
    const count = await house.inside((tx) =>
      tx
        .selectFrom('import_line')
        .select(sql<number>`count(*)::int`.as('n'))
        .where('import_id', '=', id)
        .executeTakeFirstOrThrow(),
    )
    expect(count.n).toBe(7001)
  })

  test('that breaks on the way, or is too long, says so on its page, and leaves nothing', async () => {
    const endless = await send(`${long(9000, 'OPEN')}portable;"${'x'.repeat(300_000)}\n`)
    const tooLong = await send(`Modèle\n${'x\n'.repeat(200_100)}`)
    await house.runJobs()
    expect(await page(endless)).toContain('lisible jusqu’au bout')
    expect(await page(tooLong)).toContain('plus de 200 000 lignes')
    for (const href of [endless, tooLong]) {
      expect(await phase(href)).toBe('unreadable')
      expect((await act(`${href}/importer`)).status).toBe(409)
    }
    const left = await house.inside((tx) =>
      tx
        .selectFrom('import_line as l')
        .innerJoin('import as i', 'i.id', 'l.import_id')
        .select('l.line')
        .where('i.phase', '=', 'unreadable')
        .execute(),
    )
    expect(left).toEqual([])
  })

  test('whose bytes were lost, or that is given up while it is read, ends there', async () => {
    const body = long(9000, 'LOST')
    const lost = await send(body)
    await house.services.files.forget(house.sample.organisationId, createHash('sha256').update(body).digest('hex'))
    const given = long(9000, 'GIVE')
    const givenUp = await send(given)
    expect((await act(`${givenUp}/abandonner`)).status).toBe(303)
    await house.runJobs()
    expect(await page(lost)).toContain('envoyez-le de nouveau')
    expect(await phase(givenUp)).toBe('abandoned')
    expect(await isKept(given)).toBe(false)
  })

  test('the same file waiting twice is kept for both', async () => {
    const body = long(9000, 'SAME')
    const hrefs = [await send(body), await send(body)]
    await house.runJobs()
    for (const href of hrefs) expect(await phase(href)).toBe('mapping')
    expect(await isKept(body)).toBe(false)
  })
})
