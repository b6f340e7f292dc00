import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type pg from 'pg'

const PROGRAM = join(PROJECT_ROOT, 'src/server/demonstration/load/writing-thread.mjs')
/** Statements that may wait: what is told ahead of the database stays in memory. */
const MOST_WAITING = 60

interface Statement {
  readonly sql: string
  readonly values?: readonly unknown[]
  /** Rows of a `copy … from stdin`; they leave this thread. */
  readonly bytes?: Uint8Array<ArrayBuffer>
}

/** Statements that run in their order on one connection, beside this thread. */
export interface WritingThread {
  /** Hands a statement over; waits while too many are before it. Throws what an earlier one threw. */
  write(statement: Statement): Promise<void>
  /** Waits for all of them. */
  settled(): Promise<void>
  close(): Promise<void>
}

export function openWritingThread(settings: pg.ClientConfig): WritingThread {
  const worker = new Worker(PROGRAM, { workerData: settings })
  let waiting = 0
  let failure: Error | null = null
  let wake = () => {}
  worker.on('message', () => {
    waiting -= 1
    wake()
  })
  worker.on('error', (error: Error) => {
    failure = error
    wake()
  })
  const until = async (most: number) => {
    while (waiting > most && !failure)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    if (failure) throw failure
  }
  return {
    async write(statement) {
      await until(MOST_WAITING)
      waiting += 1
      worker.postMessage(statement, statement.bytes ? [statement.bytes.buffer] : [])
    },
    settled: () => until(0),
    close: async () => void (await worker.terminate()),
  }
}
