import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../../test/support/house.ts'
import { saveAnswers } from './bulk.sql.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('answers')
  const personId = house.sample.people.technician ?? ''
  const member = { organisationId: house.sample.organisationId, personId, memberId: '', userId: '', roles: [] }
  const line = (item: string, done: boolean) => ({
    item,
    href: null,
    done,
    what: done ? { fr: 'Réformé', en: 'Decommissioned' } : { fr: 'Pas là', en: 'Not there' },
  })
  await house.inside(async (tx) => {
    await saveAnswers(tx, member, { fr: 'Tout réformer', en: 'Decommission all' }, [
      line('SV-1', true),
      line('SV-2', false),
      line('=SV-3', true),
    ])
    for (let at = 0; at < 30; at += 1)
      await saveAnswers(tx, member, { fr: `Acte ${at}`, en: `Act ${at}` }, [line('SV-9', true)])
  })
})
afterAll(() => house.close())

const page = async (path: string, role = 'technician') => (await house.get(path, role)).text()

test('past acts on many things are found again with their counts, from the menu of every page, and only by who asked', async () => {
  expect((await house.get('/reponses')).status).toBe(303)
  expect(await page('/')).toContain('href="/reponses"')
  const first = await page('/reponses')
  expect(first).toContain('Acte 29')
  expect(first).not.toContain('>Tout réformer<')
  const next = /href="(\/reponses\?apres=[^"]+)"/.exec(first)?.[1] ?? ''
  expect(await page(next)).toMatch(/>Tout réformer<.*?>2<.*?>1</s)
  expect(await page('/reponses', 'elected')).toContain('Aucune réponse')
})

test('they leave as a file, a line for each thing', async () => {
  const answer = await house.post('/exporter/reponses', { format: 'csv' }, 'technician')
  const lines = (await answer.text()).trim().split('\r\n')
  expect(lines).toHaveLength(34)
  expect(lines.filter((line) => line.startsWith('Tout réformer;')).map((line) => line.split(';').slice(2, 5))).toEqual([
    ['SV-1', 'oui', 'Réformé'],
    ['SV-2', 'non', 'Pas là'],
    ["'=SV-3", 'oui', 'Réformé'],
  ])
})
