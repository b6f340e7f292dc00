import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeOrganisation } from '../server/organisation/organisation.sql.ts'
import { openDatabase } from '../server/platform/database/database.ts'
import { migrate } from '../server/platform/database/migrate.ts'
import { type DatabaseServer, embeddedServer } from '../server/platform/database/servers.ts'
import { organisationCommand } from './organisation.ts'

let folder = ''
let server: DatabaseServer
const before = process.env.SECONDE_VIE_DATA

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sv-cli-'))
  process.env.SECONDE_VIE_DATA = folder
  server = await embeddedServer(folder)
  await migrate(server)
})
afterAll(async () => {
  await server?.stop()
  if (before === undefined) delete process.env.SECONDE_VIE_DATA
  else process.env.SECONDE_VIE_DATA = before
  rmSync(folder, { recursive: true, force: true })
})

/** Runs the command as somebody who answers these, in order; null where nobody is there. */
async function run(args: readonly string[], answers: readonly string[] | null = null) {
  const said: string[] = []
  const wrong: string[] = []
  const left = [...(answers ?? [])]
  const code = await organisationCommand(args, {
    say: (line) => said.push(line),
    complain: (line) => wrong.push(line),
    ask: answers && (async () => left.shift() ?? ''),
  })
  return { code, said, wrong }
}

const rows = async (query: string) => {
  const client = new pg.Client(server.owner)
  await client.connect()
  try {
    return (await client.query(query)).rows
  } finally {
    await client.end()
  }
}

describe('organisation create', () => {
  const full = ['create', '--body', 'Le Lamentin', '--programme', 'Seconde vie', '--person', 'Hervé François']

  test('makes an organisation from an official name, with its programme and an administrator, and says a password once', async () => {
    const { code, said, wrong } = await run([...full, '--email', 'herve@lamentin.fr'])
    expect([code, wrong]).toEqual([0, []])
    expect(said[0]).toBe('Ville du Lamentin est prête, avec le programme « Seconde vie ».')
    expect(said[2]).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){4}$/)
    expect(await rows('select name, kind, territory, insee_code, time_zone from organisation')).toEqual([
      {
        name: 'Ville du Lamentin',
        kind: 'commune',
        territory: 'martinique',
        insee_code: '97213',
        time_zone: 'America/Martinique',
      },
    ])
    expect(await rows('select roles from member')).toEqual([{ roles: ['administrator', 'coordinator'] }])
  })

  test('asks what is not given, proposes what it knows, and leaves a known account its password', async () => {
    const answers = ['lacq orthez', '', '', 'Nora Petit', 'herve@lamentin.fr']
    const { code, said } = await run(['create'], answers)
    expect(code).toBe(0)
    expect(said[0]).toContain('Communauté de communes de Lacq-Orthez')
    expect(said[1]).toContain('avait déjà un compte')
    expect(said).toHaveLength(2)
    expect(await rows('select count(*)::int as n from member_commune')).toEqual([{ n: 60 }])
  })

  test('says what does not hold, and makes nothing', async () => {
    expect(await run([...full, '--email', 'herve@'])).toMatchObject({
      code: 1,
      wrong: ['--email : Cette adresse n’est pas complète : il en faut une comme prenom.nom@ville.fr.'],
    })
    const namesakes = await run(['create', '--body', 'Saint-Denis'])
    expect([namesakes.code, namesakes.wrong[0]]).toEqual([1, expect.stringContaining('Saint-Denis (93200)')])
    expect((await run(['create', '--body', 'Atlantide'])).wrong[0]).toContain('Aucune collectivité')
    expect(await rows('select count(*)::int as n from organisation')).toEqual([{ n: 2 }])
  })
})

test('a demonstration takes no real organisation, and says what to do', async () => {
  const demonstration = mkdtempSync(join(tmpdir(), 'sv-cli-demo-'))
  process.env.SECONDE_VIE_DATA = demonstration
  const other = await embeddedServer(demonstration)
  try {
    await migrate(other)
    const database = openDatabase(other.app, () => undefined)
    const given = { name: 'Inventée', kind: 'commune', territory: 'hexagone', code: null } as const
    await database.outside((tx) => makeOrganisation(tx, given, true))
    await database.close()
    const { code, wrong } = await run(['create', '--body', 'Trélazé', '--person', 'Awa', '--email', 'awa@trelaze.fr'])
    expect([code, wrong[0]]).toEqual([1, expect.stringContaining('un autre dossier de données')])
  } finally {
    await other.stop()
    process.env.SECONDE_VIE_DATA = folder
    rmSync(demonstration, { recursive: true, force: true })
  }
})
