import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { showCode } from '../fleet/code.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('counted-batch')
})
afterAll(() => house.close())

const dock = { 'combien-desktop': '30', 'combien-screen': '25', owner: 'organisation', label: 'Mairie annexe' }

test('a trainee is refused, a technician counts', async () => {
  expect((await house.get('/arrivees/lot', 'trainee')).status).toBe(403)
  expect((await house.get('/arrivees/lot', 'technician')).status).toBe(200)
})

test('thirty computers and twenty-five screens are received in one act, once, and their labels are ready to print', async () => {
  const form = { ...dock, _once: crypto.randomUUID() }
  const first = await house.post('/arrivees/lot', form, 'technician')
  const second = await house.post('/arrivees/lot', form, 'technician')
  expect(first.status).toBe(303)
  expect(second.headers.get('location')).toBe(first.headers.get('location'))
  const devices = await house.inside((tx) =>
    tx
      .selectFrom('device as d')
      .innerJoin('batch as b', 'b.id', 'd.batch_id')
      .select(['d.code', 'd.kind', 'd.state', 'd.inventory'])
      .where('b.label', '=', 'Mairie annexe')
      .execute(),
  )
  expect(devices.filter((one) => one.kind === 'desktop')).toHaveLength(30)
  expect(devices.filter((one) => one.kind === 'screen')).toHaveLength(25)
  expect(new Set(devices.map((one) => `${one.state} ${one.inventory}`))).toEqual(new Set(['received listed']))
  const labels = await (await house.get(first.headers.get('location') ?? '', 'technician')).text()
  for (const { code } of devices) expect(labels).toContain(code)
  const codes = devices.map((one) => one.code).join('\n')
  const print = await house.post('/etiquettes', { codes, format: 'a4x24', start: '1' }, 'technician')
  const page = await (await house.get(print.headers.get('location') ?? '', 'technician')).text()
  expect(page).toContain('55 étiquettes prêtes')
  expect(page).toContain(showCode(devices[0]?.code ?? ''))
})

test('nothing counted, or more than a lorry holds, is said beside a field, and nothing is made', async () => {
  const none = await house.post('/arrivees/lot', { owner: 'organisation' }, 'technician')
  expect(none.status).toBe(422)
  expect(await none.text()).toContain('Comptez au moins une machine')
  const many = await house.post('/arrivees/lot', { ...dock, 'combien-laptop': '480' }, 'technician')
  expect(many.status).toBe(422)
  expect(await many.text()).toContain('value="480"')
})
