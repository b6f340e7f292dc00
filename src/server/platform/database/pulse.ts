import pg from 'pg'

const EVERY_MS = 1_000
const PATIENCE_MS = 5_000
/** One unanswered question may be this process that was busy; two, the second on a fresh connection, are the database. */
const MOST_UNANSWERED = 2

export interface Pulse {
  /** It answers nothing: whoever waits for it waits in vain. */
  silent(): void
  /** Nobody is at its address. */
  gone(): Promise<void>
  /** It answers again, after one or the other. */
  back(): void
}

/** Asks the database every second, on a connection of its own, whether it is there, and tells what changes. */
export function startPulse(
  config: pg.PoolConfig,
  pulse: Pulse,
  log: (error: Error) => void,
): { stop(): Promise<void> } {
  let stopped = false
  let wake = () => {}
  let unanswered = 0
  let missed = false
  const watch = async () => {
    let client: pg.Client | null = null
    while (!stopped) {
      try {
        client ??= await open(config)
        await client.query('select 1')
        if (missed) pulse.back()
        missed = false
        unanswered = 0
      } catch (error) {
        missed = true
        if (error instanceof Error) log(error)
        await client?.end().catch(() => undefined)
        client = null
        if (isAbsent(error)) await pulse.gone().catch(log)
        else {
          unanswered += 1
          if (unanswered >= MOST_UNANSWERED) pulse.silent()
        }
      }
      await new Promise<void>((resolve) => {
        wake = resolve
        if (stopped) resolve()
        else setTimeout(resolve, EVERY_MS).unref()
      })
    }
    await client?.end().catch(() => undefined)
  }
  const watching = watch()
  return {
    async stop() {
      stopped = true
      wake()
      await watching
    },
  }
}

async function open(config: pg.PoolConfig): Promise<pg.Client> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: PATIENCE_MS, query_timeout: PATIENCE_MS })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ENOENT')
