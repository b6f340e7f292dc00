import { format } from '../text/format.ts'
import type { Children } from './children.ts'
import { Icon } from './icons.tsx'
import type { Viewer } from './viewer.ts'

export interface DocumentFile {
  readonly href: string
  readonly name: string
  /** As people say it: « PDF », « JSON », « photo ». */
  readonly type: string
  readonly bytes: number
  readonly about?: Children
}

/** Files to open, each with its type and weight said in the link. */
export function Documents({ viewer, files }: { readonly viewer: Viewer; readonly files: readonly DocumentFile[] }) {
  const f = format(viewer)
  return (
    <ul class="documents">
      {files.map(({ href, name, type, bytes, about }) => (
        <li key={href}>
          <Icon name="file" />
          <div>
            <a href={href}>
              {name} ({type}, {f.bytes(bytes)})
            </a>
            {about && <small>{about}</small>}
          </div>
        </li>
      ))}
    </ul>
  )
}
