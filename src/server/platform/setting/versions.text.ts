import { texts } from '../text/text.ts'

export const versionsText = texts(
  {
    title: 'Versions précédentes',
    none: 'Rien n’a été changé : ce sont les valeurs d’origine.',
    version: 'Version',
    when: 'Depuis le',
    who: 'Par',
    unknown: 'non connu',
    current: 'en vigueur',
    original: 'valeurs d’origine',
    restore: 'Y revenir',
    toOriginal: 'Revenir aux valeurs d’origine',
    restored: 'Le réglage est remis comme il était.',
  },
  {
    title: 'Former versions',
    none: 'Nothing was changed: these are the values everybody starts from.',
    version: 'Version',
    when: 'Since',
    who: 'By',
    unknown: 'not known',
    current: 'in force',
    original: 'original values',
    restore: 'Go back to it',
    toOriginal: 'Go back to the original values',
    restored: 'The setting is as it was again.',
  },
)
