import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { buildLoad } from '../src/server/demonstration/load.ts'
import { listDevices } from '../src/server/fleet/device-list.sql.ts'
import { readDeviceQuery } from '../src/server/fleet/device-query.ts'
import { openDatabase } from '../src/server/platform/database/database.ts'
import { startEngine, superuser } from '../src/server/platform/database/engine.ts'
import { migrate } from '../src/server/platform/database/migrate.ts'
import { embeddedServer } from '../src/server/platform/database/servers.ts'
import { type Asked, bareSearch } from './baselines/search.ts'
import type { Bar } from './frame.ts'
import { elapsed, median, quantile } from './measure.ts'

const DEVICES = 1_000_000
const ASKS = 200
const ASKS_OF_A_COMBINATION = 100
/** Each question is asked as often each way, and the middle answer counts: a moment that the machine gave to another program is no answer's. */
const TIMES = 5
/** A combination whose answers are slow is asked less often, and its line comes in time. */
const LEAST_ASKS = 20
const MOST_MS = 8_000
const THIS_YEAR = new Date().getFullYear()
const FILTERS = ['kind', 'state', 'placeId', 'life', 'grade', 'age'] as const

/** A device that somebody looks for. */
interface Sought {
  readonly organisationId: string
  readonly code: string
  readonly serial: string
  readonly words: string
  readonly kind: string
  readonly state: string
  readonly placeId: string | null
  readonly life: string
  readonly grade: string | null
  readonly age: string
}

/** Both ways of asking, and who is looked for. */
interface Place {
  readonly sought: readonly Sought[]
  readonly product: (one: Sought, asked: Asked) => Promise<unknown>
  readonly bare: (one: Sought, asked: Asked) => Promise<unknown>
}

/**
 * Search among a million devices, of one organisation and of a thousand: by words, code and serial, and by each combination of filters.
 * The folders that `bench/build.mjs` made are given after the name or in SECONDE_VIE_BENCH_LOADS, separated by commas; `--build` makes them.
 */
export async function* bench(args: readonly string[]): AsyncGenerator<Bar> {
  const given = args.length > 0 ? args : (process.env.SECONDE_VIE_BENCH_LOADS ?? '').split(',').filter(Boolean)
  if (given.includes('--build')) {
    for (const organisations of [1, 1000]) yield* ofBuilt(organisations)
    return
  }
  if (given.length === 0) {
    const why =
      'no data folder given (npm run bench -- search FOLDER…), and not asked to build two of a million devices (--build)'
    yield { kind: 'skipped', name: 'search', why }
  }
  for (const folder of given) yield* ofFolder(folder)
}

