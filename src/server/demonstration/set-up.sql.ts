import { DEFAULT_ORDER } from '../../domain/circuit/steps.ts'
import { stillEmpty } from '../first-visit/start.sql.ts'
import { addPlace } from '../fleet/place.sql.ts'
import { addMember, giveFunction } from '../organisation/member.sql.ts'
import { makeOrganisation, recordCreation, saveSteps } from '../organisation/organisation.sql.ts'
import type { Role } from '../organisation/roles.ts'
import { addParty } from '../parties/party.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { createProgramme, keepFormerName, setTarget } from '../programme/programme.sql.ts'
import { INDICATOR_KEYS } from '../programme/programme.ts'
import {
  COMMUNE,
  DECISION,
  emailOf,
  FORMER_NAME,
  PARTIES,
  type PartyKey,
  PEOPLE,
  PLACES,
  type PlaceKey,
  PROGRAMME,
  TARGETS,
} from './territory.ts'

/** The invented commune once it stands: who acts, where, and with whom. */
export interface Territory {
  readonly organisationId: string
  /** The council decision that gifts rest on. */
  readonly decisionId: string
  /** Who acts in this role; the ledger names them. */
  as(role: Role): Actor & { readonly personId: string }
  readonly places: Readonly<Record<PlaceKey, string>>
  readonly parties: Readonly<Record<PartyKey, string>>
}

/** The account of one person, made in the sign-in library; answers its id. */
export type AccountOf = (person: { readonly name: string; readonly email: string }) => Promise<string>

/** Sets the commune, its people, its programme, its places and its parties up; null where the installation holds something. */
export async function setUpTerritory(tx: Tx, accountOf: AccountOf): Promise<Territory | null> {
  if (!(await stillEmpty(tx))) return null
  const organisationId = await makeOrganisation(tx, COMMUNE, true)
  const people = await enrol(tx, organisationId, accountOf)
  const as = (role: Role) => ({ organisationId, personId: found(people, role) })
  const coordinator = as('coordinator')
  await recordCreation(tx, as('administrator'), COMMUNE)
  await saveSteps(tx, coordinator, DEFAULT_ORDER)
  const programmeId = await createProgramme(tx, coordinator, PROGRAMME)
  await keepFormerName(tx, coordinator, programmeId, FORMER_NAME)
  for (const indicator of INDICATOR_KEYS)
    await setTarget(tx, coordinator, programmeId, new Date().getFullYear(), indicator, TARGETS[indicator])
  const places = new Map<string, string>()
  for (const place of PLACES) {
    const parentId = 'under' in place ? found(places, place.under) : null
    const fields = { kind: place.kind, name: place.name, parentId, inseeCode: null, renewalYears: null }
    places.set(place.key, await addPlace(tx, coordinator, fields))
  }
  const parties = new Map<string, string>()
  for (const party of PARTIES) parties.set(party.key, await addParty(tx, coordinator, party))
  const decisionId = await fileDecision(tx, coordinator)
  return {
    organisationId,
    decisionId,
    as,
    places: Object.fromEntries(places) as Territory['places'],
    parties: Object.fromEntries(parties) as Territory['parties'],
  }
}

async function enrol(tx: Tx, organisationId: string, accountOf: AccountOf): Promise<ReadonlyMap<string, string>> {
  const userIds = await Promise.all(PEOPLE.map(({ name }) => accountOf({ name, email: emailOf(name) })))
  const people = new Map<string, string>()
  let founder: Actor | { organisationId: string; founding: true } = { organisationId, founding: true }
  // The administrator comes first: the others are enrolled by somebody.
  const order = PEOPLE.map((person, at) => ({ ...person, userId: userIds[at] ?? '' })).reverse()
  for (const { role, name, title, userId } of order) {
    const member = { userId, name, roles: [role], lang: 'fr' as const }
    const { memberId, personId } = await addMember(tx, founder, member)
    if ('founding' in founder) founder = { organisationId, personId }
    people.set(role, personId)
    if (title)
      await giveFunction(tx, founder, { id: memberId, personId }, { title: title.name, from: title.from, to: null })
  }
  return people
}

async function fileDecision(tx: Tx, actor: Actor): Promise<string> {
  const id = newId()
  await tx
    .insertInto('council_decision')
    .values({
      organisation_id: actor.organisationId,
      id,
      number: DECISION.number,
      decided_on: DECISION.on,
      scope: DECISION.scope,
    })
    .execute()
  return id
}

function found(map: ReadonlyMap<string, string>, key: string): string {
  const value = map.get(key)
  if (value === undefined) throw new Error(`the demonstration has no ${key}`)
  return value
}
