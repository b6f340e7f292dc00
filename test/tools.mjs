// The programs that some tests drive: finds them, installs Debian's where it can, and says which tests go without.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const TOOLS = [
  {
    name: 'chromium',
    places: [process.env.CHROMIUM, '/usr/bin/chromium'],
    tests: ['test/e2e/**', 'src/server/platform/ui/kit.test.tsx', 'src/server/platform/sign-in/screens.test.ts'],
  },
  {
    name: 'poppler-utils',
    places: ['/usr/bin/pdftotext'],
    tests: [
      'src/server/platform/pdf/pdf.test.ts',
      'src/server/agreements/agreement.test.ts',
      'src/server/handovers/handover.test.ts',
      'test/sale-and-internship.test.ts',
      'src/server/labels/label.test.ts',
      'src/server/labels/label-pdf.test.ts',
    ],
  },
  {
    // The oldest PostgreSQL that is served; the tests run their own from these files, and Debian's is taken away.
    name: 'postgresql-15',
    places: ['/usr/lib/postgresql/15/bin/postgres'],
    tests: ['test/own-server/own-server.test.ts', 'test/own-server/moves.test.ts'],
    after: ['pg_dropcluster', '--stop', '15', 'main'],
  },
]

const found = ({ places }) => places.some((place) => place && existsSync(place))

const missingTools = () => TOOLS.filter((tool) => !found(tool))

/** Installs what is missing when this is root on Debian; returns what is still missing, with why and what to do. */
export function ensureTools() {
  const missing = missingTools()
  if (missing.length === 0) return []
  const apt = (...words) =>
    spawnSync('apt-get', words, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  const able = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (able) {
    apt('update', '-qq')
    for (const { name, after: [command, ...words] = [] } of missing) {
      const { status } = apt('install', '-y', '-qq', '--no-install-recommends', name)
      if (status === 0 && command) spawnSync(command, words, { stdio: 'ignore' })
    }
  }
  const why = able ? 'apt-get could not install it' : 'not installed, and this is not root with apt-get'
  return missingTools().map((tool) => ({ ...tool, why: `${why}: install Debian’s ${tool.name}, then run again` }))
}
