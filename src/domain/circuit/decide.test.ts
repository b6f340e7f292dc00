import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACTS, type Act, ALL_ACTS } from './acts.ts'
import { checklist, decide, remaining } from './decide.ts'
import { bareFacts, type Facts } from './facts.ts'
import { GATES } from './gates.ts'
import { anyFacts, nearly } from './model/any-facts.ts'
import { ERASED_DISK, GIFT_READY } from './model/example.ts'
import { DEFAULT_POLICY } from './policy.ts'
import { DEVICE_STATES, STATES } from './states.ts'
import { actsFrom, TRANSITIONS, transitionOf } from './transitions.ts'

const rules = (decision: ReturnType<typeof decide>) =>
  decision.allowed ? [] : decision.refusals.map((refusal) => refusal.rule)

describe('the life of a device', () => {
  it('decides every act from every state, and says from where a refused act is possible', () => {
    for (const state of ['none', ...DEVICE_STATES] as const) {
      for (const act of ALL_ACTS) {
        const decision = decide(act, { ...GIFT_READY, state }, DEFAULT_POLICY)
        if (transitionOf(act, state) === 'impossible') expect(rules(decision)).toContain('notFromThisState')
        else expect(rules(decision)).not.toContain('notFromThisState')
      }
    }
  })

  it('leads one act from one state to one state only', () => {
    const pairs = TRANSITIONS.rows.flatMap((row) => row.from.map((from) => `${row.act} ${from}`))
    expect(new Set(pairs).size).toBe(pairs.length)
    expect(new Set(TRANSITIONS.rows.map((row) => row.act))).toEqual(new Set(ALL_ACTS))
  })

  it('reaches every state, and leaves every state but the recycled', () => {
    const reached = new Set(TRANSITIONS.rows.map((row) => row.to))
    for (const state of DEVICE_STATES) {
      expect(reached, state).toContain(state)
      expect(actsFrom(state).length > 0, state).toBe(state !== 'recycled')
    }
  })

  it('says why a holding ends wherever an act closes it, and nowhere else', () => {
    for (const row of TRANSITIONS.rows) expect(row.ending !== 'none', row.act).toBe(row.holding === 'closes')
  })

  it('declares what served before the system without claiming a gate; the next move passes every gate', () => {
    const bare = { ...bareFacts('none', 'laptop'), owner: 'organisation' } as const
    expect(decide('declare', bare, DEFAULT_POLICY)).toMatchObject({ allowed: true, to: 'inUse', holding: 'opens' })
    expect(rules(decide('declare', { ...bare, owner: 'donor' }, DEFAULT_POLICY))).toEqual(['ownerAgrees'])
    for (const state of DEVICE_STATES) expect(transitionOf('declare', state)).toBe('impossible')
    const after = { ...bare, state: 'inUse', openHolding: 'open' } as const
    expect(rules(decide('scrap', after, DEFAULT_POLICY))).toContain('decommissionedFirst')
    expect(rules(decide('decommission', after, DEFAULT_POLICY))).toEqual(['oursToDecommission'])
  })

  it('leads a device taken back through identification and triage again', () => {
    expect(actsFrom('returned')).toContain('identify')
    for (const act of ['finish', 'reserve', 'handOver', 'startWork', 'triage'] as const)
      expect(transitionOf(act, 'returned')).toBe('impossible')
  })

  it('has words in both languages for each state, act and gate', () => {
    for (const state of DEVICE_STATES) expect(STATES.rows[state].name.fr).not.toBe('')
    for (const act of ALL_ACTS) {
      const { label, done } = ACTS[act]
      for (const lang of ['fr', 'en'] as const) {
        expect(label[lang]).not.toBe('')
        // What happened is not said as what could be done.
        expect(done[lang], act).not.toBe(label[lang])
      }
    }
    expect(new Set(GATES.rows.map((gate) => gate.id)).size).toBe(GATES.rows.length)
  })
})

