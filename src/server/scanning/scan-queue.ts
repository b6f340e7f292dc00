/** A scan that waits to be sent. */
export interface Waiting {
  /** Made here: the server answers the same id the same way. */
  readonly scan: string
  readonly text: string
  /** The scan before it on this screen; empty where there was none. */
  readonly after: string
  /** The item of a work order that this screen showed; empty where it showed none. */
  readonly seen: string
  /** Whose screen it was scanned on. */
  readonly who: string
}

const NAME = 'seconde-vie-balayage'

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

function written(change: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    change.oncomplete = () => resolve()
    change.onerror = () => reject(change.error)
    change.onabort = () => reject(change.error)
  })
}

/** The scans of this browser that were not answered yet, in their order, on its disk: a tab closed or a power cut loses none. */
export async function openQueue() {
  const opening = indexedDB.open(NAME, 1)
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('scans', { autoIncrement: true })
    opening.result.createObjectStore('known')
  }
  const disk = await asked(opening)
  const store = (name: 'scans' | 'known') => disk.transaction(name).objectStore(name)
  return {
    /** The scans of one person, in order. */
    async of(who: string): Promise<readonly Waiting[]> {
      const all = (await asked(store('scans').getAll())) as Waiting[]
      return all.filter((one) => one.who === who)
    },
    async ofOthers(who: string): Promise<number> {
      const all = (await asked(store('scans').getAll())) as Waiting[]
      return all.filter((one) => one.who !== who).length
    },
    /** Writes a scan down before anything is sent, with the chain that it continues. */
    async add(who: string, text: string, seen: string): Promise<void> {
      const change = disk.transaction(['scans', 'known'], 'readwrite', { durability: 'strict' })
      const known = change.objectStore('known')
      const after = ((await asked(known.get(`last ${who}`))) as string | undefined) ?? ''
      const scan = crypto.randomUUID()
      change.objectStore('scans').add({ scan, text, after, seen, who } satisfies Waiting)
      known.put(scan, `last ${who}`)
      await written(change)
    },
    async answered(scan: string): Promise<void> {
      const change = disk.transaction('scans', 'readwrite')
      const cursor = change.objectStore('scans').openCursor()
      cursor.onsuccess = () => {
        const at = cursor.result
        if (at && (at.value as Waiting).scan === scan) at.delete()
        else at?.continue()
      }
      await written(change)
    },
    /** What is remembered of the last page that came: who was there, which scan was the last. */
    async remember(name: string, value: string): Promise<void> {
      const change = disk.transaction('known', 'readwrite')
      change.objectStore('known').put(value, name)
      await written(change)
    },
    recall: async (name: string): Promise<string> =>
      ((await asked(store('known').get(name))) as string | undefined) ?? '',
  }
}
