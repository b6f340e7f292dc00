import { sql } from 'kysely'
import { organisationEvents } from '../organisation/organisation.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Actor } from '../platform/ledger/ledger.ts'

export interface MemberCommune {
  /** INSEE code: what the pages of the list are cut by. */
  readonly id: string
  readonly name: string
  readonly places: number
}

/** Member communes by name, each with its number of places. */
export async function memberCommunes(tx: Tx): Promise<readonly MemberCommune[]> {
  const { rows } = await sql<MemberCommune>`
    select c.insee_code as id, c.name, (select count(*)::integer from place p where p.insee_code = c.insee_code) as places
    from member_commune c order by c.name collate french, c.insee_code`.execute(tx)
  return rows
}

export async function removeCommune(tx: Tx, actor: Actor, code: string): Promise<void> {
  await tx.deleteFrom('member_commune').where('insee_code', '=', code).execute()
  await organisationEvents.record(tx, actor, 'communeRemoved', actor.organisationId, { code })
}
