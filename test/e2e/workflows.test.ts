import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { type Running, start } from '../support/server.ts'
import { oneMachineThreeLives } from '../workflows/one-machine-three-lives.ts'
import { lab, nwipeLog } from './lab.ts'
import { play } from './workflow.ts'

const DAY = 86_400_000

let browser: Browser
let folder: string
const servers: Running[] = []

const freshServer = async (name: string) => {
  const server = await start(join(folder, name))
  servers.push(server)
  return server
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sv-e2e-'))
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  for (const server of servers) await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('one machine lives three lives, and another ends on a frozen pallet, in French, without script', async () => {
  const { origin } = await freshServer('three-lives')
  const machines = lab()
  const now = Date.now()
  const proof = [nwipeLog(join(folder, 'proof'), machines.disks, new Date(now))]
  const secondProof = [nwipeLog(join(folder, 'second-proof'), machines.disks, new Date(now + DAY))]
  const files = { dumps: machines.dumps, proof, secondProof }
  await play(oneMachineThreeLives(machines), { browser, origin, files, script: false })
  expect(servers.at(-1)?.said()).not.toContain('broken')
})
