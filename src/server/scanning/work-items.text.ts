import { type Bilingual, texts } from '../platform/text/text.ts'

export const itemText = texts(
  {
    left: (count: number) => `Reste à dire : ${count}`,
    stillLeft: (names: string) => `Il reste : ${names}. Scannez l’appareil pour y revenir.`,
    asked: {
      step: (nth: number, of: number) => `Étape ${nth} sur ${of}`,
      test: (nth: number, of: number) => `Essai ${nth} sur ${of}`,
      software: () => 'Logiciels',
    },
    how: {
      step: 'Oui : c’est fait. Non : pas encore.',
      test: 'Oui : réussi. Non : en défaut. Sans objet, ou Passer : pas essayé.',
      software: 'Oui : installé. Non : pas celui-là.',
    },
    said: {
      step: {
        yes: (name: string) => `Fait : ${name}`,
        no: (name: string) => `Pas fait : ${name}`,
        none: (name: string) => `Pas fait : ${name}`,
        skip: (name: string) => `Pas fait : ${name}`,
      },
      test: {
        yes: (name: string) => `Réussi : ${name}`,
        no: (name: string) => `En défaut : ${name}`,
        none: (name: string) => `Sans objet : ${name}`,
        skip: (name: string) => `Pas essayé : ${name}`,
      },
      software: {
        yes: (name: string) => `Installé : ${name}`,
        no: (name: string) => `Pas installé : ${name}`,
        none: (name: string) => `Pas installé : ${name}`,
        skip: (name: string) => `Pas installé : ${name}`,
      },
    },
    already: (name: string) => `Déjà dit : ${name}`,
    askedLater: 'La question suivante reviendra avec le réseau.',
  },
  {
    left: (count: number) => `Left to say: ${count}`,
    stillLeft: (names: string) => `Left: ${names}. Scan the device to come back to it.`,
    asked: {
      step: (nth: number, of: number) => `Step ${nth} of ${of}`,
      test: (nth: number, of: number) => `Test ${nth} of ${of}`,
      software: () => 'Software',
    },
    how: {
      step: 'Yes: it is done. No: not yet.',
      test: 'Yes: passed. No: faulty. Does not apply, or Skip: not tried.',
      software: 'Yes: installed. No: not that one.',
    },
    said: {
      step: {
        yes: (name: string) => `Done: ${name}`,
        no: (name: string) => `Not done: ${name}`,
        none: (name: string) => `Not done: ${name}`,
        skip: (name: string) => `Not done: ${name}`,
      },
      test: {
        yes: (name: string) => `Passed: ${name}`,
        no: (name: string) => `Faulty: ${name}`,
        none: (name: string) => `Does not apply: ${name}`,
        skip: (name: string) => `Not tried: ${name}`,
      },
      software: {
        yes: (name: string) => `Installed: ${name}`,
        no: (name: string) => `Not installed: ${name}`,
        none: (name: string) => `Not installed: ${name}`,
        skip: (name: string) => `Not installed: ${name}`,
      },
    },
    already: (name: string) => `Already said: ${name}`,
    askedLater: 'The next question comes back with the network.',
  },
)
type ItemText = ReturnType<typeof itemText>

/** A sentence about items in both languages. */
export const ofItem = (say: (text: ItemText, lang: 'fr' | 'en') => string): Bilingual => ({
  fr: say(itemText('fr'), 'fr'),
  en: say(itemText('en'), 'en'),
})
