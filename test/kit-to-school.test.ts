import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Recipe } from '../src/domain/kits/kit.ts'
import { completeKit, kitByCode, openKit, putInKit } from '../src/server/kits/kit.sql.ts'
import { addModel, modelById } from '../src/server/kits/kit-model.sql.ts'
import { addSupply, supplyByCode } from '../src/server/supplies/supply.sql.ts'
import { openTestHouse, type TestHouse } from './support/house.ts'
import { makeReady } from './support/ready.ts'
import { newPlace, schoolRequest } from './support/requests.ts'

const RECIPE: Recipe = {
  unit: { kinds: ['laptop'], memoryGb: null, diskGb: null, network: false },
  screen: null,
  supplies: { mouse: 1 },
}

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('kit-to-school')
})
afterAll(() => house.close())

test('a kit is allocated by its own code, cannot leave half, and leaves whole with its mouse', async () => {
  const actor = { organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null }
  const made = await house.inside(async (tx) => {
    const bin = {
      kind: 'mouse',
      name: 'Souris',
      endUnit: null,
      endScreen: null,
      place: null,
      count: 2,
      wanted: 0,
    } as const
    const mouse = await addSupply(tx, actor, bin)
    const model = await modelById(tx, await addModel(tx, actor, 'Portable', RECIPE))
    const kit = await openKit(tx, actor, model?.recipeId ?? '', null)
    const device = await makeReady(tx, actor, 'laptop', 'KS-1')
    const school = await newPlace(tx, actor, 'École Curie', 'primary')
    return { mouse, kit, device, request: await schoolRequest(tx, actor, school) }
  })
  const put = (code: string) =>
    house.inside(async (tx) => {
      const kit = await kitByCode(tx, made.kit, true)
      return kit && putInKit(tx, actor, kit, code)
    })
  expect(await put(made.device.code)).toMatchObject({ kind: 'put' })
  const allocate = () =>
    house.post(`/demandes/${made.request}/attribuer`, { codes: made.kit, expiresOn: '2099-01-31' }, 'coordinator')

  const early = await allocate()
  expect(early.headers.get('location'), 'an open kit names no device').toMatch(/^\/reponses\//)
  expect(await put(made.mouse)).toMatchObject({ kind: 'put' })
  const refusals = await house.inside(async (tx) => {
    const kit = await kitByCode(tx, made.kit, true)
    return kit && completeKit(tx, actor, kit)
  })
  expect(refusals).toEqual([])
  expect((await allocate()).headers.get('location')).toBe(`/demandes/${made.request}`)

  const id = await house.inside(async (tx) => {
    const row = await tx.selectFrom('request').select('id').where('number', '=', made.request).executeTakeFirstOrThrow()
    return row.id
  })
  const said = { deviceIds: made.device.id, receivedBy: 'Mme Curie', session: 'accepted' }
  expect((await house.post(`/remises/preparer/${id}`, said, 'mediator')).status).toBe(303)
  const after = await house.inside(async (tx) => ({
    kit: await kitByCode(tx, made.kit),
    mouse: await supplyByCode(tx, made.mouse),
  }))
  expect(after.kit?.state).toBe('handedOver')
  expect(after.kit?.items).toHaveLength(2)
  expect(after.mouse?.count, 'the mouse left with it').toBe(1)
})
