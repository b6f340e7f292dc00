import { texts } from '../platform/text/text.ts'

export const todayText = texts(
  {
    lead: (n: number) =>
      n === 0
        ? 'Rien ne vous attend. Le reste avance.'
        : n === 1
          ? 'Une chose vous attend. Le reste avance.'
          : `${n} choses vous attendent. Le reste avance.`,
    waiting: 'Ce qui vous attend',
    nothingTitle: 'Rien ne vous attend',
    nothing: 'Ce qui demandera votre décision, ou votre main, sera ici.',
    river: 'Le circuit aujourd’hui',
    start: 'Par où commencer',
    startLead:
      'Le parc est vide. Déposez les relevés de vos premières machines : chacune aura son code, ses pièces et son histoire.',
    startAct: 'Recevoir des appareils',
    inUse: (n: number) =>
      n > 1 ? 'appareils sont en service grâce au programme' : 'appareil est en service grâce au programme',
    inHand: (n: number) =>
      n > 1
        ? 'appareils sont entre nos mains, de l’arrivée à l’étagère'
        : 'appareil est entre nos mains, de l’arrivée à l’étagère',
    recycled: (n: number) => (n > 1 ? 'appareils sont partis au recyclage' : 'appareil est parti au recyclage'),
  },
  {
    lead: (n: number) =>
      n === 0
        ? 'Nothing waits on you. The rest moves on.'
        : n === 1
          ? 'One thing waits on you. The rest moves on.'
          : `${n} things wait on you. The rest moves on.`,
    waiting: 'What waits on you',
    nothingTitle: 'Nothing waits on you',
    nothing: 'What asks for your decision, or your hand, will be here.',
    river: 'The circuit today',
    start: 'Where to start',
    startLead:
      'The fleet is empty. Drop your first machines’ hardware reports: each will have its code, its parts and its history.',
    startAct: 'Receive devices',
    inUse: (n: number) =>
      n > 1 ? 'devices are in use thanks to the programme' : 'device is in use thanks to the programme',
    inHand: (n: number) =>
      n > 1 ? 'devices are in our hands, from arrival to shelf' : 'device is in our hands, from arrival to shelf',
    recycled: (n: number) => (n > 1 ? 'devices went to recycling' : 'device went to recycling'),
  },
)
