import type { Children } from './children.ts'
import { Icon, type IconName } from './icons.tsx'

export type StateTone = 'done' | 'wait' | 'open' | 'refused' | 'information' | 'neutral'

const SHAPES: Readonly<Record<StateTone, IconName>> = {
  done: 'done',
  wait: 'wait',
  open: 'open',
  refused: 'refused',
  information: 'information',
  neutral: 'pause',
}

/** Where a thing stands: a shape, a word and a colour, so that no one of the three has to be seen. */
export function State({ tone, children }: { readonly tone: StateTone; readonly children: Children }) {
  return (
    <span class={`state ${tone}`}>
      <Icon name={SHAPES[tone]} />
      {children}
    </span>
  )
}
