import { type House, openHouse } from './house.ts'
import { warmCommunes } from './organisation/communes.ts'
import { migrate } from './platform/database/migrate.ts'
import { type DatabaseServer, openServer } from './platform/database/servers.ts'
import { readSettings } from './platform/settings.ts'

/** The first page is served before the lists of communes are read. */
const AT_EASE_MS = 2_000

/** Starts the whole application and prints its address; returns when it listens. Ends the process with a clear sentence when it cannot. */
export async function start(args: readonly string[]): Promise<void> {
  let server: DatabaseServer | undefined
  let house: House | undefined
  // Asked to stop while still starting, it stops the database it has just started.
  stopOnSignal(async () => {
    await house?.close()
    await server?.stop()
  })
  try {
    const settings = readSettings(process.env, args)
    server = await openServer(settings)
    await migrate(server)
    house = await openHouse(settings, server)
    console.log(`Seconde Vie : ${house.address}`)
    for (const line of house.remarks) console.log(line)
    setTimeout(() => warmCommunes().catch(console.error), AT_EASE_MS).unref()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    if (server && !server.joined) await server.stop()
    process.exit(1)
  }
}

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false
  const once = () => {
    if (stopping) return
    stopping = true
    stop().then(
      () => process.exit(0),
      (error) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', once)
  process.on('SIGTERM', once)
}
