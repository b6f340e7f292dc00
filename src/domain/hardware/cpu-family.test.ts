import { describe, expect, test } from 'vitest'
import { cpuFamily } from './cpu-family.ts'
import { dmidecode } from './readers/dmidecode.ts'
import { reportBy, sharedDumps } from './shared-dumps.ts'

describe('Intel Core: the generation is in the number', () => {
  test.each([
    ['Intel(R) Core(TM) i7 CPU         930  @ 2.80GHz', 1],
    ['Intel(R) Core(TM) i3 CPU       M 380  @ 2.53GHz', 1],
    ['Intel(R) Core(TM) i7 CPU       Q 720  @ 1.60GHz', 1],
    ['Intel(R) Core(TM) i5-2467M CPU @ 1.60GHz', 2],
    ['Intel(R) Core(TM) i7-4980HQ CPU @ 2.80GHz', 4],
    ['Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz', 8],
    ['Intel(R) Core(TM) i5-1035G1 CPU @ 1.00GHz', 10],
    ['Intel(R) Core(TM) i7-10510U CPU @ 1.80GHz', 10],
    ['11th Gen Intel(R) Core(TM) i7-1165G7 @ 2.80GHz', 11],
    ['12th Gen Intel(R) Core(TM) i7-1255U', 12],
    ['13th Gen Intel(R) Core(TM) i5-13500', 13],
    ['Intel(R) Core(TM) i9-14900K', 14],
  ])('%s', (name, generation) => expect(cpuFamily(name)).toMatchObject({ family: 'intel-core', generation }))
})

test.each([
  ['Intel(R) Core(TM) m3-6Y30 CPU @ 0.90GHz', 'intel-core-m', 6, 2015],
  ['Intel(R) Core(TM) M-5Y10c CPU @ 0.80GHz', 'intel-core-m', 5, 2014],
  ['Intel(R) Core(TM) Ultra 7 155H', 'intel-core-ultra', 1, 2023],
  ['Intel(R) Core(TM)2 Duo CPU     E8400  @ 3.00GHz', 'intel-core-2', null, 2006],
  ['Intel(R) Pentium(R) 4 CPU 2.80GHz', 'intel-older', null, 2000],
  ['Pentium(R) Dual-Core CPU       T4500  @ 2.30GHz', 'intel-older', null, 2007],
  ['Intel(R) Atom(TM) CPU N455   @ 1.66GHz', 'intel-low-power', null, 2010],
  ['Intel(R) Celeron(R) J4105 CPU @ 1.50GHz', 'intel-low-power', null, 2017],
  ['Intel(R) Celeron(R) N5095A @ 2.00GHz', 'intel-low-power', null, 2021],
  ['Intel(R) N100', 'intel-low-power', null, 2023],
  ['Intel(R) Xeon(R) CPU E3-1240 v6 @ 3.70GHz', 'intel-xeon', 7, 2016],
  ['Intel(R) Xeon(R) CPU E5-2640 0 @ 2.50GHz', 'intel-xeon', 2, 2012],
  ['Intel(R) Xeon(R) CPU            5160  @ 3.00GHz', 'intel-xeon', null, 2006],
  ['Intel(R) Xeon(R) Gold 6126 CPU @ 2.60GHz', 'intel-xeon', null, 2017],
  ['AMD A10-5750M APU with Radeon(tm) HD Graphics', 'amd-before-ryzen', null, 2012],
  ['AMD FX-8370E Eight-Core Processor', 'amd-before-ryzen', null, 2011],
  ['AMD Athlon(tm) 64 X2 Dual Core Processor 4800+', 'amd-older', null, 2000],
  ['Apple M1', 'apple-silicon', 1, 2020],
  ['ARMv7 Processor rev 4 (v7l)', 'arm', null, null],
  ['Genuine Intel(R) CPU', 'unknown', null, null],
  ['QEMU Virtual CPU version 2.5+', 'unknown', null, null],
  [null, 'unknown', null, null],
])('%s', (name, family, generation, year) => expect(cpuFamily(name)).toMatchObject({ family, generation, year }))

describe('Ryzen: the number does not always follow the architecture', () => {
  test.each([
    ['AMD Ryzen 5 1600 Six-Core Processor', 1, 1],
    ['AMD Ryzen 5 2600X Six-Core Processor', 2, 1.5],
    ['AMD Ryzen 5 2500U with Radeon Vega Mobile Gfx', 2, 1],
    ['AMD Ryzen 3 3200U with Radeon Vega Mobile Gfx', 3, 1.5],
    ['AMD Ryzen 5 PRO 4650GE with Radeon Graphics', 4, 2],
    ['AMD Ryzen 7 5700U with Radeon Graphics', 5, 2],
    ['AMD Ryzen 5 5625U with Radeon Graphics', 5, 3],
    ['AMD Ryzen 5 7520U with Radeon Graphics', 7, 2],
    ['AMD Ryzen 5 7530U with Radeon Graphics', 7, 3],
    ['AMD Ryzen 7 7840HS w/ Radeon 780M Graphics', 7, 4],
    ['AMD Ryzen 9 9950X 16-Core Processor', 9, 5],
  ])('%s', (name, generation, zen) => expect(cpuFamily(name)).toMatchObject({ family: 'amd-ryzen', generation, zen }))
})

test('at least 98 % of the processors named in the shared dumps have a family', () => {
  const names = sharedDumps('dmidecode-text').flatMap(({ dump }) =>
    (reportBy(dmidecode, dump).cpu ?? []).flatMap((cpu) => (cpu.name === null ? [] : [cpu.name])),
  )
  const unknown = names.filter((name) => cpuFamily(name).family === 'unknown')
  expect(unknown.length).toBeLessThanOrEqual(names.length * 0.02)
})

test('a long hostile name costs nothing', () => {
  expect(cpuFamily(`i7 ${'cpu '.repeat(50_000)}`).family).toBe('unknown')
})
