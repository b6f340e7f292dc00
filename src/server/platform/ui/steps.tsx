import type { Lang } from '../text/text.ts'
import { words } from './words.ts'

export interface Step {
  readonly label: string
  readonly state: 'done' | 'current' | 'ahead'
  /** Where a done step can be looked at again. */
  readonly href?: string
}

/** Where a person is in an act of several pages. */
export function Steps({ lang, steps }: { readonly lang: Lang; readonly steps: readonly Step[] }) {
  const text = words(lang)
  return (
    <ol class="steps">
      {steps.map(({ label, state, href }) => (
        <li key={label} class={state} aria-current={state === 'current' ? 'step' : undefined}>
          {href === undefined ? label : <a href={href}>{label}</a>}
          <span class="unseen"> ({text.stepStates[state]})</span>
        </li>
      ))}
    </ol>
  )
}
