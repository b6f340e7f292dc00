import { join } from 'node:path'
import pg from 'pg'
import { makeOrganisation } from '../organisation/organisation.sql.ts'
import { ROLES } from '../organisation/roles.ts'
import { type Database, openDatabase } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { migrate } from '../platform/database/migrate.ts'
import { embeddedServer } from '../platform/database/servers.ts'
import { localFiles } from '../platform/files/local-files.ts'
import { sealAll } from '../platform/ledger/sealer.ts'
import { openSecrets } from '../platform/secrets.ts'
import { openSignIn } from '../platform/sign-in/open-sign-in.ts'
import { setUpTerritory, type Territory } from './set-up.sql.ts'
import { DAY } from './story/calendar.ts'
import { begin } from './story/scenario.ts'
import { type Counters, unfold } from './story/story.ts'
import { COMMUNE, DEMONSTRATION_PASSWORD } from './territory.ts'
import { writeTold } from './write.sql.ts'

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
  readonly sealingSeconds: number
  readonly residentMegabytes: number
}

/** Devices that a town of size 1 has known after eight years. */
const DEVICES_OF_A_TOWN = 4150
/** A bigger organisation is told district by district, so that memory holds one of them only. */
const LARGEST_STORY = 2
/** Districts told side by side: one is thought out while another is written. */
const AT_ONCE = 2
const YEARS_TOLD = 8

/**
 * Fills an empty data folder with towns of that many devices, for measuring: the demonstration's own story, without the papers
 * that nobody reads. The accounts of the demonstration enter the first organisation.
 */
export async function buildLoad(load: Load, say: (line: string) => void): Promise<Built> {
  const server = await embeddedServer(load.folder)
  await migrate(server)
  const database = openDatabase(server.app, () => undefined)
  const owner = new pg.Pool({ ...server.owner, max: 1 })
  const signIn = openSignIn({
    database: server.owner,
    origin: 'http://localhost',
    secret: openSecrets(join(load.folder, 'secrets')).signInSecret,
    mailer: { send: async () => undefined },
    secureCookies: false,
    log: () => undefined,
  })
  try {
    const started = performance.now()
    const made = { devices: 0, events: 0 }
    const counters: Counters = { series: new Map(), codes: 0 }
    const accountOf = (person: { name: string; email: string }) =>
      signIn.createAccount({ ...person, password: DEMONSTRATION_PASSWORD })
    for (let at = 0; at < load.organisations; at += 1) {
      const town =
        at === 0 ? await database.outside((tx) => setUpTerritory(tx, accountOf)) : await another(database, at)
      if (!town) throw new Error('this data folder is not empty')
      counters.series.clear()
      await tellTown(database, load, at, town, counters, made)
      say(`${made.devices} devices, ${made.events} events, ${seconds(started)} s, ${resident()} MB`)
    }
    const told = performance.now()
    await sealAll(owner)
    await owner.query('analyze')
    return {
      ...made,
      seconds: seconds(started, told),
      sealingSeconds: seconds(told),
      residentMegabytes: resident(),
    }
  } finally {
    await signIn.close()
    await owner.end()
    await database.close()
    await server.stop()
  }
}

const seconds = (from: number, to = performance.now()): number => Math.round((to - from) / 1000)
const resident = (): number => Math.round(process.memoryUsage().rss / 2 ** 20)

/** One more organisation: nobody enters it, and its people have no name. */
async function another(database: Database, at: number): Promise<Territory> {
  const name = `${COMMUNE.name} ${at + 1}`
  const organisationId = await database.outside((tx) => makeOrganisation(tx, { ...COMMUNE, name }, true))
  const people = Object.fromEntries(ROLES.map((role) => [role, newId()])) as Territory['people']
  const signer = { name: 'Hélène Castaing', functionOn: () => 'Adjointe' }
  return { organisationId, name, signer, people, technicians: [people.technician], names: new Map() }
}

async function tellTown(
  database: Database,
  { folder, devices, organisations, seed }: Load,
  at: number,
  town: Territory,
  counters: Counters,
  made: { devices: number; events: number },
): Promise<void> {
  const files = localFiles(join(folder, 'files'))
  const size = devices / organisations / DEVICES_OF_A_TOWN
  const districts = Math.max(1, Math.ceil(size / LARGEST_STORY))
  const now = Date.now()
  const from = now - YEARS_TOLD * 365.25 * DAY
  const kept = { papersSince: now, reportsSince: now, logsSince: now }
  const tellDistrict = async (district: number) => {
    const frame = { seed: seed + 1000 * at + district, from, now, kept, counters }
    for (const told of unfold({ ...frame, town: { ...town, size: size / districts } }, begin)) {
      for (const { bytes } of told.files) await files.put(town.organisationId, bytes)
      await database.inOrganisation(town.organisationId, (tx) => writeTold(tx, town.organisationId, told))
      made.devices += told.rows.get('device')?.length ?? 0
      made.events += told.rows.get('event')?.length ?? 0
    }
  }
  let next = 0
  const lane = async () => {
    while (next < districts) {
      next += 1
      await tellDistrict(next - 1)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}
