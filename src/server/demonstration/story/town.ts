import { councilEvents } from '../../council/council.sql.ts'
import { placeEvents } from '../../fleet/place.sql.ts'
import { levelsOf } from '../../fleet/place.ts'
import { partyEvents } from '../../parties/party.sql.ts'
import {
  BORROWERS,
  DECISION_SCOPE,
  DIGITAL_PLACE,
  DONORS,
  OTHER_PLACES,
  type PartyEntry,
  type PlaceEntry,
  RECIPIENTS,
  RECYCLER,
  SATELLITES,
  SCHOOLS,
  SERVICES,
  STORE,
  WORKSHOP,
} from '../territory.ts'
import { equip } from './benches.ts'
import { dayOf, isoOf, workingInstant, yearOf } from './calendar.ts'
import type { Live } from './live.ts'
import type { Story } from './story.ts'

export interface Site extends PlaceEntry {
  readonly id: string
}
export interface Body extends PartyEntry {
  readonly id: string
}
export interface Decision {
  readonly id: string
  readonly number: string
  readonly decidedOn: string
}

/** Where the story takes place, and with whom. */
export interface Grounds {
  readonly workshop: Site
  readonly store: Site
  readonly benches: readonly [string, ...string[]]
  readonly services: readonly [Site, ...Site[]]
  readonly schools: readonly [Site, ...Site[]]
  /** Digital places: open to all. */
  readonly open: readonly [Site, ...Site[]]
  readonly recipients: readonly [Body, ...Body[]]
  readonly borrowers: readonly [Body, ...Body[]]
  readonly donors: readonly [Body, ...Body[]]
  readonly recycler: Body
  /** Takes what came back to the workshop to its bench. */
  readonly bench: (devices: readonly Live[], at: number) => void
  /** Of the council, the latest last. */
  readonly decisions: Decision[]
}

/** Most places of one kind: beyond, a screen of places would be nobody's town. */
const MOST_SITES = 600

function several<T>(values: readonly T[]): readonly [T, ...T[]] {
  const [first, ...others] = values
  if (first === undefined) throw new Error('the demonstration has an empty list')
  return [first, ...others]
}

/** As many entries as the town's size asks for; past the list, its names come again with a number. */
function sized(entries: readonly PlaceEntry[], size: number): readonly PlaceEntry[] {
  const count = Math.min(MOST_SITES, Math.max(entries.length, Math.round(entries.length * size)))
  return Array.from({ length: count }, (_, at) => {
    const { kind, name } = entries[at % entries.length] ?? WORKSHOP
    return at < entries.length ? { kind, name } : { kind, name: `${name} n° ${Math.floor(at / entries.length) + 1}` }
  })
}

/** The first day of the story: places, parties, the council's first decision. */
export function found(story: Story, bench: Grounds['bench']): Grounds {
  const { journal, chance, town, from } = story
  const place = ({ kind, name }: PlaceEntry, parent: Site | null = null): Site => {
    const at = workingInstant(chance, from, 0)
    const id = journal.id(at)
    const levels = [...levelsOf(kind)]
    journal.row('place', {
      id,
      kind,
      name,
      parent_id: parent?.id ?? null,
      insee_code: null,
      renewal_years: null,
      levels,
    })
    const payload = { kind, parentId: parent?.id ?? null, inseeCode: null }
    journal.event(placeEvents, 'added', at, town.people.coordinator, id, payload)
    return { id, kind, name }
  }
  const party = (entry: PartyEntry): Body => {
    const at = workingInstant(chance, from, 1)
    const id = journal.id(at)
    const { name, role, recipientKind, email } = entry
    journal.row('party', {
      id,
      name,
      roles: [role],
      recipient_kind: recipientKind,
      contact_email: email,
      created_at: isoOf(at),
    })
    const payload = { roles: [role], recipientKind, inseeCode: null }
    journal.event(partyEvents, 'added', at, town.people.coordinator, id, payload)
    return { id, ...entry }
  }
  const workshop = place(WORKSHOP)
  const digital = place(DIGITAL_PLACE)
  const grounds: Grounds = {
    workshop,
    store: place(STORE, workshop),
    benches: equip(story, workshop.id),
    services: several(sized(SERVICES, town.size).map((one) => place(one))),
    schools: several(sized(SCHOOLS, town.size).map((one) => place(one))),
    open: [digital, ...SATELLITES.map((one) => place(one, digital))],
    recipients: several(RECIPIENTS.map(party)),
    borrowers: several(BORROWERS.map(party)),
    donors: several(DONORS.map(party)),
    recycler: party(RECYCLER),
    bench,
    decisions: [],
  }
  for (const one of OTHER_PLACES) place(one)
  decideEachYear(story, grounds)
  return grounds
}

/** The council decides once at the beginning, then each March. */
function decideEachYear(story: Story, grounds: Grounds): void {
  const vote = (at: number) => {
    const { journal, town } = story
    const id = journal.id(at)
    const decision = {
      id,
      number: `${yearOf(at)}-${String(40 + story.next(`council.${yearOf(at)}`)).padStart(3, '0')}`,
      decidedOn: dayOf(at),
    }
    journal.row('council_decision', {
      id,
      number: decision.number,
      decided_on: decision.decidedOn,
      scope: DECISION_SCOPE,
      ceiling_eur: null,
    })
    journal.event(councilEvents, 'filed', at, town.people.coordinator, id, { decidedOn: decision.decidedOn })
    grounds.decisions.push(decision)
    const march = Date.UTC(yearOf(at) + 1, 2, 12)
    story.later(workingInstant(story.chance, march, 0), () => undefined, vote)
  }
  story.later(workingInstant(story.chance, story.from, 2), () => undefined, vote)
}
