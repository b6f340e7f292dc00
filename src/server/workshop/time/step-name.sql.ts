import type { Tx } from '../../platform/database/database.ts'
import type { Lang } from '../../platform/text/text.ts'
import { snapshotOf } from '../order.ts'

/** The name of the step that a stretch of work was spent on, as its order calls it; null where it names none. */
export async function stepName(
  tx: Tx,
  { deviceId, step }: { readonly deviceId: string; readonly step: string | null },
  lang: Lang,
): Promise<string | null> {
  if (step === null) return null
  const orders = await tx
    .selectFrom('work_order')
    .select('steps')
    .where('device_id', '=', deviceId)
    .orderBy('opened_at', 'desc')
    .execute()
  const named = orders.flatMap((order) => snapshotOf(order.steps).steps).find(({ id }) => id === step)
  return named?.[lang] ?? step
}
