import { z } from 'zod'
import { STEP_MODELS } from '../../domain/circuit/steps/models.ts'
import { isStep } from '../../domain/circuit/steps/order.ts'
import type { StepId } from '../../domain/circuit/steps.ts'

/** The order as the page knew it, and the one button that was pressed. */
export const STEPS_FORM = z.object({
  steps: z
    .string()
    .max(1000)
    .transform((text) => text.split(',').filter(isStep)),
  act: z.string().max(60),
  added: z.string().max(40).default(''),
  model: z.string().max(40).default(''),
})
export type StepsForm = z.infer<typeof STEPS_FORM>

/** The order after the button: a step one rank up or down, removed, added at the end, or a whole model. */
export function reordered({ steps, act, added, model }: StepsForm): readonly StepId[] {
  if (act === 'add') return isStep(added) && !steps.includes(added) ? [...steps, added] : steps
  if (act === 'model') return Object.entries(STEP_MODELS.rows).find(([name]) => name === model)?.[1].steps ?? steps
  const [way, step] = act.split(':')
  const at = steps.indexOf(step as (typeof steps)[number])
  if (at < 0) return steps
  if (way === 'remove') return steps.filter((one) => one !== step)
  const to = way === 'up' ? at - 1 : at + 1
  const here = steps[at]
  const there = steps[to]
  if (here === undefined || there === undefined) return steps
  return steps.map((one, index) => (index === at ? there : index === to ? here : one))
}
