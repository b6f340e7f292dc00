import { readFileSync } from 'node:fs'
import { deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { decodeDump, readDump } from './read.ts'

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url))
const LAPTOP = fixture('laptop/lshw.json')
const TABLE = fixture('laptop/dmidecode.txt')

const text = (content: string) => readDump(Buffer.from(content))
const serialOf = (bytes: Uint8Array) => {
  const reading = readDump(bytes)
  return 'report' in reading ? reading.report.serial : reading.refused
}
const textOf = (bytes: Uint8Array) => {
  const dump = decodeDump(bytes)
  return 'text' in dump ? dump.text : dump.refused
}
const jsonOf = (content: string) => {
  const dump = decodeDump(Buffer.from(content))
  return 'text' in dump ? dump.json : dump.refused
}
const utf16 = (content: Buffer, mark: string) => Buffer.from(mark + content.toString('utf8'), 'utf16le')

describe('the content decides, however it travelled', () => {
  const forms: [string, Buffer][] = [
    ['as it is', TABLE],
    ['gzip', gzipSync(TABLE)],
    ['zlib', deflateSync(TABLE)],
    ['UTF-8 with its mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), TABLE])],
    ['UTF-16 as PowerShell writes it', utf16(TABLE, '\ufeff')],
    ['UTF-16 without its mark', utf16(TABLE, '')],
    ['UTF-16 big-endian', utf16(TABLE, '\ufeff').swap16()],
    ['Windows line ends', Buffer.from(TABLE.toString('utf8').replaceAll('\n', '\r\n'))],
    ['a stray byte of firmware', Buffer.concat([TABLE, Buffer.from([0xff, 0x00, 0x0a])])],
    ['JSON', LAPTOP],
    ['JSON in UTF-16', utf16(LAPTOP, '\ufeff')],
    [
      'JSON after a warning',
      Buffer.concat([Buffer.from('WARNING: you should run this program as super-user.\n'), LAPTOP]),
    ],
    ['JSON before a warning', Buffer.concat([LAPTOP, Buffer.from('WARNING: output may be incomplete.\n')])],
  ]
  test.each(forms)('%s', (_form, bytes) => expect(serialOf(bytes)).toBe('4QX7RN2'))

  test('accents are kept, in UTF-8 and in Windows-1252', () => {
    expect(textOf(Buffer.from('École n°42'))).toBe('École n°42')
    expect(textOf(Buffer.from('École n°42', 'latin1'))).toBe('École n°42')
    expect(textOf(Buffer.concat([Buffer.from('École n°42 '), Buffer.from([0xe9])]))).toBe('École n°42 ')
  })
})

describe('JSON as tools print it', () => {
  test('several values one after the other are one list', () => {
    expect(jsonOf('{"a":1}\n{"b":2}')).toEqual([{ a: 1 }, { b: 2 }])
    expect(jsonOf('[{"a":1}][{"b":2}]')).toEqual([{ a: 1 }, { b: 2 }])
    expect(jsonOf('[{"a":1}]')).toEqual([{ a: 1 }])
  })

  test('NaN, raw tabs and a trailing comma are read', () => {
    expect(jsonOf('{"a": NaN, "b": -Infinity, "c": -nan}')).toEqual({ a: null, b: null, c: null })
    expect(jsonOf('{"NaN": "nan,]", "b": "x\ty"}')).toEqual({ NaN: 'nan,]', b: 'x\ty' })
    expect(jsonOf('{"a": [1, 2,], }')).toEqual({ a: [1, 2] })
  })

  test('what is not JSON is not', () => {
    expect(jsonOf('[2026/11/22 10:00:00] notice: started')).toBeUndefined()
    expect(jsonOf('{"a": ')).toBeUndefined()
    expect(jsonOf('words only')).toBeUndefined()
  })
})

describe('what is refused, and why', () => {
  const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
  const cases: [string, Uint8Array, string][] = [
    ['nothing', Buffer.alloc(0), 'empty'],
    ['spaces only', Buffer.from(' \n '), 'empty'],
    ['zeros only', Buffer.alloc(5000), 'empty'],
    ['words', Buffer.from('Bonjour, voici le poste du secrétariat.'), 'notRecognised'],
    ['JSON of something else', Buffer.from('{"name":"a package","version":"1.0.0"}'), 'notRecognised'],
    ['JSON cut short', Buffer.from('{"smartctl": {"version"'), 'damaged'],
    [
      'an erasure log, which begins as JSON does',
      Buffer.from('[2026/11/22 10:00:00] notice: started'),
      'notRecognised',
    ],
    ['gzip cut short', gzipSync(TABLE).subarray(0, 400), 'damaged'],
    ['33 MB', Buffer.alloc(33 * 1024 * 1024, 'a'), 'tooLarge'],
    ['33 MB once decompressed', gzipSync(Buffer.alloc(33 * 1024 * 1024)), 'tooLarge'],
    ['a hundred thousand levels', Buffer.from(deep(100_000)), 'tooDeep'],
    ['ten million values', Buffer.from(`[${'[],'.repeat(10_000_000)}0]`), 'tooLarge'],
    ['one line of 30 MB', Buffer.alloc(30 * 1024 * 1024, 'x'), 'notRecognised'],
    ['thirty million lines', Buffer.alloc(30 * 1024 * 1024, '\n x\n'), 'tooLarge'],
  ]
  test.each(cases)('%s', (_what, bytes, code) => {
    expect(readDump(bytes)).toMatchObject({ refused: { code } })
  })

  test('a file that another program compressed says which', () => {
    const xz = Buffer.concat([Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]), Buffer.from('rest')])
    expect(readDump(xz)).toMatchObject({ refused: { code: 'notRecognised', detail: expect.stringContaining('xz') } })
  })

  test('JSON in JSON within reason is read', () => {
    expect(text(deep(100))).toMatchObject({ refused: { code: 'notRecognised' } })
  })
})
