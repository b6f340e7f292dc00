// Fills an empty data folder with a load: node bench/build.mjs --devices 100000 [--organisations 1] [--seed 1] --data FOLDER
// One line an organisation while it goes, then one JSON line. The demonstration's own story, at any size; without its papers.
import { parseArgs } from 'node:util'
import { compile } from '../scripts/compile.mjs'

const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: '100000' },
    organisations: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    data: { type: 'string' },
  },
})
const [devices, organisations, seed] = [values.devices, values.organisations, values.seed].map(Number)
if (!values.data || ![devices, organisations, seed].every((number) => Number.isInteger(number) && number > 0)) {
  console.error('node bench/build.mjs --devices N [--organisations M] [--seed S] --data FOLDER')
  process.exit(1)
}
const [load] = await compile(['src/server/demonstration/load.ts'])
const { buildLoad } = await import(load)
const built = await buildLoad({ folder: values.data, devices, organisations, seed }, console.error)
console.log(JSON.stringify({ organisations, ...built }))
