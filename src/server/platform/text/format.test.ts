import { describe, expect, it } from 'vitest'
import { format, NBSP } from './format.ts'

const fr = format({ lang: 'fr', timeZone: 'Europe/Paris' })
const en = format({ lang: 'en', timeZone: 'Europe/Paris' })
const reunion = format({ lang: 'fr', timeZone: 'Indian/Reunion' })
/** No-break spaces as plain ones, where a test is about something else. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

describe('Numbers are written as each language writes them', () => {
  it('groups thousands with a thin space that never breaks, and parts a unit with a no-break space', () => {
    expect(fr.number(1842)).toBe('1\u202f842')
    expect(en.number(1842)).toBe('1,842')
    expect(fr.quantity(35, 'W')).toBe(`35${NBSP}W`)
    expect(plain(fr.percent(0.58))).toBe('58 %')
    expect(en.percent(0.58)).toBe('58%')
  })
  it('says the weight in the unit a person would choose', () => {
    const said = [0, 0.85, 1.5, 78.4, 1000, 22_340].map((kg) => plain(fr.kilograms(kg)))
    expect(said).toEqual(['0 kg', '850 g', '1,5 kg', '78 kg', '1 t', '22 t'])
    expect(plain(fr.kilograms(-1.25))).toBe('\u22121,3 kg')
  })
  it('counts in powers of a thousand for disks and files, of 1,024 for memory, and says which', () => {
    expect(plain(fr.bytes(256_060_514_304))).toBe('256 Go')
    expect(plain(fr.bytes(0))).toBe('0 octets')
    expect(plain(fr.bytes(999_950))).toBe('1 Mo')
    expect(plain(fr.bytes(1_843_200))).toBe('1,8 Mo')
    expect(plain(en.bytes(4_000_787_030_016))).toBe('4 TB')
    expect(plain(fr.binaryBytes(8_589_934_592))).toBe('8 Gio')
    expect(plain(fr.binaryBytes(256_060_514_304))).toBe('238 Gio')
  })
  it('says hours and minutes of work, and euros with cents only where there are some', () => {
    expect([25, 60, 85, 130.4].map((m) => plain(fr.minutes(m)))).toEqual(['25 min', '1 h', '1 h 25', '2 h 10'])
    expect(plain(fr.euros(1234))).toBe('1 234 €')
    expect(plain(fr.euros(1234.5))).toBe('1 234,50 €')
    expect(en.euros(12.5)).toBe('€12.50')
  })
  it('counts nouns: French keeps the singular for zero, English does not', () => {
    const appareil = { one: 'appareil', other: 'appareils' }
    expect([0, 1, 2, 1842].map((n) => plain(fr.count(n, appareil)))).toEqual([
      '0 appareil',
      '1 appareil',
      '2 appareils',
      '1 842 appareils',
    ])
    expect(plain(en.count(0, { one: 'device', other: 'devices' }))).toBe('0 devices')
    expect(fr.count(0, { ...appareil, none: 'aucun appareil' })).toBe('aucun appareil')
    expect(fr.list(['une souris', 'un clavier', 'un écran'])).toBe('une souris, un clavier et un écran')
  })
})

describe('Dates are drawn in the time zone of the organisation', () => {
  const evening = '2026-11-19T22:30:00Z'
  it('an evening in Paris is already the next day in Saint-Denis', () => {
    expect(fr.day(evening, '2026-11-22T08:00:00Z')).toBe('jeudi 19 novembre')
    expect(reunion.day(evening, '2026-11-22T08:00:00Z')).toBe('vendredi 20 novembre')
    expect(en.day(evening, '2026-11-22T08:00:00Z')).toBe('Thursday 19 November')
    expect(fr.time(evening)).toBe('23:30')
  })
  it('a calendar day is moved by no time zone', () => {
    expect(reunion.date('2026-01-01')).toBe('1er janvier 2026')
    expect(format({ lang: 'fr', timeZone: 'Pacific/Honolulu' }).date('2026-01-01')).toBe('1er janvier 2026')
  })
  it('says the year only when it is another one', () => {
    expect(fr.day('2025-11-19', '2026-11-22')).toBe('mercredi 19 novembre 2025')
  })
  it('says how long ago in days, months and years', () => {
    const ago = (day: string) => fr.ago(day, '2026-11-22')
    expect(['2026-11-22', '2026-11-21', '2026-11-19', '2026-11-25'].map(ago)).toEqual([
      'aujourd’hui',
      'hier',
      'il y a 3 jours',
      'dans 3 jours',
    ])
    expect(ago('2026-08-20')).toBe('il y a 3 mois')
    expect(ago('2022-11-01')).toBe('il y a 4 ans')
  })
  it('refuses what is not a date', () => {
    expect(() => fr.date('bientôt')).toThrow('not a date')
  })
})
