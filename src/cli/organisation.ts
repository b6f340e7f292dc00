import { randomInt } from 'node:crypto'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { setUp } from '../server/first-visit/start.sql.ts'
import { START_FORM } from '../server/first-visit/start.ts'
import { openDatabase } from '../server/platform/database/database.ts'
import { migrate } from '../server/platform/database/migrate.ts'
import { embeddedServer, externalServer } from '../server/platform/database/servers.ts'
import { openSecrets } from '../server/platform/secrets.ts'
import { isLocal, readSettings } from '../server/platform/settings.ts'
import { openSignIn } from '../server/platform/sign-in/open-sign-in.ts'

/** What is asked, in this order; each may be given as `--name value`. */
const ASKED = {
  organisation: 'Nom de la collectivité',
  nature: 'Nature (commune, epci, departement, other)',
  code: 'Code INSEE ou SIREN (vide si aucun)',
  territory: 'Territoire (hexagone, corse, martinique, guadeloupe, guyane, reunion, mayotte…)',
  programme: 'Nom du programme',
  person: 'Prénom et nom de la personne qui administre',
  email: 'Son adresse électronique',
} as const
type Asked = keyof typeof ASKED

const LETTERS = 'abcdefghjkmnpqrstvwxyz23456789'
const passphrase = (): string =>
  Array.from({ length: 5 }, () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join(
    '-',
  )

/**
 * `organisation create [--organisation … --nature … --code … --territory … --programme … --person … --email …]`: one more
 * organisation in this installation, with its first administrator. What is not given is asked; the password is made and printed once.
 */
export async function organisationCommand(args: readonly string[]): Promise<number> {
  const [verb, ...rest] = args
  if (verb !== 'create') {
    console.error('Usage : npx seconde-vie organisation create')
    return 2
  }
  const options = Object.fromEntries(Object.keys(ASKED).map((name) => [name, { type: 'string' as const }]))
  const { values } = parseArgs({ args: rest, options, strict: true })
  const said = await completed(values as Partial<Record<Asked, string>>)
  const password = passphrase()
  const today = new Date().toISOString().slice(0, 10)
  const parsed = START_FORM.safeParse({
    ...said,
    startedOn: today,
    status: 'preparing',
    password,
    again: password,
    roles: ['administrator', 'coordinator'],
    model: 'default',
  })
  if (!parsed.success) {
    for (const issue of parsed.error.issues) console.error(`${issue.path.join('.')} : ${issue.message}`)
    return 1
  }
  await create(parsed.data, password)
  console.log(
    `${said.organisation} est prête. ${said.person} entre avec ${said.email} et ce mot de passe, qui ne sera plus affiché :`,
  )
  console.log(password)
  return 0
}

async function completed(given: Partial<Record<Asked, string>>): Promise<Record<Asked, string>> {
  const terminal = process.stdin.isTTY ? createInterface({ input: process.stdin, output: process.stderr }) : null
  const said: Record<string, string> = {}
  for (const [name, question] of Object.entries(ASKED)) {
    said[name] = given[name as Asked] ?? (terminal ? (await terminal.question(`${question} : `)).trim() : '')
  }
  terminal?.close()
  return said as Record<Asked, string>
}

async function create(start: Parameters<typeof setUp>[1], password: string): Promise<void> {
  const settings = readSettings(process.env, [])
  const server = settings.database
    ? externalServer(settings.database.app, settings.database.owner)
    : await embeddedServer(settings.dataFolder)
  await migrate(server)
  const database = openDatabase(server.app, (error) => console.error(error.message))
  const signIn = openSignIn({
    database: server.owner,
    origin: settings.publicUrl ?? `http://${settings.host}:${settings.port}`,
    secret: openSecrets(settings.secretsFolder).signInSecret,
    mailer: { send: async () => undefined },
    secureCookies: !isLocal(settings),
    log: (error) => console.error(error.message),
  })
  try {
    await database.outside((tx) =>
      setUp(tx, start, 'fr', () => signIn.createAccount({ name: start.person, email: start.email, password })),
    )
  } finally {
    await signIn.close()
    await database.close()
    if (!server.joined) await server.stop()
  }
}
