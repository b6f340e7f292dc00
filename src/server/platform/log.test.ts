import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { namesNothing } from './database/names-nothing.ts'
import { withoutValues } from './log.ts'

const SECRET = 'Camille Exemple, 06 00 00 00 00'
let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('log')
})
afterAll(() => house.close())

/** The fault of a statement. */
const faultOf = (statement: ReturnType<typeof sql>): Promise<unknown> =>
  house
    .inside(async (tx) => {
      await statement.execute(tx)
    })
    .catch((error: unknown) => error)

describe('a fault in the log', () => {
  test('of the database says its code and its constraint, never the value', async () => {
    const statements = [
      sql`select ${SECRET}::uuid`,
      sql`select ${SECRET}::int`,
      sql`insert into place (organisation_id, id, kind, name) values (${house.sample.organisationId}, ${randomUUID()}, ${SECRET}, 'x')`,
      sql`insert into place (organisation_id, id, kind, name, parent_id) values (${house.sample.organisationId}, ${randomUUID()}, 'school', ${SECRET}, ${randomUUID()})`,
    ]
    for (const statement of statements) {
      const error = await faultOf(statement)
      const kept = withoutValues(error)
      expect(kept.code, JSON.stringify(kept)).toMatch(/^2[23]/)
      expect(JSON.stringify(kept)).not.toContain('Camille')
      expect(kept.at.length).toBeGreaterThan(0)
    }
  })

  test('of a JSON that does not read says where in the program, never the text', () => {
    const error = (() => {
      try {
        return JSON.parse(SECRET)
      } catch (thrown) {
        return thrown
      }
    })()
    expect(String(error)).toContain('Camille')
    expect(withoutValues(error)).toEqual({ name: 'SyntaxError', at: expect.any(Array) })
    expect(JSON.stringify(withoutValues(error))).not.toContain('Camille')
  })

  test('of the program keeps its sentence; what is no error keeps its type alone', () => {
    expect(withoutValues(new TypeError('no such state'))).toMatchObject({ name: 'TypeError', message: 'no such state' })
    expect(withoutValues(SECRET)).toEqual({ name: 'string', at: [] })
  })
})

describe('a refused reference', () => {
  test('to a row that is not there names nothing; a row that others refer to does not go unsaid', async () => {
    const { organisationId } = house.sample
    const party = randomUUID()
    const from = (giver: string) =>
      sql`insert into batch (organisation_id, id, label, from_party) values (${organisationId}, ${randomUUID()}, 'Lot', ${giver})`
    expect(namesNothing(await faultOf(from(party)))).toBe(true)
    await house.inside(async (tx) => {
      await sql`insert into party (organisation_id, id, name) values (${organisationId}, ${party}, 'Mairie')`.execute(
        tx,
      )
      await from(party).execute(tx)
    })
    const removed = await faultOf(sql`delete from party where id = ${party}`)
    expect(withoutValues(removed).code).toBe('23503')
    expect(namesNothing(removed)).toBe(false)
  })
})
