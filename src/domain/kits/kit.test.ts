import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkKit, type KitDevice, type Recipe } from './kit.ts'
import { CABLES, cableName, join, VIDEO_SOCKET_NAMES } from './sockets.ts'

/** Deux-Sèvres (DSV-18, 19, 20): 80 Go, 1 Go, réseau ; écran 17 pouces, clavier, souris, câbles. */
const PACK: Recipe = {
  unit: { kinds: ['desktop', 'mini'], memoryGb: 1, diskGb: 80, network: true },
  screen: { inches: 17 },
  supplies: { keyboard: 1, mouse: 1, powerCable: 2, videoCable: 1 },
}
const unit: KitDevice = {
  name: 'SV-1',
  kind: 'desktop',
  memoryBytes: 4 * 1_073_741_824 - 200_000_000,
  diskBytes: 80_026_361_856,
  inches: null,
  sockets: ['vga', 'displayPort', 'network'],
}
const screen: KitDevice = { ...unit, name: 'SV-2', kind: 'screen', inches: 17, sockets: ['vga', 'hdmi'] }
const all = [
  { kind: 'keyboard', count: 1, ends: null },
  { kind: 'mouse', count: 1, ends: null },
  { kind: 'powerCable', count: 2, ends: null },
  { kind: 'videoCable', count: 1, ends: { unit: 'vga', screen: 'vga' } },
] as const

describe('a kit', () => {
  test('that holds every line, large enough, with a cable that joins, lacks nothing', () => {
    const check = checkKit(PACK, { devices: [unit, screen], supplies: all })
    expect(check).toMatchObject({ linesLeft: [], belowMinimum: [], joined: { kind: 'match' } })
  })

  test('says each line that is missing, even one of two cables', () => {
    const supplies = all
      .map((one) => (one.kind === 'powerCable' ? { ...one, count: 1 } : one))
      .filter((one) => one.kind !== 'mouse')
    const { linesLeft } = checkKit(PACK, { devices: [unit], supplies })
    expect(linesLeft.map((one) => one.fr)).toEqual(['écran', 'souris', 'câble d’alimentation'])
  })

  test('says what is too small, and what nobody measured', () => {
    const poor = { ...unit, memoryBytes: 536_870_912, diskBytes: null, sockets: ['vga'] as const }
    const { belowMinimum } = checkKit(PACK, { devices: [poor, { ...screen, inches: 15 }], supplies: all })
    expect(belowMinimum.map((one) => one.fr)).toEqual([
      'mémoire 0,5 Go (il en faut 1)',
      'disque non mesuré',
      'prise réseau non constatée',
      'écran 15 pouces (il en faut 17)',
    ])
  })

  test('of a laptop needs no cable to a screen', () => {
    const recipe: Recipe = { ...PACK, unit: { ...PACK.unit, kinds: ['laptop'] }, screen: null, supplies: {} }
    expect(checkKit(recipe, { devices: [{ ...unit, kind: 'laptop' }], supplies: [] }).joined.kind).toBe('notNeeded')
  })
})

describe('screen and unit', () => {
  test('that do not match are told the cable that would mend it, the simplest first', () => {
    const joined = join(['displayPort'], ['vga', 'hdmi'], [{ unit: 'vga', screen: 'vga' }])
    expect(joined).toEqual({
      kind: 'differ',
      mend: [
        { unit: 'displayPort', screen: 'hdmi' },
        { unit: 'displayPort', screen: 'vga' },
      ],
    })
    expect(cableName({ unit: 'displayPort', screen: 'hdmi' }).fr).toBe('DisplayPort vers HDMI')
  })

  test('a VGA unit has no cable to a screen that is digital only, and a cable does not turn round', () => {
    expect(join(['vga'], ['hdmi'], [{ unit: 'hdmi', screen: 'vga' }])).toEqual({ kind: 'differ', mend: [] })
  })

  test('nothing is said of sockets that nobody saw', () => {
    expect(join([], ['vga'], []).kind).toBe('unknown')
    expect(join(['network'], ['vga'], []).kind).toBe('unknown')
  })

  test('whatever would mend does mend', () => {
    const some = fc.uniqueArray(fc.constantFrom(...VIDEO_SOCKET_NAMES), { minLength: 1 })
    fc.assert(
      fc.property(some, some, (out, into) => {
        const joined = join(out, into, [])
        if (joined.kind !== 'differ') throw new Error(joined.kind)
        for (const cable of joined.mend) expect(join(out, into, [cable]).kind).toBe('match')
        expect(joined.mend.length).toBe(
          CABLES.filter((one) => out.includes(one.unit) && into.includes(one.screen)).length,
        )
      }),
    )
  })
})
