import type { Refusal } from '../../domain/hardware/report.ts'
import { showCode } from '../fleet/code.ts'
import { mergeText } from '../fleet/merge.text.ts'
import type { Bilingual } from '../platform/text/text.ts'
import type { FileAnswer } from './drop.ts'

type Said = Bilingual & { readonly how?: Bilingual }
type By<K extends FileAnswer['kind']> = Extract<FileAnswer, { kind: K }>

const REFUSALS: Readonly<Record<Refusal['code'], Bilingual>> = {
  empty: { fr: 'Le fichier est vide.', en: 'The file is empty.' },
  tooLarge: { fr: 'Le fichier dépasse 32 Mo.', en: 'The file is over 32 MB.' },
  notRecognised: { fr: 'Ce n’est pas un relevé matériel connu.', en: 'This is no known hardware report.' },
  damaged: { fr: 'Le fichier est abîmé.', en: 'The file is damaged.' },
  tooDeep: { fr: 'Le fichier est trop emboîté pour être lu.', en: 'The file is nested too deep to be read.' },
  unreadable: { fr: 'Le fichier ne peut pas être lu.', en: 'The file cannot be read.' },
  noMachine: { fr: 'Le fichier ne décrit aucune machine.', en: 'The file describes no machine.' },
}

/** The sentence for each answer of a reading; a device's code is added by the caller. */
export const ingestedText: { readonly [K in FileAnswer['kind']]: (answer: By<K>) => Said } = {
  broken: ({ id }) => ({
    fr: `Une panne de notre côté empêche de le garder (n° ${id}). Les autres fichiers sont lus.`,
    en: `A fault of ours keeps it from being stored (no. ${id}). The other files are read.`,
    how: {
      fr: 'Signalez ce numéro à la personne qui tient le serveur, puis déposez le fichier de nouveau.',
      en: 'Tell this number to whoever keeps the server, then drop the file again.',
    },
  }),
  refused: ({ refusal }) => ({
    ...REFUSALS[refusal.code],
    how: {
      fr: 'Refaites le relevé sur la machine, ou saisissez-la à la main.',
      en: 'Take the report again on the machine, or enter it by hand.',
    },
  }),
  anonymous: ({ format }) => ({
    fr: `Lu (${format}), mais rien n’y dit de quelle machine il s’agit.`,
    en: `Read (${format}), but nothing in it says which machine it is about.`,
    how: { fr: 'Ouvrez la fiche de la machine et déposez-le là.', en: 'Open the machine’s page and drop it there.' },
  }),
  ambiguous: ({ format, codes }) => ({
    fr: `Lu (${format}), mais il ressemble à plusieurs appareils : ${codes.map(showCode).join(', ')}.`,
    en: `Read (${format}), but it looks like several devices: ${codes.map(showCode).join(', ')}.`,
    how: {
      fr: 'Déposez-le sur la fiche du bon appareil, ou fusionnez-les s’ils n’en font qu’un.',
      en: 'Drop it on the right device’s page, or merge them if they are one.',
    },
  }),
  known: ({ format }) => ({ fr: `Déjà gardé (${format}) :`, en: `Already kept (${format}):` }),
  updated: ({ format, by }) => ({
    fr: `Complète un appareil connu${by.length > 0 ? `, reconnu par ${by.map((kind) => mergeText('fr').kinds[kind]).join(', ')}` : ''} (${format}) :`,
    en: `Completes a known device${by.length > 0 ? `, known by its ${by.map((kind) => mergeText('en').kinds[kind]).join(', ')}` : ''} (${format}):`,
  }),
  created: ({ format }) => ({ fr: `Nouvel appareil (${format}) :`, en: `New device (${format}):` }),
}
