import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../../test/support/house.ts'
import { laptopWithParts } from '../../../../test/support/parts.ts'
import { enterParts, takePart } from '../../parts/stock.sql.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('compose')
})
afterAll(() => house.close())

const actor = () => ({
  organisationId: house.sample.organisationId,
  personId: house.sample.people.technician ?? '',
})
const NO_BINS = { stock: null, locked: null }
/** A laptop kept at triage whose disk is gone, and the disk of another in stock. */
const baseAndDisk = () =>
  house.inside(async (tx) => {
    const base = await laptopWithParts(tx, actor(), 'triaged', { empty: true })
    const giver = await laptopWithParts(tx, actor(), 'toParts')
    await takePart(tx, actor(), giver.disk, NO_BINS)
    return { base, giver }
  })
const stateOf = async (code: string) =>
  await house.inside((tx) =>
    tx.selectFrom('device').select(['state', 'life']).where('code', '=', code).executeTakeFirstOrThrow(),
  )
const keptFor = (id: string) =>
  house.inside((tx) => tx.selectFrom('component').select('id').where('reserved_for', '=', id).execute())

test('nobody is sent to sign in, finance may not, another organisation finds nothing', async () => {
  const { base, giver } = await baseAndDisk()
  expect((await house.get('/atelier/composer')).status).toBe(303)
  expect((await house.get('/atelier/composer', 'finance')).status).toBe(403)
  const form = { device: base.code, part: giver.disk }
  expect((await house.post('/atelier/composer', form, 'other')).status).toBe(404)
  expect((await house.post('/atelier/composer', form, 'finance')).status).toBe(403)
})

test('a machine kept at triage is offered with the parts that complete it and where they come from; one act keeps them and opens its order', async () => {
  const { base, giver } = await baseAndDisk()
  const html = await (await house.get('/atelier/composer', 'trainee')).text()
  expect(html).toContain('aucun disque')
  expect(html).toContain(`value="${base.code}"`)
  expect(html).toContain(`vient de`)
  const form = { device: base.code, part: giver.disk }
  const done = await house.post('/atelier/composer', form, 'trainee')
  expect([done.status, done.headers.get('location')]).toEqual([303, expect.stringContaining(base.code)])
  expect((await stateOf(base.code)).state).toBe('inWork')
  expect(await keptFor(base.id)).toEqual([{ id: giver.disk }])
})

test('a part that went to another machine meanwhile refuses the whole: nothing is kept, no order opens', async () => {
  const { base, giver } = await baseAndDisk()
  const { base: faster } = await baseAndDisk()
  const two = await house.inside((tx) =>
    enterParts(
      tx,
      actor(),
      {
        kind: 'battery',
        maker: null,
        model: null,
        serial: null,
        subkind: null,
        shape: null,
        connector: null,
        size: null,
        bin: null,
        count: 1,
      },
      null,
    ),
  )
  await house.post('/atelier/composer', { device: faster.code, part: giver.disk }, 'technician')
  const late = await house.post('/atelier/composer', { device: base.code, part: [two[0] ?? '', giver.disk] }, 'trainee')
  expect(late.status).toBe(409)
  expect(await late.text()).toContain('déjà gardée pour')
  expect([(await stateOf(base.code)).state, await keptFor(base.id)]).toEqual(['triaged', []])
})

test('a device sent to parts does not come back: the circuit refuses its order', async () => {
  const { giver } = await baseAndDisk()
  const refused = await house.post('/atelier/composer', { device: giver.code, part: giver.disk }, 'trainee')
  expect([refused.status, (await stateOf(giver.code)).state]).toEqual([409, 'toParts'])
})

test('from a bare case, a machine begins with its first life still to come, and is told what it lacks', async () => {
  const made = await house.post('/atelier/composer/boitier', { kind: 'laptop', maker: '', model: 'L480' }, 'trainee')
  const path = made.headers.get('location') ?? ''
  const code = /appareil\/([^?#]+)/.exec(path)?.[1] ?? ''
  expect(await stateOf(code)).toEqual({ state: 'inWork', life: 0 })
  const html = await (await house.get(path, 'trainee')).text()
  expect(html).toContain('aucune mémoire')
  expect(html).toContain('aucun disque')
})
