// Runs statements one after the other on a connection of its own, in a thread of its own: the database takes rows while the next
// ones are being told. A statement that comes with bytes is a `COPY` that reads them.
import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

const client = new pg.Client(workerData)
await client.connect()

const copied = (sql, bytes) =>
  new Promise((resolve, reject) => {
    const stream = client.query(copyFrom(sql))
    stream.on('finish', resolve)
    stream.on('error', reject)
    stream.end(Buffer.from(bytes))
  })

let last = Promise.resolve()
parentPort.on('message', ({ sql, values, bytes }) => {
  last = last.then(async () => {
    await (bytes ? copied(sql, bytes) : client.query(sql, values))
    parentPort.postMessage('done')
  })
})
