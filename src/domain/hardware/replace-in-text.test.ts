import fc from 'fast-check'
import { expect, test } from 'vitest'
import { replaceInJson, replaceInXml } from './replace-in-text.ts'

const x = (name: string) => (path: readonly string[]) => (path.join('.') === name ? () => '"X"' : undefined)

test('only the chosen value changes, all other characters stay', () => {
  expect(replaceInJson('{ "a" : 1.0,\n "b": {"c": [ {"d":"e"} ]}}', x('b.c.d'))).toBe(
    '{ "a" : 1.0,\n "b": {"c": [ {"d":"X"} ]}}',
  )
  expect(replaceInJson('{"a":[1,{"b":"]}\\""}],"c":2}', x('a'))).toBe('{"a":"X","c":2}')
  expect(replaceInJson('warning: x\n{"a":1}\n{"a":2}', x('a'))).toBe('warning: x\n{"a":"X"}\n{"a":"X"}')
  expect(replaceInJson('{"\\u0061":1}', x('a'))).toBe('{"\\u0061":"X"}')
})

test('any JSON: a path that nobody has changes nothing, a value at any path is found', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (value, other) => {
      const text = JSON.stringify({ a: value, b: { c: other } }, null, 1)
      expect(replaceInJson(text, x('never.there'))).toBe(text)
      expect(JSON.parse(replaceInJson(text, x('b.c')))).toEqual(JSON.parse(JSON.stringify({ a: value, b: { c: 'X' } })))
    }),
  )
})

test('broken or deep JSON neither throws nor hangs', () => {
  fc.assert(fc.property(fc.string(), (text) => void replaceInJson(text, x('a'))))
  fc.assert(fc.property(fc.string(), (text) => void replaceInXml(text, x('a'))))
  const deep = '['.repeat(200_000)
  expect(replaceInJson(deep, x('a'))).toBe(deep)
})

test('XML: repeated, nested and empty elements', () => {
  const xml = '<R>\n <A n="1"><B>x</B></A><A/><A>y &amp; z</A><C><A>kept</A></C></R>'
  const mark = (path: readonly string[]) => (path.join('.') === 'r.a' ? () => '-' : undefined)
  expect(replaceInXml(xml, mark)).toBe('<R>\n <A n="1">-</A><A/><A>-</A><C><A>kept</A></C></R>')
})
