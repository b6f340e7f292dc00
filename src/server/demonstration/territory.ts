import type { RecipientKind } from '../../domain/law/recipients.ts'
import type { PlaceKind } from '../fleet/place.ts'
import type { Role } from '../organisation/roles.ts'
import type { Indicator } from '../programme/programme.ts'

/** An invented commune: no official code is its own. */
export const COMMUNE = {
  name: 'Ville de Saint-Aubin-les-Sources',
  kind: 'commune',
  territory: 'hexagone',
  code: null,
} as const

/** Everyone signs in with it: the demonstration holds nothing to guard, and its page shows it. */
export const DEMONSTRATION_PASSWORD = 'saint-aubin-les-sources'

interface Inhabitant {
  readonly role: Role
  readonly name: string
  /** A dated function, printed under what the person signs. */
  readonly title?: { readonly name: string; readonly from: string }
}

export const PEOPLE: readonly [Inhabitant, ...Inhabitant[]] = [
  { role: 'coordinator', name: 'Nadia Belkacem' },
  { role: 'technician', name: 'Thomas Guérin' },
  { role: 'trainee', name: 'Inès Delmas' },
  { role: 'tutor', name: 'Gérard Fontanel' },
  { role: 'networkLead', name: 'Claire Aumont' },
  { role: 'mediator', name: 'Yohan Bertaud' },
  { role: 'socialWorker', name: 'Sandrine Vasseur' },
  { role: 'itManager', name: 'Philippe Rochard' },
  {
    role: 'elected',
    name: 'Hélène Castaing',
    title: { name: '3e adjointe, déléguée au numérique et à la vie scolaire', from: '2026-03-28' },
  },
  {
    role: 'commission',
    name: 'Bernard Lescure',
    title: { name: 'Président de la commission transition écologique', from: '2026-04-10' },
  },
  { role: 'finance', name: 'Martine Aubrac' },
  { role: 'dpo', name: 'Julien Morvan' },
  { role: 'hr', name: 'Aïcha Benali' },
  { role: 'administrator', name: 'Laurent Pradel' },
]

/** `prenom.nom@`: no accent, no capital. */
export const emailOf = (name: string): string =>
  `${name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(' ', '.')}@saint-aubin.example`

export const PROGRAMME = {
  name: 'Un ordi, trois vies',
  aims: 'Donner à chaque école de la commune une salle informatique qui marche, et un ordinateur à ceux qui n’en ont pas.',
  reasons:
    'Nos services renouvellent quarante postes par an. La plupart serviraient encore cinq ans, si quelqu’un les effaçait, les vérifiait et les suivait.',
  startedOn: '2019-09-02',
  status: 'running',
} as const
export const FORMER_NAME = { name: 'Recycl’Ordi', validTo: '2022-08-31' } as const

export const DECISION = {
  number: '2026-045',
  on: '2026-03-12',
  scope: 'Don de matériel informatique réformé aux associations et organismes que la loi désigne',
} as const

export const TARGETS: Readonly<Record<Indicator, number>> = {
  collected: 120,
  reconditioned: 90,
  schools: 45,
  interns: 12,
  given: 25,
  recycled: 30,
}

interface PlaceEntry {
  readonly key: string
  readonly kind: PlaceKind
  readonly name: string
  readonly under?: string
}

export const PLACES = [
  { key: 'it', kind: 'service', name: 'Direction des systèmes d’information' },
  { key: 'workshop', kind: 'workshop', name: 'Atelier de la rue des Tanneurs' },
  { key: 'store', kind: 'store', name: 'Réserve du sous-sol', under: 'workshop' },
  { key: 'finances', kind: 'service', name: 'Service des finances' },
  { key: 'registry', kind: 'service', name: 'État civil' },
  { key: 'library', kind: 'service', name: 'Médiathèque Marguerite-Audoux' },
  { key: 'ccas', kind: 'ccas', name: 'CCAS de Saint-Aubin' },
  { key: 'epn', kind: 'epn', name: 'Cyber-base des Sources' },
  { key: 'valley', kind: 'satellite', name: 'Antenne du Val', under: 'epn' },
  { key: 'plateau', kind: 'satellite', name: 'Antenne du Plateau', under: 'epn' },
  { key: 'dropOff', kind: 'dropOff', name: 'Point de dépôt de la mairie annexe' },
  { key: 'tilleuls', kind: 'nursery', name: 'École maternelle Les Tilleuls' },
  { key: 'hirondelles', kind: 'nursery', name: 'École maternelle Les Hirondelles' },
  { key: 'ferry', kind: 'primary', name: 'École élémentaire Jules-Ferry' },
  { key: 'pergaud', kind: 'primary', name: 'École élémentaire Louis-Pergaud' },
  { key: 'carles', kind: 'primary', name: 'École élémentaire Émilie-Carles' },
  { key: 'sources', kind: 'school', name: 'Groupe scolaire des Sources' },
] as const satisfies readonly PlaceEntry[]
export type PlaceKey = (typeof PLACES)[number]['key']

interface PartyEntry {
  readonly key: string
  readonly name: string
  readonly roles: readonly string[]
  readonly recipientKind: RecipientKind | null
  readonly email: string
}

export const PARTIES = [
  {
    key: 'parents',
    name: 'Association des parents d’élèves de Saint-Aubin',
    roles: ['association'],
    recipientKind: 'parentsAssociation',
    email: 'parents@association.example',
  },
  {
    key: 'tutoring',
    name: 'Coup de pouce scolaire du Val',
    roles: ['association'],
    recipientKind: 'tutoringAssociation',
    email: 'contact@coup-de-pouce.example',
  },
  {
    key: 'charity',
    name: 'Fondation Les Mains ouvertes',
    roles: ['association'],
    recipientKind: 'publicUtilityAssociation',
    email: 'dons@mains-ouvertes.example',
  },
  {
    key: 'careHome',
    name: 'EHPAD public des Marronniers',
    roles: ['careHome'],
    recipientKind: 'publicCareHome',
    email: 'accueil@marronniers.example',
  },
  {
    key: 'firm',
    name: 'Transports Vialle',
    roles: ['donor'],
    recipientKind: null,
    email: 'informatique@vialle.example',
  },
  {
    key: 'recycler',
    name: 'Ateliers du Réemploi Sud',
    roles: ['recycler'],
    recipientKind: null,
    email: 'enlevements@reemploi-sud.example',
  },
] as const satisfies readonly PartyEntry[]
export type PartyKey = (typeof PARTIES)[number]['key']
