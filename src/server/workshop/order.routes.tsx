import { z } from 'zod'
import { type Performed, perform } from '../circuit/perform.sql.ts'
import { judgeFleet, seeFleet, work } from '../organisation/permissions.ts'
import { attach } from '../platform/files/attach.sql.ts'
import { scanType } from '../platform/files/media-type.ts'
import { type Answer, notFound, redirect, refused } from '../platform/http/answer.ts'

import { entries, line, optional, type Values } from '../platform/http/form.ts'
import { actRoute, pageRoute, type Route, type Upload } from '../platform/http/route.ts'

import { benchPage } from './order.page.tsx'
import {
  beginStep,
  finishOrder,
  type Order,
  openOrder,
  readBench,
  type StepSaid,
  saveGrading,
  saveSoftware,
  saveSteps,
  saveTests,
  takeOrder,
} from './order.sql.ts'
import { orderText } from './order.text.ts'

import { byPrefix, GRADING, SOFTWARE } from './order.ts'
import { opened } from './order-opened.ts'

import { readProfiles } from './profiles/profile.sql.ts'
import { profilesFor, softwareOf } from './profiles/profile.ts'
import { TYPED } from './time/time.ts'
import { startedNotice } from './time/time.views.tsx'

const MOST_PROOF = 16 * 1_048_576

const performed = (done: Performed, to: string, notice: string): Answer =>
  done.kind === 'done' ? redirect(to, notice) : done.kind === 'refused' ? refused(done.refusals) : notFound()

/** What the form says of each step of the order, or the fields whose minutes are no minutes. */
function stepsSaid(order: Order, form: Values) {
  const fields = Object.fromEntries(Object.entries(form).map(([name, value]) => [name, [value].flat()]))
  const flat = Object.fromEntries(Object.entries(fields).map(([name, [value]]) => [name, value ?? '']))
  const [ticked, drawnDone, typed] = [byPrefix(flat, 's.'), byPrefix(flat, 'd.'), byPrefix(flat, 'm.')]
  const errors: string[] = []
  const said: StepSaid[] = order.snapshot.steps.map(({ id }) => {
    const minutes = TYPED.safeParse(typed[id] ?? '')
    if (!minutes.success) errors.push(`m.${id}`)
    // A box that was drawn empty and stays so says nothing: somebody else may have done the step meanwhile.
    const what = ticked[id] === 'done' ? 'done' : drawnDone[id] === 'done' ? 'undone' : 'asItWas'
    return { step: id, what, minutes: minutes.success ? minutes.data : null }
  })
  return { said, errors }
}

/** What was measured or seen beside the result of a test. */
const REMARK = optional(line(200))

/** The proof of a proprietary licence, kept with the device; null where none was given. */
const proofIn = (files: readonly Upload[]) => files.find((file) => file.field === 'proof' && file.bytes.length > 0)

