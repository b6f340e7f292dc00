import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('legal')
})
afterAll(() => house.close())

const english = (path: string) => house.request(path, { headers: { 'accept-language': 'en' } })

test('Anyone reads who publishes the site, what it keeps and which cookies it sets', async () => {
  const answer = await house.get('/mentions-legales')
  expect(answer.status).toBe(200)
  const said = await answer.text()
  expect(said).toContain('Ville de Montferrand')
  expect(said).toContain('EUPL 1.2')
  expect(said).toContain('délégué à la protection des données')
  expect(await (await english('/mentions-legales')).text()).toContain('Only necessary cookies')
})

test('Anyone reads that no audit was made, whom to tell, and how to reach the Défenseur des droits', async () => {
  const said = await (await house.get('/accessibilite')).text()
  expect(said).toContain('<h1>Accessibilité\u00a0: non conforme</h1>')
  expect(said).toContain('aucun audit')
  expect(said).toContain('https://formulaire.defenseurdesdroits.fr/')
  expect(await (await english('/accessibilite')).text()).toContain('Accessibility: not compliant')
})
