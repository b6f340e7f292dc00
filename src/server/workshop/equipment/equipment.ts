import { z } from 'zod'
import { civilDate, line, optional, uuid, wholeNumber } from '../../platform/http/form.ts'

export const EQUIPMENT_KINDS = ['bench', 'tool'] as const
export const EQUIPMENT_STATES = ['working', 'outOfOrder', 'retired'] as const

export const EQUIPMENT_FORM = z.object({
  kind: z.enum(EQUIPMENT_KINDS),
  name: line(120),
  place: optional(uuid),
  state: z.enum(EQUIPMENT_STATES).default('working'),
  checkMonths: optional(wholeNumber(1, 120)),
  checkedOn: optional(civilDate),
})
export type EquipmentForm = z.infer<typeof EQUIPMENT_FORM>

/** The day (`YYYY-MM-DD`) by which a check is due again; today where it was never done; null where none is asked. */
export function nextCheck(
  { checkMonths, checkedOn }: { readonly checkMonths: number | null; readonly checkedOn: string | null },
  today: string,
): string | null {
  if (checkMonths === null) return null
  if (checkedOn === null) return today
  const [year = 0, month = 1, day = 1] = checkedOn.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + checkMonths + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + checkMonths, Math.min(day, last))).toISOString().slice(0, 10)
}