async function* ofBuilt(organisations: number): AsyncGenerator<Bar> {
  const folder = mkdtempSync(join(tmpdir(), 'sv-bench-search-'))
  try {
    await buildLoad({ folder, devices: DEVICES, organisations, seed: 1 }, console.error)
    yield* ofFolder(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function* ofFolder(folder: string): AsyncGenerator<Bar> {
  const server = await embeddedServer(folder)
  const database = openDatabase(server.app, console.error)
  await migrate(server)
  const all = new pg.Pool({ ...superuser(await startEngine(folder), 'seconde_vie'), max: 1 })
  try {
    const { rows } = await all.query<{ said: string }>(
      `select count(distinct organisation_id) || ' organisations, ' || count(*) || ' devices' as said from device`,
    )
    const place: Place = {
      sought: await someDevices(all),
      bare: (one, asked) => bareSearch(all, one.organisationId, asked, THIS_YEAR),
      product: (one, asked) =>
        database.inOrganisation(one.organisationId, (tx) =>
          listDevices(tx, readDeviceQuery(addressOf(asked)), THIS_YEAR),
        ),
    }
    const of = ` among ${rows[0]?.said}`
    const one = async (name: string, askOf: (one: Sought) => Asked | null): Promise<Bar> => ({
      kind: 'ratio',
      name: `search by ${name}, p99,${of}`,
      ...(await compare(place, askOf, ASKS)),
      unit: 'ms',
      ratio: { atMost: 5 },
    })
    yield await one('words', ({ words }) => ({ words }))
    yield await one('code', ({ code }) => ({ code }))
    yield await one('serial', ({ serial }) => ({ serial }))
    for (const sort of ['recent', 'model', 'year'] as const) yield await one(`nothing, by ${sort}`, () => ({ sort }))
    yield* combinations(place, of)
  } finally {
    await all.end()
    await database.close()
    await server.stop()
  }
}

/** Every combination of words and filters; one line for those of each size, with the worst of them. */
async function* combinations(place: Place, of: string): AsyncGenerator<Bar> {
  const names = [...FILTERS, 'words'] as const
  const all = Array.from({ length: 2 ** names.length - 1 }, (_, at) =>
    names.filter((_name, bit) => ((at + 1) >> bit) % 2 === 1),
  )
  for (let size = 1; size <= names.length; size += 1) {
    const found = []
    for (const chosen of all.filter(({ length }) => length === size)) {
      const askOf = (one: Sought): Asked | null =>
        chosen.some((name) => one[name] === null) ? null : Object.fromEntries(chosen.map((name) => [name, one[name]]))
      found.push({ chosen, ...(await compare(place, askOf, ASKS_OF_A_COMBINATION)) })
    }
    const worst = found.reduce((a, b) => (b.figure / b.baseline > a.figure / a.baseline ? b : a))
    const name = `search by ${size} of words and filters, p99, worst of ${found.length} combinations (${worst.chosen.join(' + ')}),${of}`
    yield { kind: 'ratio', name, figure: worst.figure, baseline: worst.baseline, unit: 'ms', ratio: { atMost: 5 } }
  }
}

/** p99 of as many questions each way, in turn, each about another device. */
async function compare({ sought, product, bare }: Place, askOf: (one: Sought) => Asked | null, asks: number) {
  const times = { product: [] as number[], bare: [] as number[] }
  const able = sought.filter((one) => askOf(one) !== null).slice(0, asks)
  const until = performance.now() + MOST_MS
  for (const [at, one] of able.entries()) {
    if (at >= LEAST_ASKS && performance.now() > until) break
    const asked = askOf(one) ?? {}
    const took = { product: [] as number[], bare: [] as number[] }
    const ways = [
      async () => took.product.push(await elapsed(() => product(one, asked))),
      async () => took.bare.push(await elapsed(() => bare(one, asked))),
    ]
    // Whoever asks first pays for reading what the other then finds in memory: each is first as often.
    const inTurn = at % 2 === 0 ? ways : ways.toReversed()
    for (let time = 0; time < TIMES; time += 1) for (const way of inTurn) await way()
    times.product.push(median(took.product))
    times.bare.push(median(took.bare))
  }
  return { figure: quantile(times.product, 0.99), baseline: quantile(times.bare, 0.99) }
}

/** What the list page is asked for it. */
const addressOf = ({
  words,
  code,
  serial,
  kind,
  state,
  placeId,
  life,
  grade,
  age,
  sort,
}: Asked): Record<string, string> => ({
  q: words ?? code ?? serial ?? '',
  nature: kind ?? '',
  etat: state ?? '',
  lieu: placeId ?? '',
  vie: life ?? '',
  grade: grade ?? '',
  age: age ?? '',
  tri: sort ?? '',
})

/** Devices here and there in the table; words are the name of their model, and its maker. */
async function someDevices(all: pg.Pool): Promise<readonly Sought[]> {
  const { rows } = await all.query<Sought>(
    `select organisation_id as "organisationId", code, serial, split_part(model, ' ', 1) || ' ' || maker as words, kind, state, place_id as "placeId",
       life::text, grade, case when built_year <= $1 - 10 then '10' when built_year <= $1 - 7 then '7' when built_year <= $1 - 5 then '5' else '3' end as age
     from device tablesample system (5) repeatable (1) where state not in ('merged', 'withdrawn') and serial is not null and built_year <= $1 - 3
     order by md5(code) limit 2000`,
    [THIS_YEAR],
  )
  return rows
}
