import { format } from '../text/format.ts'
import { Icon } from './icons.tsx'
import type { RailStep, Viewer } from './viewer.ts'
import { words } from './words.ts'

/** The step a page belongs to: the longest address that starts the page's, its query left aside. */
function currentStep(rail: readonly RailStep[], address: string): RailStep | undefined {
  const [path = ''] = address.split('?')
  return rail
    .filter(({ href }) => path === href || path.startsWith(href.endsWith('/') ? href : `${href}/`))
    .filter(({ href }) => href !== '/' || path === '/')
    .toSorted((a, b) => b.href.length - a.href.length)[0]
}

/**
 * The steps of the circuit. One list serves both widths: on a narrow screen it is a popover that the « Circuit » button opens,
 * without script; on a wide one the style sheet draws it open, in its column.
 */
export function Rail({ viewer }: { readonly viewer: Viewer }) {
  const text = words(viewer.lang)
  const current = currentStep(viewer.rail, viewer.path)
  const around = viewer.rail.filter((step) => step.group === 'around')
  return (
    <nav class="rail" id="circuit" popover="auto" aria-label={text.circuit}>
      <Steps viewer={viewer} steps={viewer.rail.filter((step) => step.group === 'circuit')} current={current} />
      {around.length > 0 && (
        <>
          <h2>{text.around}</h2>
          <Steps viewer={viewer} steps={around} current={current} />
        </>
      )}
    </nav>
  )
}

/** Opens the rail on a narrow screen; the style sheet hides it on a wide one. */
export function RailButton({ viewer }: { readonly viewer: Viewer }) {
  if (viewer.rail.length === 0) return null
  return (
    <button class="button plain rail-open" type="button" popovertarget="circuit">
      <Icon name="circuit" />
      {words(viewer.lang).circuit}
    </button>
  )
}

interface StepsProps {
  readonly viewer: Viewer
  readonly steps: readonly RailStep[]
  readonly current: RailStep | undefined
}

function Steps({ viewer, steps, current }: StepsProps) {
  const text = words(viewer.lang)
  const f = format(viewer)
  return (
    <ol>
      {steps.map((step) => (
        <li
          key={step.href}
          class={[step === current && 'on', step.hot && 'hot'].filter(Boolean).join(' ') || undefined}
        >
          <a
            href={step.href}
            aria-current={step === current ? (step.href === viewer.path ? 'page' : 'true') : undefined}
          >
            {step.label}
            {step.waiting !== null && (
              <i>
                {f.number(step.waiting)}
                <span class="unseen"> {text.waiting}</span>
              </i>
            )}
          </a>
        </li>
      ))}
    </ol>
  )
}
