import { sql } from 'kysely'
import { NO_DEVICE } from '../../../domain/circuit/states.ts'
import { groupBy } from '../../../domain/group-by.ts'
import { type Identifier, type IdentifierKind, matchIdentifiers } from '../../../domain/hardware/identity.ts'
import type { Tx } from '../../platform/database/database.ts'
import { PREPARED } from '../../platform/database/prepared.ts'
import { saysWhichMachine } from './arrival.ts'

export type Found =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly deviceId: string; readonly by: readonly IdentifierKind[] }
  | { readonly kind: 'several'; readonly codes: readonly string[] }

interface Row {
  readonly n: number
  readonly device_id: string
  readonly kind: string
  readonly value: string
  readonly code: string
}

/**
 * The devices that each list of identifiers names, in the order asked: by score for a whole machine, by the medium fitted for a
 * report on one disk.
 */
export async function findDevices(tx: Tx, asked: readonly (readonly Identifier[])[]): Promise<readonly Found[]> {
  const values = asked.flatMap((identifiers, n) => identifiers.map(({ value }) => ({ n, value })))
  if (values.length === 0) return asked.map(() => ({ kind: 'none' }))
  // A value that many devices share stops at fifty of them. `offset 0` holds the planner to the indexes, one list after the other.
  const { rows } = await sql<Row>`${PREPARED} select near.n, theirs.*
    from (
      select distinct asked.n, one.device_id
      from json_to_recordset(${JSON.stringify(values)}::json) as asked(n integer, value text)
      cross join lateral (select device_id from identifier where value = asked.value limit 50) one
    ) near
    cross join lateral (
      select i.device_id, i.kind, i.value, d.code
      from identifier i join device d on d.organisation_id = i.organisation_id and d.id = i.device_id
      where i.device_id = near.device_id and d.state <> all(${[...NO_DEVICE]}::text[]) offset 0
    ) theirs`.execute(tx)
  const near = groupBy(rows, (row) => String(row.n))
  return asked.map((identifiers, n) => named(identifiers, near(String(n))))
}

function named(identifiers: readonly Identifier[], rows: readonly Row[]): Found {
  const whole = saysWhichMachine(identifiers)
  const ofDevice = groupBy(rows, (row) => row.device_id)
  const found = [...new Set(rows.map((row) => row.device_id))].flatMap((deviceId) => {
    const theirs = ofDevice(deviceId)
    const known = theirs.map(({ kind, value }) => ({ kind: kind as IdentifierKind, value, shown: value }))
    const match = matchIdentifiers(identifiers, known)
    const same = whole ? match.verdict === 'same' : match.agree.some((one) => one.kind === 'mediumSerial')
    return same ? [{ deviceId, code: theirs[0]?.code ?? '', by: [...new Set(match.agree.map((one) => one.kind))] }] : []
  })
  const [first] = found
  if (!first) return { kind: 'none' }
  return found.length === 1
    ? { kind: 'one', deviceId: first.deviceId, by: first.by }
    : { kind: 'several', codes: found.map(({ code }) => code) }
}
