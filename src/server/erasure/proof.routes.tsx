import { z } from 'zod'
import { DESTRUCTION_GAPS, type DestructionCertificate, destructionGaps } from '../../domain/erasure/destruction.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { provenMedium } from '../circuit/medium-facts.ts'
import { readCode } from '../fleet/code.ts'
import { judgeFleet, work } from '../organisation/permissions.ts'
import { attach } from '../platform/files/attach.sql.ts'
import { scanType } from '../platform/files/media-type.ts'
import { type Answer, notFound, page, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, line, optional, type Problem, uuid } from '../platform/http/form.ts'
import { actRoute, type FormCall, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { type DeviceMedia, readDeviceMedia } from './device-media.sql.ts'
import { ProofPage } from './device-media.views.tsx'
import { deviceMediaPage } from './erasure.routes.tsx'
import {
  addMedium,
  confirmNone,
  erasureById,
  findNone,
  mediumById,
  recordErasure,
  setAside,
  verifyErasure,
  withdrawErasure,
} from './erasure.sql.ts'
import { erasureText } from './erasure.text.ts'
import { CERTIFICATE, type Certificate, FOUND, MOST_SCAN, serialsOf } from './erasure.ts'
import type { ProofForm } from './proof-forms.views.tsx'

type RefusalText = 'samePerson' | 'goneAlready' | 'resetOnly' | 'baysNotEmpty'
const refusal = (name: RefusalText, how: RefusalText = name) =>
  refused([
    {
      rule: name,
      message: { fr: erasureText('fr')[name], en: erasureText('en')[name] },
      satisfy: { fr: erasureText('fr')[`${how}How`], en: erasureText('en')[`${how}How`] },
    },
  ])

/** The medium of this device that the form names; one of another device is not found. */
async function mediumOf(call: TenantCall, data: DeviceMedia, id: string) {
  return data.media.some((medium) => medium.id === id) ? mediumById(call.tx, id) : null
}

/** A scanned certificate: the paper, what is typed from it, and what it still lacks to prove anything. */
async function recordCertificate(call: TenantCall & FormCall<Certificate>): Promise<Answer> {
  const { tx, member, services, viewer, form, files, params } = call
  const text = erasureText(viewer.lang)
  const data = await readDeviceMedia(tx, params.code ?? '')
  const medium = data ? await mediumOf(call, data, form.medium) : null
  if (!data || !medium) return notFound()
  const scan = files.find((file) => file.field === 'scan' && file.bytes.length > 0)
  const mediaType = scan ? scanType(scan.bytes) : null
  if (!scan || !mediaType)
    return deviceMediaPage(call, {
      form: 'certificate',
      problem: { values: typed(form), errors: { scan: scan ? text.scanType : text.scanMissing } },
    })
  const paper = await attach(tx, services.files, member, {
    name: scan.name,
    bytes: scan.bytes,
    mediaType,
    subjectKind: 'erasure',
    subjectId: medium.id,
    kind: 'destructionCertificate',
  })
  const certificate: DestructionCertificate = {
    number: form.number,
    destroyer: form.destroyer,
    destroyedOn: form.destroyedOn,
    technique: form.technique,
    particleSquareMillimetres: form.particle,
    listed: serialsOf(form.listed).map((one) => readCode(one) ?? one),
    documentHash: paper.hash,
  }
  const recorded = await recordErasure(tx, member, medium, {
    source: 'destruction',
    technique: form.technique,
    outcome: 'destroyed',
    details: { certificate: { ...certificate, listed: [...certificate.listed] } },
    fileId: paper.id,
  })
  if (recorded.kind === 'refused') return refused(recorded.refusals)
  const { standing } = recorded
  if (standing.state === 'destroyed') return redirect(`/effacement/${params.code}`, text.certified)
  const proven = provenMedium(medium, { kind: medium.deviceKind as DeviceKind, code: medium.code })
  const gaps = destructionGaps(certificate, proven, new Date().toISOString())
  const why = gaps.map((gap) => DESTRUCTION_GAPS[gap][viewer.lang])
  const said = why.length > 0 ? why.join(' ') : standing.reason[viewer.lang]
  return redirect(`/effacement/${params.code}`, `${text.incomplete} ${said}`)
}

const typed = (form: object): Record<string, string> =>
  Object.fromEntries(Object.entries(form).map(([name, value]) => [name, value === null ? '' : String(value)]))

const wrong = (form: ProofForm) => (call: TenantCall, problem: Problem) => deviceMediaPage(call, { form, problem })

export const proofRoutes: readonly Route[] = [
  actRoute({
    path: '/effacement/:code/destruction',
    access: work,
    most: MOST_SCAN,
    form: CERTIFICATE,
    example: {
      as: 'technician',
      params: { code: '{erasure.device}' },
      form: {
        medium: '{erasure.medium}',
        destroyer: 'Broyage du Centre',
        number: 'D-12',
        destroyedOn: '2026-01-15',
        technique: 'shredding',
        listed: 'WD-WCC6Z1AB2CD3',
      },
      files: [{ field: 'scan', name: 'certificat.pdf', text: '%PDF-1.7 certificat' }],
    },
    invalid: wrong('certificate'),
    handle: recordCertificate,
  }),
  actRoute({
    path: '/effacement/:code/absence',
    access: work,
    form: z.object({ absentMedium: uuid }),
    example: {
      as: 'technician',
      params: { code: '{erasure.device}' },
      form: { absentMedium: '{erasure.medium}' },
    },
    invalid: wrong('absence'),
    handle: async (call) => {
      const data = await readDeviceMedia(call.tx, call.params.code ?? '')
      const medium = data ? await mediumOf(call, data, call.form.absentMedium) : null
      if (!medium) return notFound()
      const recorded = await recordErasure(call.tx, call.member, medium, {
        source: 'absence',
        technique: 'unknown',
        outcome: 'absent',
        details: {},
      })
      if (recorded.kind === 'refused') return refused(recorded.refusals)
      return redirect(`/effacement/${call.params.code}`, erasureText(call.viewer.lang).absenceAsked)
    },
  }),
  actRoute({
    path: '/effacement/:code/reinitialisation',
    access: work,
    form: z.object({ resetMedium: optional(uuid) }),
    example: { as: 'technician', params: { code: '{erasure.phone}' }, form: { resetMedium: '' } },
    invalid: wrong('reset'),
    handle: async (call) => {
      const { tx, member, viewer, form, params } = call
      const data = await readDeviceMedia(tx, params.code ?? '')
      if (!data) return notFound()
      if (data.device.kind !== 'phone' && data.device.kind !== 'tablet') return refusal('resetOnly')
      const said = form.resetMedium ?? data.media.find((one) => one.subkind === 'emmc' && one.place === 'fitted')?.id
      const inside = { subkind: 'emmc', maker: null, model: null, serial: null, gigabytes: null } as const
      const medium = said ? await mediumOf(call, data, said) : await addMedium(tx, member, data.device.id, inside)
      if (!medium) return notFound()
      const recorded = await recordErasure(tx, member, medium, {
        source: 'factoryReset',
        technique: 'factoryReset',
        outcome: 'erasedWithExceptions',
        details: { exceptions: [{ kind: 'resetNotReadBack', detail: '' }] },
      })
      if (recorded.kind === 'refused') return refused(recorded.refusals)
      return redirect(`/effacement/${params.code}`, erasureText(viewer.lang).resetDone)
    },
  }),
  actRoute({
    path: '/effacement/:code/supports',
    access: work,
    form: FOUND,
    example: { as: 'technician', params: { code: '{erasure.device}' }, form: { subkind: 'card', maker: 'SanDisk' } },
    invalid: wrong('found'),
    handle: async ({ tx, member, viewer, params, form }) => {
      const data = await readDeviceMedia(tx, params.code ?? '')
      if (!data) return notFound()
      await addMedium(tx, member, data.device.id, form)
      return redirect(`/effacement/${params.code}`, erasureText(viewer.lang).added)
    },
  }),
  actRoute({
    path: '/effacement/:code/mettre-de-cote',
    access: work,
    form: z.object({ asideMedium: uuid }),
    example: { as: 'technician', params: { code: '{erasure.device}' }, form: { asideMedium: '{erasure.medium}' } },
    invalid: wrong('aside'),
    handle: async (call) => {
      const data = await readDeviceMedia(call.tx, call.params.code ?? '')
      const medium = data ? await mediumOf(call, data, call.form.asideMedium) : null
      if (medium?.place !== 'fitted') return notFound()
      const refusals = await setAside(call.tx, call.member, medium)
      if (refusals.length > 0) return refused(refusals)
      return redirect(`/effacement/${call.params.code}`, erasureText(call.viewer.lang).asideDone)
    },
  }),
  actRoute({
    path: '/effacement/:code/aucun-support',
    access: work,
    form: z.object({}),
    example: { as: 'technician', params: { code: '{tri.device}' }, form: {} },
    handle: async ({ tx, member, viewer, params }) => {
      const data = await readDeviceMedia(tx, params.code ?? '')
      if (!data) return notFound()
      if (data.media.some(({ place }) => place !== 'aside')) return refusal('baysNotEmpty')
      await findNone(tx, member, data.device.id, data.baysReadEmpty ? 'evidence' : 'onePerson')
      const text = erasureText(viewer.lang)
      return redirect(`/effacement/${params.code}`, data.baysReadEmpty ? text.noneDone : text.absenceAsked)
    },
  }),
  actRoute({
    path: '/effacement/constats/:id/confirmer',
    access: work,
    form: z.object({}),
    example: { as: 'tutor', params: { id: '{erasure.finding}' }, form: {} },
    handle: async ({ tx, member, viewer, params }) => {
      const id = uuid.safeParse(params.id)
      const row = id.success
        ? await tx
            .selectFrom('media_finding as f')
            .innerJoin('device as d', (join) =>
              join.onRef('d.id', '=', 'f.device_id').onRef('d.organisation_id', '=', 'f.organisation_id'),
            )
            .select(['f.id', 'f.device_id', 'f.basis', 'f.found_by', 'd.code'])
            .where('f.id', '=', id.data)
            .forUpdate()
            .executeTakeFirst()
        : undefined
      if (!row) return notFound()
      if (row.basis !== 'onePerson') return refusal('goneAlready')
      if (row.found_by === member.personId) return refusal('samePerson')
      await confirmNone(tx, member, row.device_id, row.id)
      return redirect(`/effacement/${row.code}`, erasureText(viewer.lang).confirmed)
    },
  }),
  actRoute({
    path: '/effacement/preuves/:id/confirmer',
    access: work,
    form: z.object({}),
    example: { as: 'tutor', params: { id: '{erasure.absence}' }, form: {} },
    handle: async ({ tx, member, viewer, params }) => {
      const found = await proofOf(tx, params.id)
      if (!found) return notFound()
      const { erasure, medium } = found
      if (erasure.verifier !== null) return refusal('goneAlready')
      if (erasure.operator === member.personId) return refusal('samePerson')
      const refusals = await verifyErasure(tx, member, erasure, medium)
      if (refusals.length > 0) return refused(refusals)
      return redirect(`/effacement/${medium.code}`, erasureText(viewer.lang).confirmed)
    },
  }),
  pageRoute({
    path: '/effacement/preuves/:id',
    access: judgeFleet,
    example: { as: 'technician', params: { id: '{erasure.absence}' } },
    handle: (call) => proofPage(call),
  }),
  actRoute({
    path: '/effacement/preuves/:id/retirer',
    access: judgeFleet,
    form: z.object({ reason: line(500) }),
    example: { as: 'tutor', params: { id: '{erasure.absence}' }, form: { reason: 'Autre machine.' } },
    invalid: (call, problem) => proofPage(call, problem),
    handle: async ({ tx, member, viewer, params, form }) => {
      const found = await proofOf(tx, params.id)
      if (!found) return notFound()
      const { erasure, medium } = found
      if (erasure.outcome === 'failed' && erasure.operator === member.personId)
        return refused([
          {
            rule: 'failureByTwo',
            message: { fr: erasureText('fr').failureByTwo, en: erasureText('en').failureByTwo },
            satisfy: { fr: erasureText('fr').samePersonHow, en: erasureText('en').samePersonHow },
          },
        ])
      await withdrawErasure(tx, member, erasure, medium, form.reason)
      return redirect(`/effacement/${medium.code}`, erasureText(viewer.lang).withdrawnDone)
    },
  }),
]

async function proofOf(tx: TenantCall['tx'], text: string | undefined) {
  const id = uuid.safeParse(text)
  const erasure = id.success ? await erasureById(tx, id.data) : null
  const medium = erasure ? await mediumById(tx, erasure.mediumId) : null
  return erasure && medium ? { erasure, medium } : null
}

async function proofPage({ tx, viewer, params }: TenantCall, problem?: Problem): Promise<Answer> {
  const found = await proofOf(tx, params.id)
  const data = found ? await readDeviceMedia(tx, found.medium.code) : null
  const medium = data?.media.find((one) => one.id === found?.medium.id)
  const attempt = medium?.attempts.find((one) => one.id === found?.erasure.id)
  if (!found || !medium || !attempt) return notFound()
  return page(
    <ProofPage
      viewer={viewer}
      code={found.medium.code}
      medium={medium}
      attempt={attempt}
      form={freshForm(viewer, problem)}
    />,
    problem ? 422 : 200,
  )
}
