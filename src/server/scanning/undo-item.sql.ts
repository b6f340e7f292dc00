import type { Tx } from '../platform/database/database.ts'
import type { Member } from '../platform/http/permission.ts'
import { clearTest, readBench, saveSoftware, saveSteps, saveTests } from '../workshop/order.sql.ts'
import type { Undo } from './scan.ts'

/** Takes back what one answer wrote of one item of an open order; false where something else was said of it since. */
export async function undoItem(
  tx: Tx,
  member: Member,
  { code, item, wrote }: Extract<Undo, { kind: 'item' }>,
): Promise<boolean> {
  if (wrote.kind === 'nothing') return true
  const bench = await readBench(tx, code)
  const order = bench?.order
  if (!order || order.closedAt !== null) return false
  const { id } = bench.device
  if (wrote.kind === 'result') {
    if (order.tests[item.id]?.result !== wrote.result) return false
    const { before } = wrote
    if (before) await saveTests(tx, member, id, order, { [item.id]: before.result }, { [item.id]: before.remark })
    else await clearTest(tx, member, id, order, item.id)
    return true
  }
  if (item.what === 'software') {
    if (order.profile?.id !== item.id) return false
    await saveSoftware(tx, member, id, order, null, null)
    return true
  }
  if (!order.steps.some(({ step }) => step === item.id)) return false
  await saveSteps(tx, member, id, order, [{ step: item.id, what: 'undone', minutes: null }])
  return true
}
