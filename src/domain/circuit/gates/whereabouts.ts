import { type Act, ALL_ACTS } from '../acts.ts'
import { gates } from './gate.ts'

/** What may be said of a device that nobody has in hand. */
const WITHOUT_IT: readonly Act[] = ['announce', 'declareLost', 'find']

export const WHEREABOUTS_GATES = gates([
  {
    id: 'notOnTheWay',
    title: { fr: 'Mouvement', en: 'Move' },
    before: ALL_ACTS.filter((act) => !WITHOUT_IT.includes(act)),
    kinds: 'all',
    holds: ({ transit }) => transit === 'none',
    says: {
      fr: 'L’appareil est en route entre deux lieux : personne ne l’a encore reçu.',
      en: 'The device is on its way between two places: nobody has received it yet.',
    },
    satisfy: {
      fr: 'Recevez-le sur son bordereau de mouvement, ou annulez l’envoi.',
      en: 'Receive it on its move slip, or cancel the sending.',
    },
    step: 'collection',
    source: 'CCLO-17',
  },
  {
    id: 'offThePallet',
    title: { fr: 'Palette', en: 'Pallet' },
    before: ['move'],
    kinds: 'all',
    holds: ({ pallet }) => pallet.status === 'none',
    says: {
      fr: 'L’appareil est sur une palette : il va où elle va.',
      en: 'The device is on a pallet: it goes where the pallet goes.',
    },
    satisfy: {
      fr: 'Retirez-le de la palette tant qu’elle est ouverte ; une fois figée, son contenu ne change plus.',
      en: 'Take it off while the pallet is open; once frozen, its content no longer changes.',
    },
    step: 'move',
    source: 'Circuit : une palette figée ne change plus',
  },
])
