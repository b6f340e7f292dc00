// Writes src/server/platform/database/schema.generated.ts from the migrations, through a fresh database. `--check` compares only.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile } from './compile.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FILE = join(ROOT, 'src/server/platform/database/schema.generated.ts')
const check = process.argv.includes('--check')

const folder = mkdtempSync(join(tmpdir(), 'sv-schema-'))
const [entry] = await compile(['src/server/platform/database/tools.ts'])
const { embeddedServer, migrate } = await import(entry)
const server = await embeddedServer(folder)
try {
  await migrate(server)
  const out = check ? join(folder, 'schema.ts') : FILE
  const address = `postgres://${server.owner.user}@/${server.owner.database}?host=${encodeURIComponent(server.owner.host)}`
  const options = [
    '--dialect',
    'postgres',
    '--url',
    address,
    '--out-file',
    out,
    '--default-schema',
    'public',
    '--include-pattern',
    'public.*',
    '--date-parser',
    'string',
    '--type-mapping',
    '{"int8":"number"}',
  ]
  const run = spawnSync(process.execPath, [join(ROOT, 'node_modules/kysely-codegen/dist/cli/bin.js'), ...options], {
    encoding: 'utf8',
  })
  if (run.status !== 0) throw new Error(run.stderr || run.stdout)
  const same = check && readFileSync(out, 'utf8') === readFileSync(FILE, 'utf8')
  if (check && !same) {
    console.error('schema.generated.ts ne correspond plus aux migrations : npm run schema')
    process.exitCode = 1
  }
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
