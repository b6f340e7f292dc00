import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { client, setUp } from '../faults/clients.ts'
import { command } from '../support/command.ts'
import { freePort, start } from '../support/server.ts'
import { type OwnServer, ownServer, preparation } from './server.ts'

let folder = ''
let server: OwnServer
let jar = new Map<string, string>()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sv-moves-'))
  server = await ownServer(folder, await freePort())
  const prepare = preparation(readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8'))
  await server.asAdministrator(...prepare.once, ...prepare.installation('riom'))
})
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const path = (name: string) => join(folder, name)
const PASSPHRASE = { SECONDE_VIE_PASSPHRASE: 'huit prunes dans un bol' }
const own = () => ({
  DATABASE_URL: server.url('riom_app', 'riom'),
  DATABASE_OWNER_URL: server.url('riom_owner', 'riom'),
})

test('a backup is taken while the program runs, and says where the keys are', async () => {
  const running = await start(path('first'))
  jar = await setUp(running.origin)
  const here = { SECONDE_VIE_DATA: path('first') }
  const plain = await command(['backup', path('plain.sv')], here)
  expect(plain.code, plain.said).toBe(0)
  expect(plain.said).toContain('Les clés n’y sont pas')
  const english = await command(['backup', path('keys.sv'), '--with-keys'], {
    ...here,
    ...PASSPHRASE,
    LANG: 'en_GB.UTF-8',
  })
  expect(english.code, english.said).toBe(0)
  expect(english.said).toContain('The keys are inside; the file is encrypted.')
  expect((await client(running.origin, jar).get('/')).status, 'it still serves').toBe(200)
  await running.stop()
})

test('from the embedded database to one’s own PostgreSQL 15: the same person goes on with the same session', async () => {
  const there = { SECONDE_VIE_DATA: path('second'), ...own() }
  const refused = await command(['restore', path('keys.sv')], there)
  expect(refused.code).toBe(1)
  expect(refused.said).toContain('est chiffrée')
  expect(existsSync(path('second')), 'nothing is written').toBe(false)
  const restored = await command(['restore', path('keys.sv')], { ...there, ...PASSPHRASE })
  expect(restored.code, restored.said).toBe(0)
  expect(restored.said).toContain('Ville de Riom')
  expect(restored.said).toContain('Tout concorde')
  const running = await start(path('second'), { env: own() })
  expect((await client(running.origin, jar).get('/')).text).toContain('Ville de Riom')
  await running.stop()
  const again = await command(['restore', path('plain.sv')], there)
  expect(again.code).toBe(1)
  expect(again.said).toContain('contient déjà des données')
})

test('and back: what was written there comes home, where the first visit had been opened', async () => {
  expect((await command(['backup', path('home.sv')], { SECONDE_VIE_DATA: path('second'), ...own() })).code).toBe(0)
  await (await start(path('third'))).stop()
  const restored = await command(['restore', path('home.sv')], { SECONDE_VIE_DATA: path('third') })
  expect(restored.code, restored.said).toBe(0)
  expect(restored.said).toContain('Les clés n’étaient pas dans la sauvegarde')
  const running = await start(path('third'), { env: { SECONDE_VIE_SECRETS: join(path('first'), 'secrets') } })
  expect((await client(running.origin, jar).get('/')).text).toContain('Ville de Riom')
  await running.stop()
})

test('a command that is not understood says how it is used, and a passphrase is never an argument', async () => {
  const said = await command(['backup'], { SECONDE_VIE_DATA: path('none') })
  expect([said.code, said.said.includes('SECONDE_VIE_PASSPHRASE')]).toEqual([2, true])
  expect(existsSync(path('none'))).toBe(false)
})
