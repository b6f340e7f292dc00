import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { start } from '../support/server.ts'
import { takeAllRoom } from './ballast.ts'
import { client, setUp } from './clients.ts'
import { openDisk } from './disk.ts'
import { checkInventory, inventory, machinesOf, reached, runInventory, sendInventory } from './inventory.ts'
import { verified } from './ledger.ts'
import { rowsOf } from './rows.ts'
import { halves } from './whole.ts'

// A disk of its own may be mounted by root on Linux; elsewhere these two wait for a machine where it may.
const small = await openDisk(24, false)
const large = await openDisk(640, false)
afterAll(async () => {
  for (const disk of [small, large]) if ('folder' in disk) await disk.close()
})

const document = (name: string): FormData => {
  const form = new FormData()
  for (const [field, value] of Object.entries({ name, kinds: 'laptop', licensed: 'Suite', _once: crypto.randomUUID() }))
    form.append(field, value)
  const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(400_000)])
  form.append('proof', new File([bytes], `${name}.pdf`))
  return form
}

test.runIf('folder' in small)(
  'no room for a document: it is told, nothing is half kept, the rest of the work goes on',
  async () => {
    if (!('folder' in small)) return
    const folder = mkdtempSync(join(tmpdir(), 'sv-full-'))
    const data = join(folder, 'data')
    mkdirSync(data, { mode: 0o700 })
    symlinkSync(small.folder, join(data, 'files'))
    const server = await start(data)
    try {
      const claire = client(server.origin, await setUp(server.origin))
      const there = () =>
        readdirSync(small.folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
          /[0-9a-f]{64}|draft/.test(name),
        )
      const giveBack = await takeAllRoom(small.folder)
      const form = document('Suite de bureau')
      const refused = await claire.post('/reglages/logiciels/nouveau', form)
      expect(refused.status).toBe(507)
      expect(refused.text).toContain('Le serveur n’a plus de place')
      expect(refused.text).toContain('rien ne l’a été à moitié')
      expect(there(), 'not even a beginning').toEqual([])
      expect(await rowsOf(data, 'select 1 from file')).toEqual([])
      expect((await claire.get('/reglages/logiciels')).text).not.toContain('Suite de bureau')
      const arrival = { kind: 'laptop', count: '1', owner: 'organisation', works: 'unknown' }
      expect((await claire.post('/arrivees', arrival)).status, 'what needs no document goes on').toBe(303)
      await giveBack()
      expect((await claire.post('/reglages/logiciels/nouveau', form)).status).toBe(303)
      expect((await claire.post('/reglages/logiciels/nouveau', form)).status, 'sent again').toBe(303)
      expect(await rowsOf(data, 'select 1 from file')).toHaveLength(1)
      expect(there()).toHaveLength(1)
      expect(await halves(data)).toEqual([])
    } finally {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
)

const MACHINES = 100
const LINES = 4000

test.runIf('folder' in large)(
  'no room for the database: whoever writes is told, and it goes on by itself once there is room',
  async () => {
    if (!('folder' in large)) return
    const data = join(large.folder, 'data')
    const server = await start(data)
    try {
      const claire = client(server.origin, await setUp(server.origin))
      const arrival = (label: string) => ({
        kind: 'laptop',
        count: String(MACHINES),
        owner: 'organisation',
        works: 'unknown',
        label,
        _once: crypto.randomUUID(),
      })
      const href = await sendInventory(claire, inventory('FULL-I', LINES))
      await checkInventory(claire, data, href)
      await reached(data, href, ({ phase }) => phase === 'checked')
      await runInventory(claire, href)
      const giveBack = await takeAllRoom(large.folder)
      const kept: string[] = []
      // Some room is left in the files that PostgreSQL has already: people go on until it is used up.
      let form = arrival('FULL-0')
      let answer = await claire.post('/arrivees', form)
      while (answer.status === 303) {
        kept.push(form.label)
        form = arrival(`FULL-${kept.length}`)
        answer = await claire.post('/arrivees', form)
      }
      expect(answer.status).toBe(507)
      expect(answer.text).toContain('le disque des données est plein')
      const english = await claire.get('/arrivees', { 'accept-language': 'en' })
      expect([200, 507], 'what needs no room may still be read').toContain(english.status)
      for (let times = 0; times < 5; times += 1) expect((await claire.post('/arrivees', form)).status).toBe(507)
      expect((await claire.get('/healthz')).status, 'the program is still there').toBe(200)
      await giveBack()
      for (;;) {
        answer = await claire.post('/arrivees', form)
        if (answer.status === 303) break
        expect([503, 507]).toContain(answer.status)
      }
      expect((await claire.post('/arrivees', form)).status, 'sent again').toBe(303)
      kept.push(form.label)
      const batches = await rowsOf<{ label: string; n: number }>(
        data,
        `select b.label, count(d.id)::int as n from batch b left join device d on d.batch_id = b.id where b.label like 'FULL-%' group by 1, b.id`,
      )
      expect(new Map(batches.map(({ label, n }) => [label, n]))).toEqual(
        new Map(kept.map((label) => [label, MACHINES])),
      )
      expect(batches).toHaveLength(kept.length)
      await reached(data, href, ({ phase }) => phase === 'done')
      expect(await machinesOf(data, 'FULL-I')).toEqual({ all: LINES, once: LINES })
      expect(await halves(data)).toEqual([])
      expect(await verified(data)).toBeNull()
    } finally {
      await server.stop()
    }
  },
)
