import type { Bilingual } from '../platform/text/text.ts'

/** What people may be in an organisation; one person may hold several. */
export const ROLES = [
  'coordinator',
  'networkLead',
  'technician',
  'trainee',
  'tutor',
  'itManager',
  'mediator',
  'socialWorker',
  'elected',
  'commission',
  'finance',
  'dpo',
  'hr',
  'administrator',
] as const
export type Role = (typeof ROLES)[number]

export const ROLE_NAMES: Readonly<Record<Role, Bilingual>> = {
  coordinator: { fr: 'responsable du programme', en: 'coordinator' },
  networkLead: { fr: 'responsable du réseau', en: 'network lead' },
  technician: { fr: 'technicien, technicienne', en: 'technician' },
  trainee: { fr: 'jeune en parcours', en: 'trainee' },
  tutor: { fr: 'tuteur, tutrice', en: 'tutor' },
  itManager: { fr: 'responsable informatique', en: 'IT manager' },
  mediator: { fr: 'animateur, animatrice', en: 'mediator' },
  socialWorker: { fr: 'travailleur social (CCAS)', en: 'social worker' },
  elected: { fr: 'élu, élue', en: 'elected member' },
  commission: { fr: 'commission', en: 'commission' },
  finance: { fr: 'finances et inventaire', en: 'finance and inventory officer' },
  dpo: { fr: 'délégué à la protection des données', en: 'data-protection officer' },
  hr: { fr: 'ressources humaines', en: 'human resources' },
  administrator: { fr: 'administrateur, administratrice', en: 'administrator' },
}
