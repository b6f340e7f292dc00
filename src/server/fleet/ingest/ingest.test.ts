import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../../test/support/house.ts'
import { chanceFrom } from '../../demonstration/chance.ts'
import { inventMachine, lshwOf, type Machine, smartctlOf } from '../../demonstration/dumps.ts'
import { LAPTOPS } from '../../demonstration/models.ts'
import { ingestAll } from '../evidence.sql.ts'
import type { Dump } from './arrival.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('ingest')
})
afterAll(() => house.close())

const machines = (seed: number, count: number): readonly Machine[] => {
  const chance = chanceFrom(seed)
  return Array.from({ length: count }, () => inventMachine(chance, chance.oneOf(LAPTOPS)))
}

/** Keeps these dumps in one transaction, as reports that arrive side by side. */
const together = (dumps: readonly Dump[]) => {
  const { organisationId, people } = house.sample
  const actor = { organisationId, personId: people.technician ?? null }
  const reception = { batchId: null, placeId: null, owner: 'organisation' } as const
  return house.inside((tx) =>
    ingestAll(
      tx,
      organisationId,
      dumps.map((dump) => ({ actor, dump, reception })),
    ),
  )
}

const kindsOf = async (deviceId: string): Promise<readonly string[]> => {
  const rows = await house.inside((tx) =>
    tx
      .selectFrom('event')
      .select('kind')
      .where((or) =>
        or.or([
          or('subject_id', '=', deviceId),
          or('subject_id', 'in', or.selectFrom('component').select('id').where('device_id', '=', deviceId)),
          or('subject_id', 'in', or.selectFrom('evidence').select('id').where('device_id', '=', deviceId)),
        ]),
      )
      .orderBy('id')
      .execute(),
  )
  return rows.map(({ kind }) => kind)
}

test('reports of several machines that come together make each its own device, with the lines that one alone leaves', async () => {
  const [one, two] = machines(11, 2).map((machine) => lshwOf(machine))
  const [alone] = await together(machines(12, 1).map(lshwOf))
  const answers = await together([one, two].flatMap((dump) => dump ?? []))
  expect(answers.map(({ kind }) => kind)).toEqual(['created', 'created'])
  const ids = [alone, ...answers].flatMap((answer) => (answer && 'deviceId' in answer ? answer.deviceId : []))
  expect(new Set(ids).size).toBe(3)
  const [first, ...others] = await Promise.all(ids.map(kindsOf))
  expect(first?.[0]).toBe('device.receive')
  expect(first?.[1]).toBe('evidence.stored')
  expect(first?.filter((kind) => kind === 'component.seen').length).toBeGreaterThan(1)
  expect(first?.at(-1)).toBe('device.identify')
  for (const lines of others) expect(new Set(lines)).toEqual(new Set(first))
})

test('two reports of one new machine that come together are about one device, and its disk is one part', async () => {
  const [machine] = machines(21, 1)
  if (!machine) throw new Error('no machine')
  const [first, second] = await together([lshwOf(machine), smartctlOf(machine)])
  expect(first).toMatchObject({ kind: 'created' })
  expect(second).toMatchObject({
    kind: 'updated',
    by: ['mediumSerial'],
    code: first && 'code' in first ? first.code : '',
  })
  const media = await house.inside((tx) =>
    tx.selectFrom('component').select(['serial', 'hours']).where('serial', '=', machine.disk.serial).execute(),
  )
  expect(media).toEqual([{ serial: machine.disk.serial, hours: machine.disk.hours }])
})

test('the same bytes twice in one go, or again later, are kept once and lead to the same device', async () => {
  const [dump] = machines(31, 1).map(lshwOf)
  if (!dump) throw new Error('no dump')
  const [first, second] = await together([dump, dump])
  const [third] = await together([dump])
  const code = first && 'code' in first ? first.code : ''
  expect([first, second, third].map((one) => one?.kind)).toEqual(['created', 'known', 'known'])
  expect(second).toMatchObject({ code })
  expect(third).toMatchObject({ code })
})

test('a machine with a part of a model that is held back is made, and stays to be identified', async () => {
  const [machine, other] = machines(61, 2)
  if (!machine || !other) throw new Error('no machine')
  const id = crypto.randomUUID()
  await house.inside((tx) =>
    tx
      .insertInto('hold')
      .values({
        organisation_id: house.sample.organisationId,
        id,
        reason: 'Rappel',
        component_model: machine.disk.model,
      })
      .execute(),
  )
  const [held] = await together([lshwOf(machine)])
  await house.inside((tx) => tx.updateTable('hold').set({ lifted_at: new Date() }).where('id', '=', id).execute())
  const [free] = await together([lshwOf(other)])
  const states = await house.inside((tx) =>
    Promise.all(
      [held, free].map((answer) =>
        tx
          .selectFrom('device')
          .select('state')
          .where('code', '=', answer && 'code' in answer ? answer.code : '')
          .executeTakeFirstOrThrow(),
      ),
    ),
  )
  expect(states.map(({ state }) => state)).toEqual(['received', 'identified'])
})

test('what is no report is refused in its place, and the others are kept', async () => {
  const [one, two] = machines(41, 2).map(lshwOf)
  if (!one || !two) throw new Error('no dump')
  const answers = await together([one, { name: 'lettre.txt', bytes: new TextEncoder().encode('Chère Claire') }, two])
  expect(answers.map(({ kind }) => kind)).toEqual(['created', 'refused', 'created'])
})

test('a disk that went from one machine to another leaves a move, whichever report comes first', async () => {
  const [one, two] = machines(51, 2)
  if (!one || !two) throw new Error('no machine')
  await together([lshwOf(one), lshwOf(two)])
  const swapped = { ...two, disk: one.disk }
  const [after] = await together([lshwOf(swapped), smartctlOf(one)])
  expect(after).toMatchObject({ kind: 'updated' })
  const moves = await house.inside((tx) =>
    tx
      .selectFrom('part_move')
      .innerJoin('component', 'component.id', 'part_move.component_id')
      .select(['from_device', 'to_device'])
      .where('component.serial', '=', one.disk.serial)
      .execute(),
  )
  expect(moves).toHaveLength(1)
  expect(moves[0]?.to_device).toBe(after && 'deviceId' in after ? after.deviceId : '')
})
