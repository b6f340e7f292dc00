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

/** What a JSON column of one shape holds. A column of several shapes (settings, details) stays `Json`: a zod schema reads it. */
const JSON_COLUMNS = {
  'agreement.annex': 'JSONColumnType<ReadonlyArray<AnnexLine>>',
  'agreement.content': 'JSONColumnType<AgreementContent>',
  'bulk_answer.answers': 'JSONColumnType<ReadonlyArray<BulkLine>>',
  'evidence.report': 'JSONColumnType<HardwareReport>',
  'kit_recipe.recipe': 'JSONColumnType<Recipe>',
  'request.wanted': 'JSONColumnType<ReadonlyArray<Wanted>>',
  'work_order.software': 'JSONColumnType<ReadonlyArray<SoftwareItem> | null, string | null, string | null>',
}
const IMPORTS = {
  AgreementContent: '../../../domain/circuit/papers.ts',
  AnnexLine: '../../../domain/circuit/papers.ts',
  BulkLine: '../bulk/bulk.ts',
  HardwareReport: '../../../domain/hardware/report.ts',
  JSONColumnType: 'kysely',
  Recipe: '../../../domain/kits/kit.ts',
  SoftwareItem: '../../../domain/circuit/facts.ts',
  Wanted: '../../../domain/circuit/papers.ts',
}

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
    '--overrides',
    JSON.stringify({ columns: JSON_COLUMNS }),
    '--custom-imports',
    JSON.stringify(IMPORTS),
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
