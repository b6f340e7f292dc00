import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseForm, type Values } from '../src/server/platform/http/form.ts'
import type { Route } from '../src/server/platform/http/route.ts'
import { legible } from '../src/server/platform/text/legible.ts'
import { filler } from './support/example.ts'
import { type Field, fieldsOf } from './support/hostile/fields.ts'
import { faultsOf, hidden, none, quoting, saidBadly } from './support/hostile/judge.ts'
import { openRehearsal, type Rehearsal } from './support/hostile/rehearsal.ts'
import { ALL, relevant } from './support/hostile/relevant.ts'
import { COMPOSITES, type Hostile, LONG, VALUES } from './support/hostile/values.ts'
import { api, routes } from './support/house.ts'

const FORMS = routes.flatMap((route) => ('form' in route && route.form ? [{ route, schema: route.form }] : []))
const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path}`
let house: Rehearsal
let fill: (text: string) => string

beforeAll(async () => {
  house = await openRehearsal('hostile forms')
  fill = filler(house.world)
})
afterAll(() => house.close())

/** The names under which a form takes values; of those that the sender chooses, the ones of the example and one more. */
function namesOf(route: Route, fields: readonly Field[]): readonly string[] {
  const names = fields.map(({ path: [name = ''] }) => name)
  const given = 'example' in route ? Object.keys(route.example.form ?? {}) : []
  return [...new Set([...given, ...names.map((name) => (name === '?' ? 'inattendu' : name))])]
}

const exampleOf = (route: Route): Values => {
  const form = ('example' in route && route.example.form) || {}
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, typeof value === 'string' ? fill(value) : value.map(fill)]),
  )
}

test('no value of a form, nor of an operation for programs, is without an end', () => {
  const schemas = [
    ...FORMS.map(({ route, schema }) => [nameOf(route), schema] as const),
    ...api.map((route) => [nameOf({ ...route, path: route.path }), route.input] as const),
  ]
  expect(schemas.length).toBeGreaterThan(100)
  const endless = schemas.flatMap(([name, schema]) =>
    fieldsOf(schema).flatMap(({ path, most, entries }) =>
      most === null || entries === null ? [`${name} ${path.join('.')}`] : [],
    ),
  )
  none(endless)
})

test.each(FORMS.map(({ route, schema }) => [nameOf(route), route, schema] as const))(
  '%s takes nothing hidden, and says in both languages what it refuses',
  (_, route, schema) => {
    const fields = fieldsOf(schema)
    const faults: string[] = []
    for (const name of namesOf(route, fields))
      for (const { name: value, text } of [...VALUES, ...COMPOSITES, { name: 'one million letters', text: LONG }])
        for (const lang of ['fr', 'en'] as const) {
          const parsed = parseForm(schema, { ...exampleOf(route), [name]: legible(text) }, lang)
          const found = 'data' in parsed ? hidden(parsed.data) : saidBadly(parsed.problem.errors)
          faults.push(...found.map((fault) => `${name}, ${value}: ${fault}`))
          const most = Math.max(0, ...fields.flatMap((field) => (field.path[0] === name ? [field.most ?? 0] : [])))
          if (
            'data' in parsed &&
            text === LONG &&
            most < LONG.length &&
            JSON.stringify(parsed.data).length > LONG.length
          )
            faults.push(`${name} takes a million letters`)
        }
    none(faults)
  },
)

/** The kinds of what stands under a name. */
const kindsOf = (fields: readonly Field[], name: string): readonly Field['kind'][] =>
  fields.flatMap(({ path: [first], kind }) => (first === name || first === '?' ? [kind] : []))

describe('sent to the application', () => {
  test.each(FORMS.map(({ route, schema }) => [nameOf(route), route, schema] as const))(
    '%s refuses or takes harmlessly',
    async (_, route, schema) => {
      const fields = fieldsOf(schema)
      const faults: string[] = []
      for (const name of namesOf(route, fields)) {
        let refusals = 0
        for (const { name: value, text } of [...relevant(kindsOf(fields, name)), ...longest(fields, name)]) {
          const form = { ...exampleOf(route), [name]: text }
          const taken = 'data' in parseForm(schema, { ...form, [name]: legible(text) }, 'fr')
          // What a schema refuses is refused in one way: the page once is enough.
          if (!taken && ++refusals > 1 && !ALL) continue
          const found = await house.rehearse(async () => {
            const answer = await house.send(route, form)
            const to = answer.status === 303 ? answer.headers.get('location') : null
            const next = to?.startsWith('/') ? await faultsOf(await house.get(to, house.asOf(route))) : []
            return [...(await faultsOf(answer)), ...next.map((fault) => `then ${fault}`)]
          })
          faults.push(...found.map((fault) => `${name}, ${value}: ${fault}`))
        }
      }
      none(faults)
    },
  )
})

test('the log of all that holds no value that was sent', () => {
  expect(house.logged.length).toBeGreaterThan(100)
  none(quoting(house.logged))
})

/** As long as a text may be, in letters of four bytes. */
const longest = (fields: readonly Field[], name: string): readonly Hostile[] =>
  fields.flatMap(({ path, kind, most }) =>
    path[0] === name && kind === 'text' && most !== null && most > 0 && most <= 20_000
      ? [{ name: 'the longest', why: 'bytes are not letters', text: '𝒜'.repeat(Math.floor(most / 2)) }]
      : [],
  )
