import type { Database } from '../platform/database/database.ts'
import { buildDemonstration, type Parts } from './build.ts'

/** A demonstration that is being built, or that could not be. */
export interface Building {
  readonly failed: boolean
  /** Share of the story that stands, 0 to 1. */
  readonly share: number
}

const UNDER_WAY = new WeakMap<Database, Building>()

/** What is being built in this installation; null where nothing is. */
export const buildingOf = (database: Database): Building | null => UNDER_WAY.get(database) ?? null

/** Builds without making the one who asked wait; asked again meanwhile, it goes on. Whatever fails leaves nothing behind. */
export async function startBuilding(parts: Parts): Promise<void> {
  const { database } = parts
  const before = UNDER_WAY.get(database)
  if (before && !before.failed) return
  const say = (share: number) => UNDER_WAY.set(database, { failed: false, share })
  say(0)
  try {
    await buildDemonstration(parts, { progress: say })
    UNDER_WAY.delete(database)
  } catch (error) {
    console.error(error)
    UNDER_WAY.set(database, { failed: true, share: 0 })
  }
}
