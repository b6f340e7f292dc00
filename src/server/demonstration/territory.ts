import type { RecipientKind } from '../../domain/law/recipients.ts'
import type { PlaceKind } from '../fleet/place.ts'
import type { Role } from '../organisation/roles.ts'
import type { PartyRole } from '../parties/party.ts'
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
  /** Dated functions, printed under what the person signs. */
  readonly titles?: readonly { readonly name: string; readonly from: string; readonly to?: string }[]
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
    titles: [
      { name: 'Conseillère déléguée au numérique', from: '2018-01-12', to: '2020-05-24' },
      { name: '5e adjointe, déléguée au numérique', from: '2020-05-25', to: '2026-03-27' },
      { name: '3e adjointe, déléguée au numérique et à la vie scolaire', from: '2026-03-28' },
    ],
  },
  {
    role: 'commission',
    name: 'Bernard Lescure',
    titles: [{ name: 'Président de la commission transition écologique', from: '2026-04-10' }],
  },
  { role: 'finance', name: 'Martine Aubrac' },
  { role: 'dpo', name: 'Julien Morvan' },
  { role: 'hr', name: 'Aïcha Benali' },
  { role: 'administrator', name: 'Laurent Pradel' },
]

/** With the technician above, the four who keep two thousand devices going. */
export const COLLEAGUES = ['Sarah Le Guen', 'Mickaël Rouvière', 'Amélie Chassaing'] as const

/** `prenom.nom@`: no accent, no capital. */
export const emailOf = (name: string): string =>
  `${name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(' ', '.')}@saint-aubin.example`

export const PROGRAMME = {
  name: 'Un ordi, trois vies',
  aims: 'Donner à chaque école de la commune une salle informatique qui marche, et un ordinateur à ceux qui n’en ont pas.',
  reasons:
    'Nos services renouvellent trois cents postes par an. La plupart serviraient encore cinq ans, si quelqu’un les effaçait, les vérifiait et les suivait.',
  startedOn: '2018-11-05',
  status: 'running',
} as const
export const FORMER_NAME = { name: 'Recycl’Ordi', validTo: '2021-08-31' } as const

/** What the council votes each spring, so that gifts rest on it. */
export const DECISION_SCOPE = 'Don de matériel informatique réformé aux associations et organismes que la loi désigne'

export const TARGETS: Readonly<Record<Indicator, number>> = {
  collected: 320,
  reconditioned: 300,
  schools: 230,
  interns: 15,
  given: 50,
  recycled: 180,
}

export interface PlaceEntry {
  readonly kind: PlaceKind
  readonly name: string
}
const named = (kind: PlaceKind, prefix: string, ...names: readonly string[]): readonly PlaceEntry[] =>
  names.map((name) => ({ kind, name: `${prefix}${name}` }))

export const WORKSHOP: PlaceEntry = { kind: 'workshop', name: 'Atelier de la rue des Tanneurs' }
export const STORE: PlaceEntry = { kind: 'store', name: 'Réserve du sous-sol' }
export const DIGITAL_PLACE: PlaceEntry = { kind: 'epn', name: 'Cyber-base des Sources' }
/** Under the digital place. */
export const SATELLITES = named('satellite', 'Antenne ', 'du Val', 'du Plateau')
export const OTHER_PLACES: readonly PlaceEntry[] = [
  { kind: 'ccas', name: 'CCAS de Saint-Aubin' },
  { kind: 'dropOff', name: 'Point de dépôt de la mairie annexe' },
]

/** Those that let computers go, and buy others. */
export const SERVICES: readonly PlaceEntry[] = named(
  'service',
  '',
  'Direction des systèmes d’information',
  'Service des finances',
  'État civil',
  'Médiathèque Marguerite-Audoux',
  'Ressources humaines',
  'Urbanisme et habitat',
  'Espaces verts',
  'Police municipale',
  'Affaires scolaires',
  'Petite enfance',
  'Centre technique municipal',
  'Conservatoire de musique',
  'Communication',
  'Sports et vie associative',
  'Théâtre des Halles',
  'Cabinet et assemblées',
)

/** Thirty-five, as the town that was measured has. */
export const SCHOOLS: readonly PlaceEntry[] = [
  ...named('nursery', 'École maternelle ', 'Les Tilleuls', 'Les Hirondelles', 'Le Petit-Pré', 'Les Coquelicots'),
  ...named('nursery', 'École maternelle ', 'La Fontaine-aux-Loups', 'Les Cerisiers', 'Le Bois-Joli', 'Les Mésanges'),
  ...named('nursery', 'École maternelle ', 'La Ribambelle', 'Les Lavandières', 'Le Moulin', 'Les Pâquerettes'),
  ...named('primary', 'École élémentaire ', 'Jules-Ferry', 'Louis-Pergaud', 'Émilie-Carles', 'Jean-Zay'),
  ...named('primary', 'École élémentaire ', 'Pauline-Kergomard', 'Marcel-Aymé', 'Germaine-Tillion', 'Jean-Macé'),
  ...named('primary', 'École élémentaire ', 'Rosa-Bonheur', 'Maurice-Genevoix', 'Louise-Michel', 'Paul-Langevin'),
  ...named('primary', 'École élémentaire ', 'Marie-Pape-Carpantier', 'Jacques-Prévert', 'Célestin-Freinet', 'Colette'),
  ...named('school', 'Groupe scolaire ', 'des Sources', 'du Plateau', 'des Deux-Rives', 'Simone-Veil', 'Aimé-Césaire'),
  ...named('school', 'Groupe scolaire ', 'de la Gare', 'Joséphine-Baker'),
]

