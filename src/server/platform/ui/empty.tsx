import type { Children } from './children.ts'

/** An empty place: what will be here, and how to start. */
export function Empty({
  title,
  children,
  act,
}: {
  readonly title: string
  readonly children: Children
  readonly act?: Children
}) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      <p>{children}</p>
      {act && <p class="buttons">{act}</p>}
    </div>
  )
}
