import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { askUnfinishedBulkActs, BULK_ACT_JOB, forgetOldBulkActs, stepBulkAct } from './bulk-acts/step.sql.ts'
import { askUnreadDrops, READ_JOB, readDrop } from './collection/drop.sql.ts'
import { ROUND_MS } from './collection/drop.ts'
import { READER_VERSION } from './fleet/ingest/arrival.ts'
import { REREAD_JOB, rereadEvidence } from './fleet/reread.sql.ts'
import { askUnreadImports, READ_IMPORT_JOB, readImport } from './imports/read.sql.ts'
import { askUnfinishedImports, forgetOldImports, IMPORT_JOB, stepImport } from './imports/step.sql.ts'
import { INVITATION_JOB, type InvitationServices, sendInvitation } from './organisation/members/invitation.sql.ts'
import type { Tx } from './platform/database/database.ts'
import type { Services } from './platform/http/services.ts'
import { addJob } from './platform/jobs/add-job.sql.ts'
import type { Jobs } from './platform/jobs/jobs.ts'
import { withoutValues } from './platform/log.ts'
import { anyAllocationDue, EXPIRE_JOB, expireAllocations } from './requests/allocation.sql.ts'

const dropped = z.object({ organisationId: z.uuid(), dropId: z.uuid() })

const asked = z.object({ organisationId: z.uuid(), bulkActId: z.uuid() })

const imported = z.object({ organisationId: z.uuid(), importId: z.uuid() })

/** Every job by name. The actor of a job is the program itself. */
export const jobsOf = (services: InvitationServices & Pick<Services, 'files'>): Jobs => ({
  [READ_JOB]: async (tx, payload, log) => {
    const { organisationId, dropId } = dropped.parse(payload)
    const broken = (error: unknown) => {
      const id = randomUUID().slice(0, 8)
      log.error({ id, error: withoutValues(error) }, 'broken')
      return id
    }
    const left = await readDrop(tx, organisationId, dropId, { milliseconds: ROUND_MS, broken })
    if (left) await addJob(tx, READ_JOB, { dropId })
  },
  [REREAD_JOB]: async (tx, { organisationId }) => {
    await rereadEvidence(tx, { organisationId: String(organisationId), personId: null })
  },
  [EXPIRE_JOB]: async (tx, { organisationId }) => {
    await expireAllocations(tx, { organisationId: String(organisationId), personId: null })
  },
  [IMPORT_JOB]: async (tx, payload) => {
    const { organisationId, importId } = imported.parse(payload)
    await stepImport(tx, organisationId, importId, new Date().toISOString().slice(0, 10))
  },
  [BULK_ACT_JOB]: async (tx, payload) => {
    const { organisationId, bulkActId } = asked.parse(payload)
    await stepBulkAct(tx, organisationId, bulkActId)
  },
  [READ_IMPORT_JOB]: {
    long: async (within, payload) => {
      const { organisationId, importId } = imported.parse(payload)
      await readImport(within, services.files, organisationId, importId)
    },
  },
  [INVITATION_JOB]: sendInvitation(services),
})

/** What an organisation may need once a day, and at each start; asks only for what has something to do. */
export async function askDailyJobs(tx: Tx): Promise<void> {
  const stale = await tx
    .selectFrom('evidence')
    .select('id')
    .where('reader_version', '<', READER_VERSION)
    .limit(1)
    .executeTakeFirst()
  if (stale) await addJob(tx, REREAD_JOB)
  await askUnreadDrops(tx)
  await askUnreadImports(tx)
  await askUnfinishedImports(tx)
  await forgetOldImports(tx)
  await askUnfinishedBulkActs(tx)
  await forgetOldBulkActs(tx)
  if (await anyAllocationDue(tx)) await addJob(tx, EXPIRE_JOB)
  await tx
    .deleteFrom('form_once')
    .where('used_at', '<', new Date(Date.now() - 7 * 86_400_000))
    .execute()
  await tx
    .deleteFrom('api_once')
    .where('used_at', '<', new Date(Date.now() - 7 * 86_400_000))
    .execute()
  await tx
    .deleteFrom('scan_line')
    .where('scanned_at', '<', new Date(Date.now() - 7 * 86_400_000))
    .execute()
  await tx
    .deleteFrom('bulk_answer')
    .where('answered_at', '<', new Date(Date.now() - 90 * 86_400_000))
    .execute()
}
