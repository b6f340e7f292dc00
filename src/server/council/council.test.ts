import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('council')
})
afterAll(() => house.close())

const PATH = '/reglages/deliberations'
const decision = {
  number: '2026-042',
  decidedOn: '2026-03-12',
  scope: 'Don d’ordinateurs réformés aux associations',
  ceilingEur: '300,00',
}
const pdf = (name: string) => [new File(['%PDF-1.7 délibération'], name)]

test('a technician may not file a decision', async () => {
  expect((await house.post(PATH, decision, 'technician')).status).toBe(403)
})

test('a decision is filed with its signed text, listed, and opened again', async () => {
  expect((await house.post(PATH, { ...decision, file: pdf('délibération.pdf') }, 'coordinator')).status).toBe(303)
  const page = await (await house.get(PATH, 'coordinator')).text()
  expect(page).toContain('2026-042')
  expect(page).toContain('300')
  const document = page.match(/\/documents\/[0-9a-f-]+/)?.[0] ?? ''
  expect((await house.get(document, 'coordinator')).status).toBe(200)
})

test('the same number twice is said beside the field, and what was typed is kept', async () => {
  const answer = await house.post(PATH, decision, 'coordinator')
  expect(answer.status).toBe(422)
  const html = await answer.text()
  expect(html).toContain('déjà au dossier')
  expect(html).toContain('Don d’ordinateurs réformés aux associations')
})

test('a file that is no scan is refused, whatever its name says, and nothing is filed', async () => {
  const file = [new File(['<script>alert(1)</script>'], 'délibération.pdf')]
  const answer = await house.post(PATH, { ...decision, number: '2026-043', file }, 'coordinator')
  expect(answer.status).toBe(422)
  expect(await (await house.get(PATH, 'coordinator')).text()).not.toContain('2026-043')
})

test('a decision filed without its text gets it later, once, and from nobody else', async () => {
  expect((await house.post(PATH, { ...decision, number: '2026-050' }, 'coordinator')).status).toBe(303)
  const { id } = await house.inside((tx) =>
    tx.selectFrom('council_decision').select('id').where('number', '=', '2026-050').executeTakeFirstOrThrow(),
  )
  const path = `${PATH}/${id}`
  expect((await house.get(path, 'other')).status).toBe(404)
  expect((await house.get(path, 'coordinator')).status).toBe(200)
  expect((await house.post(path, {}, 'coordinator')).status).toBe(422)
  const page = [new File(['<p>'], 'juin.pdf')]
  expect((await house.post(path, { file: page }, 'coordinator')).status).toBe(422)
  expect((await house.post(path, { file: pdf('juin.pdf') }, 'coordinator')).status).toBe(303)
  expect((await house.post(path, { file: pdf('autre.pdf') }, 'coordinator')).status).toBe(404)
})
