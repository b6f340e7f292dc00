import { createHash } from 'node:crypto'
import { CODES, codeOfNumber } from '../../fleet/code.ts'
import type { Chance } from '../chance.ts'
import { chanceFrom } from '../chance.ts'
import { openAgenda } from './agenda.ts'
import { archiveSheet } from './archive-sheet.ts'
import { isoOf } from './calendar.ts'
import { type Journal, type KeptBytes, openJournal, type Told } from './journal.ts'
import type { Town } from './people.ts'

/** What a story is told from: who and where, when it begins and ends, in milliseconds. */
export interface Frame {
  readonly seed: number
  readonly from: number
  readonly now: number
  readonly town: Town
  readonly kept: Kept
  /** Where an earlier story of the same installation left its numbers and its codes. */
  readonly counters?: Counters
}

/** Numbers that go on from one story to the next. */
export interface Counters {
  readonly series: Map<string, number>
  codes: number
}

/** From which instants the story keeps what people read; drawing eight years of papers would take minutes. */
export interface Kept {
  /** Agreements, receipts, certificates: an older one is a sheet that says so. */
  readonly papersSince: number
  /** Hardware reports; of an older one, the columns of the device say what was read. */
  readonly reportsSince: number
  /** Logs of the erasing tool. */
  readonly logsSince: number
}

interface Document {
  readonly name: string
  readonly mediaType: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly kind: string
  readonly draw: () => Uint8Array
}

/** A story as it unfolds. */
export interface Story extends Frame {
  readonly chance: Chance
  readonly journal: Journal
  /** The next number of a series that has no gap. */
  next(series: string): number
  nextCode(): string
  /** Goes on at that instant; what lies beyond now does not happen, and `stands` tells what waits for it as it is. */
  later(at: number, stands: () => void, run: (at: number) => void): void
  /** Keeps a document; answers its row's id and the hash of its bytes. */
  document(at: number, actor: string | null, document: Document): { readonly id: string; readonly hash: string }
}

const CHUNK = 20_000
/** Any number that 29 does not divide leads to every code once. */
const STRIDE = 2_971_215_073

/**
 * Plays a story from its beginning to now, in the order of time, and yields what it told bit by bit. `begin` notes what
 * sets it going and answers how it ends. The last bit holds the numbers that the series have reached.
 */
export function* unfold(frame: Frame, begin: (story: Story) => () => void): Generator<Told> {
  const chance = chanceFrom(frame.seed)
  const journal = openJournal(chance)
  const agenda = openAgenda()
  const counters: Counters = frame.counters ?? { series: new Map(), codes: 0 }
  const { series } = counters
  const sheets = new Map<string, KeptBytes>()
  const kept = (bytes: Uint8Array): KeptBytes => {
    const made = { bytes, hash: createHash('sha256').update(bytes).digest('hex') }
    journal.keep(made)
    return made
  }
  const sheetOf = (kind: string): KeptBytes => {
    const sheet = sheets.get(kind) ?? kept(archiveSheet(frame.town.name, frame.from))
    sheets.set(kind, sheet)
    return sheet
  }
  const story: Story = {
    ...frame,
    chance,
    journal,
    next(name) {
      const last = (series.get(name) ?? 0) + 1
      series.set(name, last)
      return last
    },
    nextCode() {
      counters.codes += 1
      return codeOfNumber((counters.codes * STRIDE) % CODES)
    },
    later(at, stands, run) {
      if (at > frame.now) stands()
      else agenda.note(at, run)
    },
    document(at, actor, one) {
      const old = one.mediaType === 'application/pdf' && at < frame.kept.papersSince
      const { bytes, hash } = old ? sheetOf(one.kind) : kept(one.draw())
      const id = journal.id(at)
      journal.row('file', {
        id,
        hash,
        name: one.name,
        media_type: one.mediaType,
        bytes: bytes.length,
        subject_kind: one.subjectKind,
        subject_id: one.subjectId,
        kind: one.kind,
        added_at: isoOf(at),
        added_by: actor,
      })
      return { id, hash }
    },
  }
  const end = begin(story)
  while (agenda.playNext()) if (journal.size() >= CHUNK) yield journal.take()
  end()
  for (const [name, last] of series) journal.row('series', { name, last })
  yield journal.take()
}
