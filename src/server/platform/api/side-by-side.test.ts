import { expect, test } from 'vitest'
import { sideBySide } from './side-by-side.ts'

/** Groups as they were worked on; each waits until it is let go. */
function watched(most: number) {
  const groups: { readonly key: string; readonly items: readonly number[]; readonly go: () => void }[] = []
  const ask = sideBySide<number, string>(most, async (key, items) => {
    await new Promise<void>((go) => groups.push({ key, items, go }))
    if (items.includes(13)) throw new Error('thirteen')
    return items.map((item) => `${key}${item}`)
  })
  const group = async (at: number) => {
    await expect.poll(() => groups.length).toBeGreaterThan(at)
    const one = groups[at]
    if (!one) throw new Error('no group')
    return one
  }
  return { ask, group }
}

test('one that comes alone goes at once; those that come meanwhile make the next group, in their order', async () => {
  const { ask, group } = watched(3)
  const first = ask('a', 1)
  const others = [2, 3, 4, 5].map((item) => ask('a', item))
  const one = await group(0)
  expect(one.items).toEqual([1])
  one.go()
  expect(await first).toBe('a1')
  const two = await group(1)
  expect(two.items).toEqual([2, 3, 4])
  two.go()
  const three = await group(2)
  expect(three.items).toEqual([5])
  three.go()
  expect(await Promise.all(others)).toEqual(['a2', 'a3', 'a4', 'a5'])
})

test('groups of two keys do not wait for each other', async () => {
  const { ask, group } = watched(3)
  const here = ask('a', 1)
  const there = ask('b', 2)
  ;(await group(1)).go()
  expect(await there).toBe('b2')
  ;(await group(0)).go()
  expect(await here).toBe('a1')
})

test('a group that fails tells all of its own, and the next one is worked on', async () => {
  const { ask, group } = watched(3)
  const first = ask('a', 1)
  const failed = [2, 13].map((item) => ask('a', item).catch((error: Error) => error.message))
  ;(await group(0)).go()
  await first
  const next = await group(1)
  const later = ask('a', 3)
  next.go()
  expect(await Promise.all(failed)).toEqual(['thirteen', 'thirteen'])
  ;(await group(2)).go()
  expect(await later).toBe('a3')
})
