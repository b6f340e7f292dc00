import { texts } from '../text/text.ts'

export const bulkText = texts(
  {
    title: 'Mes réponses',
    lead: 'Ce que vos actes en nombre ont donné, appareil par appareil. Gardé quatre-vingt-dix jours.',
    none: 'Aucune réponse',
    noneHow: 'Quand vous agissez sur plusieurs choses à la fois, la réponse de chacune est gardée ici.',
    act: 'Acte',
    when: 'Le',
    done: 'Faits',
    refused: 'Refusés',
  },
  {
    title: 'My answers',
    lead: 'What your acts on many things gave, one by one. Kept for ninety days.',
    none: 'No answer',
    noneHow: 'When you act on several things at once, the answer of each is kept here.',
    act: 'Act',
    when: 'On',
    done: 'Done',
    refused: 'Refused',
  },
)
