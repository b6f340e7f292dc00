import { real, realMaker, realModel, realSerial } from './placeholder.ts'
import type { Battery } from './report.ts'

/** A full charge above this share of the design is a wrong design value, not a good battery. */
const HIGHEST_SHARE = 1.3

/** Share of the design capacity left, 0–1, from two amounts in the same unit; new batteries over 1 count as 1. */
export function batteryHealth(full: number | null, design: number | null): number | null {
  if (full === null || design === null || full <= 0 || design <= 0) return null
  const share = full / design
  return share > HIGHEST_SHARE ? null : Math.round(Math.min(share, 1) * 10_000) / 10_000
}

interface BatterySaid {
  readonly full?: number | null
  readonly design?: number | null
  readonly designMilliwattHours?: number | null
  readonly maker?: unknown
  readonly model?: unknown
  readonly serial?: unknown
  readonly cycles?: number | null
}

/** A battery from what a tool says of it; `cycles` 0 means that the battery does not count. */
export function batteryOf(said: BatterySaid): Battery {
  return {
    health: batteryHealth(said.full ?? null, said.design ?? null),
    maker: realMaker(said.maker),
    model: realModel(said.model),
    serial: realSerial(real(said.serial)),
    designMilliwattHours: said.designMilliwattHours || null,
    cycles: said.cycles || null,
  }
}
