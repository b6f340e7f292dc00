import { readFileSync } from 'node:fs'
import { chanceFrom } from '../src/server/demonstration/chance.ts'
import { inventMachine, lshwOf } from '../src/server/demonstration/dumps.ts'
import { LAPTOPS } from '../src/server/demonstration/models.ts'
import type { Bar } from './frame.ts'
import { expectStatus, type Installation, openInstallation, type Visitor } from './installation.ts'
import { type Sample, steadiness } from './steadiness.ts'

const MINUTES = 60
const PEOPLE = 4
/** A person looks at an answer for this long before the next act, in milliseconds. */
const LOOK_MS = 100
const EVERY_MS = 5_000
const MOST_GROWTH = 1.1

interface Act {
  /** How often, among the others. */
  readonly share: number
  readonly act: (mix: Mix) => Promise<unknown>
}

interface Mix {
  readonly house: Installation
  readonly technician: Visitor
  readonly token: string
  readonly codes: readonly string[]
  readonly number: number
}

const page = (path: (mix: Mix) => string) => async (mix: Mix) =>
  (await expectStatus(await mix.technician.get(path(mix)), 200)).arrayBuffer()
const oneCode = ({ codes, number }: Mix): string => codes[number % codes.length] ?? ''
const WORDS = ['latitude', 'optiplex', 'probook', 'école', 'thinkcentre']

const MIXED: readonly Act[] = [
  { share: 12, act: page(() => '/parc') },
  { share: 12, act: page((mix) => `/parc/${oneCode(mix)}`) },
  { share: 8, act: page(({ number }) => `/parc?q=${encodeURIComponent(WORDS[number % WORDS.length] ?? '')}`) },
  { share: 6, act: page(() => '/arrivees') },
  { share: 4, act: page(() => '/imports') },
  { share: 8, act: dump },
  { share: 2, act: sheet },
  { share: 1, act: exported },
]
const ORDER = MIXED.flatMap(({ share, act }) => Array.from({ length: share }, () => act))

/** A constant mixed load, and the memory of the program meanwhile: flat, or something is kept that should go. `args`: minutes. */
export async function* bench(args: readonly string[]): AsyncGenerator<Bar> {
  const minutes = Number(args[0] ?? MINUTES)
  const house = await openInstallation(2000)
  try {
    const { technician, token, codes } = await enter(house)
    const samples: Sample[] = []
    const start = performance.now()
    const until = start + minutes * 60_000
    let asked = 0
    const person = async () => {
      while (performance.now() < until) {
        asked += 1
        const act = ORDER[(asked * 7919) % ORDER.length]
        await act?.({ house, technician, token, codes, number: asked })
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
      }
    }
    const timer = setInterval(() => {
      const at = (performance.now() - start) / 60_000
      samples.push({ minutes: at, megabytes: residentOf(house.running().pid) })
      if (samples.length % 12 === 0)
        console.error(`${at.toFixed(0)} min, ${asked} acts, ${samples.at(-1)?.megabytes.toFixed(0)} MB`)
    }, EVERY_MS)
    await Promise.all(Array.from({ length: PEOPLE }, person)).finally(() => clearInterval(timer))
    const found = steadiness(samples)
    yield {
      kind: 'ratio',
      name: `memory over ${minutes} min and ${asked} acts: last quarter against the second (p95)`,
      figure: found.lastQuarter,
      baseline: found.secondQuarter,
      unit: 'MB',
      ratio: { atMost: MOST_GROWTH },
    }
    yield {
      kind: 'figure',
      name: 'memory gained an hour at the slope of the second half, beyond its noise',
      figure: found.beyondNoise,
      unit: 'MB',
      atMost: 0,
    }
  } finally {
    await house.close()
  }
}

async function enter(house: Installation) {
  const client = await house.client()
  const { rows } = await client.query<{ code: string }>('select code from device where merged_into is null limit 500')
  return { technician: await house.as('technician'), token: await house.token(), codes: rows.map((row) => row.code) }
}

/** A new machine's report, sent by a bench. */
async function dump({ house, token, number }: Mix): Promise<unknown> {
  const { name, bytes } = lshwOf(inventMachine(chanceFrom(number), LAPTOPS[number % LAPTOPS.length] ?? LAPTOPS[0]))
  const headers = { authorization: `Bearer ${token}` }
  const address = `${house.running().origin}/api/v1/evidence?name=${name}`
  const answer = await fetch(address, { method: 'POST', headers, body: Buffer.from(bytes) })
  return (await expectStatus(answer, 200)).json()
}

async function sheet({ technician, codes }: Mix): Promise<unknown> {
  const form = { codes: codes.slice(0, 48).join('\n'), format: 'a4x24', start: '1' }
  const printed = await expectStatus(await technician.post('/etiquettes', form), 303)
  const drawn = await technician.get(`${printed.headers.get('location')}/etiquettes.pdf`)
  return (await expectStatus(drawn, 200)).arrayBuffer()
}

async function exported({ technician, number }: Mix): Promise<unknown> {
  const format = number % 2 === 0 ? 'csv' : 'xlsx'
  return (await expectStatus(await technician.post('/exporter/parc', { format, query: '' }), 200)).arrayBuffer()
}

/** Memory of a process and its threads that is in use, in MB; Linux only. */
function residentOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) / 1024
}
