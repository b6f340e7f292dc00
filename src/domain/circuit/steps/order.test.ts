import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALL_ACTS } from '../acts.ts'
import { checklist, decide } from '../decide.ts'
import { anyFacts, nearly } from '../model/any-facts.ts'
import { GIFT_READY } from '../model/example.ts'
import { DEFAULT_POLICY } from '../policy.ts'
import { ALL_STEPS, NEEDED_STEPS, type StepId } from '../steps.ts'
import { STEP_MODELS } from './models.ts'
import { checkOrder, remarksOn } from './order.ts'

describe('the steps of a programme', () => {
  it('are a valid order in each of the five models and in the whole circuit', () => {
    expect(Object.keys(STEP_MODELS.rows)).toHaveLength(6)
    for (const [id, model] of Object.entries(STEP_MODELS.rows))
      expect(checkOrder(model.steps), id).toEqual({ valid: true, steps: model.steps })
  })

  it('wait for nothing in the models, but in Deux-Sèvres, where a session may follow the hand-over', () => {
    const waiting = Object.entries(STEP_MODELS.rows).map(([id, model]) => [
      id,
      remarksOn(model.steps).map((remark) => `${remark.step} < ${remark.waitsFor}`),
    ])
    expect(Object.fromEntries(waiting)).toEqual({
      default: [],
      leLamentin: [],
      clermontFerrand: [],
      deuxSevres: ['handOver < session'],
      trelaze: [],
      lacqOrthez: [],
    })
  })

  it('are told when an order makes the erasure come after what waits for it', () => {
    const order: readonly StepId[] = ['collection', 'move', 'handOver', 'erasure']
    expect(remarksOn(order).map((remark) => remark.message.fr)).toEqual([
      '« Envoyer au lieu de remise » vient avant « Effacer les données » : cette étape attendra, aucun contrôle ne bouge.',
      '« Remettre » vient avant « Effacer les données » : cette étape attendra, aucun contrôle ne bouge.',
    ])
  })

  it('are refused when unknown, twice there, or missing, each with its sentence', () => {
    expect(checkOrder(['collection', 'collection', 'tidying'])).toEqual({
      valid: false,
      problems: [
        { fr: 'L’étape « tidying » n’existe pas.', en: 'There is no step “tidying”.' },
        { fr: 'L’étape « Collecter » y est deux fois.', en: 'The step “Collect” is there twice.' },
        { fr: 'L’étape « Effacer les données » manque.', en: 'The step “Erase the data” is missing.' },
        { fr: 'L’étape « Remettre » manque.', en: 'The step “Hand over” is missing.' },
      ],
    })
  })

  it('move no gate, in whatever order: the same acts are refused for the same reasons', () => {
    const orders = fc
      .shuffledSubarray([...ALL_STEPS])
      .map((steps) => [...steps, ...NEEDED_STEPS.filter((step) => !steps.includes(step))])
    fc.assert(
      fc.property(fc.constantFrom(...ALL_ACTS), fc.oneof(anyFacts, nearly(GIFT_READY)), orders, (act, facts, steps) => {
        const ordered = { ...DEFAULT_POLICY, steps }
        expect(decide(act, facts, ordered)).toEqual(decide(act, facts, DEFAULT_POLICY))
        const answers = (lines: ReturnType<typeof checklist>) => new Map(lines.map((line) => [line.rule, line.held]))
        expect(answers(checklist(act, facts, ordered))).toEqual(answers(checklist(act, facts, DEFAULT_POLICY)))
      }),
      { numRuns: 3000 },
    )
  })

  it('order the checklist as the organisation works', () => {
    const facts = fc.sample(anyFacts, { numRuns: 1, seed: 7 })[0]
    if (facts === undefined) throw new Error('a sample has one element')
    const steps: readonly StepId[] = ['session', 'agreement', 'collection', 'erasure', 'handOver']
    const seen = checklist('handOver', facts, { ...DEFAULT_POLICY, steps }).map((line) => line.step)
    expect(seen[0]).toBe('session')
    const ranks = seen.map((step) => (steps.includes(step) ? steps.indexOf(step) : steps.length))
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
  })
})
