import { DEFAULT_ORDER } from '../../domain/circuit/steps.ts'
import { stillEmpty } from '../first-visit/start.sql.ts'
import { addMember, giveFunction } from '../organisation/member.sql.ts'
import { makeOrganisation, recordCreation, saveSteps } from '../organisation/organisation.sql.ts'
import type { Role } from '../organisation/roles.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { createProgramme, keepFormerName, setTarget } from '../programme/programme.sql.ts'
import { INDICATOR_KEYS } from '../programme/programme.ts'
import { setWorkshopPerson } from '../workshop/board/people.sql.ts'
import type { Town } from './story/people.ts'
import { COLLEAGUES, COMMUNE, emailOf, FORMER_NAME, PEOPLE, PROGRAMME, TARGETS, TEAMS } from './territory.ts'

/** The invented commune once it stands: who acts. */
export interface Territory extends Omit<Town, 'size'> {
  readonly organisationId: string
}

/** The account of one person, made in the sign-in library; answers its id. */
export type AccountOf = (person: { readonly name: string; readonly email: string }) => Promise<string>

/** Sets the commune, its people and its programme up; null where the installation holds something. */
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
  for (let year = Number(PROGRAMME.startedOn.slice(0, 4)) + 1; year <= new Date().getFullYear(); year += 1)
    for (const indicator of INDICATOR_KEYS)
      await setTarget(tx, coordinator, programmeId, year, indicator, TARGETS[indicator])
  await nameTeams(tx, coordinator, people)
  const names = new Map<string, string>(PEOPLE.map(({ role, name }) => [role, name]))
  return {
    organisationId,
    name: COMMUNE.name,
    signer: { name: found(names, 'elected'), functionOn: (day) => titleOn(day) },
    people: Object.fromEntries(people) as Town['people'],
    technicians: [found(people, 'technician'), ...COLLEAGUES.map((name) => found(people, name))],
    names: new Map([...people].map(([role, personId]) => [personId, names.get(role) ?? role])),
  }
}

/** The minutes a week that each person at the benches gives to the workshop. */
const WEEK = { technician: 28 * 60, trainee: 26 * 60, tutor: 12 * 60 } as const

async function nameTeams(tx: Tx, actor: Actor, people: ReadonlyMap<string, string>): Promise<void> {
  const say = (key: string, team: string, weeklyMinutes: number) =>
    setWorkshopPerson(tx, actor, found(people, key), { team, weeklyMinutes })
  for (const key of ['technician', ...COLLEAGUES]) await say(key, TEAMS.bench, WEEK.technician)
  await say('trainee', TEAMS.learning, WEEK.trainee)
  await say('tutor', TEAMS.learning, WEEK.tutor)
}

const titleOn = (day: string): string =>
  PEOPLE.find(({ role }) => role === 'elected')?.titles?.find(({ from, to }) => from <= day && (!to || day <= to))
    ?.name ?? ''

async function enrol(tx: Tx, organisationId: string, accountOf: AccountOf): Promise<ReadonlyMap<string, string>> {
  const userIds = await Promise.all(PEOPLE.map(({ name }) => accountOf({ name, email: emailOf(name) })))
  const theirIds = await Promise.all(COLLEAGUES.map((name) => accountOf({ name, email: emailOf(name) })))
  const people = new Map<string, string>()
  let founder: Actor | { organisationId: string; founding: true } = { organisationId, founding: true }
  // The administrator comes first: the others are enrolled by somebody.
  const order = [
    ...PEOPLE.map((person, at) => ({ ...person, key: person.role as string, userId: userIds[at] ?? '' })).reverse(),
    ...COLLEAGUES.map((name, at) => ({ role: 'technician' as const, name, key: name, userId: theirIds[at] ?? '' })),
  ]
  for (const { role, name, key, userId, ...person } of order) {
    const member = { userId, name, roles: [role], lang: 'fr' as const }
    const { memberId, personId } = await addMember(tx, founder, member)
    if ('founding' in founder) founder = { organisationId, personId }
    people.set(key, personId)
    for (const { name: title, from, to } of 'titles' in person ? (person.titles ?? []) : [])
      await giveFunction(tx, founder, { id: memberId, personId }, { title, from, to: to ?? null })
  }
  return people
}

function found(map: ReadonlyMap<string, string>, key: string): string {
  const value = map.get(key)
  if (value === undefined) throw new Error(`the demonstration has no ${key}`)
  return value
}
