import { texts } from '../../platform/text/text.ts'

export const photoText = texts(
  {
    title: 'Photos',
    add: 'Ajouter des photos',
    file: 'Photos (JPEG ou PNG)',
    hint: 'Le lieu, la date et l’appareil photo en sont retirés. Pas de visage, pas de papier à un nom.',
    caption: 'Ce qu’elles montrent',
    send: 'Ajouter',
    added: (count: number) => (count === 1 ? 'Une photo ajoutée.' : `${count} photos ajoutées.`),
    none: 'Choisissez une photo.',
    problems: {
      notAPhoto: 'Ce fichier n’est ni un JPEG ni un PNG.',
      damaged: 'Cette photo est abîmée : elle ne se lit pas jusqu’au bout.',
      tooLarge: 'Cette photo est trop grande.',
    },
    tooMany: 'Cet appareil a déjà toutes ses photos : retirez-en une.',
    shown: (device: string) => `Photo de ${device}`,
    by: (name: string, when: string) => `${name}, ${when}`,
    withdraw: 'Retirer',
    withdrawn: 'La photo est retirée.',
  },
  {
    title: 'Photos',
    add: 'Add photos',
    file: 'Photos (JPEG or PNG)',
    hint: 'The place, the date and the camera are taken out of them. No face, no paper with a name.',
    caption: 'What they show',
    send: 'Add',
    added: (count: number) => (count === 1 ? 'One photo added.' : `${count} photos added.`),
    none: 'Choose a photo.',
    problems: {
      notAPhoto: 'This file is neither a JPEG nor a PNG.',
      damaged: 'This photo is damaged: it cannot be read to its end.',
      tooLarge: 'This photo is too large.',
    },
    tooMany: 'This device has all its photos already: withdraw one.',
    shown: (device: string) => `Photo of ${device}`,
    by: (name: string, when: string) => `${name}, ${when}`,
    withdraw: 'Withdraw',
    withdrawn: 'The photo is withdrawn.',
  },
)
