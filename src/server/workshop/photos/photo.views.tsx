import { format } from '../../platform/text/format.ts'
import { assets } from '../../platform/ui/assets.ts'
import { Submit } from '../../platform/ui/button.tsx'
import { FileField, TextField } from '../../platform/ui/field.tsx'
import { Form, type FormState } from '../../platform/ui/form.tsx'
import type { Viewer } from '../../platform/ui/viewer.ts'
import type { Photo } from './photo.sql.ts'
import { photoText } from './photo.text.ts'

/** The photos of a device: each leads to its full size; withdrawn by whoever took it, or by whoever closes the orders. */
export function Photos({
  viewer,
  photos,
  device,
  mayWithdraw,
  small,
}: {
  readonly viewer: Viewer
  readonly photos: readonly Photo[]
  /** The name of the device, for who does not see the picture. */
  readonly device: string
  readonly mayWithdraw: (photo: Photo) => boolean
  readonly small: () => FormState
}) {
  const text = photoText(viewer.lang)
  const f = format(viewer)
  if (photos.length === 0) return null
  return (
    <ul class="photos">
      {photos.map((photo) => (
        <li key={photo.id}>
          <a href={`/photos/${photo.id}`}>
            <img
              src={`/photos/${photo.id}`}
              alt={photo.caption ?? text.shown(device)}
              width={photo.width}
              height={photo.height}
              loading="lazy"
            />
          </a>
          {photo.caption && <span>{photo.caption}</span>}
          <small>{text.by(photo.by ?? '', f.shortDate(photo.takenAt))}</small>
          {mayWithdraw(photo) && (
            <Form action={`/photos/${photo.id}/retirer`} form={small()} label={text.withdraw}>
              <Submit look="plain">{text.withdraw}</Submit>
            </Form>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Photos to add, from a phone's camera or a file. */
export function PhotoForm({
  viewer,
  path,
  form,
}: {
  readonly viewer: Viewer
  readonly path: string
  readonly form: FormState
}) {
  const text = photoText(viewer.lang)
  return (
    <details open={Object.keys(form.errors).length > 0}>
      <summary>{text.add}</summary>
      <Form action={`${path}/photos`} form={form} files label={text.add}>
        <FileField
          form={form}
          name="photos"
          label={text.file}
          hint={text.hint}
          accept="image/jpeg,image/png"
          multiple
          photos
        />
        <TextField form={form} name="caption" label={text.caption} maxlength={200} />
        <Submit look="plain">{text.send}</Submit>
      </Form>
      <script type="module" src={assets().photo} />
    </details>
  )
}
