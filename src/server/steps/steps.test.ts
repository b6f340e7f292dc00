import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { readPolicy } from '../circuit/policy.sql.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('steps')
})
afterAll(() => house.close())

const PATH = '/reglages/etapes'
const order = async () => (await house.inside(readPolicy)).steps
const press = async (act: string, more: Record<string, string> = {}) =>
  house.post(PATH, { steps: (await order()).join(','), act, ...more }, 'coordinator')

test('a technician may not order the steps', async () => {
  expect((await house.post(PATH, { steps: 'collection', act: 'up:collection' }, 'technician')).status).toBe(403)
})

test('a step moves by its button, and back', async () => {
  const before = await order()
  await press('up:triage')
  const moved = await order()
  expect(moved.indexOf('triage')).toBe(before.indexOf('triage') - 1)
  await press('down:triage')
  expect(await order()).toEqual(before)
})

test('a programme starts from its model, and adds a step of its own', async () => {
  await press('model', { model: 'leLamentin' })
  const model = await order()
  await press('add', { added: 'custody' })
  expect(await order()).toEqual(
    [...model.filter((step) => step !== 'custody'), ...(model.includes('custody') ? [] : ['custody'])].length ===
      model.length
      ? model
      : [...model, 'custody'],
  )
})

test('a circuit without erasure is none: refused, and nothing is changed', async () => {
  const before = await order()
  const answer = await press('remove:erasure')
  expect(answer.status).toBe(409)
  expect(await order()).toEqual(before)
})
