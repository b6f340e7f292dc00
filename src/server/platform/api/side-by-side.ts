/** Those that were just answered often ask again at once: the next group waits so long for them, from the end of the last. */
const LINGER_MS = 4

interface Waiting<Item, Answer> {
  readonly item: Item
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

interface Queue<Item, Answer> {
  readonly waiting: Waiting<Item, Answer>[]
  /** As many as these start the next group before its time. */
  expected: number
  /** When the next group starts at the latest, while some wait. */
  latest: number
  timer: NodeJS.Timeout | undefined
  busy: boolean
}

/**
 * What is asked side by side under one key is worked on together, up to `most` at once: while one group is at work, those that
 * come make the next. One that comes alone is worked on at once. A group that throws rejects all of its own.
 */
export function sideBySide<Item, Answer>(
  most: number,
  work: (key: string, items: readonly Item[]) => Promise<readonly Answer[]>,
): (key: string, item: Item) => Promise<Answer> {
  const queues = new Map<string, Queue<Item, Answer>>()
  const start = (key: string, queue: Queue<Item, Answer>): void => {
    if (queue.busy) return
    clearTimeout(queue.timer)
    const left = queue.latest - performance.now()
    if (queue.waiting.length < Math.min(most, queue.expected) && left > 0) {
      queue.timer = setTimeout(() => start(key, queue), left)
      return
    }
    if (queue.waiting.length === 0) queues.delete(key)
    else take(key, queue)
  }
  const take = (key: string, queue: Queue<Item, Answer>): void => {
    const group = queue.waiting.splice(0, most)
    queue.busy = true
    work(
      key,
      group.map(({ item }) => item),
    )
      .then(
        (answers) =>
          group.forEach(({ resolve, reject }, at) => {
            const answer = answers[at]
            if (answer === undefined) reject(new Error('a request was not answered'))
            else resolve(answer)
          }),
        (error: unknown) => {
          for (const { reject } of group) reject(error)
        },
      )
      .finally(() => {
        queue.busy = false
        queue.expected = group.length + queue.waiting.length
        queue.latest = performance.now() + LINGER_MS
        start(key, queue)
      })
  }
  return (key, item) =>
    new Promise((resolve, reject) => {
      const queue = queues.get(key) ?? { waiting: [], expected: 1, latest: 0, timer: undefined, busy: false }
      queues.set(key, queue)
      queue.waiting.push({ item, resolve, reject })
      start(key, queue)
    })
}
