import { sql } from 'kysely'
import { addPlace } from '../fleet/place.sql.ts'
import { bodyOf, communesOf } from '../organisation/communes.ts'
import { addMember } from '../organisation/member.sql.ts'
import { addCommunes, makeOrganisation, recordCreation, saveSteps } from '../organisation/organisation.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Lang } from '../platform/text/text.ts'
import { createProgramme, keepFormerName, setTarget } from '../programme/programme.sql.ts'
import { INDICATOR_KEYS } from '../programme/programme.ts'
import { founderRoles, placesOf, type Start, stepsOf, targetField } from './start.ts'

/** Holds off every other first start until this one commits, and says whether the installation is still empty. */
export async function stillEmpty(tx: Tx): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(7305002)`.execute(tx)
  const { rows } = await sql<{ state: string }>`select installation_state() as state`.execute(tx)
  return rows[0]?.state === 'empty'
}

/**
 * Makes the organisation, its programme, its first administrator and its first places, in the caller's transaction. `account` makes
 * the sign-in account, in its own schema: it is asked once nothing else can be refused.
 */
export async function setUp(tx: Tx, start: Start, lang: Lang, account: () => Promise<string>): Promise<string> {
  const given = { name: start.organisation, kind: start.nature, territory: start.territory, code: start.code }
  const organisationId = await makeOrganisation(tx, given)
  const userId = await account()
  const { personId } = await addMember(
    tx,
    { organisationId, founding: true },
    { userId, name: start.person, roles: founderRoles(start.roles), lang },
  )
  const actor = { organisationId, personId }
  await recordCreation(tx, actor, given)
  if (start.code && (start.nature === 'epci' || start.nature === 'departement')) {
    const body = await bodyOf(start.nature, start.code)
    await addCommunes(tx, actor, await communesOf(body?.members ?? []))
  }
  const programmeId = await createProgramme(tx, actor, { ...start, name: start.programme })
  if (start.formerName && start.formerUntil)
    await keepFormerName(tx, actor, programmeId, { name: start.formerName, validTo: start.formerUntil })
  const year = new Date().getFullYear()
  for (const indicator of INDICATOR_KEYS) {
    const target = start[targetField(indicator)]
    if (target !== null) await setTarget(tx, actor, programmeId, year, indicator, target)
  }
  const inseeCode = start.nature === 'commune' ? start.code : null
  for (const place of placesOf(start))
    await addPlace(tx, actor, { ...place, parentId: null, inseeCode, renewalYears: null })
  await saveSteps(tx, actor, stepsOf(start))
  return organisationId
}
