import { z } from 'zod'
import type { Bilingual } from '../bilingual.ts'
import { DEVICE_KINDS, type DeviceKind } from '../hardware/report.ts'
import { type Ends, type Joined, join, type Socket } from './sockets.ts'
import { SUPPLY_KIND_NAMES, SUPPLY_KINDS, type SupplyKind } from './supplies.ts'

const GIGABYTE = 1_000_000_000
const GIBIBYTE = 1_073_741_824
/** A system keeps part of the memory for itself, and a 17-inch screen measures 16.9: what is within this share is enough. */
const TOLERANCE = 0.06

/** One version of a kit's recipe. Sizes: memory in GiB, disk in GB as sold, screens in inches. */
export const RECIPE = z.strictObject({
  unit: z.strictObject({
    kinds: z.array(z.enum(DEVICE_KINDS)).min(1),
    memoryGb: z.number().positive().nullable(),
    diskGb: z.number().positive().nullable(),
    network: z.boolean(),
  }),
  screen: z.strictObject({ inches: z.number().positive().nullable() }).nullable(),
  supplies: z.partialRecord(z.enum(SUPPLY_KIND_NAMES), z.int().min(1).max(20)),
})
export type Recipe = z.infer<typeof RECIPE>

/** A device held in hand, as the kit sees it; null = nobody has measured. */
export interface KitDevice {
  readonly name: string
  readonly kind: DeviceKind
  readonly memoryBytes: number | null
  /** Capacity of its largest medium. */
  readonly diskBytes: number | null
  readonly inches: number | null
  readonly sockets: readonly Socket[]
}

export interface KitSupply {
  readonly kind: SupplyKind
  readonly count: number
  /** Of a video cable. */
  readonly ends: Ends | null
}

export interface KitContents {
  readonly devices: readonly KitDevice[]
  readonly supplies: readonly KitSupply[]
}

export interface KitCheck {
  /** One line of the recipe each, in its order. */
  readonly lines: readonly { readonly name: Bilingual; readonly wanted: number; readonly held: number }[]
  readonly linesLeft: readonly Bilingual[]
  readonly belowMinimum: readonly Bilingual[]
  readonly joined: Joined | { readonly kind: 'notNeeded' }
}

/** Devices that carry their own screen. */
const WITH_SCREEN: readonly DeviceKind[] = ['laptop', 'all-in-one', 'tablet']

const enough = (measured: number, least: number): boolean => measured >= least * (1 - TOLERANCE)

export const isUnitOf = (recipe: Recipe, kind: DeviceKind): boolean => recipe.unit.kinds.includes(kind)

/** Holds what is in hand against the recipe: what is missing, what is too small, whether screen and unit can be joined. */
export function checkKit(recipe: Recipe, { devices, supplies }: KitContents): KitCheck {
  const unit = devices.find((one) => isUnitOf(recipe, one.kind))
  const screen = devices.find((one) => one.kind === 'screen')
  const count = (kind: SupplyKind) =>
    supplies.filter((one) => one.kind === kind).reduce((total, one) => total + one.count, 0)
  const lines = [
    { name: { fr: 'unité', en: 'unit' }, wanted: 1, held: unit ? 1 : 0 },
    ...(recipe.screen ? [{ name: { fr: 'écran', en: 'screen' }, wanted: 1, held: screen ? 1 : 0 }] : []),
    ...SUPPLY_KIND_NAMES.flatMap((kind) => {
      const wanted = recipe.supplies[kind]
      return wanted === undefined ? [] : [{ name: SUPPLY_KINDS[kind], wanted, held: count(kind) }]
    }),
  ]
  const cables = supplies.flatMap((one) => (one.ends ? [one.ends] : []))
  const needsJoining = screen && unit && !WITH_SCREEN.includes(unit.kind)
  return {
    lines,
    linesLeft: lines.filter((one) => one.held < one.wanted).map((one) => one.name),
    belowMinimum: [...(unit ? unitFaults(recipe, unit) : []), ...(screen ? screenFaults(recipe, screen) : [])],
    joined: needsJoining ? join(unit.sockets, screen.sockets, cables) : { kind: 'notNeeded' },
  }
}

const MEASURES = {
  memory: {
    name: { fr: 'mémoire', en: 'memory' },
    unit: { fr: 'Go', en: 'GB' },
    notMeasured: { fr: 'mémoire non mesurée', en: 'memory not measured' },
  },
  disk: {
    name: { fr: 'disque', en: 'disk' },
    unit: { fr: 'Go', en: 'GB' },
    notMeasured: { fr: 'disque non mesuré', en: 'disk not measured' },
  },
  screen: {
    name: { fr: 'écran', en: 'screen' },
    unit: { fr: 'pouces', en: 'inches' },
    notMeasured: { fr: 'écran non mesuré', en: 'screen not measured' },
  },
} as const

function unitFaults({ unit: asked }: Recipe, unit: KitDevice): readonly Bilingual[] {
  return [
    ...tooSmall('memory', asked.memoryGb, inUnits(unit.memoryBytes, GIBIBYTE)),
    ...tooSmall('disk', asked.diskGb, inUnits(unit.diskBytes, GIGABYTE)),
    ...(asked.network && !unit.sockets.includes('network')
      ? [{ fr: 'prise réseau non constatée', en: 'no network socket seen' }]
      : []),
  ]
}

const screenFaults = ({ screen: asked }: Recipe, screen: KitDevice): readonly Bilingual[] =>
  tooSmall('screen', asked?.inches ?? null, screen.inches)

const inUnits = (bytes: number | null, unit: number): number | null => (bytes === null ? null : bytes / unit)

function tooSmall(what: keyof typeof MEASURES, least: number | null, measured: number | null): readonly Bilingual[] {
  if (least === null || (measured !== null && enough(measured, least))) return []
  const { name, unit, notMeasured } = MEASURES[what]
  if (measured === null) return [notMeasured]
  const shown = String(Math.round(measured * 10) / 10)
  return [
    {
      fr: `${name.fr} ${shown.replace('.', ',')} ${unit.fr} (il en faut ${least})`,
      en: `${name.en} ${shown} ${unit.en} (${least} needed)`,
    },
  ]
}
