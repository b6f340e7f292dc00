import type { Children } from './children.ts'

export interface Definition {
  readonly term: string
  readonly value: Children
}

/** Names and their values, in two columns where there is room. */
export function Definitions({ items }: { readonly items: readonly Definition[] }) {
  return (
    <dl class="definitions">
      {items.map(({ term, value }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
