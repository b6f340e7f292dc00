import type { Step, Workflow } from '../e2e/workflow.ts'

/** How the screens call the two machines that the story follows. */
export interface Machines {
  readonly kept: string
  readonly ended: string
  /** Functions that this kind of machine has and a desktop has not. */
  readonly alsoTested: readonly string[]
}

export const setUp: readonly Step[] = [
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
    follow: 'Voir où cela en est',
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

const erasure = (log: string): readonly Step[] => [
  {
    tells: 'Le journal de nwipe rejoint le disque par son numéro de série.',
    open: '/effacement',
    fill: { Journaux: `@${log}` },
    press: 'Lire les journaux',
    see: ['Effacé', '{kept}'],
  },
  { tells: 'Chaque support a sa preuve.', open: '/effacement/{kept}', see: ['Tous les supports ont leur preuve.'] },
]

const tests = [
  'démarrage et arrêt',
  'son et micro',
  'ports USB',
  'sorties ou entrées vidéo',
  'prise réseau',
  'mémoire (memtest)',
  'support de stockage (SMART)',
]

const workshop = ({ alsoTested }: Machines): readonly Step[] => [
  {
    tells: 'À l’atelier, on ouvre une fiche.',
    open: '/atelier/{kept}',
    press: 'Ouvrir une fiche d’atelier',
    see: ['Fiche ouverte'],
  },
  {
    tells: 'Chaque fonction est essayée.',
    within: 'Essais de fonctionnement',
    fill: { Essais: [...tests, ...alsoTested].map((test) => `${test} : réussi`) },
    press: 'Enregistrer les essais',
    see: ['Essais enregistrés.'],
  },
  {
    tells: 'Les logiciels sont libres.',
    within: 'Profils logiciels',
    press: 'Mettre le profil « Base libre », version 1',
    see: ['Profil « Base libre », version 1 : mis sur la fiche.'],
  },
  {
    tells: 'On donne un grade à la machine.',
    within: 'Grade et valeur',
    fill: { Grade: 'B' },
    press: 'Enregistrer le grade',
    see: ['Grade et valeur enregistrés.'],
  },
  {
    tells: 'Rien ne manque : elle est prête.',
    within: 'Dire prêt',
    press: 'Dire prêt',
    see: ['Prête : elle peut être attribuée.'],
  },
]

const life = (school: string, director: string): readonly Step[] => [
  {
    tells: 'Une école demande un ordinateur.',
    open: '/demandes/nouvelle?pour=place',
    within: 'Nouvelle demande',
    fill: {
      'École ou service': school,
      Nature: 'unité centrale',
      Combien: '1',
      'Objet de la demande': 'Un poste pour la bibliothèque.',
    },
    press: 'Enregistrer la demande',
    see: ['enregistrée.'],
  },
  { tells: 'Une personne habilitée confirme.', press: 'Confirmer la recevabilité', see: ['Recevabilité confirmée.'] },
  {
    tells: 'L’appareil prêt est attribué à cette demande seulement.',
    within: 'Attribuer des appareils',
    fill: { 'Codes scannés ou saisis': '{kept}' },
    press: 'Attribuer',
    see: ['attribué'],
  },
  { tells: 'Il attend sa remise.', open: '/remises', press: school },
  {
    tells: 'La remise se fait en une fois.',
    fill: { 'Reçu par (prénom et nom)': director, 'Une séance de prise en main a été proposée : réponse': 'acceptée' },
    press: 'Remettre',
    see: ['Remise faite.', school],
  },
]

const back: readonly Step[] = [
  {
    tells: 'Il revient, vérifié contre la feuille de remise.',
    open: '/retours/{kept}',
    fill: { 'Écart avec la feuille de remise': 'aucun' },
    press: 'Reprendre l’appareil',
    see: ['Appareil repris.'],
  },
  {
    tells: 'Un relevé l’identifie de nouveau.',
    open: '/arrivees',
    within: 'Déposer des relevés',
    fill: { Fichiers: '@dumps' },
    press: 'Lire les relevés',
    follow: 'Voir où cela en est',
    see: ['Lecture des relevés'],
  },
]

const pallet: readonly Step[] = [
  {
    tells: 'Une autre machine ne démarre plus.',
    open: '/tri/{ended}',
    fill: { 'En état de marche': 'non', Démarre: 'non', 'Dommages regardés': ['oui, l’appareil a été regardé'] },
    press: 'Enregistrer ce que je vois',
    see: ['Constat enregistré, verdict recalculé.'],
  },
  {
    tells: 'Elle part au recyclage.',
    fill: { Verdict: 'recycler', Motif: 'La carte mère est en panne.' },
    press: 'Confirmer le verdict',
    see: ['{ended} : recycler.'],
  },
  { tells: 'On ouvre une palette.', open: '/palettes', press: 'Ouvrir une palette', see: ['Palette 1 ouverte.'] },
  {
    tells: 'On la pose dessus.',
    within: 'Poser des appareils',
    fill: { Codes: '{ended}' },
    press: 'Poser',
    see: ['Posé sur la palette.'],
  },
  {
    tells: 'Son disque n’a pas de preuve : un destructeur sous contrat la prend.',
    within: 'Remettre à un destructeur sous contrat',
    fill: { 'Référence du contrat': 'C-2026-14', 'Certificat dû le': '2099-03-31' },
    press: 'Enregistrer le contrat',
    see: ['Contrat enregistré'],
  },
  { tells: 'On pèse.', within: 'Peser', fill: { Poids: '12,5' }, press: 'Peser', see: ['Poids enregistré.'] },
  { tells: 'On fige.', press: 'Figer la palette', see: ['Palette figée : son contenu ne change plus.'] },
]

/** Two machines of one day: one is handed over twice, the other ends on a frozen pallet. */
export const oneMachineThreeLives = (machines: Machines): Workflow => ({
  title: 'Une machine, trois vies',
  lang: 'fr',
  steps: [
    ...setUp,
    ...arrival(machines),
    ...pallet,
    ...triage,
    ...erasure('proof'),
    ...workshop(machines),
    ...life('École élémentaire Jules-Ferry', 'Anne Mercier'),
    ...back,
    ...triage,
    ...erasure('secondProof'),
    ...workshop(machines),
    ...life('Collège Marguerite-Duras', 'Paul Roche'),
    {
      tells: 'La vie de la machine se lit sur une ligne.',
      open: '/parc/{kept}',
      see: ['Vie 2 École élémentaire Jules-Ferry', 'Vie 3 Collège Marguerite-Duras'],
    },
  ],
})
