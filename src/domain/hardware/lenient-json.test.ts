import { describe, expect, test } from 'vitest'
import { parseLenient } from './lenient-json.ts'

const plain = (value: unknown) => JSON.parse(JSON.stringify(value))

describe('JSON that a tool wrote wrongly is read all the same', () => {
  test.each([
    ['valid', '{"a":[1,-2.5e3,true,null,"x\\u00e9\\n"]}', [{ a: [1, -2500, true, null, 'xé\n'] }]],
    ['missing commas', '{"a" : "1"\n"b" : 2 "c" : [ {"d":1} {"d":2} ]}', [{ a: '1', b: 2, c: [{ d: 1 }, { d: 2 }] }]],
    ['spare commas', '[{"a":1,},,]', [[{ a: 1 }]]],
    [
      'a quote left inside',
      '{"product" : "24" LCD, 16:9",\n"vendor" : "X"}',
      [{ product: '24" LCD, 16:9', vendor: 'X' }],
    ],
    ['several values', '{"a":1}\n{"b":2}', [{ a: 1 }, { b: 2 }]],
    [
      'a child without a name',
      '{"id":"a" {"id":"b"}, {"id":"c"}}',
      [{ id: 'a', children: [{ id: 'b' }, { id: 'c' }] }],
    ],
    ['an end cut off in a string', '{"a":1,"b":{"c":"hal', [{ a: 1, b: { c: 'hal' } }]],
    ['an end cut off after a name', '{"a":1,"b"', [{ a: 1 }]],
    ['closings too many', '{"a":1}}]{"b":2}', [{ a: 1 }, { b: 2 }]],
    ['an array left open', '{"a":[1,2}', [{ a: [1, 2] }]],
    ['words around', 'WARNING: not root\n{"a":1} done', [{ a: 1 }]],
    ['nothing', '', []],
  ])('%s', (_, text, values) => expect(plain(parseLenient(text).values)).toEqual(values))
})

test('a hundred thousand levels do not exhaust the stack', () => {
  expect(parseLenient('[{"a":'.repeat(100_000))).toMatchObject({ values: { length: 1 }, cut: true })
})

test('a name that means something to JavaScript is an ordinary name', () => {
  const { values } = parseLenient('{"__proto__":{"polluted":true}}')
  expect(Object.keys(Object(values[0]))).toEqual(['__proto__'])
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})
