import { format } from '../text/format.ts'
import type { Children } from './children.ts'
import { Icon } from './icons.tsx'
import type { Viewer } from './viewer.ts'
import { words } from './words.ts'

export interface TimelineEvent {
  readonly key: string
  /** ISO instant. */
  readonly at: string
  readonly what: Children
  readonly who?: string
  /** Sealed in the chain, or written and not sealed yet. */
  readonly sealed: boolean
}

/** Lines of the ledger, in the order given. */
export function Timeline({ viewer, events }: { readonly viewer: Viewer; readonly events: readonly TimelineEvent[] }) {
  const f = format(viewer)
  const text = words(viewer.lang)
  return (
    <ol class="timeline">
      {events.map(({ key, at, what, who, sealed }) => (
        <li key={key} class={sealed ? 'sealed' : undefined}>
          <div>{what}</div>
          <small>
            <time dateTime={at}>{f.instant(at)}</time>
            {who && ` · ${who}`} · {sealed && <Icon name="seal" />}
            {sealed ? text.sealed : text.notSealed}
          </small>
        </li>
      ))}
    </ol>
  )
}
