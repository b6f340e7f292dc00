import { NO_FILTER, type TicketFilter } from './ticket.sql.ts'

/** Ages by their first year, with the last one; null where there is none. */
const AGES: Readonly<Record<string, readonly [number, number | null]>> = {
  '0': [0, 3],
  '4': [4, 6],
  '7': [7, 9],
  '10': [10, null],
}

const whole = (text: string | undefined): number | null => (/^\d{1,4}$/.test(text ?? '') ? Number(text) : null)

/** What the address of the list narrows; what it says badly narrows nothing. */
export const filterOf = (query: Readonly<Record<string, string>>): TicketFilter => ({
  ...NO_FILTER,
  stage: query.etat === 'open' || query.etat === 'closed' ? query.etat : 'all',
  life: whole(query.vie),
  year: whole(query.annee),
  model: query.modele ? query.modele.slice(0, 240) : null,
  age: AGES[query.age ?? ''] ?? null,
})
