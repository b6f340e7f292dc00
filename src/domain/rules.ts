/** A day, `YYYY-MM-DD`. Days compare as text. */
export type Day = string

/** A moment, ISO 8601 with its offset (`2026-11-22T18:30:00Z`). */
export type Instant = string

/** Rules as data: what is in force, since when, under which version. */
export interface Table<Row> {
  readonly version: number
  readonly inForceFrom: Day
  readonly rows: Row
}
