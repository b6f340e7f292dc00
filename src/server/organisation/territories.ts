import type { Bilingual } from '../platform/text/text.ts'

interface TerritoryRow {
  readonly name: Bilingual
  /** IANA zone; where a territory has several, the one of most people. */
  readonly timeZone: string
  /** Codes of its départements or collectivités in the official geographic code (INSEE). */
  readonly codes: readonly string[]
}

/** What the place changes: time zone, holidays, electricity mix, RNA numbers. */
export const TERRITORIES = {
  hexagone: { name: { fr: 'Hexagone', en: 'Mainland France' }, timeZone: 'Europe/Paris', codes: [] },
  corse: { name: { fr: 'Corse', en: 'Corsica' }, timeZone: 'Europe/Paris', codes: ['2A', '2B'] },
  guadeloupe: { name: { fr: 'Guadeloupe', en: 'Guadeloupe' }, timeZone: 'America/Guadeloupe', codes: ['971'] },
  martinique: { name: { fr: 'Martinique', en: 'Martinique' }, timeZone: 'America/Martinique', codes: ['972'] },
  guyane: { name: { fr: 'Guyane', en: 'French Guiana' }, timeZone: 'America/Cayenne', codes: ['973'] },
  reunion: { name: { fr: 'La Réunion', en: 'Réunion' }, timeZone: 'Indian/Reunion', codes: ['974'] },
  mayotte: { name: { fr: 'Mayotte', en: 'Mayotte' }, timeZone: 'Indian/Mayotte', codes: ['976'] },
  saintPierreEtMiquelon: {
    name: { fr: 'Saint-Pierre-et-Miquelon', en: 'Saint Pierre and Miquelon' },
    timeZone: 'America/Miquelon',
    codes: ['975'],
  },
  saintBarthelemy: {
    name: { fr: 'Saint-Barthélemy', en: 'Saint Barthélemy' },
    timeZone: 'America/St_Barthelemy',
    codes: ['977'],
  },
  saintMartin: { name: { fr: 'Saint-Martin', en: 'Saint Martin' }, timeZone: 'America/Marigot', codes: ['978'] },
  wallisEtFutuna: {
    name: { fr: 'Wallis-et-Futuna', en: 'Wallis and Futuna' },
    timeZone: 'Pacific/Wallis',
    codes: ['986'],
  },
  polynesie: {
    name: { fr: 'Polynésie française', en: 'French Polynesia' },
    timeZone: 'Pacific/Tahiti',
    codes: ['987'],
  },
  nouvelleCaledonie: {
    name: { fr: 'Nouvelle-Calédonie', en: 'New Caledonia' },
    timeZone: 'Pacific/Noumea',
    codes: ['988'],
  },
} as const satisfies Readonly<Record<string, TerritoryRow>>

export type Territory = keyof typeof TERRITORIES
export const TERRITORY_KEYS = Object.keys(TERRITORIES) as readonly Territory[]

/** The territory of a département's or collectivité's code; mainland France where none is named. */
export const territoryOf = (departement: string): Territory =>
  TERRITORY_KEYS.find((key) => (TERRITORIES[key].codes as readonly string[]).includes(departement)) ?? 'hexagone'
