import type { Opening, Span } from '../fleet/opening.ts'
import { allPlaces } from '../fleet/place.sql.ts'
import type { PlaceKind } from '../fleet/place.ts'
import { keepContact, setOpening } from '../fleet/site.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Actor } from '../platform/ledger/ledger.ts'

const at = (hour: number, minute = 0) => hour * 60 + minute
const morning: Span = [at(8, 30), at(12)]
const officeDay: readonly Span[] = [morning, [at(13, 30), at(17)]]
const schoolDay: readonly Span[] = [
  [at(8, 30), at(11, 45)],
  [at(13, 30), at(16, 15)],
]
const late: Span = [at(14), at(19)]

type Week = readonly (readonly Span[])[]
const office: Week = [officeDay, officeDay, officeDay, officeDay, officeDay, [], []]
const school: Week = [schoolDay, schoolDay, [], schoolDay, schoolDay, [], []]
const digital: Week = [[], [late], [morning, late], [late], [late], [morning], []]

/** Opening hours by kind of place, Monday first; schools and digital places close for the summer. */
const HOURS: Partial<Readonly<Record<PlaceKind, { readonly week: Week; readonly summer: boolean }>>> = {
  workshop: { week: office, summer: false },
  service: { week: office, summer: false },
  ccas: { week: office, summer: false },
  dropOff: { week: [[], [morning], [], [morning], [], [morning], []], summer: false },
  nursery: { week: school, summer: true },
  primary: { week: school, summer: true },
  school: { week: school, summer: true },
  epn: { week: digital, summer: true },
  satellite: { week: digital, summer: true },
}

interface Reached {
  readonly place: string
  readonly name: string
  readonly phone: string
  readonly email: string
  readonly agreed: boolean
}

/** Invented, with numbers that the regulator keeps for fiction (Arcep, décision n° 2018-0881). */
const CONTACTS: readonly Reached[] = [
  {
    place: 'École élémentaire Jules-Ferry',
    name: 'Mme Delorme, directrice',
    phone: '04 65 71 00 11',
    email: 'ferry@ecoles.saint-aubin.example',
    agreed: true,
  },
  {
    place: 'Groupe scolaire des Deux-Rives',
    name: 'M. Bessières, directeur',
    phone: '04 65 71 00 12',
    email: 'deux-rives@ecoles.saint-aubin.example',
    agreed: true,
  },
  {
    place: 'Cyber-base des Sources',
    name: 'Yohan Bertaud, médiateur',
    phone: '04 65 71 00 13',
    email: 'cyberbase@saint-aubin.example',
    agreed: true,
  },
  {
    place: 'École maternelle Les Tilleuls',
    name: 'Mme Ansel, directrice',
    phone: '04 65 71 00 14',
    email: 'tilleuls@ecoles.saint-aubin.example',
    agreed: false,
  },
]

/** What each site says of itself: when it is open, and whom to reach, for those who agreed. */
export async function describeSites(tx: Tx, coordinator: Actor, now: Date): Promise<void> {
  const year = now.getUTCFullYear()
  const closures: Opening['closures'] = [year, year + 1].map((one) => ({ from: `${one}-07-06`, to: `${one}-08-30` }))
  const today = now.toISOString().slice(0, 10)
  const places = (await allPlaces(tx)).toSorted((a, b) => a.name.localeCompare(b.name))
  for (const { id, kind } of places) {
    const hours = HOURS[kind]
    if (!hours) continue
    const week = hours.week.map((spans) => [...spans])
    await setOpening(tx, coordinator, id, { week, closures: hours.summer ? closures : [] })
  }
  for (const { place, agreed, ...contact } of CONTACTS) {
    const found = places.find(({ name }) => name === place)
    if (!found) throw new Error(`demonstration: no place ${place}`)
    await keepContact(tx, coordinator, found.id, { ...contact, agreedOn: agreed ? today : null })
  }
}
