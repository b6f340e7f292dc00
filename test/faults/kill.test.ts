import { expect, test } from 'vitest'
import { killRounds, type Outcome, type Victim } from './kill.ts'

const ROUNDS = 3

test.each(['node', 'postgres'] as const)(
  'kill -9 of %s while people write loses nothing they were told was kept, and the ledger is whole',
  async (victim) => {
    const outcomes: Outcome[] = []
    await killRounds(Array<Victim>(ROUNDS).fill(victim), (outcome) => outcomes.push(outcome))
    expect(outcomes).toHaveLength(ROUNDS)
    for (const { round, acknowledged, lost, odd, ledger } of outcomes) {
      expect(acknowledged, `round ${round}: something was written`).toBeGreaterThan(0)
      expect(lost, `round ${round}: acknowledged and lost`).toEqual([])
      expect(odd, `round ${round}: answers that say neither yes nor no`).toEqual([])
      expect(ledger, `round ${round}: the ledger`).toBeNull()
    }
  },
)
