import { z } from 'zod'
import { type Ingested, ingest, type Reception } from '../fleet/evidence.sql.ts'
import { placeOptions } from '../fleet/place-options.sql.ts'
import { keepFleet, work } from '../organisation/permissions.ts'
import { partyOptions } from '../parties/party-options.sql.ts'
import { saveAnswers } from '../platform/bulk/bulk.sql.ts'
import { type Answer, page, redirect } from '../platform/http/answer.ts'
import { freshForm, line, optional, type Problem, uuid, type Values } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall, type Upload } from '../platform/http/route.ts'
import { format } from '../platform/text/format.ts'
import type { Viewer } from '../platform/ui/viewer.ts'
import { createBatch, latestBatches, receiveByHand, toIdentify } from './arrival.sql.ts'
import { arrivalText } from './arrival.text.ts'
import { ARRIVAL, sharesAnIdentity } from './arrival.ts'
import { ArrivalsPage } from './arrival.views.tsx'
import { lineOf } from './ingested.ts'

const MOST_UPLOAD = 128 * 1_048_576
const HAND: Values = { count: '1', owner: 'organisation', works: 'unknown' }
const FILES: Values = { owner: 'organisation' }

async function arrivals({ tx, viewer, member }: TenantCall, hand?: Problem, files?: Problem): Promise<Answer> {
  const places = await placeOptions(tx)
  const view = (
    <ArrivalsPage
      viewer={viewer}
      files={freshForm(viewer, files, FILES)}
      hand={freshForm(viewer, hand, HAND)}
      origins={[...places, ...(await partyOptions(tx))]}
      places={places}
      waiting={await toIdentify(tx)}
      batches={await latestBatches(tx)}
      mayKeep={allows(member, keepFleet)}
    />
  )
  return page(view, hand || files ? 422 : 200)
}

const today = (viewer: Viewer) => arrivalText(viewer.lang).defaultLabel(format(viewer).date(new Date()))

/** Dumps of whole machines first: a report on one disk can then find the machine it is in. */
const LARGEST_FIRST = (a: { readonly bytes: Uint8Array }, b: { readonly bytes: Uint8Array }) =>
  b.bytes.length - a.bytes.length

/** The one machine that the other files of a dropped folder are about: what names no machine is about that one. */
function machineOfFolder(name: string, answers: ReadonlyMap<Upload, Ingested>): string | null {
  const folder = name.slice(0, name.lastIndexOf('/') + 1)
  if (folder === '') return null
  const machines = new Set<string>()
  for (const [dump, answer] of answers) {
    if (dump.name.startsWith(folder) && 'deviceId' in answer) machines.add(answer.deviceId)
  }
  const [only] = machines
  return machines.size === 1 && only ? only : null
}

export const arrivalRoutes: readonly Route[] = [
  pageRoute({
    path: '/arrivees',
    access: work,
    example: { as: 'technician' },
    handle: (call) => arrivals(call),
  }),
  actRoute({
    path: '/arrivees',
    access: keepFleet,
    form: ARRIVAL,
    example: { as: 'technician', form: { kind: 'laptop', count: '2', owner: 'organisation', works: 'unknown' } },
    invalid: (call, problem) => arrivals(call, problem),
    handle: async (call) => {
      const { form, viewer, member, tx } = call
      const text = arrivalText(viewer.lang)
      if (sharesAnIdentity(form)) {
        const values = Object.fromEntries(
          Object.entries(form).map(([name, value]) => [name, value === null ? '' : String(value)]),
        )
        return arrivals(call, { values, errors: { count: text.sharedIdentity } })
      }
      const batchId = await receiveByHand(tx, member, form, form.label ?? today(viewer))
      return redirect(`/parc?lot=${batchId}`, text.received(form.count))
    },
  }),
  actRoute({
    path: '/arrivees/releves',
    access: work,
    most: MOST_UPLOAD,
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
      const reception: Reception = { batchId, placeId: form.at, owner: form.owner }
      const answers = new Map<Upload, Ingested>()
      // Twice: what names no machine by itself may be about a disk that a later file brings in.
      for (const dump of [...dumps].sort(LARGEST_FIRST)) answers.set(dump, await ingest(tx, member, dump, reception))
      for (const dump of dumps) {
        if (answers.get(dump)?.kind === 'anonymous') answers.set(dump, await ingest(tx, member, dump, reception))
      }
      for (const dump of dumps) {
        const neighbour = answers.get(dump)?.kind === 'anonymous' ? machineOfFolder(dump.name, answers) : null
        if (neighbour) answers.set(dump, await ingest(tx, member, dump, reception, neighbour))
      }
      const lines = dumps.flatMap((dump) => {
        const answer = answers.get(dump)
        return answer ? [lineOf(dump.name, answer)] : []
      })
      return redirect(
        await saveAnswers(tx, member, { fr: arrivalText('fr').answers, en: arrivalText('en').answers }, lines),
      )
    },
  }),
]
