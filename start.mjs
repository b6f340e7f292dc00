// The one command: installs what the lock says when it is missing, compiles, and starts the server.
import { ensurePackages } from './scripts/packages.mjs'

ensurePackages()
const { compile } = await import('./scripts/compile.mjs')
const [main] = await compile(['src/server/main.ts'])
const { start } = await import(main)
await start(process.argv.slice(2))
