import type { Bilingual } from '../bilingual.ts'
import { ACTS, type Act } from './acts.ts'
import type { Facts } from './facts.ts'
import type { Gate } from './gates/gate.ts'
import { GATES, type GateId } from './gates.ts'
import type { HoldingEnding } from './lives.ts'
import type { Policy } from './policy.ts'
import { type DeviceState, STATES, type Standing } from './states.ts'
import type { StepId } from './steps.ts'
import { statesBefore, type Transition, transitionOf } from './transitions.ts'

/** Which rule refuses, what to say, how to satisfy it, and what exactly is at fault. */
export interface Refusal {
  readonly rule: GateId | 'notFromThisState'
  readonly message: Bilingual
  readonly satisfy: Bilingual
  readonly concerns: readonly string[]
  readonly source: string
}

/** What follows from an act: the new state, what becomes of the holding, and whether the media count as used until now. */
export interface Landing {
  readonly to: DeviceState
  readonly holding: 'opens' | 'closes' | 'same'
  /** Why the holding that closes has ended. */
  readonly ending: HoldingEnding | 'none'
  readonly media: 'used' | 'same'
}

export type Decision =
  | ({ readonly allowed: true } & Landing)
  | { readonly allowed: false; readonly refusals: readonly Refusal[] }

export interface ChecklistLine {
  readonly rule: GateId
  readonly title: Bilingual
  readonly held: boolean
  /** What to say and do while it is not held. */
  readonly message: Bilingual
  readonly satisfy: Bilingual
  readonly concerns: readonly string[]
  readonly step: StepId
  readonly source: string
}

const stateName = (state: Standing): Bilingual =>
  state === 'none' ? { fr: 'inconnu', en: 'unknown' } : STATES.rows[state].name

const listOf = (states: readonly Standing[], lang: 'fr' | 'en') =>
  states.map((state) => stateName(state)[lang]).join(', ')

function notFromThisState(act: Act, state: Standing): Refusal {
  const from = statesBefore(act)
  const label = ACTS[act].label
  return {
    rule: 'notFromThisState',
    message: {
      fr: `« ${label.fr} » n’existe pas pour un appareil ${stateName(state).fr}.`,
      en: `“${label.en}” does not exist for a device that is ${stateName(state).en}.`,
    },
    satisfy: {
      fr: `Possible depuis : ${listOf(from, 'fr')}.`,
      en: `Possible from: ${listOf(from, 'en')}.`,
    },
    concerns: [],
    source: 'La vie d’un appareil',
  }
}

/** The gates that stand before `act` for this device, in the order of the table. */
function gatesBefore(act: Act, facts: Facts): readonly Gate<GateId>[] {
  return GATES.rows.filter(
    (gate) =>
      gate.before.includes(act) &&
      (gate.kinds === 'all' || gate.kinds.includes(facts.kind)) &&
      (gate.when === undefined || gate.when(facts, act)),
  )
}

const concernsOf = (gate: Gate, facts: Facts, policy: Policy, act: Act) => gate.concerns?.(facts, policy, act) ?? []

function landing(row: Transition, facts: Facts): Landing | 'nowhere' {
  if (row.to === 'asBefore') {
    if (facts.correction.kind !== 'lastEvent') return 'nowhere'
    const holding = undone(facts.correction.act, facts.correction.before)
    return { to: facts.correction.before, holding, ending: holding === 'closes' ? 'corrected' : 'none', media: 'same' }
  }
  const to = row.to === 'same' ? facts.state : row.to
  if (to === 'none' || row.holding === 'asBefore') return 'nowhere'
  if (row.holding === 'closes' && facts.openHolding === 'none')
    return { to, holding: 'same', ending: 'none', media: row.media }
  return { to, holding: row.holding, ending: row.ending, media: row.media }
}

/** What a correction does to the holding: the contrary of what the corrected act did. */
function undone(act: Act, before: DeviceState): 'opens' | 'closes' | 'same' {
  const row = transitionOf(act, before)
  if (row === 'impossible') return 'same'
  return row.holding === 'opens' ? 'closes' : row.holding === 'closes' ? 'opens' : 'same'
}

/**
 * Whether `act` may be done, given all that is known. Every refusal is listed, not only the first; the order of the
 * organisation's steps has no say here.
 */
export function decide(act: Act, facts: Facts, policy: Policy): Decision {
  const row = transitionOf(act, facts.state)
  const landed = row === 'impossible' ? 'nowhere' : landing(row, facts)
  const refused = gatesBefore(act, facts)
    .filter((gate) => !gate.holds(facts, policy, act))
    .map(
      (gate): Refusal => ({
        rule: gate.id,
        message: gate.says,
        satisfy: gate.satisfy,
        concerns: concernsOf(gate, facts, policy, act),
        source: gate.source,
      }),
    )
  const refusals = row === 'impossible' ? [notFromThisState(act, facts.state), ...refused] : refused
  return landed === 'nowhere' || refusals.length > 0 ? { allowed: false, refusals } : { allowed: true, ...landed }
}

/**
 * Each gate that stands before `act`, held or not, in the order in which the organisation does its steps: the screen of
 * « Avant de le dire prêt, il reste deux choses ».
 */
export function checklist(act: Act, facts: Facts, policy: Policy): readonly ChecklistLine[] {
  const rank = (step: StepId) => (policy.steps.includes(step) ? policy.steps.indexOf(step) : policy.steps.length)
  return gatesBefore(act, facts)
    .map((gate) => ({
      rule: gate.id,
      title: gate.title,
      held: gate.holds(facts, policy, act),
      message: gate.says,
      satisfy: gate.satisfy,
      concerns: concernsOf(gate, facts, policy, act),
      step: gate.step,
      source: gate.source,
    }))
    .sort((a, b) => rank(a.step) - rank(b.step))
}

const COUNTS = {
  fr: ['', 'une', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix'],
  en: ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
}

/** The sentence above a checklist: « Avant de le dire prêt, il reste deux choses. » */
export function remaining(act: Act, lines: readonly ChecklistLine[]): Bilingual {
  const left = lines.filter((line) => !line.held).length
  const { before } = ACTS[act]
  if (left === 0) return { fr: `${before.fr}, il ne reste rien à faire.`, en: `${before.en}, nothing is left to do.` }
  const many = left > 1 ? 's' : ''
  return {
    fr: `${before.fr}, il reste ${COUNTS.fr[left] ?? left} chose${many}.`,
    en: `${before.en}, ${COUNTS.en[left] ?? left} thing${many} ${left > 1 ? 'are' : 'is'} left.`,
  }
}
