import { defineConfig } from 'vitest/config'

/** Made anew for each project: the runner empties the `define` it is given. */
const shared = () => ({
  define: { PROJECT_ROOT: JSON.stringify(import.meta.dirname) },
  oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
})
const patience = { pool: 'forks' as const, testTimeout: 60_000, hookTimeout: 120_000 }

export default defineConfig({
  ...shared(),
  test: {
    maxWorkers: 2,
    projects: [
      {
        ...shared(),
        test: {
          ...patience,
          name: 'unit',
          include: ['src/{domain,bench,cli}/**/*.test.{ts,tsx}', 'src/server/platform/{ui,text}/**/*.test.{ts,tsx}'],
        },
      },
      {
        ...shared(),
        test: {
          ...patience,
          name: 'server',
          include: ['src/server/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
          exclude: ['src/server/platform/{ui,text}/**', 'node_modules/**'],
          globalSetup: ['test/support/cluster.ts'],
        },
      },
    ],
  },
})
