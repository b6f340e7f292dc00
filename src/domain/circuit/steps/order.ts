import type { Bilingual } from '../../bilingual.ts'
import type { Act } from '../acts.ts'
import { GATES, type GateId } from '../gates.ts'
import { ALL_STEPS, NEEDED_STEPS, STEPS, type StepId, type StepRow } from '../steps.ts'

type OrderAnswer =
  | { readonly valid: true; readonly steps: readonly StepId[] }
  | { readonly valid: false; readonly problems: readonly Bilingual[] }

export const isStep = (name: string): name is StepId => ALL_STEPS.some((step) => step === name)
const nameOf = (step: StepId): Bilingual => STEPS[step].name

/** An order chosen on a screen, checked: known steps, each once, none of the needed ones left out. Any order is valid. */
export function checkOrder(names: readonly string[]): OrderAnswer {
  const steps = names.filter(isStep)
  const problems: Bilingual[] = [
    ...names
      .filter((name) => !isStep(name))
      .map((name) => ({ fr: `L’étape « ${name} » n’existe pas.`, en: `There is no step “${name}”.` })),
    ...[...new Set(steps.filter((step, at) => steps.indexOf(step) !== at))].map((step) => ({
      fr: `L’étape « ${nameOf(step).fr} » y est deux fois.`,
      en: `The step “${nameOf(step).en}” is there twice.`,
    })),
    ...NEEDED_STEPS.filter((step) => !steps.includes(step)).map((step) => ({
      fr: `L’étape « ${nameOf(step).fr} » manque.`,
      en: `The step “${nameOf(step).en}” is missing.`,
    })),
  ]
  return problems.length === 0 ? { valid: true, steps } : { valid: false, problems }
}

/** A step placed before another that its gates wait for. */
interface OrderRemark {
  readonly step: StepId
  readonly waitsFor: StepId
  readonly gates: readonly GateId[]
  readonly message: Bilingual
}

/** The acts whose gates are satisfied by earlier steps of the same life; the others look back to a former life. */
const FORWARD: readonly Act[] = [
  'finish',
  'move',
  'reserve',
  'handOver',
  'completeKit',
  'freezePallet',
  'collectPallet',
]

/** What an order makes wait: nothing is forbidden, and the gates stay where they are. */
export function remarksOn(order: readonly StepId[]): readonly OrderRemark[] {
  return order.flatMap((step, at) => {
    const { acts }: StepRow = STEPS[step]
    const awaited = GATES.rows.filter(
      (gate) => order.indexOf(gate.step) > at && gate.before.some((act) => FORWARD.includes(act) && acts.includes(act)),
    )
    return [...new Set(awaited.map((gate) => gate.step))].map((waitsFor) => ({
      step,
      waitsFor,
      gates: awaited.filter((gate) => gate.step === waitsFor).map((gate) => gate.id),
      message: {
        fr: `« ${nameOf(step).fr} » vient avant « ${nameOf(waitsFor).fr} » : cette étape attendra, aucun contrôle ne bouge.`,
        en: `“${nameOf(step).en}” comes before “${nameOf(waitsFor).en}”: this step will wait, no gate moves.`,
      },
    }))
  })
}
