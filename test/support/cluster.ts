import './root.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEngine, superuser } from '../../src/server/platform/database/engine.ts'
import { migrate } from '../../src/server/platform/database/migrate.ts'
import { embeddedServer } from '../../src/server/platform/database/servers.ts'
import { buildSample, type Sample } from './sample.ts'

declare module 'vitest' {
  interface ProvidedContext {
    cluster: { readonly folder: string; readonly sample: Sample }
  }
}

export const TEMPLATE = 'template_sample'
/** A database that holds nothing yet: what the first visit finds. */
export const EMPTY = 'template_empty'

/** One real PostgreSQL for the whole run; each test file clones the template that holds the sample organisations. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'sv-test-'))
  const server = await embeddedServer(folder, TEMPLATE)
  await migrate(server)
  await cloneTemplate(folder, EMPTY)
  const sample = await buildSample(server, join(folder, 'secrets'))
  project.provide('cluster', { folder, sample })
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A fresh database with the sample organisations, for one test file. */
export async function cloneTemplate(folder: string, name: string, template = TEMPLATE): Promise<void> {
  const engine = await startEngine(folder)
  const client = new pg.Client(superuser(engine, 'postgres'))
  await client.connect()
  try {
    await client.query(
      `create database ${pg.escapeIdentifier(name)} template ${pg.escapeIdentifier(template)} owner seconde_vie_owner`,
    )
  } finally {
    await client.end()
  }
}
