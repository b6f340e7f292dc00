import { expect, test } from 'vitest'
import { parseXml } from './parse-xml.ts'

const value = (xml: string, skipped?: ReadonlySet<string>) => {
  const parsed = parseXml(xml, skipped)
  return 'refused' in parsed ? parsed : JSON.parse(JSON.stringify(parsed.value))
}

test('one element is a value, many of a name are a list, names are lower case', () => {
  expect(value('<R><BIOS><SSN> 7XK </SSN></BIOS><CPUS><A>1</A></CPUS><CPUS/></R>')).toEqual({
    bios: { ssn: '7XK' },
    cpus: [{ a: '1' }, ''],
  })
  expect(value('<r><a>x &amp; y &#233; <![CDATA[<z>]]></a></r>')).toEqual({ a: 'x & y é <z>' })
})

test('skipped subtrees cost nothing and end where they end', () => {
  expect(value('<r><soft><name>a<b/></name></soft><cpu>x</cpu></r>', new Set(['soft']))).toEqual({ cpu: 'x' })
})

test('slips of old agents are tolerated: a bare ampersand, an unknown entity, text before the declaration', () => {
  expect(value('<r><a>AT&T & co &eacute;</a></r>')).toEqual({ a: 'AT&T & co &eacute;' })
  expect(value('\n<?xml version="1.0"?><r><a>1</a></r>')).toEqual({ a: '1' })
})

test('entity declarations are refused and nothing is expanded', () => {
  const laughs = `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><r>&b;</r>`
  expect(value(laughs)).toMatchObject({ refused: { code: 'damaged' } })
  const outside = `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>`
  expect(value(outside)).toMatchObject({ refused: { code: 'damaged' } })
})

test('cut short, too deep, not XML: refused', () => {
  expect(value('<r><a>1</a>')).toMatchObject({ refused: { code: 'damaged' } })
  expect(value('<a>'.repeat(100_000))).toMatchObject({ refused: { code: 'tooDeep' } })
  expect(value('hello')).toMatchObject({ refused: { code: 'damaged' } })
  expect(value(`<r>${'</b>'.repeat(100_000)}`)).toMatchObject({ refused: { code: 'damaged' } })
})

test('a name such as __proto__ is a name like another', () => {
  expect(value('<r><__proto__><x>1</x></__proto__></r>')).toEqual(JSON.parse('{"__proto__":{"x":"1"}}'))
  expect(({} as Record<string, unknown>).x).toBeUndefined()
})