export const workshopRoutes: readonly Route[] = [
  pageRoute({
    path: '/atelier/:code',
    access: seeFleet,
    example: { as: 'trainee', params: { code: '{work.open}' } },
    handle: (call) => benchPage(call),
  }),
  actRoute({
    path: '/atelier/:code/ouvrir',
    access: work,
    form: z.object({}),
    example: { as: 'trainee', params: { code: '{work.triaged}' }, form: {} },
    handle: async ({ tx, member, viewer, params }) => {
      const bench = await readBench(tx, params.code ?? '')
      if (!bench) return notFound()
      const done = await openOrder(tx, member, bench.device)
      return performed(done, `/atelier/${bench.device.code}`, orderText(viewer.lang).opened)
    },
  }),
  actRoute({
    path: '/atelier/:code/prendre',
    access: work,
    form: z.object({}),
    example: { as: 'trainee', params: { code: '{work.open}' }, form: {} },
    handle: async (call) => {
      const at = await opened(call)
      if ('answer' in at) return at.answer
      await takeOrder(call.tx, call.member, at.bench.device.id, at.order)
      return redirect(`/atelier/${at.bench.device.code}`, orderText(call.viewer.lang).taken)
    },
  }),
  actRoute({
    path: '/atelier/:code/etapes',
    access: work,
    form: entries,
    example: {
      as: 'trainee',
      params: { code: '{work.open}' },
      form: { 's.dusting': 'done', 'm.dusting': '12' },
    },
    handle: async (call) => {
      const { tx, member, viewer, form } = call
      const at = await opened(call)
      if ('answer' in at) return at.answer
      const { said, errors } = stepsSaid(at.order, form)
      const text = orderText(viewer.lang)
      if (errors.length > 0)
        return benchPage(call, {
          form: 'steps',
          problem: { values: form, errors: Object.fromEntries(errors.map((name) => [name, text.badMinutes])) },
        })
      const { device } = at.bench
      await saveSteps(tx, member, device.id, at.order, said)
      const begun = at.order.snapshot.steps.find(({ id }) => id === form.begin)
      if (!begun) return redirect(`/atelier/${device.code}`, text.stepsSaved)
      const before = await beginStep(tx, member, device.id, at.order, begun.id)
      return redirect(`/atelier/${device.code}`, startedNotice(viewer, begun[viewer.lang], before))
    },
  }),
  actRoute({
    path: '/atelier/:code/essais',
    access: work,
    form: entries,
    example: { as: 'trainee', params: { code: '{work.open}' }, form: { 't.usb': 'passed', 't.keyboard': 'passed' } },
    handle: async (call) => {
      const at = await opened(call)
      if ('answer' in at) return at.answer
      const results = z
        .record(z.string(), z.enum(['passed', 'failed', 'notApplicable']))
        .safeParse(byPrefix(call.form, 't.'))
      const remarks = z.record(z.string(), REMARK).safeParse(byPrefix(call.form, 'r.'))
      if (!results.success) return benchPage(call)
      if (!remarks.success) {
        const errors = remarks.error.issues.map((issue) => [
          `r.${String(issue.path[0])}`,
          orderText(call.viewer.lang).badRemark,
        ])
        return benchPage(call, { form: 'tests', problem: { values: call.form, errors: Object.fromEntries(errors) } })
      }
      await saveTests(call.tx, call.member, at.bench.device.id, at.order, results.data, remarks.data)
      return redirect(`/atelier/${at.bench.device.code}`, orderText(call.viewer.lang).testsSaved)
    },
  }),
  actRoute({
    path: '/atelier/:code/logiciels',
    access: work,
    most: MOST_PROOF,
    form: SOFTWARE,
    example: { as: 'trainee', params: { code: '{work.open}' }, form: { act: 'profile', profile: 'base' } },
    invalid: (call, problem) => benchPage(call, { form: 'software', problem }),
    handle: async (call) => {
      const { tx, member, services, viewer, form, files } = call
      const at = await opened(call)
      if ('answer' in at) return at.answer
      const text = orderText(viewer.lang)
      const { device } = at.bench
      const proof = proofIn(files)
      const mediaType = proof ? scanType(proof.bytes) : null
      if (form.act === 'add' && proof && !mediaType)
        return benchPage(call, {
          form: 'software',
          problem: { values: { software: form.software, licence: form.licence }, errors: { proof: text.scanType } },
        })
      if (proof && mediaType)
        await attach(tx, services.files, member, {
          name: proof.name,
          bytes: proof.bytes,
          mediaType,
          subjectKind: 'device',
          subjectId: device.id,
          kind: 'licence',
        })
      const before = at.order.software ?? []
      if (form.act === 'profile') {
        const chosen = profilesFor(device.kind, await readProfiles(tx)).find(({ id }) => id === form.profile)
        if (!chosen) return notFound()
        const items = softwareOf(chosen)
        const gone = [...(at.order.profile?.items ?? []), ...items.map(({ name }) => name)]
        const { id, name, version } = chosen
        const carried = { id, name, version, items: items.map((item) => item.name) }
        const kept = before.filter((item) => !gone.includes(item.name))
        await saveSoftware(tx, member, device.id, at.order, [...items, ...kept], carried)
        return redirect(`/atelier/${device.code}`, text.profileSet(name, version))
      }
      if (form.act === 'clear') {
        await saveSoftware(tx, member, device.id, at.order, null, null)
        return redirect(`/atelier/${device.code}`, text.softwareSaved)
      }
      const added = { name: form.software, licence: form.licence, proofOfLicence: mediaType !== null }
      const items = [...before.filter((item) => item.name !== form.software), added]
      await saveSoftware(tx, member, device.id, at.order, items)
      return redirect(`/atelier/${device.code}`, text.softwareSaved)
    },
  }),
  actRoute({
    path: '/atelier/:code/grade',
    access: judgeFleet,
    form: GRADING,
    example: { as: 'tutor', params: { code: '{work.open}' }, form: { grade: 'B' } },
    invalid: (call, problem) => benchPage(call, { form: 'grade', problem }),
    handle: async (call) => {
      const at = await opened(call)
      if ('answer' in at) return at.answer
      await saveGrading(call.tx, call.member, at.bench.device, at.order, call.form)
      return redirect(`/atelier/${at.bench.device.code}`, orderText(call.viewer.lang).graded)
    },
  }),
  actRoute({
    path: '/atelier/:code/pret',
    access: judgeFleet,
    form: z.object({}),
    example: { as: 'tutor', params: { code: '{work.finished}' }, form: {} },
    handle: async (call) => {
      const at = await opened(call)
      if ('answer' in at) return at.answer
      const done = await finishOrder(call.tx, call.member, at.bench.device.id, at.order)
      return performed(done, `/atelier/${at.bench.device.code}`, orderText(call.viewer.lang).finished)
    },
  }),
  actRoute({
    path: '/atelier/:code/reviser',
    access: judgeFleet,
    form: z.object({}),
    example: { as: 'tutor', params: { code: '{work.ready}' }, form: {} },
    handle: async ({ tx, member, viewer, params }) => {
      const bench = await readBench(tx, params.code ?? '')
      if (!bench) return notFound()
      const done = await perform(tx, member, 'lapse', bench.device.id)
      return performed(done, `/atelier/${bench.device.code}`, orderText(viewer.lang).lapsed)
    },
  }),
]
