import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { type Running, start } from '../support/server.ts'
import { inEnglish } from '../workflows/in-english.ts'
import { oneMachineThreeLives } from '../workflows/one-machine-three-lives.ts'
import { keyboard } from './keyboard.ts'
import { lab, nwipeLog } from './lab.ts'
import { mouse } from './mouse.ts'
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

const story = (name: string) => {
  const machines = lab()
  const now = Date.now()
  const proof = [nwipeLog(join(folder, name, 'proof'), machines.disks, new Date(now))]
  const secondProof = [nwipeLog(join(folder, name, 'second-proof'), machines.disks, new Date(now + DAY))]
  return { workflow: oneMachineThreeLives(machines), files: { dumps: machines.dumps, proof, secondProof } }
}

test('one machine lives three lives, and another ends on a frozen pallet, in French, without script', async () => {
  const { origin, said } = await freshServer('three-lives')
  const { workflow, files } = story('logs')
  await play(workflow, { browser, origin, files, hands: mouse, script: false })
  expect(said()).not.toContain('broken')
})

test('the same in English, with the keyboard alone: every stop is seen, and the page is skipped to', async () => {
  const { origin, said } = await freshServer('keyboard')
  const { workflow, files } = story('keyboard-logs')
  await play(inEnglish(workflow), { browser, origin, files, hands: keyboard, script: true })
  expect(said()).not.toContain('broken')
})
