import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { buildLoad } from '../src/server/demonstration/load.ts'
import { embeddedServer } from '../src/server/platform/database/servers.ts'
import type { Bar } from './frame.ts'
import { median, paired } from './measure.ts'
import { enter, openReader, startBaseline, startProduct } from './product.ts'

/** A town of two thousand computers in use. */
const DEVICES = 4000
const PEOPLE = 8
const PAGES_A_ROUND = 400
const ROUNDS = 9

/**
 * The list of fifty devices, from the real server, to people who are signed in, against the barest page of the same rows. A folder
 * made by `bench/build.mjs` may be given; otherwise a town is told.
 */
export async function* bench([given]: readonly string[]): AsyncGenerator<Bar> {
  const folder = given ?? mkdtempSync(join(tmpdir(), 'sv-bench-list-'))
  if (!given) await buildLoad({ folder, devices: DEVICES, organisations: 1, seed: 1 }, () => undefined)
  const server = await embeddedServer(folder)
  const { host, user } = server.owner
  const product = await startProduct(folder)
  const baseline = await startBaseline('device-list.mjs', [`${host}`, `${user}`, await firstOrganisation(server.owner)])
  try {
    const cookie = await enter(product.origin, 'itManager')
    const link = `/parc/${await latestCode(server.owner)}`
    const { product: times, baseline: their } = await paired(
      ROUNDS,
      () => together(product.origin, cookie, '/parc?lignes=50', link),
      () => together(baseline.origin, '', '/', link),
    )
    yield {
      kind: 'ratio',
      name: 'device list of 50',
      figure: (1000 * PAGES_A_ROUND) / median(times),
      baseline: (1000 * PAGES_A_ROUND) / median(their),
      unit: 'pages/s',
      ratio: { atLeast: 0.5 },
    }
  } finally {
    await baseline.stop()
    await product.stop()
    await server.stop()
    if (!given) rmSync(folder, { recursive: true, force: true })
  }
}

/** Everybody reads page after page, until the round has had its pages. */
async function together(origin: string, cookie: string, path: string, holds: string): Promise<void> {
  const reader = openReader(origin, cookie)
  let left = PAGES_A_ROUND
  const one = async () => {
    while (left > 0) {
      left -= 1
      await reader.read(path, holds)
    }
  }
  await Promise.all(Array.from({ length: PEOPLE }, one))
  reader.close()
}

/** The organisation that the accounts of the demonstration enter. */
const firstOrganisation = (owner: pg.PoolConfig): Promise<string> =>
  ask(owner, 'select organisation_id as said from organisation order by created_at limit 1')

const latestCode = (owner: pg.PoolConfig): Promise<string> =>
  ask(
    owner,
    `select code as said from device where state not in ('merged', 'withdrawn') and organisation_id =
       (select organisation_id from organisation order by created_at limit 1) order by id desc limit 1`,
  )

async function ask(owner: pg.PoolConfig, query: string): Promise<string> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    return (await client.query<{ said: string }>(query)).rows[0]?.said ?? ''
  } finally {
    await client.end()
  }
}