describe('a decision', () => {
  it('lets a complete gift be handed over: a holding opens', () => {
    expect(decide('handOver', GIFT_READY, DEFAULT_POLICY)).toEqual({
      allowed: true,
      to: 'inUse',
      holding: 'opens',
      ending: 'none',
      media: 'same',
    })
  })

  it('ends the proofs of what served somebody or was out of sight: taken back, found, received from outside', () => {
    const used = (act: Act, facts: Partial<Facts>) => {
      const decision = decide(act, { ...GIFT_READY, ...facts }, DEFAULT_POLICY)
      return decision.allowed ? decision.media : 'refused'
    }
    expect([
      used('takeBack', { state: 'inUse', openHolding: 'open' }),
      used('find', { state: 'lost' }),
      used('receive', { state: 'announced' }),
      used('receive', { state: 'decommissioned' }),
      used('release', {}),
    ]).toEqual(['used', 'used', 'used', 'same', 'same'])
  })

  it('lets a hand-over that never took place be undone by two people: its holding closes, the proofs stand', () => {
    const correction = { kind: 'lastEvent', act: 'handOver', before: 'reserved', people: 2 } as const
    const facts: Facts = { ...GIFT_READY, state: 'inUse', owner: 'recipient', openHolding: 'open', correction }
    expect(decide('correct', facts, DEFAULT_POLICY)).toEqual({
      allowed: true,
      to: 'reserved',
      holding: 'closes',
      ending: 'corrected',
      media: 'same',
    })
  })

  it('lists every refusal, names the medium at fault and says how to satisfy', () => {
    const disk = { ...ERASED_DISK, lastUsed: '2026-11-02T08:00:00Z' }
    const decision = decide(
      'handOver',
      { ...GIFT_READY, media: { kind: 'listed', media: [disk] }, councilDecision: 'none', session: 'offered' },
      DEFAULT_POLICY,
    )
    expect(rules(decision)).toEqual(['mediaProven', 'councilDecided', 'sessionAnswered'])
    if (decision.allowed) throw new Error('refused above')
    expect(decision.refusals[0]?.concerns).toEqual(['WD-WCC6Y7KD'])
    for (const refusal of decision.refusals) expect(refusal.satisfy.fr).not.toBe('')
  })

  it('refuses what nobody has said: bare facts open no gate', () => {
    expect(rules(decide('finish', bareFacts('inWork', 'laptop'), DEFAULT_POLICY))).toEqual([
      'ownerAgrees',
      'mediaLookedFor',
      'testsPassed',
      'gradeAtFloor',
      'softwareLicensed',
    ])
  })

  it('tells what is left to do before the act', () => {
    const facts = { ...GIFT_READY, state: 'inWork', tests: 'notDone', grade: 'none' } as const
    const lines = checklist('finish', facts, DEFAULT_POLICY)
    expect(lines.filter((line) => !line.held).map((line) => line.rule)).toEqual(['testsPassed', 'gradeAtFloor'])
    expect(remaining('finish', lines)).toEqual({
      fr: 'Avant de le dire prêt, il reste deux choses.',
      en: 'Before it is ready, two things are left.',
    })
  })

  it('refuses every act on a device under a hold, whatever else is known', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ALL_ACTS), anyFacts, (act, facts) => {
        expect(rules(decide(act, { ...facts, holds: ['Rappel batteries X1'] }, DEFAULT_POLICY))).toContain('noHold')
      }),
    )
  })

  it('and its checklist never disagree, and a refusal always has a reason', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ALL_ACTS), fc.oneof(anyFacts, nearly(GIFT_READY)), (act, facts) => {
        const decision = decide(act, facts, DEFAULT_POLICY)
        const left = checklist(act, facts, DEFAULT_POLICY).filter((line) => !line.held)
        expect(new Set(rules(decision).filter((rule) => rule !== 'notFromThisState'))).toEqual(
          new Set(left.map((line) => line.rule)),
        )
        expect(decision.allowed || decision.refusals.length > 0).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})
