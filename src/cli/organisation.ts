import { randomInt } from 'node:crypto'
import { createInterface, type Interface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { setUp } from '../server/first-visit/start.sql.ts'
import { nameOf, START_FORM, type Start } from '../server/first-visit/start.ts'
import { type Body, communeLabel, findBodies } from '../server/organisation/communes.ts'
import { openDatabase } from '../server/platform/database/database.ts'
import { migrate } from '../server/platform/database/migrate.ts'
import { openServer } from '../server/platform/database/servers.ts'
import { fieldMessage } from '../server/platform/http/field-messages.ts'
import { openSecrets } from '../server/platform/secrets.ts'
import { isLocal, readSettings } from '../server/platform/settings.ts'
import { openSignIn } from '../server/platform/sign-in/open-sign-in.ts'

const OPTIONS = {
  body: { type: 'string' },
  organisation: { type: 'string' },
  territory: { type: 'string' },
  programme: { type: 'string' },
  person: { type: 'string' },
  email: { type: 'string' },
} as const
type Given = Readonly<Partial<Record<keyof typeof OPTIONS, string>>>

const USAGE = `Usage : npx seconde-vie organisation create [--body "Le Lamentin"] [--organisation NOM] [--territory TERRITOIRE]
         [--programme NOM] [--person "Prénom Nom"] [--email ADRESSE]
Ce qui n’est pas donné est demandé. --body est la commune, l’intercommunalité ou le département, par nom ou code postal.`

const LETTERS = 'abcdefghjkmnpqrstvwxyz23456789'
const passphrase = (): string =>
  Array.from({ length: 5 }, () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join(
    '-',
  )

/** What a person is told, line by line, and what goes wrong. */
export interface Terminal {
  say(line: string): void
  complain(line: string): void
  /** Null where nobody is there to answer. */
  ask: ((question: string) => Promise<string>) | null
}

/**
 * `organisation create`: one more organisation in this installation, with its programme and its first administrator, whose password
 * is made here and printed once. Exit code 1 when something given does not hold, 2 when the command is not understood.
 */
export async function organisationCommand(args: readonly string[], terminal?: Terminal): Promise<number> {
  const [verb, ...rest] = args
  if (verb !== 'create') {
    console.error(USAGE)
    return 2
  }
  const { values } = parseArgs({ args: rest, options: OPTIONS, strict: true })
  if (terminal) return create(values, terminal)
  const line = process.stdin.isTTY ? createInterface({ input: process.stdin, output: process.stderr }) : null
  try {
    return await create(values, onConsole(line))
  } finally {
    line?.close()
  }
}

const onConsole = (line: Interface | null): Terminal => ({
  say: (text) => console.log(text),
  complain: (text) => console.error(text),
  ask: line && (async (question) => (await line.question(`${question} : `)).trim()),
})

async function create(given: Given, terminal: Terminal): Promise<number> {
  const password = passphrase()
  const start = await startFrom(given, password, terminal)
  if (start === null) return 1
  const made = await inInstallation(start, password)
  if (made === 'demonstration') {
    terminal.complain(
      'Cette installation est une démonstration : une vraie collectivité demande un autre dossier de données (SECONDE_VIE_DATA).',
    )
    return 1
  }
  terminal.say(`${start.organisation} est prête, avec le programme « ${start.programme} ».`)
  if (made === 'known')
    terminal.say(`${start.email} avait déjà un compte : il entre avec son mot de passe, et choisit la collectivité.`)
  else {
    terminal.say(`${start.person} entre avec ${start.email} et ce mot de passe, qui ne sera plus affiché :`)
    terminal.say(password)
  }
  return 0
}

/** Completes what was given by asking, and checks it as the first visit does; null once what does not hold has been said. */
async function startFrom(given: Given, password: string, { ask, complain }: Terminal): Promise<Start | null> {
  const answer = async (name: keyof Given, question: string, otherwise = ''): Promise<string> =>
    given[name] ?? ((await ask?.(otherwise ? `${question} [${otherwise}]` : question)) || otherwise)
  const words = await answer('body', 'Commune, intercommunalité ou département (vide si c’est autre chose)')
  const body = words === '' ? null : await bodyFor(words)
  if (typeof body === 'string') {
    complain(body)
    return null
  }
  const parsed = START_FORM.safeParse(
    {
      nature: body?.kind ?? 'other',
      code: body?.code ?? '',
      organisation: await answer('organisation', 'Nom, tel qu’il sera imprimé', body ? nameOf(body) : ''),
      territory: body?.territory ?? (await answer('territory', 'Territoire', 'hexagone')),
      programme: await answer('programme', 'Nom du programme', 'Seconde vie'),
      person: await answer('person', 'Prénom et nom de la personne qui administre'),
      email: await answer('email', 'Son adresse e-mail'),
      startedOn: new Date().toISOString().slice(0, 10),
      status: 'preparing',
      password,
      again: password,
      roles: ['administrator', 'coordinator'],
      model: 'default',
    },
    { error: fieldMessage('fr') },
  )
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) complain(`--${issue.path.join('.')} : ${issue.message}`)
  return null
}

/** The one body that words name, or what to say where none does, or several. */
async function bodyFor(words: string): Promise<Body | string> {
  const kinds = ['commune', 'epci', 'departement'] as const
  const found = (await Promise.all(kinds.map((kind) => findBodies(kind, words, 5)))).flat()
  const exact = found.filter((one) => one.name.localeCompare(words, 'fr', { sensitivity: 'base' }) === 0)
  const [only, ...others] = exact.length === 1 ? exact : found
  if (!only) return `Aucune collectivité ne répond à « ${words} ».`
  if (others.length === 0) return only
  const named = found.map((one) => (one.kind === 'commune' ? communeLabel(one) : `${one.name} (${one.kind})`))
  return `Plusieurs répondent : ${named.join(', ')}. Donnez le nom en entier, ou le code postal.`
}

/** `known`: the account was there, and keeps its password. */
async function inInstallation(start: Start, password: string): Promise<'made' | 'known' | 'demonstration'> {
  const settings = readSettings(process.env, [])
  const server = await openServer(settings)
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
  const account = { name: start.person, email: start.email, password }
  try {
    await database.outside((tx) => setUp(tx, start, 'fr', () => signIn.createAccount(account)))
    const entry = await signIn.withPassword({ ...account, remember: false }, { headers: new Headers(), address: 'cli' })
    if (!('cookies' in entry)) return 'known'
    await signIn.signOut(new Headers({ cookie: entry.cookies.map((cookie) => cookie.split(';')[0]).join('; ') }))
    return 'made'
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SV001') return 'demonstration'
    throw error
  } finally {
    await signIn.close()
    await database.close()
    if (!server.joined) await server.stop()
  }
}
