// Baseline of `restart`: the barest program that answers one page from the same database: node:http, one pg connection, one query.
// node bench/baselines/restart.mjs HOST PORT
import { createServer } from 'node:http'
import pg from 'pg'

const [host, port] = process.argv.slice(2)
const client = new pg.Client({ host, port: 5432, user: 'seconde_vie', database: 'seconde_vie' })
await client.connect()
createServer(async (_, answer) => {
  const { rows } = await client.query('select count(*) as devices from device')
  answer.end(`<p>${rows[0].devices}</p>`)
}).listen(Number(port), '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))