export interface PartyEntry {
  readonly name: string
  readonly role: PartyRole
  readonly recipientKind: RecipientKind | null
  readonly email: string
}
const association = (name: string, recipientKind: RecipientKind, at: string): PartyEntry => ({
  name,
  role: 'association',
  recipientKind,
  email: `contact@${at}.example`,
})

/** Those that the law lets a commune give to, from the day each rule is in force. */
export const RECIPIENTS: readonly PartyEntry[] = [
  association('Association des parents d’élèves de Saint-Aubin', 'parentsAssociation', 'parents'),
  association('Parents de Jules-Ferry', 'parentsAssociation', 'parents-ferry'),
  association('Parents des Deux-Rives', 'parentsAssociation', 'parents-deux-rives'),
  association('Coup de pouce scolaire du Val', 'tutoringAssociation', 'coup-de-pouce'),
  association('Devoirs et Compagnie', 'tutoringAssociation', 'devoirs'),
  association('Étudiants du Plateau', 'studentAssociation', 'etudiants'),
  association('Fondation Les Mains ouvertes', 'publicUtilityAssociation', 'mains-ouvertes'),
  association('Numérique pour tous en Sources', 'generalInterestAssociation', 'numerique-pour-tous'),
]
export const BORROWERS: readonly PartyEntry[] = [
  association('Club du troisième âge des Sources', 'ordinaryAssociation', 'club-des-sources'),
  {
    name: 'EHPAD public des Marronniers',
    role: 'careHome',
    recipientKind: 'publicCareHome',
    email: 'accueil@marronniers.example',
  },
]
export const DONORS: readonly PartyEntry[] = ['Transports Vialle', 'Cabinet Mercadier', 'Laiterie du Val'].map(
  (name, at) => ({ name, role: 'donor', recipientKind: null, email: `informatique@donateur${at + 1}.example` }),
)
export const RECYCLER: PartyEntry = {
  name: 'Ateliers du Réemploi Sud',
  role: 'recycler',
  recipientKind: null,
  email: 'enlevements@reemploi-sud.example',
}

/** Whoever comes to the counter for a school or a body. */
export const COUNTER_NAMES = [
  'Mme Delorme, directrice',
  'M. Lagrange, président',
  'Mme Ansel, directrice',
  'M. Roustan, directeur',
  'Mme Peyrat, enseignante référente',
  'M. Cayrol, trésorier',
  'Mme Vigouroux, présidente',
  'M. Bessières, directeur',
] as const

/** Interns of the organisation: invented, like everyone. */
export const FIRST_NAMES = [
  'Lina',
  'Hugo',
  'Maëlys',
  'Noé',
  'Sofia',
  'Adam',
  'Jade',
  'Ilyès',
  'Camille',
  'Tom',
] as const
export const LAST_NAMES = ['Arnal', 'Boudet', 'Chabrol', 'Diallo', 'Estève', 'Fabre', 'Gomes', 'Haddad'] as const

export const PURPOSES: Readonly<
  Record<'school' | 'open' | 'intern' | 'gift' | 'loan', readonly [string, ...string[]]>
> = {
  school: [
    'Rouvrir la salle informatique du cycle 3.',
    'Deux postes au fond de chaque classe.',
    'Remplacer des postes qui ne démarrent plus.',
    'Préparer les évaluations en ligne.',
    'Équiper la bibliothèque de l’école.',
  ],
  open: ['Des postes pour les ateliers du samedi.', 'Renouveler les postes en libre accès.', 'Ouvrir une permanence.'],
  intern: ['Un portable pour la durée du stage.', 'Suivre un dossier depuis deux sites.'],
  gift: [
    'Aide aux devoirs, quatre soirs par semaine.',
    'Prêter un ordinateur aux familles qui n’en ont pas.',
    'Équiper une salle d’accueil.',
    'Former des adultes aux démarches en ligne.',
  ],
  loan: ['Appels vidéo entre les résidents et leurs familles.', 'Un cours d’informatique par semaine.'],
}

/** The teams of the workshop. */
export const TEAMS = { bench: 'Atelier', learning: 'Chantier d’insertion' } as const
