import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Machine } from './fit.ts'
import { isMended, lacksOf, type Minimum, needsOf, type OnBench, proposalsFor, type Spare } from './needs.ts'

const GIB = 2 ** 30
const LAPTOP: Machine = {
  kind: 'laptop',
  maker: 'LENOVO',
  model: 'ThinkPad L480',
  memory: { types: ['DDR4'], shapes: ['sodimm'], modules: 1, slots: 2, maximumBytes: null, bytes: 4 * GIB },
  media: { connectors: ['sata'], shapes: ['inch25'] },
}
const bench = (id: string, bytes = 4 * GIB, parts: OnBench['parts'] = []): OnBench => ({
  id,
  machine: { ...LAPTOP, memory: { ...LAPTOP.memory, bytes } },
  parts,
})
const DISK = { kind: 'medium', bytes: 240e9, health: 'ok', level: null }
const module = (id: string, gib: number, more: Partial<Spare> = {}): Spare => ({
  id,
  kind: 'memory',
  subkind: 'DDR4',
  shape: 'sodimm',
  connector: null,
  bytes: gib * GIB,
  origin: null,
  tested: true,
  reservedFor: null,
  ...more,
})
const EIGHT: Minimum = { name: 'École', kinds: ['laptop'], memoryGb: 8, diskGb: 120 }
const said = (on: OnBench, minimum: Minimum | null = EIGHT) => lacksOf(on, minimum).map(({ says }) => says.fr)

describe('what a machine lacks', () => {
  test('memory and disk against the minimum, with figures', () =>
    expect(said(bench('a'))).toEqual(['mémoire 4 Go (8 Go demandés)', 'aucun disque']))
  test('nothing where the minimum is reached, or where nobody has measured', () => {
    expect(said(bench('a', 8 * GIB, [DISK]))).toEqual([])
    const unmeasured = { ...bench('a', 0, [DISK]), machine: { ...LAPTOP, memory: { ...LAPTOP.memory, bytes: null } } }
    expect(said(unmeasured)).toEqual([])
  })
  test('a failing disk and a worn battery count as none', () =>
    expect(
      said(
        bench('a', 8 * GIB, [
          { ...DISK, health: 'failing' },
          { kind: 'battery', bytes: null, health: null, level: 0.4 },
        ]),
      ),
    ).toEqual(['le disque est défaillant', 'batterie usée']))
  test('a screen lacks nothing of the sort', () =>
    expect(lacksOf({ ...bench('a'), machine: { ...LAPTOP, kind: 'screen' } }, EIGHT)).toEqual([]))
})

describe('what would mend it', () => {
  const lack = { kind: 'memory', atLeast: 4 * GIB, says: { fr: '', en: '' } } as const
  const ids = (stock: readonly Spare[]) => proposalsFor(lack, bench('a'), stock).map(({ spare }) => spare.id)
  test('the smallest tested part that fits comes first; DDR3, too small and kept for another are left out', () =>
    expect(
      ids([
        module('16', 16),
        module('8', 8),
        module('untested', 4, { tested: false }),
        module('small', 2),
        module('ddr3', 8, { subkind: 'DDR3' }),
        module('kept', 8, { reservedFor: 'b' }),
      ]),
    ).toEqual(['8', '16', 'untested']))
  test('two machines are not offered the same last module, and the one that can be finished comes first', () => {
    const needs = needsOf([bench('no disk'), bench('nearly', 4 * GIB, [DISK])], EIGHT, [module('last', 8)])
    expect(needs.map((need) => [need.on.id, isMended(need)])).toEqual([
      ['nearly', true],
      ['no disk', false],
    ])
  })
  test('whatever lies in stock, no part is offered first to two machines, and each one offered is not known to misfit', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.record({
            id: fc.uuid(),
            gib: fc.constantFrom(2, 4, 8),
            subkind: fc.constantFrom('DDR3', 'DDR4'),
            tested: fc.boolean(),
          }),
          { selector: ({ id }) => id, maxLength: 12 },
        ),
        fc.integer({ min: 1, max: 6 }),
        (modules, machines) => {
          const stock = modules.map(({ id, gib, ...more }) => module(id, gib, more))
          const needs = needsOf(
            Array.from({ length: machines }, (_, index) => bench(String(index))),
            EIGHT,
            stock,
          )
          const first = needs.flatMap(({ lacks }) => lacks.flatMap(({ proposals }) => proposals.slice(0, 1)))
          expect(new Set(first.map(({ spare }) => spare.id)).size).toBe(first.length)
          for (const { fit, spare } of first) {
            expect(fit.kind).not.toBe('no')
            expect(spare.subkind).toBe('DDR4')
          }
        },
      ),
    ))
})
