import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { headerOf, proposeColumns } from './columns.ts'
import { delimiterOf, readDelimited } from './delimited.ts'
import { encodingOf } from './encoding.ts'
import { readDate, readKind, readMemory, readNumber, readPath, readStanding } from './values.ts'

const TODAY = '2026-11-22'
const utf16 = (text: string, big: boolean) => {
  const bytes = Buffer.from(text, 'utf16le')
  return big ? bytes.swap16() : bytes
}

describe('the text of a file', () => {
  test.each([
    ['utf-8', Buffer.from('Modèle;École')],
    ['utf-8', Buffer.from('\ufeffModèle')],
    ['windows-1252', Buffer.from('Modèle;École', 'latin1')],
    ['utf-16le', utf16('Modèle;École Jaurès', false)],
    ['utf-16be', utf16('Modèle;École Jaurès', true)],
    ['utf-16le', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16('Modèle', false)])],
  ])('%s is found', (encoding, bytes) => {
    expect(encodingOf(bytes)).toBe(encoding)
  })

  test.each([
    [';', 'a;b;c\n1,5;2;3\n4,5;5;6'],
    [',', 'a,b\n"x;y",2\n3,4'],
    ['\t', 'a\tb\n1;2\t3'],
    ['|', 'a|b|c\n1|2|3'],
    [';', 'one column\nof words'],
  ])('its delimiter is « %s »', (delimiter, text) => {
    expect(delimiterOf(text)).toBe(delimiter)
  })

  test('quotes hold delimiters and lines; what our own exports guarded is itself again', async () => {
    const lines = []
    for await (const line of readDelimited([Buffer.from('a;b\n"x;'), Buffer.from('\ny";\'=1+1\n\n')], ';'))
      lines.push(line)
    expect(lines).toEqual([
      ['a', 'b'],
      ['x;\ny', '=1+1'],
    ])
  })
})

describe('headings', () => {
  test('the line of headings is found under a title, and OCS and English ones are known', () => {
    expect(headerOf([['Inventaire 2026'], ['Serial number', 'Manufacturer'], ['A1', 'Dell']], 'devices')).toBe(2)
    expect(headerOf([['A1', 'Dell']], 'devices')).toBe(0)
    expect(proposeColumns(['TAG', 'Manufacturer', 'Model', 'SSN', 'RAM (MB)', 'Last inventory'], 'devices')).toEqual([
      'inventoryNumber',
      'maker',
      'model',
      'serial',
      'memoryGb',
      '',
    ])
  })
  test('a field is given to one column only', () => {
    expect(proposeColumns(['Lieu', 'Site', 'N° de série', 'Série'], 'devices')).toEqual(['place', '', 'serial', ''])
  })
})

describe('values as people write them', () => {
  test.each([
    ['12/03/2019', { value: '2019-03-12' }],
    ['2019-03-12 08:30:00', { value: '2019-03-12' }],
    ['1.2.19', { value: '2019-02-01' }],
    ['31/02/2019', { wrong: 'notADate' }],
    ['soon', { wrong: 'notADate' }],
    ['01/01/2031', { wrong: 'futureDate' }],
  ])('the date « %s »', (text, read) => {
    expect(readDate(text, 'dayFirst', TODAY)).toEqual(read)
  })
  test.each([
    ['1 234,50 €', 1234.5],
    ['1,234.50', 1234.5],
    ['1.234,50', 1234.5],
    ['12.5', 12.5],
    ['12', 12],
  ])('the number « %s »', (text, value) => {
    expect(readNumber(text, 0, 1e6)).toEqual({ value })
  })
  test('memory in gigabytes or megabytes', () => {
    expect(readMemory('8 Go')).toEqual({ value: 8 })
    expect(readMemory('8192')).toEqual({ value: 8 })
    expect(readMemory('4096 Mo')).toEqual({ value: 4 })
  })
  test.each([
    ['PC Portable', 'laptop'],
    ['Notebook', 'laptop'],
    ['Tour', 'desktop'],
    ['Low Profile Desktop', 'desktop'],
    ['Moniteur', 'screen'],
    ['Mini PC', 'mini'],
    ['All in One', 'all-in-one'],
  ])('« %s » is a kind', (text, kind) => {
    expect(readKind(text)).toEqual({ value: kind })
  })
  test('states of GLPI', () => {
    expect(readStanding('En production')).toEqual({ value: 'inUse' })
    expect(readStanding('Hors service')).toEqual({ value: 'decommissioned' })
    expect(readStanding('En stock')).toEqual({ value: 'received' })
    expect(readStanding('Bleu')).toEqual({ wrong: 'unknownState' })
  })
  test('a path of places', () => {
    expect(readPath('Ville > École Jaurès > Salle 2')).toEqual(['Ville', 'École Jaurès', 'Salle 2'])
  })
  test('whatever is written, reading answers', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60, unit: 'binary' }), (text) => {
        for (const read of [readKind(text), readStanding(text), readMemory(text), readDate(text, 'monthFirst', TODAY)])
          expect('value' in read || 'wrong' in read).toBe(true)
      }),
    )
  })
})
