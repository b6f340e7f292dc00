import { z } from 'zod'

export const FORMAT = 1
export const HEAD_NAME = 'seconde-vie.json'
export const TAIL_NAME = 'manifest.json'

const HASH = z.string().regex(/^[0-9a-f]{64}$/)

/** What a backup says of itself before anything else. */
export const HEAD = z.object({
  product: z.literal('seconde-vie'),
  format: z.literal(FORMAT),
  /** Null where the database was written before installations had a name. */
  installation: z.uuid().nullable(),
  /** The moment of the snapshot. */
  at: z.iso.datetime(),
  postgres: z.string(),
  migrations: z.array(z.object({ name: z.string(), hash: HASH })).min(1),
  /** In the order they are written; a table without rows has no part. */
  tables: z.array(z.object({ schema: z.string(), name: z.string(), columns: z.array(z.string()).min(1) })),
  sequences: z.array(z.object({ schema: z.string(), name: z.string(), last: z.string(), called: z.boolean() })),
  withFiles: z.boolean(),
  withKeys: z.boolean(),
})
export type Head = z.infer<typeof HEAD>
export type SavedTable = Head['tables'][number]

/** What it holds, written last: rows, bytes and SHA-256 of each part. A file's hash is its name. */
export const TAIL = z.object({
  parts: z.record(z.string(), z.object({ rows: z.number().int(), bytes: z.number().int(), sha256: HASH })),
  files: z.object({ count: z.number().int(), bytes: z.number().int() }),
  /** Files that a row names and that the store no longer had, as `organisation/hash`. */
  missing: z.array(z.string()),
})
export type Tail = z.infer<typeof TAIL>

/** The jobs that wait, written apart from the tables: the queue's own tables belong to its library. */
export const JOBS = 'jobs'
export const partOf = (table: SavedTable): string => `${table.schema}.${table.name}`
