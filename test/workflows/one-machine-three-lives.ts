import type { Step, Workflow } from '../e2e/workflow.ts'

/** How the screens call the two machines that the story follows. */
export interface Machines {
  readonly kept: string
  readonly ended: string
}

const setUp: readonly Step[] = [
  {
    tells: 'À la première visite, la page propose de démarrer un programme.',
    open: '/',
    press: 'Démarrer mon programme',
    see: ['Quelle est votre collectivité ?'],
  },
  {
    tells: 'La collectivité se cherche par son nom.',
    fill: { 'Nom ou code postal': 'Riom' },
    press: 'Chercher',
    see: ['Riom'],
  },
  { tells: 'On choisit la sienne.', press: 'Riom', see: ['Démarrons votre programme'] },
  {
    tells: 'Une page suffit : le programme, la personne qui l’administre, les premiers lieux.',
    fill: {
      'Votre nom': 'Claire Aubert',
      'Votre adresse e-mail': 'claire@exemple.fr',
      'Mot de passe': 'un vélo vert sous la pluie',
      'Le même, encore une fois': 'un vélo vert sous la pluie',
      'Ce que vous faites': ['technicien, technicienne'],
      'Écoles et collèges': 'École élémentaire Jules-Ferry\nCollège Marguerite-Duras',
    },
    press: 'Démarrer le programme',
    see: ['Seconde vie est prêt. Bienvenue.', 'Claire Aubert'],
  },
]

const arrival = ({ kept, ended }: Machines): readonly Step[] => [
  {
    tells: 'Les relevés de toutes les machines se déposent ensemble.',
    open: '/arrivees',
    within: 'Déposer des relevés',
    fill: { Fichiers: '@dumps' },
    press: 'Lire les relevés',
    see: ['Lecture des relevés'],
  },
  {
    tells: 'Chaque machine a reçu son code.',
    open: '/parc',
    see: [kept, ended],
    keep: { kept: codeOf(kept), ended: codeOf(ended) },
  },
]

const codeOf = (name: string) => new RegExp(`SV-([-\\w]+)\\s+[^\\n]*${name}`)

const triage: readonly Step[] = [
  {
    tells: 'Le tri propose un verdict avec ses raisons ; on dit d’abord ce que l’on voit.',
    open: '/tri/{kept}',
    fill: {
      'En état de marche': 'oui',
      Démarre: 'oui',
      'Verrouillée (mot de passe du BIOS, gestion de flotte, verrou d’activation)': 'non',
      'Dommages regardés': ['oui, l’appareil a été regardé'],
    },
    press: 'Enregistrer ce que je vois',
    see: ['Constat enregistré, verdict recalculé.'],
  },
  {
    tells: 'Une personne décide.',
    fill: { Verdict: 'reconditionner', Motif: 'Bon état, à nettoyer.' },
    press: 'Confirmer le verdict',
    see: ['{kept} : reconditionner.'],
  },
]

const erasure: readonly Step[] = [
  {
    tells: 'Le journal de nwipe rejoint le disque par son numéro de série.',
    open: '/effacement',
    fill: { Journaux: '@proof' },
    press: 'Lire les journaux',
    see: ['effacé'],
  },
]

/** Two machines of one day: one is handed over twice, the other ends on a frozen pallet. */
export const oneMachineThreeLives = (machines: Machines): Workflow => ({
  title: 'Une machine, trois vies',
  lang: 'fr',
  steps: [...setUp, ...arrival(machines), ...triage, ...erasure],
})
