import { killRounds, type Victim } from '../faults/kill.ts'

/** Twenty rounds of `kill -9` of Node and twenty of PostgreSQL, or as many as the argument says of each. */
export async function campaign([count = '20']: readonly string[]): Promise<number> {
  let failed = 0
  for (const victim of ['node', 'postgres'] as const) {
    await killRounds(Array<Victim>(Number(count)).fill(victim), ({ round, acknowledged, lost, odd, ledger }) => {
      const held = acknowledged > 0 && lost.length === 0 && odd.length === 0 && ledger === null
      if (!held) failed += 1
      const why = held ? '' : ` · lost ${lost.join(' ')} · ${odd.join(' ')} · ${ledger ?? ''}`
      console.log(
        `${held ? 'passed' : 'FAILED'} kill -9 of ${victim}, round ${round}: ${acknowledged} writes acknowledged${why}`,
      )
    })
  }
  console.log(`${2 * Number(count) - failed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}
