import type { Lang } from '../text/text.ts'
import type { Children } from './children.ts'
import { Icon } from './icons.tsx'
import { words } from './words.ts'

export interface Gate {
  readonly label: string
  readonly held: boolean
  /** Who did it, or why it is not held and what satisfies it. */
  readonly why?: Children
}

interface ChecklistProps {
  readonly lang: Lang
  /** « Avant de la dire prête, il reste deux choses ». */
  readonly title: string
  readonly gates: readonly Gate[]
  /** Buttons that hold what is not held yet. */
  readonly act?: Children
}

/** The sheet of gates before an act: amber while something is missing, green once all is held. */
export function Checklist({ lang, title, gates, act }: ChecklistProps) {
  const text = words(lang)
  return (
    <section class={gates.every((gate) => gate.held) ? 'sheet held' : 'sheet'}>
      <h2>{title}</h2>
      <ul class="gates">
        {gates.map((gate) => (
          <li key={gate.label} class={gate.held ? 'held' : undefined}>
            <Icon name={gate.held ? 'done' : 'open'} />
            <div>
              <span class="unseen">
                {gate.held ? text.held : text.notHeld}
                {words(lang).colon}
              </span>
              {gate.label}
              {gate.why && <small>{gate.why}</small>}
            </div>
          </li>
        ))}
      </ul>
      {act && <p class="buttons">{act}</p>}
    </section>
  )
}
