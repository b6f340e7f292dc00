import { join } from 'node:path'
import { makeOrganisation } from '../organisation/organisation.sql.ts'
import { ROLES } from '../organisation/roles.ts'
import { type Database, openDatabase } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { migrate } from '../platform/database/migrate.ts'
import type { DatabaseServer } from '../platform/database/servers.ts'
import { localFiles } from '../platform/files/local-files.ts'
import { openSecrets } from '../platform/secrets.ts'
import { openSignIn } from '../platform/sign-in/open-sign-in.ts'
import { openLoad, type Writer } from './load/open-load.ts'
import { setUpTerritory, type Territory } from './set-up.sql.ts'
import { DAY } from './story/calendar.ts'
import { begin } from './story/scenario.ts'
import { type Counters, unfold } from './story/story.ts'
import { COMMUNE, DEMONSTRATION_PASSWORD } from './territory.ts'

export interface Load {
  readonly folder: string
  readonly devices: number
  readonly organisations: number
  readonly seed: number
}

export interface Built {
  readonly devices: number
  readonly events: number
  readonly seconds: number
  /** Of these, after the last row: indexes, keys, the ledger's blocks. */
  readonly settlingSeconds: number
  readonly residentMegabytes: number
}

/** Devices that a town of size 1 has known after eight years, at least. */
const DEVICES_OF_A_TOWN = 3700
/** A bigger organisation is told district by district, so that memory holds one of them only. */
const LARGEST_STORY = 2
const YEARS_TOLD = 8

/**
 * Fills an empty data folder with that many devices at least, for measuring: the demonstration's own story, without the papers that
 * nobody reads. The accounts of the demonstration enter the first organisation.
 */
export async function buildLoad(load: Load, say: (line: string) => void): Promise<Built> {
  const started = performance.now()
  const opened = await openLoad(load.folder)
  try {
    const towns = await setUpTowns(load, opened.server)
    const made = { devices: 0, events: 0 }
    const counters: Counters = { series: new Map(), codes: 0 }
    const writer = await opened.begin()
    for (const [at, town] of towns.entries()) {
      await tellTown(load, at, town, counters, writer, made)
      say(`${made.devices} devices, ${made.events} events, ${seconds(started)} s, ${resident()} MB`)
    }
    await writer.end()
    const told = performance.now()
    await opened.settle()
    return { ...made, seconds: seconds(started), settlingSeconds: seconds(told), residentMegabytes: resident() }
  } finally {
    await opened.close()
  }
}

const seconds = (from: number, to = performance.now()): number => Math.round((to - from) / 1000)
const resident = (): number => Math.round(process.memoryUsage().rss / 2 ** 20)

/** The organisations and their people, made as anybody makes them. */
async function setUpTowns({ folder, organisations }: Load, server: DatabaseServer): Promise<readonly Territory[]> {
  await migrate(server)
  const database = openDatabase(server.app, () => undefined)
  const signIn = openSignIn({
    database: server.owner,
    origin: 'http://localhost',
    secret: openSecrets(join(folder, 'secrets')).signInSecret,
    mailer: { send: async () => undefined },
    secureCookies: false,
    log: () => undefined,
  })
  try {
    const accountOf = (person: { readonly name: string; readonly email: string }) =>
      signIn.createAccount({ ...person, password: DEMONSTRATION_PASSWORD })
    const first = await database.outside((tx) => setUpTerritory(tx, accountOf))
    if (!first) throw new Error('this data folder is not empty')
    const towns = [first]
    while (towns.length < organisations) towns.push(await another(database, towns.length + 1))
    return towns
  } finally {
    await signIn.close()
    await database.close()
  }
}

/** One more organisation: nobody enters it, and its people have no name. */
async function another(database: Database, rank: number): Promise<Territory> {
  const name = `${COMMUNE.name} ${rank}`
  const organisationId = await database.outside((tx) => makeOrganisation(tx, { ...COMMUNE, name }, true))
  const people = Object.fromEntries(ROLES.map((role) => [role, newId()])) as Territory['people']
  const signer = { name: 'Hélène Castaing', functionOn: () => 'Adjointe' }
  return { organisationId, name, signer, people, technicians: [people.technician], names: new Map() }
}

/** Tells districts of a town until its share of the devices is there; numbers go on from one to the next, codes from one town to the next. */
async function tellTown(
  { folder, devices, organisations, seed }: Load,
  at: number,
  town: Territory,
  counters: Counters,
  writer: Writer,
  made: { devices: number; events: number },
): Promise<void> {
  const files = localFiles(join(folder, 'files'))
  const until = made.devices + devices / organisations
  const now = Date.now()
  const from = now - YEARS_TOLD * 365.25 * DAY
  const kept = { papersSince: now, reportsSince: now, logsSince: now }
  counters.series.clear()
  for (let district = 0; made.devices < until; district += 1) {
    const size = Math.min(LARGEST_STORY, (until - made.devices) / DEVICES_OF_A_TOWN)
    const frame = { seed: seed + 1000 * at + district, from, now, kept, counters, town: { ...town, size } }
    for (const told of unfold(frame, begin)) {
      for (const { bytes } of told.files) await files.put(town.organisationId, bytes)
      await writer.write(town.organisationId, told)
      made.devices += told.rows.get('device')?.length ?? 0
      made.events += told.rows.get('event')?.length ?? 0
    }
  }
  await writer.numbers(town.organisationId, counters.series)
}
