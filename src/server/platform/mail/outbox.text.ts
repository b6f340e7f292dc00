import { texts } from '../text/text.ts'

export const outboxText = texts(
  {
    title: 'Courriels retenus',
    lead: 'Aucun serveur de courriel n’est réglé, ou ceci est une démonstration : rien ne part, tout se lit ici.',
    empty: 'Aucun courriel',
    emptyLead: 'Ce que l’application écrirait apparaîtra ici.',
    subject: 'Objet',
    to: 'Pour',
    at: 'Écrit le',
    back: 'Tous les courriels retenus',
  },
  {
    title: 'Mail kept back',
    lead: 'No mail server is set, or this is a demonstration: nothing leaves, everything can be read here.',
    empty: 'No mail',
    emptyLead: 'What the application would send appears here.',
    subject: 'Subject',
    to: 'To',
    at: 'Written on',
    back: 'All mail kept back',
  },
)
