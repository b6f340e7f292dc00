import { join } from 'node:path'

// The compile step writes this constant in; the runner's own setup, outside Vite, needs it too.
Object.assign(globalThis, { PROJECT_ROOT: join(import.meta.dirname, '../..') })
