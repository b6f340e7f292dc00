import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Running, start } from '../support/server.ts'
import { type Client, client, setUp } from './clients.ts'
import { checkInventory, inventory, machinesOf, reached, runInventory, sendInventory } from './inventory.ts'
import { postmaster } from './kill.ts'
import { verified } from './ledger.ts'
import { processesOn } from './processes.ts'
import { rowsOf } from './rows.ts'

const LINES = 6000
let folder = ''
let data = ''
let server: Running
let claire: Client
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sv-gone-'))
  data = join(folder, 'data')
  server = await start(data)
  claire = client(server.origin, await setUp(server.origin))
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

const arrival = (serial: string) => ({
  kind: 'laptop',
  count: '1',
  owner: 'organisation',
  works: 'unknown',
  serial,
  _once: crypto.randomUUID(),
})
const machines = async (serial: string) =>
  (await rowsOf(data, 'select 1 from device where serial = $1', [serial])).length

/** Asks again until the answer is this one. */
async function until<A extends { readonly status: number }>(status: number, ask: () => Promise<A>): Promise<A> {
  for (;;) {
    const answer = await ask()
    if (answer.status === status) return answer
    expect([200, 303, 503], 'nothing but a plain page meanwhile').toContain(answer.status)
  }
}

test('the database dies for a while: a page says so and what to do, and what was sent twice counts once', async () => {
  const form = arrival('GONE-1')
  // Held by a start that goes on: nobody starts the database again before it is let go.
  const lock = join(data, 'start.lock')
  writeFileSync(lock, String(process.pid))
  process.kill(postmaster(data), 'SIGKILL')
  const read = await until(503, () => claire.get('/parc'))
  expect(read.text).toContain('La base de données ne répond pas')
  expect(read.text).toContain('revient d’elle-même')
  expect(read.headers.get('refresh'), 'a page that is read comes back by itself').toBe('5')
  const english = await claire.get('/parc', { 'accept-language': 'en' })
  expect(english.text).toContain('The database does not answer')
  const sent = await claire.post('/arrivees', form)
  expect(sent.status).toBe(503)
  expect(sent.text).toContain('ne compte qu’une fois')
  expect(sent.headers.get('refresh'), 'a form is never sent again by itself').toBeNull()
  const api = await claire.get('/api/v1/devices')
  expect([api.status, JSON.parse(api.text).type]).toEqual([503, 'unavailable'])
  expect((await claire.get('/readyz')).status).toBe(503)
  expect((await claire.get('/healthz')).status).toBe(200)
  rmSync(lock)
  await until(303, () => claire.post('/arrivees', form))
  expect((await claire.post('/arrivees', form)).status, 'and again').toBe(303)
  expect(await machines('GONE-1')).toBe(1)
})

test('the database dies under an import: the page follows it to its end, without a restart, each line once', async () => {
  const href = await sendInventory(claire, inventory('GONE-I', LINES))
  await checkInventory(claire, data, href)
  await reached(data, href, ({ phase, answered }) => phase === 'checking' && answered > 0)
  process.kill(postmaster(data), 'SIGKILL')
  await until(200, () => claire.get(href))
  await reached(data, href, ({ phase }) => phase === 'checked')
  await runInventory(claire, href)
  await reached(data, href, ({ phase, answered }) => phase === 'running' && answered > 0)
  process.kill(postmaster(data), 'SIGKILL')
  await until(200, () => claire.get(href))
  await reached(data, href, ({ phase }) => phase === 'done')
  expect(await machinesOf(data, 'GONE-I')).toEqual({ all: LINES, once: LINES })
})

test('the database hangs: whoever waits is told, and what it did in the end counts once', async () => {
  const form = arrival('HUNG-1')
  const asleep = processesOn(data)
  expect(asleep.length).toBeGreaterThan(1)
  for (const pid of asleep) process.kill(pid, 'SIGSTOP')
  const answers = await Promise.all([claire.post('/arrivees', form), claire.get('/parc')])
  for (const pid of asleep) process.kill(pid, 'SIGCONT')
  expect(answers.map(({ status }) => status)).toEqual([503, 503])
  await until(303, () => claire.post('/arrivees', form))
  expect(await machines('HUNG-1')).toBe(1)
  expect((await claire.get('/parc')).status).toBe(200)
})

test('after all that the program never stopped, and the ledger is whole', async () => {
  expect((await claire.get('/healthz')).status).toBe(200)
  await server.stop()
  server = await start(data)
  expect(await verified(data)).toBeNull()
})
