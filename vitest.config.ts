import { defineConfig } from 'vitest/config'

/** Made anew for each project: the runner empties the `define` it is given. */
const shared = () => ({
  define: { PROJECT_ROOT: JSON.stringify(import.meta.dirname) },
  oxc: { jsx: { runtime: 'automatic' as const, importSource: '#jsx' } },
})
const patience = { pool: 'forks' as const, testTimeout: 60_000, hookTimeout: 120_000 }
const cluster = { globalSetup: ['test/support/cluster.ts'] }
// Tests whose tool is missing here, as `npm test` found.
const without = (process.env.SECONDE_VIE_WITHOUT ?? '').split(' ').filter(Boolean)
const project = (name: string, include: readonly string[], exclude: readonly string[] = [], more = {}) => ({
  ...shared(),
  test: {
    ...patience,
    ...more,
    name,
    include: [...include],
    exclude: [...exclude, ...without, 'node_modules/**'],
  },
})

const HOUSE = ['test/boundaries.test.ts', 'test/docs.test.ts']
const DRAWN = 'src/server/platform/{ui,text}/**/*.test.{ts,tsx}'

export default defineConfig({
  ...shared(),
  test: {
    maxWorkers: 2,
    projects: [
      project('house', HOUSE),
      project('unit', ['{src/domain,src/cli,bench}/**/*.test.{ts,tsx}', DRAWN]),
      project('server', ['src/server/**/*.test.{ts,tsx}', 'test/*.test.ts'], [DRAWN, ...HOUSE], cluster),
      project('e2e', ['test/e2e/**/*.test.ts'], [], { ...cluster, testTimeout: 300_000 }),
      project('own-server', ['test/own-server/**/*.test.ts'], [], { testTimeout: 300_000 }),
      project('faults', ['test/faults/**/*.test.ts'], [], { ...cluster, testTimeout: 300_000, maxWorkers: 1 }),
    ],
  },
})
