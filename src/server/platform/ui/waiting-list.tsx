import { ButtonLink, type ButtonLook } from './button.tsx'
import type { Children } from './children.ts'
import { Icon } from './icons.tsx'

export interface Waiting {
  readonly key: string
  /** One sentence: what waits. */
  readonly what: Children
  /** One line under it: since when, under which article, what is missing. */
  readonly why?: Children
  /** The verb of the decision, and where it is taken. */
  readonly act: { readonly label: string; readonly href: string; readonly look?: ButtonLook }
}

/** What waits on the person who looks, the first thing of a page. */
export function WaitingList({ items, empty }: { readonly items: readonly Waiting[]; readonly empty: Children }) {
  if (items.length === 0) return <>{empty}</>
  return (
    <ul class="waiting">
      {items.map(({ key, what, why, act }) => (
        <li key={key}>
          <Icon name="wait" />
          <div>
            {what}
            {why && <small>{why}</small>}
          </div>
          <ButtonLink href={act.href} look={act.look ?? 'main'}>
            {act.label}
          </ButtonLink>
        </li>
      ))}
    </ul>
  )
}
