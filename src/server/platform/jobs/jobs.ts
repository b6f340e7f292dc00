import { type Runner, run, runOnce, type TaskList, Logger as WorkerLogger } from 'graphile-worker'
import type pg from 'pg'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Database, Tx } from '../database/database.ts'
import { withoutValues } from '../log.ts'
import { patientPool } from './patient-pool.ts'

/** A job's code: runs inside its organisation; a throw means it will be tried again. */
export type Job = (tx: Tx, payload: Readonly<Record<string, unknown>>, log: Logger) => Promise<void>

/** Runs one short transaction in the job's organisation. */
export type Within = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
/** A job too long for one transaction: it makes its own, and finds its way again when it was cut off. */
export interface LongJob {
  readonly long: (within: Within, payload: Readonly<Record<string, unknown>>, log: Logger) => Promise<void>
}
export type Jobs = Readonly<Record<string, Job | LongJob>>

const PAYLOAD = z.looseObject({ organisationId: z.uuid() })

/** Runs jobs under their own role and pool until it is stopped; the organisation is set before a job's code runs. */
export async function startJobs(owner: pg.PoolConfig, database: Database, jobs: Jobs, log: Logger): Promise<Runner> {
  const options = optionsOf(owner, database, jobs, log)
  const runner = await run({ ...options, concurrency: 2, noHandleSignals: true })
  runner.promise.finally(() => options.pgPool.end()).catch(() => undefined)
  return runner
}

/** Runs every job that is due, once, and returns. */
export async function runDueJobs(owner: pg.PoolConfig, database: Database, jobs: Jobs, log: Logger): Promise<void> {
  const options = optionsOf(owner, database, jobs, log)
  await runOnce(options).finally(() => options.pgPool.end())
}

function optionsOf(owner: pg.PoolConfig, database: Database, jobs: Jobs, log: Logger) {
  const pgPool = patientPool({ ...owner, max: 3, options: '-c role=seconde_vie_worker' }, (error) =>
    log.warn({ error: error.message }, 'jobs pool'),
  )
  const taskList: TaskList = Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [
      name,
      async (raw: unknown) => {
        const payload = PAYLOAD.parse(raw)
        const within: Within = (work) => database.inOrganisation(payload.organisationId, work)
        const done = typeof job === 'function' ? within((tx) => job(tx, payload, log)) : job.long(within, payload, log)
        await done.catch(tellWithoutValues)
      },
    ]),
  )
  const logger = new WorkerLogger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log.warn({ message }, 'jobs')
  })
  return { pgPool, taskList, noPreparedStatements: false, logger }
}

/** The worker writes what it catches in its own table and in the log. */
function tellWithoutValues(error: unknown): never {
  const { name, code, on, message, at } = withoutValues(error)
  const told = new Error([name, code, on, message].filter(Boolean).join(' '))
  told.stack = [told.message, ...at].join('\n')
  throw told
}
