#!/usr/bin/env node
// `npx seconde-vie COMMAND`; the commands are listed in src/cli/main.ts.
import { ensurePackages } from '../scripts/packages.mjs'

ensurePackages()
const { compile } = await import('../scripts/compile.mjs')
const [main] = await compile(['src/cli/main.ts'])
const { run } = await import(main)
process.exitCode = await run(process.argv.slice(2))
