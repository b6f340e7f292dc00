import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { measured } from '../support/measure.ts'
import { freePort, launch, type Running, start } from '../support/server.ts'
import { client, setUp } from './clients.ts'
import { databaseRuns, postmaster } from './kill.ts'
import { verified } from './ledger.ts'

const ROOT = join(import.meta.dirname, '../..')
const isRoot = process.getuid?.() === 0
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sv-starts-'))
  chmodSync(folder, 0o755)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const answers = async ({ origin }: Running) => (await client(origin).get('/bienvenue')).status
const healthy = async (server: Running) => expect(await answers(server)).toBe(200)

test('an empty folder, then Ctrl-C: it answers, and nothing stays behind', async () => {
  const data = join(folder, 'plain')
  const server = await start(data)
  measured(`first address from an installed tree and an empty data folder: ${(server.ready / 1000).toFixed(1)} s`)
  await healthy(server)
  expect(databaseRuns(data)).toBe(true)
  expect(await server.stop('SIGINT')).toBe(0)
  expect(databaseRuns(data), 'PostgreSQL is stopped too').toBe(false)
  await expect(fetch(server.origin)).rejects.toThrow()
})

test('a folder that only its owner may enter, and a path longer than a socket allows', async () => {
  const closed = join(folder, 'closed')
  mkdirSync(closed, { mode: 0o700 })
  const long = join(closed, 'é'.repeat(60), 'a folder with spaces'.repeat(5), 'data')
  const server = await start(long)
  await healthy(server)
  expect(await server.stop()).toBe(0)
  expect(databaseRuns(long)).toBe(false)
})

test('PORT and HOST are honoured', async () => {
  const port = await freePort()
  const server = await start(join(folder, 'address'), { env: { PORT: String(port), HOST: '127.0.0.1' } })
  expect(server.origin).toBe(`http://127.0.0.1:${port}`)
  await healthy(server)
  const taken = await launch(join(folder, 'address'), { env: { PORT: String(port), HOST: '127.0.0.1' } })
  expect('code' in taken && taken.code, 'a port in use is an error, not a hang').toBe(1)
  await healthy(server)
  await server.stop()
})

test('two starts at once on one empty folder and one port: one serves, the other says what to do and leaves it alone', async () => {
  const data = join(folder, 'raced')
  const env = { PORT: String(await freePort()), HOST: '127.0.0.1' }
  const both = await Promise.all([launch(data, { env }), launch(data, { env })])
  const [serving, ended] = [both.find((one) => 'origin' in one), both.find((one) => 'code' in one)]
  if (!serving || !('origin' in serving) || !ended || !('code' in ended))
    throw new Error(both.map((one) => ('said' in one ? String(one.said) : '')).join())
  expect(ended.code).toBe(1)
  expect(ended.said).toContain(`Le port ${env.PORT} est déjà pris`)
  expect(ended.said).toContain('donnez-lui un autre port')
  await setUp(serving.origin)
  expect(await serving.stop()).toBe(0)
  expect(databaseRuns(data)).toBe(false)
  expect(await verified(data)).toBeNull()
})

test('after kill -9 of everything, what is left behind names a stranger, and the next start goes on', async () => {
  const data = join(folder, 'stale')
  const first = await start(data)
  await setUp(first.origin)
  const database = postmaster(data)
  await first.stop('SIGKILL')
  process.kill(database, 'SIGKILL')
  // This process lives, and is neither that start nor that PostgreSQL.
  writeFileSync(join(data, 'start.lock'), `${process.pid} another-boot:1 1`)
  const pidFile = join(data, 'postgres', 'postmaster.pid')
  const [, ...rest] = readFileSync(pidFile, 'utf8').split('\n')
  writeFileSync(pidFile, [String(process.pid), ...rest].join('\n'))
  const next = await start(data)
  expect((await client(next.origin).get('/connexion')).status).toBe(200)
  expect(await next.stop()).toBe(0)
  expect(await verified(data)).toBeNull()
})

test('two starts at once on one folder: whoever answers serves the same data, and the ledger is whole', async () => {
  const data = join(folder, 'twice')
  const both = await Promise.all([launch(data), launch(data)])
  const serving = both.filter((one): one is Running => 'origin' in one)
  expect(serving.length, both.map((one) => ('said' in one ? String(one.said) : '')).join()).toBeGreaterThan(0)
  for (const one of both) if (!('origin' in one)) expect(one.said.trim(), 'a start that ends says why').not.toBe('')
  const [first] = serving
  if (first) await setUp(first.origin)
  for (const one of serving) expect((await client(one.origin).get('/connexion')).status).toBe(200)
  for (const one of serving) await one.stop()
  expect(databaseRuns(data)).toBe(false)
  expect(await verified(data)).toBeNull()
})

const ORDINARY = 'sv-ordinary'

test.runIf(isRoot && existsSync('/usr/sbin/useradd'))('as an ordinary user, from a tree it cannot write', async () => {
  spawnSync('/usr/sbin/useradd', ['--create-home', ORDINARY])
  const home = join(folder, 'ordinary')
  const tree = join(folder, 'tree')
  mkdirSync(tree)
  for (const name of readdirSync(ROOT).filter((one) => !['.git', '.build', 'node_modules', 'data'].includes(one))) {
    cpSync(join(ROOT, name), join(tree, name), { recursive: true })
  }
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'))
  mkdirSync(home)
  spawnSync('chown', [ORDINARY, home])
  try {
    const server = await start(join(home, 'data'), {
      cwd: tree,
      command: [
        'setpriv',
        `--reuid=${ORDINARY}`,
        `--regid=${ORDINARY}`,
        '--init-groups',
        process.execPath,
        'start.mjs',
      ],
      env: { HOME: home },
    })
    await healthy(server)
    await setUp(server.origin)
    await server.stop()
    expect(databaseRuns(join(home, 'data'))).toBe(false)
  } finally {
    spawnSync('/usr/sbin/userdel', ['--remove', ORDINARY])
  }
})

test('a setting that does not hold is named, and nothing starts', async () => {
  const ended = await launch(join(folder, 'wrong'), { env: { PORT: 'abc' } })
  expect('code' in ended && ended.code).toBe(1)
  expect('code' in ended && ended.said).toContain('PORT')
})
