import type { Children } from './children.ts'

/** A figure in the margin: large, then the sentence that says what it counts, with its doubt and its source. */
export function Note({
  figure,
  tone,
  children,
}: {
  readonly figure: Children
  readonly tone?: 'good' | 'wait'
  readonly children: Children
}) {
  return (
    <div class={tone ? `note ${tone}` : 'note'}>
      <b>{figure}</b>
      <p>{children}</p>
    </div>
  )
}

/** Links of the margin, one a line. */
export function MarginLinks({
  links,
}: {
  readonly links: readonly { readonly href: string; readonly label: string }[]
}) {
  return (
    <ul class="margin-links">
      {links.map(({ href, label }) => (
        <li key={href}>
          <a href={href}>{label}</a>
        </li>
      ))}
    </ul>
  )
}
