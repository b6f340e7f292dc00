import pg from 'pg'
import { connect } from './connect.ts'
import type { DatabaseServer } from './servers.ts'

const OLDEST_MAJOR = 15
/** Names that the migrations grant to. Roles belong to the whole server: installations of one server share these three. */
const GROUPS = ['seconde_vie_app', 'seconde_vie_signin', 'seconde_vie_worker'] as const
const LOST_RACE = new Set(['42710', '23505'])

/** Throws, in French, when the migrations are not written for this database; `version` is `server_version_num`. */
export function refuseDatabase(version: number, encoding: string): void {
  const major = Math.floor(version / 10_000)
  if (major < OLDEST_MAJOR) {
    throw new Error(
      `Cette base est un PostgreSQL ${major} : Seconde Vie demande PostgreSQL ${OLDEST_MAJOR} ou plus récent. Rien n’a été changé.`,
    )
  }
  if (encoding !== 'UTF8') {
    throw new Error(
      `Cette base est en ${encoding} : créez-la avec « encoding 'UTF8' template template0 ». Rien n’a été changé.`,
    )
  }
}

/**
 * The name of the application's role. Throws, in French, when it could go round row security, or when the two addresses do not lead
 * to the same database.
 */
export async function applicationLogin(owner: pg.Client, server: DatabaseServer): Promise<string> {
  const client = await connect(server.app, 'DATABASE_URL')
  try {
    const [there, here] = [await databaseOf(client), await databaseOf(owner)]
    if (there.id !== here.id) {
      throw new Error('DATABASE_URL et DATABASE_OWNER_URL ne mènent pas à la même base : corrigez l’une des deux.')
    }
    const strength = await strengthOf(client, here.role)
    if (strength) {
      throw new Error(
        `Le rôle « ${there.role} » de DATABASE_URL ${strength} : l’isolation des collectivités ne tiendrait pas. Donnez-y un rôle ordinaire, et gardez celui-ci pour DATABASE_OWNER_URL.`,
      )
    }
    return there.role
  } finally {
    await client.end()
  }
}

/** The server's start tells two servers apart, whatever their addresses. */
async function databaseOf(client: pg.Client): Promise<{ id: string; role: string }> {
  const { rows } = await client.query(
    `select concat_ws(' ', pg_postmaster_start_time(), oid) as id, current_user as role from pg_database where datname = current_database()`,
  )
  return rows[0]
}

/** What makes the connected role too strong, itself or through a role it may take; null for an ordinary one. */
async function strengthOf(client: pg.Client, owner: string): Promise<string | null> {
  const { rows } = await client.query<{ rolsuper: boolean; owner: boolean; rolbypassrls: boolean }>(
    `select rolsuper, rolname = $1 or oid = (select datdba from pg_database where datname = current_database()) as owner, rolbypassrls
     from pg_roles where pg_has_role(current_user, oid, 'member')`,
    [owner],
  )
  if (rows.some((role) => role.rolsuper)) return 'est superutilisateur'
  if (rows.some((role) => role.owner)) return 'est propriétaire de la base'
  if (rows.some((role) => role.rolbypassrls)) return 'contourne la sécurité par ligne (bypassrls)'
  return null
}

/**
 * Makes the three group roles where they are missing and puts the two logins in them. Throws, in French and with the SQL to run, when the
 * owner may not: another owner's installation made them, or it has no right to make roles.
 */
export async function ensureGroups(owner: pg.Client, login: string): Promise<void> {
  const { rows } = await owner.query<{ name: string; version: number }>(
    `select current_user as name, current_setting('server_version_num')::int as version`,
  )
  const { name = '', version = 0 } = rows[0] ?? {}
  for (const group of GROUPS) {
    const member = group === 'seconde_vie_app' ? login : name
    if (await isIn(owner, group, member, version)) continue
    try {
      await createMissing(owner, group)
      await owner.query(`grant ${group} to ${pg.escapeIdentifier(member)}`)
    } catch (error) {
      throw new Error(forTheAdministrator(name, error instanceof Error ? error.message : String(error)))
    }
  }
}

async function createMissing(owner: pg.Client, group: string): Promise<void> {
  const found = await owner.query('select 1 from pg_roles where rolname = $1', [group])
  if (found.rowCount !== 0) return
  try {
    await owner.query(`create role ${group} nologin`)
  } catch (error) {
    // Another installation of this server starts at the same moment.
    if (!(error instanceof pg.DatabaseError && LOST_RACE.has(error.code ?? ''))) throw error
  }
}

/** True when the member has the group's rights and, since PostgreSQL 16, may also take its name. */
async function isIn(owner: pg.Client, group: string, member: string, version: number): Promise<boolean> {
  const { rowCount } = await owner.query(
    `select 1 from pg_roles where rolname = $1 and pg_has_role($2, oid, 'usage') and pg_has_role($2, oid, $3)`,
    [group, member, version < 160_000 ? 'member' : 'set'],
  )
  return rowCount === 1
}

const forTheAdministrator = (owner: string, why: string): string =>
  [
    `Le rôle « ${owner} » de DATABASE_OWNER_URL ne peut pas donner les rôles de groupe de Seconde Vie (${why}). Un administrateur du serveur PostgreSQL le permet ainsi :`,
    ...GROUPS.map((group) => `  create role ${group} nologin;  -- s’il n’existe pas encore sur ce serveur`),
    `  grant ${GROUPS.join(', ')} to ${pg.escapeIdentifier(owner)} with admin option;`,
  ].join('\n')

/**
 * Lets nobody else open this database: group roles are shared by the server, so that another installation's logins hold the same grants
 * and only the door keeps them out.
 */
export async function closeToOthers(owner: pg.Client, login: string): Promise<void> {
  const { rows } = await owner.query<{ name: string; open: boolean; granted: boolean }>(
    `select datname as name, has_database_privilege($1, oid, 'connect') as granted,
       exists (select from aclexplode(coalesce(datacl, acldefault('d', datdba))) where grantee = 0) as open
     from pg_database where datname = current_database()`,
    [login],
  )
  const { name = '', open = true, granted = false } = rows[0] ?? {}
  const database = pg.escapeIdentifier(name)
  if (open || !granted)
    await owner.query(`grant connect, temporary on database ${database} to ${pg.escapeIdentifier(login)}`)
  if (open) await owner.query(`revoke connect, temporary on database ${database} from public`)
}
