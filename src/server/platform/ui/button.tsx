import type { Children } from './children.ts'
import { Icon, type IconName } from './icons.tsx'

export type ButtonLook = 'main' | 'plain' | 'danger'

interface Common {
  /** One `main` a page; `danger` for what is lost for good. */
  readonly look?: ButtonLook
  readonly icon?: IconName
  readonly children: Children
}

/** A link drawn as a button, where the act begins on another page. */
export function ButtonLink({ href, look = 'main', icon, children }: Common & { readonly href: string }) {
  return (
    <a class={`button ${look}`} href={href}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  )
}

/** Sends the form it stands in; `name` and `value` tell which button was pressed. */
export function Submit({
  look = 'main',
  icon,
  name,
  value,
  children,
}: Common & { readonly name?: string; readonly value?: string }) {
  return (
    <button class={`button ${look}`} type="submit" name={name} value={value}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

/** Buttons of one form or one sheet, on a line that may fold. */
export function Buttons({ children }: { readonly children: Children }) {
  return <p class="buttons">{children}</p>
}
