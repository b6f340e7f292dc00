import type { DeviceState } from '../../domain/circuit/states.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import type { Route } from '../../domain/law/eligibility/rule.ts'
import type { PartyKey, PlaceKey } from './territory.ts'

/** A request of the story: who asks, for what, and which devices of which lot answer it. */
export interface Demand {
  readonly asks: { readonly place: PlaceKey } | { readonly party: PartyKey; readonly transfer: Route }
  readonly kind: DeviceKind
  readonly purpose: string
  /** Null while nobody has confirmed the right. */
  readonly served: {
    readonly lot: string
    /** Where those devices stand today. */
    readonly today: Extract<DeviceState, 'reserved' | 'inUse' | 'returned'>
    readonly from: number
    readonly count: number
    readonly receivedBy: string
    /** Signed by both; an agreement drawn and not signed waits for the elected member. */
    readonly signed: boolean
  } | null
  readonly count: number
}

const FINANCES = 'Renouvellement du Service des finances'
const LIBRARY = 'Portables de la Médiathèque'
const FERRY = 'Ancienne salle informatique de Jules-Ferry'
const SCREENS = 'Écrans du Service des finances'

export const DEMANDS: readonly Demand[] = [
  {
    asks: { place: 'sources' },
    kind: 'desktop',
    purpose: 'Rouvrir la salle informatique du cycle 3.',
    count: 8,
    served: { lot: FINANCES, today: 'inUse', from: 0, count: 8, receivedBy: 'Mme Delorme, directrice', signed: true },
  },
  {
    asks: { place: 'sources' },
    kind: 'screen',
    purpose: 'Remplacer trois écrans de la salle informatique.',
    count: 3,
    served: { lot: SCREENS, today: 'inUse', from: 0, count: 3, receivedBy: 'Mme Delorme, directrice', signed: true },
  },
  {
    asks: { place: 'carles' },
    kind: 'desktop',
    purpose: 'Deux postes au fond de la classe de CM2.',
    count: 2,
    served: { lot: FINANCES, today: 'reserved', from: 0, count: 2, receivedBy: '', signed: false },
  },
  {
    asks: { place: 'epn' },
    kind: 'laptop',
    purpose: 'Des portables pour les ateliers du samedi.',
    count: 4,
    served: { lot: LIBRARY, today: 'inUse', from: 0, count: 4, receivedBy: 'Yohan Bertaud', signed: true },
  },
  {
    asks: { party: 'tutoring', transfer: 'gift' },
    kind: 'laptop',
    purpose: 'Aide aux devoirs, quatre soirs par semaine.',
    count: 4,
    served: { lot: LIBRARY, today: 'inUse', from: 4, count: 4, receivedBy: 'M. Lagrange, président', signed: true },
  },
  {
    asks: { place: 'valley' },
    kind: 'laptop',
    purpose: 'Deux portables pour les permanences du Val.',
    count: 2,
    served: { lot: LIBRARY, today: 'returned', from: 0, count: 2, receivedBy: 'Yohan Bertaud', signed: true },
  },
  {
    asks: { party: 'parents', transfer: 'gift' },
    kind: 'laptop',
    purpose: 'Prêter un ordinateur aux familles qui n’en ont pas.',
    count: 3,
    served: { lot: LIBRARY, today: 'reserved', from: 0, count: 3, receivedBy: '', signed: false },
  },
  {
    asks: { party: 'charity', transfer: 'gift' },
    kind: 'desktop',
    purpose: 'Équiper les quatre appartements relais.',
    count: 4,
    served: { lot: FERRY, today: 'inUse', from: 0, count: 4, receivedBy: 'Mme Ansel, déléguée', signed: true },
  },
  {
    asks: { place: 'hirondelles' },
    kind: 'tablet',
    purpose: 'Deux tablettes pour le coin écoute.',
    count: 2,
    served: null,
  },
  {
    asks: { party: 'careHome', transfer: 'publicBody' },
    kind: 'desktop',
    purpose: 'Appels vidéo entre les résidents et leurs familles.',
    count: 3,
    served: null,
  },
]
