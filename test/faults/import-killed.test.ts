import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { start } from '../support/server.ts'
import { client, setUp } from './clients.ts'
import {
  checkInventory,
  inventory,
  machinesOf,
  reached,
  runInventory,
  type Standing,
  sendInventory,
} from './inventory.ts'
import { verified } from './ledger.ts'

const LINES = 7000
/** Where the import stands when the program is killed: in the check and in the run, at the first step and later. */
const DEATHS: readonly ((standing: Standing) => boolean)[] = [
  ({ phase }) => phase === 'checking',
  ({ phase, answered }) => phase === 'checking' && answered >= 4000,
  ({ phase }) => phase === 'running',
  ({ phase, answered }) => phase === 'running' && answered >= 4000,
]

test('kill -9 in the middle of an import, four times: it ends by itself, each line once, and its page says how far it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sv-import-killed-'))
  const data = join(folder, 'data')
  let server = await start(data)
  try {
    const jar = await setUp(server.origin)
    const claire = () => client(server.origin, new Map(jar))
    const href = await sendInventory(claire(), inventory('KILLED', LINES))
    await checkInventory(claire(), data, href)
    let told = 0
    for (const death of DEATHS) {
      const standing = await reached(data, href, (now) => death(now) || now.phase === 'checked')
      if (standing.phase === 'checked') {
        await runInventory(claire(), href)
        await reached(data, href, death)
      }
      await server.stop('SIGKILL')
      server = await start(data)
      const page = await claire().get(href)
      expect(page.status).toBe(200)
      if (/<progress/.test(page.text)) told += 1
    }
    await reached(data, href, ({ phase }) => phase === 'done')
    expect(told, 'what went on was seen going on').toBeGreaterThan(0)
    expect(await machinesOf(data, 'KILLED')).toEqual({ all: LINES, once: LINES })
    expect(await verified(data)).toBeNull()
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
