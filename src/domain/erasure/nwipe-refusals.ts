import type { Bilingual } from '../bilingual.ts'

export interface NwipeRefusal extends Bilingual {
  readonly code: 'empty' | 'tooLarge' | 'pdf' | 'notNwipe' | 'noDrive'
}
const LARGEST = 16 * 1024 * 1024

const REFUSALS: readonly (NwipeRefusal & { readonly when: (text: string) => boolean })[] = [
  { code: 'empty', when: (text) => text.trim() === '', fr: 'Le fichier est vide.', en: 'The file is empty.' },
  {
    code: 'tooLarge',
    when: (text) => text.length > LARGEST,
    fr: 'Le fichier dépasse 16 Mo : ce n’est pas un journal d’effacement.',
    en: 'The file is over 16 MB: this is no erasure log.',
  },
  {
    code: 'pdf',
    when: (text) => text.startsWith('%PDF'),
    fr: 'Ceci est le certificat PDF : déposer le journal texte (nwipe --logfile).',
    en: 'This is the PDF certificate: give the text log (nwipe --logfile).',
  },
  {
    code: 'notNwipe',
    when: (text) => !/\bnwipe \d+\.\d+|Invoking method '|\* Drive Status \*|evices not found\./.test(text),
    fr: 'Ce texte n’est pas un journal de nwipe.',
    en: 'This text is no nwipe log.',
  },
]

export const NO_DRIVE: NwipeRefusal = {
  code: 'noDrive',
  fr: 'Ce journal ne nomme aucun disque.',
  en: 'This log names no drive.',
}

/** Why this text is no nwipe log; `null` when it may be one. */
export function refusalOf(text: string): NwipeRefusal | null {
  const found = REFUSALS.find(({ when }) => when(text))
  return found ? { code: found.code, fr: found.fr, en: found.en } : null
}
