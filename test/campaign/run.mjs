// Runs one campaign: `node test/campaign/run.mjs fuzz-inspect [arguments]`. Long trials, outside `npm test`; each prints
// one line per bar, PASSED, FAILED or SKIPPED, and the exit code is 1 when a bar failed.
import { compile } from '../../scripts/compile.mjs'

const [name, ...args] = process.argv.slice(2)
const [address] = await compile([`test/campaign/${name}.ts`])
const { campaign } = await import(address)
process.exitCode = await campaign(args)
