import { z } from 'zod'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import type { Recipe } from '../../domain/kits/kit.ts'
import { SOCKET_NAMES, type Socket } from '../../domain/kits/sockets.ts'
import { SUPPLY_KIND_NAMES, type SupplyKind } from '../../domain/kits/supplies.ts'
import { checkbox, line, optional, several, uuid } from '../platform/http/form.ts'

/** Kinds of device that may be the unit of a kit. */
export const UNIT_KINDS = ['desktop', 'mini', 'all-in-one', 'laptop', 'tablet'] as const satisfies readonly DeviceKind[]

const size = (most: number) =>
  optional(
    z
      .string()
      .trim()
      .transform((text) => Number(text.replace(',', '.')))
      .pipe(z.number().positive().max(most)),
  )
export const supplyField = (kind: SupplyKind) => `supply-${kind}` as const
const howMany = optional(z.coerce.number().int().min(0).max(20))

/** A recipe as it is typed: an empty size asks for none, an empty count for nothing. */
export const MODEL = z.object({
  name: line(80),
  kinds: several(z.enum(UNIT_KINDS)).refine((chosen) => chosen.length > 0),
  memoryGb: size(1024),
  diskGb: size(100_000),
  network: checkbox,
  screen: checkbox,
  inches: size(100),
  ...(Object.fromEntries(SUPPLY_KIND_NAMES.map((kind) => [supplyField(kind), howMany])) as Record<
    `supply-${SupplyKind}`,
    typeof howMany
  >),
})
export type ModelForm = z.infer<typeof MODEL>

export function recipeOf(form: ModelForm): Recipe {
  const supplies = SUPPLY_KIND_NAMES.flatMap((kind) => {
    const count = form[supplyField(kind)] ?? 0
    return count > 0 ? [[kind, count] as const] : []
  })
  return {
    unit: { kinds: form.kinds, memoryGb: form.memoryGb, diskGb: form.diskGb, network: form.network },
    screen: form.screen ? { inches: form.inches } : null,
    supplies: Object.fromEntries(supplies),
  }
}

/** The same, typed back into the form. */
export function formOf(name: string, recipe: Recipe): Readonly<Record<string, string | readonly string[]>> {
  const said = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value))
  return {
    name,
    kinds: recipe.unit.kinds,
    memoryGb: said(recipe.unit.memoryGb),
    diskGb: said(recipe.unit.diskGb),
    network: recipe.unit.network ? 'yes' : '',
    screen: recipe.screen ? 'yes' : '',
    inches: said(recipe.screen?.inches),
    ...Object.fromEntries(SUPPLY_KIND_NAMES.map((kind) => [supplyField(kind), said(recipe.supplies[kind])])),
  }
}

export const OPEN = z.object({ recipe: uuid, place: optional(uuid) })
export const SCAN = z.object({ code: z.string().trim().min(1).max(200) })

/** What a person reads on the back of a device that is in the kit. */
export const SEEN = z.object({
  device: uuid,
  sockets: several(z.enum(SOCKET_NAMES as [Socket, ...Socket[]])),
  inches: size(100),
})
