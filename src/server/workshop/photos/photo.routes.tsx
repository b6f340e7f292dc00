import { z } from 'zod'
import { type CleanPhoto, cleanPhoto } from '../../../domain/photos/clean-photo.ts'
import { deviceByCode } from '../../fleet/device.sql.ts'
import { judgeFleet, seeFleet, work } from '../../organisation/permissions.ts'
import { type Answer, file, notFound, redirect } from '../../platform/http/answer.ts'
import { line, optional, uuid } from '../../platform/http/form.ts'
import { allows } from '../../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../../platform/http/route.ts'
import { benchPage } from '../order.page.tsx'
import { readBench } from '../order.sql.ts'
import { addPhoto, MOST_PHOTOS, photoById, photosOf, withdrawPhoto } from './photo.sql.ts'
import { photoText } from './photo.text.ts'

/** A picture of one pixel, for the example. */
const ONE_PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
const MOST = 48 * 1_048_576
const MOST_OF_ONE = 12 * 1_048_576

const asked = async ({ tx, params }: TenantCall) => {
  const id = uuid.safeParse(params.id)
  return id.success ? await photoById(tx, id.data) : undefined
}

export const photoRoutes: readonly Route[] = [
  actRoute({
    path: '/atelier/:code/photos',
    access: work,
    most: MOST,
    mostOfOne: MOST_OF_ONE,
    form: z.object({ caption: optional(line(200)) }),
    example: {
      as: 'trainee',
      params: { code: '{work.open}' },
      form: { caption: 'Capot rayé' },
      files: [{ field: 'photos', name: 'photo.png', text: ONE_PIXEL, base64: true }],
    },
    invalid: (call, problem) => benchPage(call, { form: 'photos', problem }),
    handle: async (call): Promise<Answer> => {
      const { tx, member, services, viewer, params, files, form } = call
      const device = await deviceByCode(tx, params.code ?? '')
      if (!device) return notFound()
      const text = photoText(viewer.lang)
      const wrong = (message: string) =>
        benchPage(call, {
          form: 'photos',
          problem: { values: { caption: form.caption ?? '' }, errors: { photos: message } },
        })
      const sent = files.filter(({ field, bytes }) => field === 'photos' && bytes.length > 0)
      if (sent.length === 0) return wrong(text.none)
      const clean: CleanPhoto[] = []
      for (const { bytes } of sent) {
        const photo = cleanPhoto(bytes)
        if (photo.kind !== 'photo') return wrong(text.problems[photo.kind])
        clean.push(photo)
      }
      if ((await photosOf(tx, device.id)).length + clean.length > MOST_PHOTOS) return wrong(text.tooMany)
      const order = (await readBench(tx, params.code ?? ''))?.order
      const workOrderId = order && order.closedAt === null ? order.id : null
      for (const photo of clean)
        await addPhoto(tx, services.files, member, photo, { deviceId: device.id, workOrderId, caption: form.caption })
      return redirect(`/atelier/${params.code}`, text.added(clean.length))
    },
  }),
  pageRoute({
    path: '/photos/:id',
    access: seeFleet,
    example: { as: 'mediator', params: { id: '{photo}' } },
    handle: async (call) => {
      const photo = await asked(call)
      const bytes = photo && (await call.services.files.get(call.member.organisationId, photo.hash))
      return photo && bytes ? file(bytes, photo.mediaType, photo.name, true) : notFound()
    },
  }),
  actRoute({
    path: '/photos/:id/retirer',
    access: work,
    form: z.object({}),
    example: { as: 'technician', params: { id: '{photo}' }, form: {} },
    handle: async (call) => {
      const { tx, member, viewer } = call
      const photo = await asked(call)
      if (!photo || !(photo.takenBy === member.personId || allows(member, judgeFleet))) return notFound()
      await withdrawPhoto(tx, member, photo)
      return redirect(`/atelier/${photo.code}`, photoText(viewer.lang).withdrawn)
    },
  }),
]
