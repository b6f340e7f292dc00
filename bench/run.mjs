// `npm run bench`: the product at its sizes. One line per bar; what is not measured here says why.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const budgets = spawnSync(process.execPath, ['test/run.mjs', 'end-to-end'], {
  cwd: ROOT,
  stdio: ['ignore', 'inherit', 'inherit'],
})
console.log('SKIPPED  response times at 1,000,000 devices: a territory of that size is built apart, by bench/build.mjs')
console.log('SKIPPED  usable at 512 kbit/s on a PC with 1 GB: no slowed-down browser run yet')
process.exitCode = budgets.status
