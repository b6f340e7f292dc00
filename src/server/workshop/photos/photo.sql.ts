import { z } from 'zod'
import type { CleanPhoto } from '../../../domain/photos/clean-photo.ts'
import type { Tx } from '../../platform/database/database.ts'
import { newId } from '../../platform/database/id.ts'
import { attach } from '../../platform/files/attach.sql.ts'
import type { Files } from '../../platform/files/files.ts'
import { type Actor, eventsOf } from '../../platform/ledger/ledger.ts'

export const photoEvents = eventsOf('photo', {
  added: {
    says: { fr: 'Photo ajoutée', en: 'Photo added' },
    payload: z.strictObject({
      photoId: z.uuid(),
      workOrderId: z.uuid().nullable(),
      hash: z.string().length(64),
      width: z.number().int(),
      height: z.number().int(),
    }),
  },
  withdrawn: {
    says: { fr: 'Photo retirée', en: 'Photo withdrawn' },
    payload: z.strictObject({ photoId: z.uuid() }),
  },
})

/** Photos of one device at most: a device has six faces and a few scars. */
export const MOST_PHOTOS = 24

export interface Photo {
  readonly id: string
  readonly caption: string | null
  readonly width: number
  readonly height: number
  readonly takenAt: Date
  readonly by: string | null
  readonly takenBy: string | null
}

/** Photos of a device that are still shown, latest first. */
export const photosOf = (tx: Tx, deviceId: string): Promise<readonly Photo[]> =>
  tx
    .selectFrom('photo as f')
    .leftJoin('person_name as p', (join) => join.onRef('p.person_id', '=', 'f.taken_by').on('p.valid_to', 'is', null))
    .select([
      'f.id',
      'f.caption',
      'f.width',
      'f.height',
      'f.taken_at as takenAt',
      'p.name as by',
      'f.taken_by as takenBy',
    ])
    .where('f.device_id', '=', deviceId)
    .where('f.withdrawn_at', 'is', null)
    .orderBy('f.taken_at', 'desc')
    .orderBy('f.id', 'desc')
    .limit(MOST_PHOTOS)
    .execute()

export async function addPhoto(
  tx: Tx,
  files: Files,
  actor: Actor,
  photo: CleanPhoto,
  about: { readonly deviceId: string; readonly workOrderId: string | null; readonly caption: string | null },
): Promise<string> {
  const id = newId()
  const file = await attach(tx, files, actor, {
    name: photo.mediaType === 'image/png' ? 'photo.png' : 'photo.jpg',
    bytes: photo.bytes,
    mediaType: photo.mediaType,
    subjectKind: 'photo',
    subjectId: id,
    kind: 'photo',
  })
  const { width, height } = photo
  await tx
    .insertInto('photo')
    .values({
      organisation_id: actor.organisationId,
      id,
      device_id: about.deviceId,
      work_order_id: about.workOrderId,
      file_id: file.id,
      caption: about.caption,
      width,
      height,
      taken_by: actor.personId,
    })
    .execute()
  await photoEvents.record(tx, actor, 'added', about.deviceId, {
    photoId: id,
    workOrderId: about.workOrderId,
    hash: file.hash,
    width,
    height,
  })
  return id
}

/** The file of a photo that is still shown, and the device it is of. */
export const photoById = (tx: Tx, id: string) =>
  tx
    .selectFrom('photo as f')
    .innerJoin('file as b', (join) =>
      join.onRef('b.id', '=', 'f.file_id').onRef('b.organisation_id', '=', 'f.organisation_id'),
    )
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'f.device_id').onRef('d.organisation_id', '=', 'f.organisation_id'),
    )
    .select([
      'f.id',
      'f.taken_by as takenBy',
      'b.hash',
      'b.media_type as mediaType',
      'b.name',
      'd.id as deviceId',
      'd.code',
    ])
    .where('f.id', '=', id)
    .where('f.withdrawn_at', 'is', null)
    .executeTakeFirst()

/** A photo that should not have been taken is no longer shown to anybody. */
export async function withdrawPhoto(
  tx: Tx,
  actor: Actor,
  photo: { readonly id: string; readonly deviceId: string },
): Promise<void> {
  await tx
    .updateTable('photo')
    .set({ withdrawn_at: new Date(), withdrawn_by: actor.personId })
    .where('id', '=', photo.id)
    .execute()
  await photoEvents.record(tx, actor, 'withdrawn', photo.deviceId, { photoId: photo.id })
}
