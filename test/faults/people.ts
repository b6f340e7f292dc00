import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { dumpOf } from '../support/world-recycling.ts'
import { type Client, client } from './clients.ts'

/** What a person was told is kept, by what would show it again. */
export interface Kept {
  /** Labels of batches of three machines, entered by hand. */
  readonly batches: string[]
  /** Serials that the sent dumps name. */
  readonly dumped: string[]
  /** SHA-256 of the documents sent. */
  readonly documents: string[]
  readonly scans: string[]
}

export const MACHINES_A_BATCH = 3

export interface Crowd {
  readonly kept: Kept
  /** Answers that were neither an acknowledgement nor a cut line nor a page that says what broke. */
  readonly odd: string[]
  /** Resolves once each person was told of that many things kept. */
  told(times: number): Promise<void>
  /** Nobody begins anything more; resolves when the last has its answer or its cut line. */
  leave(): Promise<void>
}

/** What each one does over and over, under a name that comes once. Answers the request and what to note when it is kept. */
const TRADES = {
  batches: (name: string) => ({
    path: '/arrivees',
    form: { kind: 'laptop', count: String(MACHINES_A_BATCH), owner: 'organisation', works: 'unknown', label: name },
    note: name,
  }),
  dumped: (name: string) => ({
    path: '/arrivees/releves',
    form: filled({ owner: 'organisation' }, 'files', new File([dumpOf(name) as BlobPart], `${name}.txt`)),
    note: name,
  }),
  documents: (name: string) => {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(20_000)])
    const licence = new File([bytes], `${name}.pdf`)
    return {
      path: '/reglages/logiciels/nouveau',
      form: filled({ name, kinds: 'laptop', licensed: 'Suite' }, 'proof', licence),
      note: createHash('sha256').update(bytes).digest('hex'),
    }
  },
  scans: () => {
    const scan = randomUUID()
    return { path: '/balayage', form: { text: 'SV:MODE:WORK', scan, after: '' }, note: scan }
  },
} as const satisfies Record<
  keyof Kept,
  (name: string) => { readonly path: string; readonly form: Parameters<Client['post']>[1]; readonly note: string }
>

function filled(fields: Readonly<Record<string, string>>, field: string, file: File): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append(field, file)
  return form
}

/** The statuses that say plainly that nothing was kept, and what broke. */
const SAID_BROKEN: ReadonlySet<number> = new Set([500, 503, 507])

/** Four people at work, one to each trade, each with the cookies of `jar`; each notes only what was acknowledged. */
export function crowd(origin: string, jar: ReadonlyMap<string, string>, name: string): Crowd {
  const kept = { batches: [], dumped: [], documents: [], scans: [] } satisfies Kept as Kept
  const odd: string[] = []
  let gone = false
  const waiting: { readonly times: number; readonly resolve: () => void }[] = []
  const noted = () => {
    const least = Math.min(...Object.values(kept).map((list: readonly string[]) => list.length))
    for (const one of waiting) if (least >= one.times) one.resolve()
  }
  const work = async (trade: keyof Kept) => {
    const { post } = client(origin, new Map(jar))
    for (let at = 0; !gone; at += 1) {
      const { path, form, note } = TRADES[trade](`${name}${trade[0]}${at}`.toUpperCase())
      // A line cut before the answer was read promises nothing.
      const answer = await post(path, form).catch(() => null)
      if (answer?.status === 303 && !answer.location.startsWith('/connexion')) kept[trade].push(note)
      else if (answer && !SAID_BROKEN.has(answer.status)) odd.push(`${trade}: ${answer.status} ${answer.location}`)
      noted()
    }
  }
  const all = Promise.all((Object.keys(TRADES) as (keyof Kept)[]).map(work))
  return {
    kept,
    odd,
    told: (times) =>
      new Promise((resolve) => {
        waiting.push({ times, resolve })
        noted()
      }),
    async leave() {
      gone = true
      await all
    },
  }
}
