import type { Insertable } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { createDevice } from '../fleet/device.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import type { Erasure } from '../platform/database/schema.generated.ts'
import { readFacts } from './facts.sql.ts'
import { perform } from './perform.sql.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('media')
})
afterAll(() => house.close())

const USED = new Date('2026-11-02T08:00:00Z')
const AFTER = new Date('2026-11-05T08:00:00Z')
const LATER = new Date('2026-11-06T08:00:00Z')
const SERIAL = 'WD-WCC6Z1AB2CD3'
const READ_BACK = JSON.stringify({ readBack: true })
const HASH = 'a'.repeat(64)
const CERTIFICATE = {
  number: 'D-12',
  destroyer: 'Broyage du Centre',
  destroyedOn: '2026-11-04',
  technique: 'shredding',
  particleSquareMillimetres: null,
  listed: [SERIAL],
  documentHash: HASH,
}

/** An identified machine with one disk last used on 2 November, and these erasures on it. */
async function machine(
  tx: Tx,
  erasures: readonly Partial<Insertable<Erasure>>[],
  kind: 'desktop' | 'phone' = 'desktop',
): Promise<{ deviceId: string; mediumId: string }> {
  const organisation_id = house.sample.organisationId
  const actor = { organisationId: organisation_id, personId: house.sample.people.technician ?? null }
  const device = await createDevice(tx, actor, { kind, state: 'received' })
  const mediumId = newId()
  await tx
    .insertInto('component')
    .values({
      organisation_id,
      id: mediumId,
      kind: 'medium',
      device_id: device.id,
      subkind: kind === 'phone' ? 'emmc' : 'hdd',
      serial: SERIAL,
      last_used_at: USED,
    })
    .execute()
  for (const erasure of erasures) await erase(tx, mediumId, erasure)
  await perform(tx, actor, 'identify', device.id)
  return { deviceId: device.id, mediumId }
}

async function erase(tx: Tx, mediumId: string, erasure: Partial<Insertable<Erasure>>): Promise<string> {
  const id = newId()
  await tx
    .insertInto('erasure')
    .values({
      organisation_id: house.sample.organisationId,
      id,
      medium_id: mediumId,
      source: 'toolLog',
      technique: 'overwrite',
      level: 'clear',
      outcome: 'erased',
      operator: house.sample.people.technician ?? null,
      recorded_at: AFTER,
      details: READ_BACK,
      ...erasure,
    })
    .execute()
  return id
}

/** What the circuit knows of the disk of such a machine. */
async function known(erasures: readonly Partial<Insertable<Erasure>>[], kind?: 'phone') {
  return house.inside(async (tx) => {
    const { deviceId } = await machine(tx, erasures, kind)
    const facts = await readFacts(tx, deviceId)
    const media = facts?.facts.media
    return media?.kind === 'listed' ? media.media[0] : undefined
  })
}

test('a log that was read back, recorded after the last use, proves the erasure with its level', async () => {
  expect(await known([{}])).toMatchObject({
    state: 'erased',
    proof: { source: 'toolLog', level: 'clear', at: AFTER.toISOString() },
  })
})

test.each<[string, Partial<Insertable<Erasure>>]>([
  ['nothing was read back', { details: '{}' }],
  ['the word given for a lot', { source: 'declaredForLot' }],
  ['a technique that erases nothing', { technique: 'trim' }],
  ['a technique that is not known', { technique: 'magnet' }],
  ['a log recorded before the last use', { recorded_at: new Date('2026-11-01T08:00:00Z') }],
  ['a factory reset of a desktop', { source: 'factoryReset', technique: 'factoryReset' }],
  ['a destruction without certificate', { source: 'destruction', outcome: 'destroyed', technique: 'shredding' }],
  ['an absence signed by one person', { source: 'absence', outcome: 'absent', technique: 'unknown' }],
])('%s proves nothing, whatever its outcome says', async (_, erasure) => {
  expect(await known([erasure])).toMatchObject({ state: 'unknown', proof: 'none' })
})

test('a failure after a success stands, and an erasure after it counts again', async () => {
  expect(await known([{}, { outcome: 'failed', recorded_at: LATER }])).toMatchObject({ state: 'failed', proof: 'none' })
  expect(await known([{ outcome: 'failed' }, { recorded_at: LATER }])).toMatchObject({ state: 'erased' })
})

test('a log recorded again is as old as its first record, even on another medium', async () => {
  const before = new Date('2026-11-01T08:00:00Z')
  await house.inside((tx) => machine(tx, [{ evidence_hash: HASH, recorded_at: before }]))
  expect(await known([{ evidence_hash: HASH }])).toMatchObject({ state: 'unknown' })
})

test('a complete certificate destroys for good, and two people find a medium absent', async () => {
  const destroyed = { source: 'destruction', outcome: 'destroyed', technique: 'shredding' }
  const details = JSON.stringify({ certificate: CERTIFICATE })
  const failed = { outcome: 'failed', recorded_at: LATER }
  expect(await known([{ ...destroyed, details }, failed])).toMatchObject({
    state: 'destroyed',
    proof: { level: 'destruct' },
  })
  const verifier = house.sample.people.tutor ?? null
  expect(await known([{ source: 'absence', outcome: 'absent', technique: 'unknown', verifier }])).toMatchObject({
    state: 'absent',
  })
})

test('a phone reset is erased with the exception that nothing was read back', async () => {
  expect(await known([{ source: 'factoryReset', technique: 'factoryReset', details: '{}' }], 'phone')).toMatchObject({
    state: 'erasedWithExceptions',
    exceptions: ['resetNotReadBack'],
  })
})

test('an erasure withdrawn from a medium no longer counts', async () => {
  const media = await house.inside(async (tx) => {
    const { deviceId, mediumId } = await machine(tx, [])
    const erasure_id = await erase(tx, mediumId, {})
    await tx
      .insertInto('erasure_withdrawal')
      .values({ organisation_id: house.sample.organisationId, erasure_id })
      .execute()
    return (await readFacts(tx, deviceId))?.facts.media
  })
  expect(media).toMatchObject({ media: [{ state: 'unknown' }] })
})

test('where the organisation asks for two people, the one who erased cannot be the one who verified', async () => {
  const setPolicy = (verifierApart: boolean) =>
    house.inside((tx) =>
      tx
        .insertInto('setting')
        .values({
          organisation_id: house.sample.organisationId,
          name: 'policy',
          value: JSON.stringify({ verifierApart }),
        })
        .onConflict((conflict) =>
          conflict.columns(['organisation_id', 'name']).doUpdateSet({ value: JSON.stringify({ verifierApart }) }),
        )
        .execute(),
    )
  await setPolicy(true)
  const alone = await known([{ verifier: house.sample.people.technician ?? null }])
  const two = await known([{ verifier: house.sample.people.tutor ?? null }])
  await setPolicy(false)
  expect([alone?.state, two?.state]).toEqual(['unknown', 'erased'])
})

test('the circuit refuses what is bound for another use while a medium is unproven, and names it', async () => {
  const { organisationId, people } = house.sample
  const answer = await house.inside(async (tx) => {
    const { deviceId } = await machine(tx, [{ details: '{}' }])
    const actor = { organisationId, personId: people.technician ?? null }
    await perform(tx, actor, 'triage', deviceId)
    return perform(tx, actor, 'finish', deviceId)
  })
  expect(answer).toMatchObject({
    kind: 'refused',
    refusals: expect.arrayContaining([expect.objectContaining({ rule: 'mediaProven', concerns: [SERIAL] })]),
  })
})
