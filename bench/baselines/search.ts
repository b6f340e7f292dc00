import type pg from 'pg'
import type { DeviceQuery } from '../../src/server/fleet/device-query.ts'

/** What is looked for; a code and a serial are looked for as such. */
export type Asked = Partial<Pick<DeviceQuery, 'kind' | 'state' | 'placeId' | 'life' | 'grade' | 'age' | 'sort'>> & {
  readonly words?: string
  readonly code?: string
  readonly serial?: string
}

const ORDER: Readonly<Record<DeviceQuery['sort'], string>> = {
  recent: 'd.id desc',
  model: "coalesce(d.model, ''), d.id",
  year: 'coalesce(d.built_year, 0)::text, d.id',
}

/**
 * The first page of a search as one statement of the superuser: no row security, no transaction around it, no total, every index of the
 * product at the planner's choice, a code and a serial by equality.
 */
export async function bareSearch(
  all: pg.Pool,
  organisationId: string,
  asked: Asked,
  thisYear: number,
): Promise<number> {
  const values: unknown[] = [organisationId]
  const value = (one: unknown) => `$${values.push(one)}`
  const conditions = ['d.organisation_id = $1', "d.state not in ('merged', 'withdrawn')"]
  const equal = (column: string, one: unknown) => one !== undefined && conditions.push(`d.${column} = ${value(one)}`)
  equal('code', asked.code)
  equal('serial', asked.serial)
  equal('kind', asked.kind)
  equal('state', asked.state)
  equal('place_id', asked.placeId)
  equal('grade', asked.grade)
  equal('life', asked.life)
  if (asked.age !== undefined) conditions.push(`d.built_year <= ${value(thisYear - Number(asked.age))}`)
  for (const word of asked.words?.split(' ') ?? [])
    conditions.push(`device_words(d) like ${value(`%${word.toLowerCase()}%`)}`)
  const { rows } = await all.query(
    `select d.id, d.code, d.kind, d.state, d.maker, d.model, d.name, d.serial, d.life, d.grade, d.built_year, d.inventory, p.name as place
     from device d left join place p on p.organisation_id = d.organisation_id and p.id = d.place_id
     where ${conditions.join(' and ')} order by ${ORDER[asked.sort ?? 'recent']} limit 26`,
    values,
  )
  return rows.length
}
