import type pg from 'pg'
import type { Logger } from 'pino'

const EVERY_MS = 2_000

/** Gives positions to what finished transactions wrote, organisation by organisation; several servers may run it. */
export function startSealer(pool: pg.Pool, log: Logger): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve()
  const round = () => {
    running = sealAll(pool).catch((error: Error) => log.warn({ error: error.message }, 'sealer'))
  }
  const timer = setInterval(round, EVERY_MS)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}

/** Seals every organisation until nothing that could be sealed is left; answers how many events were sealed. */
export async function sealAll(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ organisation_id: string }>('select organisation_id from ledger_head')
  let total = 0
  for (const { organisation_id } of rows) {
    for (;;) {
      const sealed = await pool.query<{ n: number | null }>('select seal_ledger($1) as n', [organisation_id])
      const n = sealed.rows[0]?.n ?? 0
      total += n
      if (n === 0) break
    }
    await pool.query('select compact_tally($1)', [organisation_id])
  }
  return total
}
