/** What is to happen, the earliest first; of two at one instant, the one noted first. */
export interface Agenda {
  note(at: number, run: (at: number) => void): void
  /** Plays what comes next; false when nothing is left. */
  playNext(): boolean
}

interface Entry {
  readonly at: number
  readonly order: number
  readonly run: (at: number) => void
}

const before = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

/** A binary heap: the memory it takes is what is still to come. */
export function openAgenda(): Agenda {
  const heap: Entry[] = []
  let order = 0
  const swap = (i: number, j: number) => {
    const [a, b] = [heap[i], heap[j]]
    if (!a || !b) return false
    if (!before(b, a)) return false
    heap[i] = b
    heap[j] = a
    return true
  }
  const rise = (from: number) => {
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!swap(parent, at)) return
      at = parent
    }
  }
  const sink = () => {
    let at = 0
    for (;;) {
      const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]]
      if (!left) return
      const child = right && before(right, left) ? 2 * at + 2 : 2 * at + 1
      if (!swap(at, child)) return
      at = child
    }
  }
  return {
    note(at, run) {
      heap.push({ at, order, run })
      order += 1
      rise(heap.length - 1)
    },
    playNext() {
      const [first] = heap
      if (!first) return false
      const last = heap.pop()
      if (last && last !== first) {
        heap[0] = last
        sink()
      }
      first.run(first.at)
      return true
    },
  }
}
