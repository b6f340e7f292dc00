import type { DeviceState } from '../../domain/circuit/states.ts'
import type { TransferKind } from '../../domain/circuit/transfers.ts'
import { DESKTOPS, LAPTOPS, type MachineModel, type PlainModel, PRINTERS, SCREENS, TABLETS } from './models.ts'
import type { PartyKey, PlaceKey } from './territory.ts'

/** A stretch of being held that is told: who, under what, from which year; it ends where the next begins. */
export interface Past {
  readonly place?: PlaceKey
  readonly party?: PartyKey
  readonly transfer: TransferKind
  readonly from: string
}

export type Model = MachineModel | PlainModel
export type Models = readonly [Model, ...Model[]]

/** What arrived together, or stands together: the same past, and where each of them is today. */
export interface Cohort {
  readonly label: string
  readonly models: Models
  readonly past: readonly Past[]
  readonly owner: 'organisation' | 'donor'
  /** How many stand in each state today. */
  readonly today: Partial<Readonly<Record<DeviceState, number>>>
}

const own = (place: PlaceKey, from: string): Past => ({ place, transfer: 'internalUse', from })

/** In use since before the system: told, with no gate claimed. */
const STANDING: readonly Cohort[] = [
  {
    label: 'Finances',
    models: DESKTOPS,
    past: [own('finances', '2021-03-15')],
    owner: 'organisation',
    today: { inUse: 6 },
  },
  {
    label: 'État civil',
    models: DESKTOPS,
    past: [own('registry', '2020-09-07')],
    owner: 'organisation',
    today: { inUse: 4 },
  },
  {
    label: 'Informatique',
    models: LAPTOPS,
    past: [own('it', '2022-01-10')],
    owner: 'organisation',
    today: { inUse: 3, lost: 1 },
  },
  {
    label: 'Jules-Ferry',
    models: DESKTOPS,
    past: [own('finances', '2018-02-05'), own('ferry', '2023-09-04')],
    owner: 'organisation',
    today: { inUse: 7 },
  },
  {
    label: 'Louis-Pergaud',
    models: DESKTOPS,
    past: [own('registry', '2017-10-02'), own('pergaud', '2024-01-08')],
    owner: 'organisation',
    today: { inUse: 6, returned: 2 },
  },
  {
    label: 'Émilie-Carles',
    models: LAPTOPS,
    past: [own('it', '2018-05-14'), own('carles', '2024-09-02')],
    owner: 'organisation',
    today: { inUse: 5, lost: 1 },
  },
  {
    label: 'Cyber-base',
    models: DESKTOPS,
    past: [own('library', '2017-03-06'), own('epn', '2023-02-13')],
    owner: 'organisation',
    today: { inUse: 6 },
  },
]

/** What came to the workshop, lot by lot, and how far each machine went. */
const ARRIVED: readonly Cohort[] = [
  {
    label: 'Renouvellement du Service des finances',
    models: DESKTOPS,
    past: [own('finances', '2018-11-12')],
    owner: 'organisation',
    today: {
      received: 3,
      identified: 3,
      triaged: 3,
      inWork: 3,
      ready: 4,
      reserved: 2,
      inUse: 8,
      toRecycling: 2,
      recycled: 3,
    },
  },
  {
    label: 'Portables de la Médiathèque',
    models: LAPTOPS,
    past: [own('library', '2019-06-03')],
    owner: 'organisation',
    today: { identified: 3, triaged: 2, inWork: 3, ready: 4, reserved: 3, inUse: 8, returned: 2, toParts: 2 },
  },
  {
    label: 'Ancienne salle informatique de Jules-Ferry',
    models: DESKTOPS,
    past: [own('registry', '2015-09-14'), own('ferry', '2020-09-01')],
    owner: 'organisation',
    today: { received: 2, triaged: 2, ready: 1, inUse: 4, toParts: 3, toRecycling: 2, recycled: 4 },
  },
  {
    label: 'Don de Transports Vialle',
    models: LAPTOPS,
    past: [{ party: 'firm', transfer: 'internalUse', from: '2019-04-01' }],
    owner: 'donor',
    today: { announced: 3, refused: 2, received: 2, identified: 2, backToOwner: 2 },
  },
  {
    label: 'Écrans du Service des finances',
    models: SCREENS,
    past: [own('finances', '2017-05-22')],
    owner: 'organisation',
    today: { received: 2, triaged: 2, ready: 3, inUse: 3, toRecycling: 1 },
  },
  {
    label: 'Tablettes de l’État civil',
    models: TABLETS,
    past: [own('registry', '2018-01-15')],
    owner: 'organisation',
    today: { identified: 2 },
  },
  {
    label: 'Imprimantes de l’État civil',
    models: PRINTERS,
    past: [own('registry', '2018-03-05')],
    owner: 'organisation',
    today: { received: 1 },
  },
  {
    label: 'Réformes de l’État civil',
    models: DESKTOPS,
    past: [own('registry', '2019-01-21')],
    owner: 'organisation',
    today: { decommissioned: 6 },
  },
]

export const COHORTS: readonly Cohort[] = [...STANDING, ...ARRIVED]
export const isStanding = (cohort: Cohort): boolean => STANDING.includes(cohort)
export const isMachine = (model: Model): model is MachineModel => 'product' in model
