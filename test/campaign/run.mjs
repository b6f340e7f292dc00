// `npm run campaign`: long trials, outside `npm test`. All of them, or the one named: `npm run campaign -- fuzz-inspect 2000 7`.
// Each prints one line per bar, passed, FAILED or SKIPPED; the exit code is 1 when a bar failed.
import { compile } from '../../scripts/compile.mjs'

const ALL = ['first-page', 'kill', 'power-cut', 'fuzz-inspect', 'backup', 'hostile']
const [name, ...args] = process.argv.slice(2)

for (const one of name ? [name] : ALL) {
  const [address] = await compile([`test/campaign/${one}.ts`])
  const { campaign } = await import(address)
  if ((await campaign(args)) !== 0) process.exitCode = 1
}
