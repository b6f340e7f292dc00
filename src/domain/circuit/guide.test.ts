import { describe, expect, it } from 'vitest'
import { GATES } from './gates.ts'
import { circuitGuide } from './guide.ts'
import { DEVICE_STATES } from './states.ts'

describe('the guide’s page on the circuit', () => {
  it('names every state in its drawing, and every gate with its source', () => {
    const page = circuitGuide()
    for (const state of DEVICE_STATES) expect(page).toContain(` as ${state}\n`)
    for (const gate of GATES.rows) {
      expect(page).toContain(gate.says.fr)
      expect(page).toContain(gate.source)
    }
  })
})
