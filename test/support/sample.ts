import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { ROLES } from '../../src/server/organisation/roles.ts'
import { openDatabase } from '../../src/server/platform/database/database.ts'
import { newId } from '../../src/server/platform/database/id.ts'
import type { DatabaseServer } from '../../src/server/platform/database/servers.ts'
import { openSecrets } from '../../src/server/platform/secrets.ts'
import { openSignIn } from '../../src/server/platform/sign-in/open-sign-in.ts'

/** Two organisations, one account for each role in the first, an administrator in the second; cookies to act as each. */
export interface Sample {
  readonly organisationId: string
  readonly otherOrganisationId: string
  /** `Cookie` header by role; `other` is the coordinator and administrator of the second organisation. */
  readonly cookies: Readonly<Record<string, string>>
  /** Person references by role, in the first organisation. */
  readonly people: Readonly<Record<string, string>>
}

export const ORIGIN = 'http://localhost:3000'
const PASSWORD = randomBytes(12).toString('hex')

export async function buildSample(server: DatabaseServer, secretsFolder: string): Promise<Sample> {
  const database = openDatabase(server.app, () => undefined)
  const signIn = openSignIn({
    database: server.owner,
    origin: ORIGIN,
    secret: openSecrets(secretsFolder).signInSecret,
    mailer: { send: async () => undefined },
    secureCookies: false,
    log: () => undefined,
  })
  const organisationId = newId()
  const otherOrganisationId = newId()
  await database.outside(async (tx) => {
    await sql`select create_organisation(${organisationId}, 'Ville de Montferrand', 'commune', 'hexagone', '63113', 'Europe/Paris', false)`.execute(
      tx,
    )
    await sql`select create_organisation(${otherOrganisationId}, 'Ville de Beaumont', 'commune', 'hexagone', '63032', 'Europe/Paris', false)`.execute(
      tx,
    )
  })
  const cookies: Record<string, string> = {}
  const people: Record<string, string> = {}
  const enrol = async (key: string, organisation: string, roles: readonly string[], name: string) => {
    const email = `${key.toLowerCase()}@sample.invalid`
    const userId = await signIn.createAccount({ name, email, password: PASSWORD })
    const personId = newId()
    await database.inOrganisation(organisation, async (tx) => {
      await tx.insertInto('person_name').values({ organisation_id: organisation, person_id: personId, name }).execute()
      await tx
        .insertInto('member')
        .values({ organisation_id: organisation, id: newId(), user_id: userId, person_id: personId, roles: [...roles] })
        .execute()
    })
    const entry = await signIn.withPassword(
      { email, password: PASSWORD, remember: false },
      { headers: new Headers(), address: '127.0.0.1' },
    )
    if (entry.kind !== 'signedIn') throw new Error(`sample: ${key} could not sign in`)
    cookies[key] = entry.cookies.map((cookie) => cookie.split(';')[0]).join('; ')
    people[key] = personId
  }
  for (const role of ROLES) await enrol(role, organisationId, [role], `Personne ${role}`)
  await enrol('other', otherOrganisationId, ROLES, 'Personne ailleurs')
  await signIn.close()
  await database.close()
  return { organisationId, otherOrganisationId, cookies, people }
}
