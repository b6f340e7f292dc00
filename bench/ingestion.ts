import { Agent, request } from 'node:http'
import { chanceFrom } from '../src/server/demonstration/chance.ts'
import { type DumpFile, inventMachine, lshwOf, smartctlOf } from '../src/server/demonstration/dumps.ts'
import { DESKTOPS, LAPTOPS } from '../src/server/demonstration/models.ts'
import { DUMP_TABLE, insertDumps } from './baselines/ingestion.ts'
import type { Bar } from './frame.ts'
import { openInstallation } from './installation.ts'
import { median, paired } from './measure.ts'

const CLIENTS = 8
const MACHINES = 100
const ROUNDS = 7
const KNOWN_DEVICES = 2000

/**
 * Hardware reports of machines nobody has seen, one a request of the interface for programs, by clients side by side: read, matched
 * against a town's fleet, kept with its parts and events, committed, and answered.
 */
export async function* bench(): AsyncGenerator<Bar> {
  const house = await openInstallation(KNOWN_DEVICES)
  try {
    const token = await house.token()
    const clients = await Promise.all(Array.from({ length: CLIENTS }, () => house.client()))
    await clients[0]?.query(DUMP_TABLE)
    const agent = new Agent({ keepAlive: true })
    const send = async ({ name, bytes }: DumpFile) => {
      const said = await post(agent, `${house.running().origin}/api/v1/evidence?name=${name}`, token, bytes)
      const { outcome } = JSON.parse(said) as { readonly outcome: string }
      if (outcome !== 'created' && outcome !== 'updated') throw new Error(`a new machine's report was ${outcome}`)
    }
    const times = await paired(
      ROUNDS,
      (round) =>
        sideBySide(reportsOf(round), async (machine) => {
          for (const report of machine) await send(report)
        }),
      (round) =>
        insertDumps(
          clients,
          reportsOf(round)
            .flat()
            .map(({ bytes }) => bytes),
        ),
    )
    yield {
      kind: 'ratio',
      name: `durable ingestion of ${2 * MACHINES} dumps by ${CLIENTS} clients`,
      figure: median(times.product),
      baseline: median(times.baseline),
      unit: 'ms',
      ratio: { atMost: 4 },
    }
  } finally {
    await house.close()
  }
}

/**
 * Sends bytes with a token and answers what is said. A bench sends by one connection that stays open: `fetch` alone costs several times
 * what the baseline takes for one dump.
 */
function post(agent: Agent, address: string, token: string, bytes: Uint8Array): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-length': bytes.length }
  return new Promise((resolve, reject) => {
    const asked = request(address, { method: 'POST', agent, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part) => parts.push(part))
      answer.on('end', () => {
        const said = Buffer.concat(parts).toString()
        if (answer.statusCode === 200) resolve(said)
        else reject(new Error(`${address}: ${answer.statusCode} where 200 was expected: ${said.slice(0, 400)}`))
      })
      answer.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(bytes)
  })
}

/** Two reports a machine, as two tools of the bench print them; other machines each round. */
function reportsOf(round: number): readonly (readonly DumpFile[])[] {
  const chance = chanceFrom(7919 * (round + 2))
  return Array.from({ length: MACHINES }, (_, at) => {
    const machine = inventMachine(chance, chance.oneOf(at % 2 === 0 ? LAPTOPS : DESKTOPS))
    return [lshwOf(machine), smartctlOf(machine)]
  })
}

/** As many at once as there are clients, each taking the next. */
async function sideBySide<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item)
  }
  await Promise.all(Array.from({ length: CLIENTS }, lane))
}
