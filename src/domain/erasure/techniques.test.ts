import { expect, test } from 'vitest'
import { MEDIUM_KINDS } from '../hardware/report.ts'
import { levelOf, reaches, TECHNIQUES, techniqueRow } from './techniques.ts'

test('levels as IEEE 2883 gives them', () => {
  const row = (technique: (typeof TECHNIQUES)[number]) => MEDIUM_KINDS.map((kind) => levelOf(technique, kind)).join(' ')
  expect(MEDIUM_KINDS.join(' ')).toBe('hdd ssd nvme emmc usb unknown')
  expect(row('overwrite')).toBe('clear clear clear clear clear clear')
  expect(row('multiplePasses')).toBe(row('overwrite'))
  expect(row('trim')).toBe('none none none none none none')
  expect(row('secureTrim')).toBe('none none none clear none none')
  expect(row('ataSecurityErase')).toBe('clear clear none none none none')
  expect(row('ataSecurityEraseEnhanced')).toBe('purge purge none none none none')
  expect(row('ataSanitize')).toBe('purge purge none none none none')
  expect(row('nvmeFormat')).toBe('none none none none none none')
  expect(row('nvmeFormatUserData')).toBe('none none clear none none none')
  expect(row('nvmeFormatCrypto')).toBe('none none clear none none none')
  expect(row('nvmeSanitize')).toBe('none none purge none none none')
  expect(row('opalRevert')).toBe('purge purge purge none none none')
  expect(row('shredding')).toBe('destruct destruct destruct destruct destruct destruct')
  expect(row('drilling')).toBe('destruct none none none none none')
})

test('a kind not known gets no more than every known kind', () => {
  for (const technique of TECHNIQUES) {
    for (const kind of MEDIUM_KINDS) {
      expect(reaches(levelOf(technique, kind), levelOf(technique, 'unknown')), `${technique} ${kind}`).toBe(true)
    }
  }
})

test('every technique has its names and its source', () => {
  for (const technique of TECHNIQUES) {
    const { fr, en, source } = techniqueRow(technique)
    expect(
      [fr, en, source].every((text) => text.length > 0),
      technique,
    ).toBe(true)
  }
})
