import { z } from 'zod'
import type { Tx } from '../platform/database/database.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import { SHEET_FORMATS, type SheetFormat } from '../platform/sheets/sheet.ts'

const exportEvents = eventsOf('export', {
  made: {
    says: { fr: 'Liste exportée', en: 'List exported' },
    payload: z.strictObject({
      list: z.string().regex(/^[a-z-]{1,40}$/),
      format: z.enum(SHEET_FORMATS),
      personal: z.boolean(),
    }),
  },
})

/** Leaves in the ledger who took which list out; what holds names of people says so. */
export async function recordExport(
  tx: Tx,
  actor: Actor,
  made: { readonly list: string; readonly format: SheetFormat; readonly personal: boolean },
): Promise<void> {
  await exportEvents.record(tx, actor, 'made', actor.organisationId, made)
}
