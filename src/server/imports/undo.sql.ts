import { sql } from 'kysely'
import { withdrawDevices } from '../fleet/withdraw.sql.ts'
import { removeParty } from '../parties/party.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import type { Import } from './import.sql.ts'
import type { LineAnswer } from './import.ts'
import { removePlace } from './places.sql.ts'
import { changeDevices, deviceImports } from './write-devices.sql.ts'

interface Last {
  readonly id: string
  readonly event: string
  readonly kind: string
  readonly state: string
  readonly importId: string | null
  readonly events: number
}

/** The last event of each device, its state, and how many events it has; the devices are locked until the commit. */
async function lastOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Last>> {
  await sql`select 1 from device where id = any(${ids}::uuid[]) order by id for update`.execute(tx)
  const { rows } = await sql<Last>`select d.id, d.state, e.id as event, e.kind, e.payload->>'importId' as "importId",
      (select count(*)::integer from event n where n.organisation_id = d.organisation_id and n.subject_id = d.id) as events
    from device d
    join lateral (select id, kind, payload from event e where e.organisation_id = d.organisation_id and e.subject_id = d.id
      order by e.at desc, e.id desc limit 1) e on true
    where d.id = any(${ids}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * Takes back what these lines did, by contrary events; a device of which anything was said since stays, and the line says so.
 * A device that was made leaves every list, its code is never given again, its lines of the ledger stay.
 */
export async function undoDevices(
  tx: Tx,
  actor: Actor,
  found: Import,
  answers: readonly LineAnswer[],
): Promise<readonly LineAnswer[]> {
  const last = await lastOf(
    tx,
    answers.flatMap(({ subjectId }) => subjectId ?? []),
  )
  const stands = (answer: LineAnswer) => {
    const now = last.get(answer.subjectId ?? '')
    if (!now || now.importId !== found.id) return false
    return answer.outcome === 'new' ? now.events === 1 : now.kind === 'deviceImport.changed'
  }
  const back = answers.filter(stands)
  const made = back.filter(({ outcome }) => outcome === 'new')
  const changed = back.filter(({ outcome }) => outcome === 'changed')
  await withdrawDevices(
    tx,
    actor,
    made.flatMap(({ subjectId }) => last.get(subjectId ?? '') ?? []),
    found.id,
  )
  await changeDevices(tx, changed, true)
  await deviceImports.recordAll(
    tx,
    actor,
    changed.map(({ subjectId }) => ({
      name: 'restored' as const,
      subjectId: subjectId ?? '',
      payload: { importId: found.id, fields: [] },
    })),
  )
  return answers.map((answer) =>
    stands(answer)
      ? { ...answer, outcome: 'undone', reasons: [] }
      : { ...answer, outcome: 'kept', reasons: [{ rule: 'actedSince' }] },
  )
}

/** Takes back the places or parties that these lines made, where nothing speaks of them since; what was completed stays. */
export async function undoOthers(
  tx: Tx,
  actor: Actor,
  found: Import,
  answers: readonly LineAnswer[],
): Promise<readonly LineAnswer[]> {
  const remove = found.target === 'places' ? removePlace : removeParty
  const done: LineAnswer[] = []
  for (const answer of answers) {
    const gone = answer.outcome === 'new' && answer.subjectId !== null && (await remove(tx, actor, answer.subjectId))
    const reasons = gone ? [] : [{ rule: answer.outcome === 'new' ? 'usedSince' : 'completedStays' }]
    done.push({ ...answer, outcome: gone ? 'undone' : 'kept', reasons })
  }
  return done
}
