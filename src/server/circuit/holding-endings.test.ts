import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { inService, service } from '../../../test/support/world-recycling.ts'
import { HOLDING_ENDINGS } from '../../domain/circuit/lives.ts'
import { GIFT_READY } from '../../domain/circuit/model/example.ts'
import { TRANSITIONS } from '../../domain/circuit/transitions.ts'
import { perform } from './perform.sql.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('endings')
})
afterAll(() => house.close())

const actor = () => ({ organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null })

for (const { act, from, ending } of TRANSITIONS.rows.filter((row) => row.ending !== 'none')) {
  test(`a holding that « ${act} » closes has ended for that reason: ${ending}`, async () => {
    const row = await house.inside(async (tx) => {
      const { id } = await inService(tx, actor(), await service(tx, actor(), 'Voirie'), '2020-01-01')
      await tx
        .updateTable('device')
        .set({ state: from[0] ?? '' })
        .where('id', '=', id)
        .execute()
      const facts = {
        ...GIFT_READY,
        state: from[0] ?? 'inUse',
        openHolding: 'open',
        owner: act === 'announce' ? 'recipient' : 'organisation',
        inventory: act === 'decommission' ? 'listed' : 'decommissioned',
      } as const
      expect(await perform(tx, actor(), act, id, { facts })).toMatchObject({ kind: 'done', holding: 'closes' })
      return tx
        .selectFrom('holding')
        .select(['ending', 'ended_at'])
        .where('device_id', '=', id)
        .executeTakeFirstOrThrow()
    })
    expect(row).toEqual({ ending, ended_at: expect.any(Date) })
  })
}

test('the database knows the very endings that the circuit names', async () => {
  const { rows } = await house.inside((tx) =>
    sql<{
      def: string
    }>`select pg_get_constraintdef(oid) as def from pg_constraint where conname = 'holding_ending_check'`.execute(tx),
  )
  const known = [...(rows[0]?.def ?? '').matchAll(/'(\w+)'/g)].map(([, name]) => name)
  expect(known.sort()).toEqual(Object.keys(HOLDING_ENDINGS).sort())
})
