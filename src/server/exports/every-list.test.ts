import { afterAll, beforeAll, expect, test } from 'vitest'
import { examplePath, filler } from '../../../test/support/example.ts'
import { openTestHouse, routes, type TestHouse } from '../../../test/support/house.ts'
import { buildWorld, type World } from '../../../test/support/world.ts'
import type { PageRoute } from '../platform/http/route.ts'
import { LISTS, NO_LIST } from './lists.ts'

const pages = routes.filter(
  (route): route is PageRoute => route.method === 'GET' && !('open' in route) && !route.path.includes(':'),
)
let house: TestHouse
let world: World

beforeAll(async () => {
  house = await openTestHouse('every-list')
  world = await buildWorld(house)
})
afterAll(() => house.close())

test('whatever screen shows a list, the list leaves as a file; what is no list says why', async () => {
  const shown: string[] = []
  for (const route of pages) {
    const answer = await house.get(examplePath(route, filler(world)), route.example.as)
    if (answer.status === 200 && (await answer.text()).includes('<table')) shown.push(route.path)
  }
  const exported = new Set(LISTS.map((list) => list.path))
  expect(
    shown.filter((path) => !exported.has(path) && !(path in NO_LIST)),
    'a row of LISTS, or of NO_LIST, in src/server/exports',
  ).toEqual([])
  expect(
    Object.keys(NO_LIST).filter((path) => !shown.includes(path)),
    'an exception that shows no table goes',
  ).toEqual([])
  expect(shown.length).toBeGreaterThan(10)
})

test('each list is asked with the permission of its screen', () => {
  for (const list of LISTS) {
    const screen = pages.find((route) => route.path === list.path)
    expect(screen?.access, list.path).toEqual(list.access)
  }
})

test.each(LISTS.map((list) => [list.name, list] as const))(
  '%s leaves in the three formats, a cell for each heading',
  async (name, list) => {
    for (const format of ['xlsx', 'ods']) {
      const book = await house.post(`/exporter/${name}`, { format }, list.as)
      expect(book.status).toBe(200)
      expect([...new Uint8Array(await book.arrayBuffer()).slice(0, 2)], 'a zip').toEqual([0x50, 0x4b])
    }
    const answer = await house.post(`/exporter/${name}`, { format: 'csv' }, list.as)
    expect(answer.status).toBe(200)
    const [head = '', ...rows] = (await answer.text()).trim().split('\r\n')
    for (const row of rows) expect(row.replace(/"(?:[^"]|"")*"/g, '').split(';')).toHaveLength(head.split(';').length)
  },
)
