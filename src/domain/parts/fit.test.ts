import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEVICE_KINDS } from '../hardware/report.ts'
import { type Candidate, FIT_RULES, fitOf, type Machine } from './fit.ts'
import { CONNECTOR_NAMES, PART_KIND_NAMES, SHAPE_NAMES } from './part.ts'

const GB = 2 ** 30
const machine = (more: Partial<Machine> = {}): Machine => ({
  kind: 'laptop',
  maker: 'LENOVO',
  model: '20F5',
  memory: { types: ['DDR4'], shapes: [], modules: 1, slots: 2, maximumBytes: null, bytes: 4 * GB },
  media: { connectors: ['sata'], shapes: ['inch25'] },
  ...more,
})
const module = (more: Partial<Candidate> = {}): Candidate => ({
  kind: 'memory',
  subkind: 'DDR4',
  shape: 'sodimm',
  connector: null,
  bytes: 8 * GB,
  origin: null,
  ...more,
})
const disk = (more: Partial<Candidate> = {}): Candidate => ({
  ...module(),
  kind: 'medium',
  subkind: 'ssd',
  shape: 'inch25',
  ...more,
})
const reasons = (part: Candidate, into: Machine) => {
  const fit = fitOf(part, into)
  return fit.kind === 'fits' ? [] : [fit.kind, ...fit.reasons.map(({ rule }) => rule)]
}

describe('memory', () => {
  test('a DDR4 SODIMM goes into a laptop that has DDR4', () =>
    expect(fitOf(module(), machine())).toEqual({ kind: 'fits' }))
  test('DDR3 does not go where DDR4 is, nor the other way', () => {
    expect(reasons(module({ subkind: 'DDR3' }), machine())).toEqual(['no', 'memoryType'])
    const old = machine({ memory: { ...machine().memory, types: ['DDR3'] } })
    expect(reasons(module(), old)).toEqual(['no', 'memoryType'])
    expect(reasons(module({ subkind: 'DDR3L' }), old)).toEqual([])
  })
  test('DDR3 where only DDR3L was seen is a doubt: the voltage differs', () => {
    const low = machine({ memory: { ...machine().memory, types: ['DDR3L'] } })
    expect(reasons(module({ subkind: 'DDR3' }), low)).toEqual(['doubt', 'memoryType'])
  })
  test('a DIMM does not go into a laptop; a SODIMM in a tower is a doubt, and none once DIMMs were seen in it', () => {
    expect(reasons(module({ shape: 'dimm' }), machine())).toEqual(['no', 'memoryShape'])
    const tower = machine({ kind: 'desktop' })
    expect(reasons(module(), tower)).toEqual(['doubt', 'memoryShape'])
    expect(reasons(module(), { ...tower, memory: { ...tower.memory, shapes: ['dimm'] } })).toEqual([
      'no',
      'memoryShape',
    ])
  })
  test('soldered memory never goes anywhere', () =>
    expect(reasons(module({ subkind: 'LPDDR4' }), machine())[0]).toBe('no'))
  test('full slots are a doubt, even for a module of the same model', () => {
    const full = machine({ memory: { ...machine().memory, modules: 2 } })
    expect(reasons(module({ origin: { maker: 'Lenovo', model: '20f5' } }), full)).toEqual(['doubt', 'memoryRoom'])
  })
})

describe('media', () => {
  test('a 2.5 inch SATA SSD goes into a laptop that had a SATA disk', () =>
    expect(fitOf(disk(), machine())).toEqual({ kind: 'fits' }))
  test('a 3.5 inch disk does not go into a laptop', () =>
    expect(reasons(disk({ subkind: 'hdd', shape: 'inch35' }), machine())).toEqual(['no', 'mediumShape']))
  test('an NVMe where only SATA was seen is a doubt; an IDE disk is refused', () => {
    expect(reasons(disk({ subkind: 'nvme', shape: null }), machine())).toEqual([
      'doubt',
      'mediumConnector',
      'mediumShape',
    ])
    expect(reasons(disk({ subkind: 'hdd', connector: 'ide' }), machine())).toEqual(['no', 'mediumConnector'])
  })
})

test('a battery fits the model it comes from, and is a doubt elsewhere', () => {
  const battery: Candidate = { ...module(), kind: 'battery', subkind: null, shape: null }
  expect(reasons(battery, machine())).toEqual(['doubt', 'sameReference'])
  expect(fitOf({ ...battery, origin: { maker: 'Lenovo', model: '20F5' } }, machine())).toEqual({ kind: 'fits' })
})

describe('whatever the part and the machine', () => {
  const part: fc.Arbitrary<Candidate> = fc.record({
    kind: fc.constantFrom(...PART_KIND_NAMES),
    subkind: fc.constantFrom(null, 'DDR3', 'DDR3L', 'DDR4', 'LPDDR3', 'ssd', 'nvme', 'hdd', 'emmc'),
    shape: fc.constantFrom(null, ...SHAPE_NAMES),
    connector: fc.constantFrom(null, ...CONNECTOR_NAMES),
    bytes: fc.constantFrom(null, 4 * GB),
    origin: fc.constantFrom(null, { maker: 'LENOVO', model: '20F5' }),
  })
  const into: fc.Arbitrary<Machine> = fc.record({
    kind: fc.constantFrom(...DEVICE_KINDS),
    maker: fc.constant('LENOVO'),
    model: fc.constant('20F5'),
    memory: fc.record({
      types: fc.subarray(['DDR3', 'DDR3L', 'DDR4', 'LPDDR4']),
      shapes: fc.subarray(['dimm', 'sodimm']),
      modules: fc.nat(4),
      slots: fc.constantFrom(null, 2, 4),
      maximumBytes: fc.constantFrom(null, 8 * GB),
      bytes: fc.constantFrom(null, 4 * GB),
    }),
    media: fc.record({ connectors: fc.subarray([...CONNECTOR_NAMES]), shapes: fc.subarray([...SHAPE_NAMES]) }),
  })
  test('a doubt or a refusal says why in both languages, by a rule with its source', () =>
    fc.assert(
      fc.property(part, into, (one, machine) => {
        const fit = fitOf(one, machine)
        if (fit.kind === 'fits') return
        for (const { rule, says, source } of fit.reasons) {
          expect(FIT_RULES.some(({ id }) => id === rule)).toBe(true)
          expect(says.fr.length * says.en.length * source.length).toBeGreaterThan(0)
        }
      }),
    ))
  test('memory of another generation never fits, wherever it comes from', () =>
    fc.assert(
      fc.property(part, into, (one, machine) => {
        const types = machine.memory.types.filter((type) => !type.startsWith('LP'))
        if (one.kind !== 'memory' || one.subkind !== 'DDR4' || types.length === 0 || types.includes('DDR4')) return
        expect(fitOf(one, machine).kind).toBe('no')
      }),
    ))
})
