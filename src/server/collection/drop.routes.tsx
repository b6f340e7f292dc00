import { z } from 'zod'
import { LIMITS } from '../../domain/hardware/limits.ts'
import { keepFleet, work } from '../organisation/permissions.ts'
import { notFound, page, redirect } from '../platform/http/answer.ts'
import { line, optional, uuid } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route } from '../platform/http/route.ts'
import { addJob } from '../platform/jobs/add-job.sql.ts'
import { PAGE_KEYS } from '../platform/ui/paging.tsx'
import { arrivals, FILES, today } from './arrival.routes.tsx'
import { createBatch } from './arrival.sql.ts'
import { arrivalText } from './arrival.text.ts'
import { READ_JOB, readDrop, writeDown } from './drop.sql.ts'
import { AT_ONCE_MS } from './drop.ts'
import { DropPage, dropPath } from './drop.views.tsx'
import { ANSWERS_A_PAGE, answeredFiles, dropSummary } from './drop-page.sql.ts'

const MOST_UPLOAD = 128 * 1_048_576

/** A fault on the first files undoes the whole drop, and the page that says so has its number. */
const undoneBy = (error: unknown): never => {
  throw error
}

/** How many answers stand before those asked for. */
const place = z.coerce.number().int().min(0).max(1_000_000).catch(0)

export const dropRoutes: readonly Route[] = [
  actRoute({
    path: '/arrivees/releves',
    access: work,
    most: MOST_UPLOAD,
    mostOfOne: LIMITS.bytes,
    form: z.object({
      from: optional(uuid),
      at: optional(uuid),
      label: optional(line(120)),
      owner: z.enum(['organisation', 'donor']),
    }),
    example: {
      as: 'technician',
      form: { owner: 'organisation' },
      files: [{ field: 'files', name: 'releve.txt', text: '{dump}' }],
    },
    invalid: (call, problem) => arrivals(call, undefined, problem),
    handle: async (call) => {
      const { form, files, viewer, member, tx } = call
      const text = arrivalText(viewer.lang)
      const dumps = files.filter((file) => file.bytes.length > 0 || file.name !== '')
      if (dumps.length === 0) return arrivals(call, undefined, { values: FILES, errors: { files: text.nothingSent } })
      const batchId = await createBatch(tx, member, {
        label: form.label ?? today(viewer),
        from: form.from,
        at: form.at,
        devices: 0,
      })
      const dropId = await writeDown(tx, member, dumps, { batchId, placeId: form.at, owner: form.owner })
      const reading = { milliseconds: AT_ONCE_MS, broken: undoneBy }
      if (await readDrop(tx, member.organisationId, dropId, reading)) await addJob(tx, READ_JOB, { dropId })
      return redirect(dropPath(dropId))
    },
  }),
  pageRoute({
    path: '/arrivees/depots/:id',
    access: work,
    example: { as: 'technician', params: { id: '{drop}' } },
    handle: async ({ tx, viewer, member, params, query }) => {
      const id = uuid.safeParse(params.id)
      const drop = id.success ? await dropSummary(tx, id.data) : null
      if (!drop) return notFound()
      const before = place.parse(query[PAGE_KEYS.before])
      const skip = before > 0 ? Math.max(0, before - ANSWERS_A_PAGE) : place.parse(query[PAGE_KEYS.after])
      const answers = await answeredFiles(tx, drop.id, skip)
      const end = skip + answers.length
      return page(
        <DropPage
          viewer={viewer}
          drop={drop}
          answers={answers}
          mayKeep={allows(member, keepFleet)}
          before={skip > 0 ? skip : null}
          after={end < drop.read ? end : null}
        />,
      )
    },
  }),
]
