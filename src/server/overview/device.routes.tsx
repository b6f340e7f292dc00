import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import type { Act } from '../../domain/circuit/acts.ts'
import { remaining } from '../../domain/circuit/decide.ts'
import type { DeviceState } from '../../domain/circuit/states.ts'
import { LIMITS } from '../../domain/hardware/limits.ts'
import { readFacts } from '../circuit/facts.sql.ts'
import { checklistOf } from '../circuit/perform.sql.ts'
import { lineOf } from '../collection/ingested.ts'
import { deviceByCode } from '../fleet/device.sql.ts'
import { ingest } from '../fleet/evidence.sql.ts'
import { handOver, keepPallets, readAgreements, seeFleet, work } from '../organisation/permissions.ts'
import { saveAnswers } from '../platform/bulk/bulk.sql.ts'
import { type Answer, file, notFound, page, redirect } from '../platform/http/answer.ts'
import { freshForm, type Problem } from '../platform/http/form.ts'
import { allows, either, type Permission } from '../platform/http/permission.ts'
import { actRoute, everyMember, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { historyOf } from '../platform/ledger/history.sql.ts'
import { photosOf } from '../workshop/photos/photo.sql.ts'
import { readDevicePage } from './device.sql.ts'
import { deviceText } from './device.text.ts'
import { DeviceDetailPage } from './device.views.tsx'
import { besides, NEXT, openTo } from './device-next.ts'

/** The act whose gates are worth showing while a device is in this state. */
const AHEAD: Readonly<Record<string, Act>> = {
  identified: 'triage',
  triaged: 'finish',
  inWork: 'finish',
  reserved: 'handOver',
  toRecycling: 'freezePallet',
}

async function devicePage({ tx, viewer, member, params }: TenantCall, problem?: Problem): Promise<Answer> {
  const found = await readDevicePage(tx, params.code ?? '')
  if (!found) return notFound()
  const data = { ...found, files: found.files.filter(({ about }) => allows(member, readersOf(about))) }
  const known = await readFacts(tx, data.device.id)
  const state = data.device.state as DeviceState
  const act = AHEAD[state]
  const lines = act ? await checklistOf(tx, act, data.device.id) : null
  return page(
    <DeviceDetailPage
      viewer={viewer}
      data={data}
      media={known?.facts.media.kind === 'listed' ? known.facts.media.media : []}
      checklist={act && lines && lines.length > 0 ? { title: remaining(act, lines)[viewer.lang], lines } : null}
      history={await historyOf(tx, data.device.id)}
      form={freshForm(viewer, problem)}
      photos={await photosOf(tx, data.device.id)}
      now={new Date()}
      next={openTo(member, NEXT[state])}
      beside={openTo(member, besides(state, data.device.inventory === 'listed'))}
      mayWork={allows(member, work)}
    />,
    problem ? 422 : 200,
  )
}

/** Who opens a document, by what it is about; whoever sees the fleet, where the table says nothing. */
const READERS: Readonly<Record<string, Permission>> = {
  agreement: readAgreements,
  handover: either(readAgreements, handOver),
  pallet: either(seeFleet, keepPallets),
}
const readersOf = (about: string): Permission => READERS[about] ?? seeFleet

export const deviceRoutes: readonly Route[] = [
  pageRoute({
    path: '/parc/:code',
    access: seeFleet,
    example: { as: 'technician', params: { code: '{device.ready}' } },
    handle: (call) => devicePage(call),
  }),
  actRoute({
    path: '/parc/:code/releves',
    access: work,
    most: 128 * 1_048_576,
    mostOfOne: LIMITS.bytes,
    form: z.object({}),
    example: {
      as: 'technician',
      params: { code: '{device.ready}' },
      form: {},
      files: [{ field: 'files', name: 'releve.txt', text: '{dump}' }],
    },
    handle: async (call) => {
      const { tx, member, params, files, viewer } = call
      const device = await deviceByCode(tx, params.code ?? '')
      if (!device) return notFound()
      const dumps = files.filter((one) => one.bytes.length > 0 || one.name !== '')
      if (dumps.length === 0)
        return devicePage(call, { values: {}, errors: { files: deviceText(viewer.lang).nothingSent } })
      const reception = { batchId: null, placeId: null, owner: 'organisation' } as const
      const lines = []
      for (const dump of dumps) lines.push(lineOf(dump.name, await ingest(tx, member, dump, reception, device.id)))
      return redirect(
        await saveAnswers(tx, member, { fr: deviceText('fr').answers, en: deviceText('en').answers }, lines),
      )
    },
  }),
  pageRoute({
    path: '/releves/:id',
    access: seeFleet,
    example: { as: 'technician', params: { id: '{evidence}' } },
    handle: async ({ tx, params }) => {
      const id = z.uuid().safeParse(params.id)
      const row = id.success
        ? await tx.selectFrom('evidence').select(['name', 'bytes']).where('id', '=', id.data).executeTakeFirst()
        : undefined
      return row ? file(gunzipSync(row.bytes), 'application/octet-stream', row.name) : notFound()
    },
  }),
  pageRoute({
    path: '/documents/:id',
    access: everyMember,
    example: { as: 'technician', params: { id: '{document}' } },
    handle: async ({ tx, params, services, member }) => {
      const id = z.uuid().safeParse(params.id)
      const row = id.success
        ? await tx
            .selectFrom('file')
            .select(['name', 'hash', 'media_type', 'subject_kind'])
            .where('id', '=', id.data)
            .executeTakeFirst()
        : undefined
      if (!row || !allows(member, readersOf(row.subject_kind))) return notFound()
      const bytes = await services.files.get(member.organisationId, row.hash)
      return bytes ? file(bytes, row.media_type, row.name, row.media_type === 'application/pdf') : notFound()
    },
  }),
]
