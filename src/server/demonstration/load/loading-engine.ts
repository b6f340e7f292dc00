import pg from 'pg'
import { startEngine, superuser } from '../../platform/database/engine.ts'

/** Settings of a cluster that only one program writes to, and that is thrown away if it stops in between. */
const LOADING = {
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '4GB',
  checkpoint_timeout: '1h',
  synchronous_commit: 'off',
  autovacuum: 'off',
  maintenance_work_mem: '512MB',
}

/** An engine that loads, and how to write as nobody else may: row security stops `COPY` for any other role. */
export interface LoadingEngine {
  readonly superuser: pg.ClientConfig
  /** Gives it its own settings again, once everything is on the disk, and stops it. */
  settle(): Promise<void>
}

/** Starts the engine of this folder with those settings. */
export async function startLoadingEngine(folder: string, database: string): Promise<LoadingEngine> {
  const tell = async (statements: readonly string[]) => {
    const engine = await startEngine(folder)
    const client = new pg.Client(superuser(engine, 'postgres'))
    await client.connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
    return engine
  }
  const set = Object.entries(LOADING).map(([name, value]) => `alter system set ${name} = '${value}'`)
  await (await tell(set)).stop()
  const engine = await startEngine(folder)
  return {
    superuser: superuser(engine, database),
    settle: async () => void (await (await tell(['alter system reset all', 'checkpoint'])).stop()),
  }
}
