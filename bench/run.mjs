// `npm run bench`: the product against baselines written beside it, in one run. All quick benches, or the one named with its
// arguments: `npm run bench -- soak 60`. One line per bar, passed, FAILED or SKIPPED; the exit code is 1 when a bar failed.
import { compile } from '../scripts/compile.mjs'

const QUICK = ['device-list', 'search', 'ingestion', 'import', 'bulk', 'labels', 'restart', 'pages']
/** Too long for every day: asked by name. */
const LONG = { soak: 'an hour of load: asked by name, npm run bench -- soak' }

const [name, ...args] = process.argv.slice(2)
const [frame] = await compile(['bench/frame.ts'])
const { lineOf, countsOf, verdictOf } = await import(frame)
const bars = []
const note = (bar) => {
  bars.push(bar)
  console.log(lineOf(bar))
}

for (const one of name ? [name] : QUICK) {
  try {
    const [address] = await compile([`bench/${one}.ts`])
    const { bench } = await import(address)
    for await (const bar of bench(args)) note(bar)
  } catch (error) {
    console.error(error)
    note({ kind: 'held', name: one, held: false, said: 'could not be measured' })
  }
}
if (!name) for (const [one, why] of Object.entries(LONG)) note({ kind: 'skipped', name: one, why })
console.log(countsOf(bars))
process.exitCode = bars.length === 0 || bars.some((bar) => verdictOf(bar) === 'FAILED') ? 1 : 0
