import { join } from 'node:path'

// The compile step writes this constant in; test runs set it here.
Object.assign(globalThis, { PROJECT_ROOT: join(import.meta.dirname, '../..') })
