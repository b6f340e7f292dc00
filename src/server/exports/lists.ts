import { ANSWER_LISTS } from './answer-lists.ts'
import { CIRCUIT_LISTS } from './circuit-lists.ts'
import { DEVICE_LISTS } from './device-lists.ts'
import type { ListExport } from './export.ts'
import { KIT_LISTS } from './kit-lists.ts'
import { MOVE_LISTS } from './move-lists.ts'
import { ORGANISATION_LISTS } from './organisation-lists.ts'
import { WORKSHOP_LISTS } from './workshop-lists.ts'

/** Every list that leaves as a file. A screen may hold two. */
export const LISTS: readonly ListExport[] = [
  ...DEVICE_LISTS,
  ...CIRCUIT_LISTS,
  ...KIT_LISTS,
  ...WORKSHOP_LISTS,
  ...ORGANISATION_LISTS,
  ...ANSWER_LISTS,
  ...MOVE_LISTS,
]

/** Screens whose table is no list of the organisation's: what they draw instead. */
export const NO_LIST: Readonly<Record<string, string>> = {
  '/': 'the day of one person: what waits leads to the lists',
  '/reglages': 'a table of contents',
  '/programme': 'the targets of one programme, year by year',
  '/etiquettes': 'a few numbers of the last labels printed; the labels themselves are on paper',
  '/reglages/jetons': 'what lets programs in stays in',
  '/reglages/jetons-des-bancs': 'what lets benches in stays in',
  '/reglages/prix': 'prices to set',
  '/reglages/etapes': 'an order to set',
  '/reglages/atelier': 'the steps, times and criteria of the workshop to set',
  '/reglages/atelier/nature': 'the steps and tests of one kind to set',
  '/atelier/equipes': 'teams and hours to set; the load of the board leaves with them',
  '/reglages/logiciels': 'profiles to set, with their versions',
}
