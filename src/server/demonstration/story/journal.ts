import type { Insertable } from 'kysely'
import type { z } from 'zod'
import type { DB } from '../../platform/database/schema.generated.ts'
import type { Chance } from '../chance.ts'
import { isoOf } from './calendar.ts'

/** A table of one organisation; the writer says which. */
export type TableName = { [T in keyof DB]: 'organisation_id' extends keyof DB[T] ? T : never }[keyof DB]
export type Row<T extends TableName> = Omit<Insertable<DB[T]>, 'organisation_id'>

/** Bytes to keep in the file store, and the row that names them is in `file`. */
export interface KeptBytes {
  readonly hash: string
  readonly bytes: Uint8Array
}

/** What the story has told since it was last asked; rows of one table all say the same columns. */
export interface Told {
  readonly rows: ReadonlyMap<TableName, readonly object[]>
  readonly files: readonly KeptBytes[]
}

interface Kinds {
  readonly subject: string
  readonly kinds: Readonly<Record<string, { readonly payload: z.ZodType<object> }>>
}
type Payload<K extends Kinds, Name extends keyof K['kinds'] & string> = z.input<K['kinds'][Name]['payload']>

/** Rows and events as they are told, before anything is written. */
export interface Journal {
  /** A UUIDv7 of that instant, drawn from the seed; those of one instant sort in the order they were asked for. */
  id(at: number): string
  row<T extends TableName>(table: T, row: Row<T>): void
  event<K extends Kinds, Name extends keyof K['kinds'] & string>(
    of: K,
    name: Name,
    at: number,
    actor: string | null,
    subjectId: string,
    payload: Payload<K, Name>,
  ): void
  keep(file: KeptBytes): void
  /** Rows told and not taken yet. */
  size(): number
  take(): Told
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')

export function openJournal(chance: Chance): Journal {
  let rows = new Map<TableName, object[]>()
  let files: KeptBytes[] = []
  let told = 0
  let serial = 0
  const row = (table: TableName, one: object) => {
    const list = rows.get(table)
    if (list) list.push(one)
    else rows.set(table, [one])
    told += 1
  }
  const id = (at: number) => {
    serial = (serial + 1) & 0x3fffffff
    const time = hex(at, 12)
    // Twelve bits, then eighteen: a count that makes ids of one millisecond sort as they were asked for.
    const high = hex(0x7000 | (serial >> 18), 4)
    const low = hex(0x8000 | ((serial >> 4) & 0x3fff), 4)
    const random = hex(chance.bits(), 8)
    return `${time.slice(0, 8)}-${time.slice(8)}-${high}-${low}-${hex(serial & 0xf, 1)}${random}${hex(chance.bits() >>> 20, 3)}`
  }
  return {
    id,
    row,
    event(of, name, at, actor, subjectId, payload) {
      row('event', {
        id: id(at),
        at: isoOf(at),
        actor,
        subject_kind: of.subject,
        subject_id: subjectId,
        kind: `${of.subject}.${name}`,
        payload,
      })
    },
    keep: (file) => files.push(file),
    size: () => told,
    take() {
      const taken = { rows, files }
      rows = new Map()
      files = []
      told = 0
      return taken
    },
  }
}
