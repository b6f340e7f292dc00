import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { GATES } from './gates.ts'
import { circuitGuide } from './guide.ts'
import { DEVICE_STATES } from './states.ts'

describe('the guide’s page on the circuit', () => {
  it('is the one that the tables print: run scripts/guide-circuit.ts and keep its output', () => {
    expect(readFileSync(new URL('../../../docs/guide/circuit.md', import.meta.url), 'utf8')).toBe(circuitGuide())
  })

  it('names every state in its drawing, and every gate with its source', () => {
    const page = circuitGuide()
    for (const state of DEVICE_STATES) expect(page).toContain(` as ${state}\n`)
    for (const gate of GATES.rows) {
      expect(page).toContain(gate.says.fr)
      expect(page).toContain(gate.source)
    }
  })
})
