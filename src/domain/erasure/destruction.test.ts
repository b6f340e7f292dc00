import { describe, expect, test } from 'vitest'
import { type DestructionCertificate, destructionGaps } from './destruction.ts'

const whole: DestructionCertificate = {
  number: 'D-2026-114',
  destroyer: 'Atelier du Pont',
  destroyedOn: '2026-03-12',
  technique: 'shredding',
  particleSquareMillimetres: 30,
  listed: ['S2R4NX0H512345', ' k7m2q4xr '],
  documentHash: 'c0ffee',
}
const ssd = { serial: 'S2R4NX0H512345', code: null, kind: 'ssd' } as const
const today = '2026-03-14T09:00:00Z'
const gaps = (change: Partial<DestructionCertificate>, medium: Parameters<typeof destructionGaps>[1] = ssd) =>
  destructionGaps({ ...whole, ...change }, medium, today)

test('a whole certificate that lists the medium proves its destruction', () => expect(gaps({})).toEqual([]))

test('a medium without serial is listed by our printed code', () => {
  expect(gaps({}, { serial: null, code: 'K7M2Q4XR', kind: 'usb' })).toEqual([])
  expect(gaps({}, { serial: null, code: null, kind: 'usb' })).toEqual(['notListed'])
})

describe('what is missing is named', () => {
  test.each([
    [{ documentHash: '' }, 'noDocument'],
    [{ number: '' }, 'noNumber'],
    [{ destroyer: ' ' }, 'noDestroyer'],
    [{ destroyedOn: '12/03/2026' }, 'noDate'],
    [{ destroyedOn: '2026-02-30' }, 'noDate'],
    [{ destroyedOn: '2026-03-20' }, 'dateInFuture'],
    [{ listed: ['S2R4NX0H512346'] }, 'notListed'],
    [{ technique: 'drilling' }, 'notDestructive'],
    [{ technique: 'overwrite' }, 'notDestructive'],
    [{ particleSquareMillimetres: null }, 'noParticleSize'],
  ] as const)('%o', (change, gap) => expect(gaps(change)).toEqual([gap]))
})

test('a hard disk may be drilled, and its particles need no size', () => {
  const disk = { ...ssd, kind: 'hdd' } as const
  expect(gaps({ technique: 'drilling', particleSquareMillimetres: null }, disk)).toEqual([])
})
