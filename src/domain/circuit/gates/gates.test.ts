import { describe, expect, it } from 'vitest'
import type { Act } from '../acts.ts'
import { checklist, decide } from '../decide.ts'
import type { Facts } from '../facts.ts'
import { GATES } from '../gates.ts'
import { GIFT_READY } from '../model/example.ts'
import { DEFAULT_POLICY } from '../policy.ts'
import { donated, inWork, media, onPallet, outside } from './case-facts.ts'
import { CASES } from './cases.ts'

describe('each gate', () => {
  for (const gate of GATES.rows) {
    const { act, passes, refused, policy } = CASES[gate.id]
    const good = { ...GIFT_READY, ...passes }
    const asked = { ...DEFAULT_POLICY, ...policy }

    it(`${gate.id} lets « ${act} » pass when it holds`, () => {
      expect(decide(act, good, asked)).toMatchObject({ allowed: true })
    })

    for (const [why, spoiled] of Object.entries(refused)) {
      it(`${gate.id} refuses « ${act} »: ${why}`, () => {
        const facts = { ...good, ...spoiled }
        const decision = decide(act, facts, asked)
        if (decision.allowed) throw new Error('it should be refused')
        const refusal = decision.refusals.find(({ rule }) => rule === gate.id)
        expect(refusal?.message).toEqual(gate.says)
        expect(checklist(act, facts, asked).find((line) => line.rule === gate.id)?.held).toBe(false)
      })
    }
  }
})

describe('the gates that stand aside', () => {
  const free: Readonly<Record<string, { act: Act; facts: Partial<Facts> }>> = {
    'a screen needs no erasure and no software': {
      act: 'finish',
      facts: { ...inWork, kind: 'screen', media: { kind: 'notLookedAt' }, software: 'notListed' },
    },
    'a printer whose bays two people found empty needs no erasure': {
      act: 'finish',
      facts: { ...inWork, kind: 'printer', media: { kind: 'foundNone', by: 'twoPeople' }, software: 'notListed' },
    },
    'a laptop has no SIM to take out': {
      act: 'finish',
      facts: { ...inWork, locks: { account: 'unknown', management: 'unknown', simAndCard: 'unknown' } },
    },
    'a school of the town needs no council, no agreement, no return date, no cap': {
      act: 'handOver',
      facts: {
        transfer: { kind: 'internalUse', to: 'site' },
        councilDecision: 'none',
        agreement: { kind: 'none' },
        inventory: 'listed',
        unitValueEur: 450,
      },
    },
    'a broken device is scrapped without a reason': {
      act: 'scrap',
      facts: { state: 'triaged', works: 'notWorking', scrapping: { reason: 'none', secondLook: 'none' } },
    },
    'a donor takes its own device back as it came': {
      act: 'giveBack',
      facts: { ...donated, media: { kind: 'notLookedAt' } },
    },
    'a donor takes its own disk back once identified': {
      act: 'giveBack',
      facts: { ...donated, state: 'identified', ...media({ state: 'unknown', proof: 'none', dataOf: 'owner' }) },
    },
    'repair for the same holder needs no erasure': {
      act: 'repair',
      facts: { state: 'inUse', ...media({ state: 'unknown', proof: 'none' }) },
    },
    'a destroyer under contract may take a pallet with a medium without proof': {
      act: 'freezePallet',
      facts: { ...onPallet, ...media({ state: 'failed' }), custody: { ...outside, to: 'destroyer' } },
    },
    'a device lost with nothing on it opens no breach file': {
      act: 'declareLost',
      facts: { loss: { statement: 'onFile', breachFile: 'none' } },
    },
  }
  for (const [why, { act, facts }] of Object.entries(free)) {
    it(why, () => expect(decide(act, { ...GIFT_READY, ...facts }, DEFAULT_POLICY)).toMatchObject({ allowed: true }))
  }

  it('a rented device used by our services goes back only once erased', () => {
    const facts: Facts = {
      ...GIFT_READY,
      state: 'returned',
      owner: 'lessor',
      ...media({ state: 'unknown', proof: 'none' }),
    }
    expect(decide('giveBack', facts, DEFAULT_POLICY)).toMatchObject({
      allowed: false,
      refusals: [{ rule: 'mediaProven', concerns: ['WD-WCC6Y7KD'] }],
    })
  })

  it('a device leaves the IT service erased, or under a custody list', () => {
    const facts: Facts = {
      ...GIFT_READY,
      state: 'identified',
      destination: 'outsideItService',
      ...media({ state: 'unknown', proof: 'none' }),
    }
    expect(decide('move', facts, DEFAULT_POLICY)).toMatchObject({ allowed: false, refusals: [{ rule: 'mediaProven' }] })
    expect(decide('move', { ...facts, custody: outside }, DEFAULT_POLICY)).toMatchObject({ allowed: true })
    expect(decide('move', { ...facts, destination: 'insideItService' }, DEFAULT_POLICY)).toMatchObject({
      allowed: true,
    })
  })
})
