import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { buildWorld } from '../../../test/support/world.ts'
import { railOf } from './rail.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('rail')
  await buildWorld(house)
})
afterAll(() => house.close())

const railFor = (role: string) =>
  house.inside(async (tx) => {
    const { organisationId } = house.sample
    const steps = await railOf(tx)
    return steps({ organisationId, personId: '', memberId: '', userId: '', roles: [role] }, 'fr')
  })
const at = (steps: Awaited<ReturnType<typeof railFor>>, href: string) => steps.find((step) => step.href === href)

test('the rail counts the requests to judge and the papers that lack a signature, and stops counting them once dealt with', async () => {
  const listed = await house.inside(async (tx) => ({
    requests: (await tx.selectFrom('request').select('id').where('status', '=', 'open').execute()).length,
    papers: (await tx.selectFrom('agreement').select('id').where('status', '=', 'drawn').execute()).length,
  }))
  expect(listed.requests).toBeGreaterThan(0)
  expect(listed.papers).toBeGreaterThan(0)
  const rail = await railFor('coordinator')
  expect(at(rail, '/demandes')).toMatchObject({ waiting: listed.requests, hot: true })
  expect(at(rail, '/conventions')).toMatchObject({ waiting: listed.papers })
  await house.inside(async (tx) => {
    await tx.updateTable('request').set({ status: 'refused' }).where('status', '=', 'open').execute()
    await tx.updateTable('agreement').set({ status: 'cancelled' }).where('status', '=', 'drawn').execute()
  })
  const after = await railFor('coordinator')
  expect(at(after, '/demandes')).toMatchObject({ waiting: 0, hot: false })
  expect(at(after, '/conventions')).toMatchObject({ waiting: 0 })
})

test('who may not enter a step sees neither it nor its count', async () => {
  const rail = await railFor('trainee')
  expect(at(rail, '/conventions')).toBeUndefined()
  expect(at(rail, '/tri')?.waiting).toBeGreaterThanOrEqual(0)
})

test('an address that does not exist keeps a member in the frame they know, and shows a stranger nothing of the house', async () => {
  const forMember = await house.get('/nulle-part', 'technician')
  expect(forMember.status).toBe(404)
  expect(await forMember.text()).toContain('href="/atelier"')
  const forStranger = await house.get('/nulle-part')
  expect(forStranger.status).toBe(404)
  expect(await forStranger.text()).not.toContain('href="/atelier"')
})
