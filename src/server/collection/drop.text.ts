import { texts } from '../platform/text/text.ts'

export const dropText = texts(
  {
    title: 'Lecture des relevés',
    reading: (read: number, files: number) => `${read} ${read < 2 ? 'fichier lu' : 'fichiers lus'} sur ${files}`,
    goesOn:
      'Les fichiers sont bien arrivés : vous pouvez fermer cette page, la lecture continue. Elle se retrouve dans « Arrivées ».',
    over: (files: number) => (files === 1 ? 'Le fichier est lu.' : `Les ${files} fichiers sont lus.`),
    created: (count: number) =>
      count === 0 ? 'Aucun nouvel appareil.' : count === 1 ? 'Un nouvel appareil.' : `${count} nouveaux appareils.`,
    toLookAt: (count: number) => (count === 1 ? 'Un fichier est à revoir.' : `${count} fichiers sont à revoir.`),
    batch: 'Voir les appareils du lot',
    another: 'Déposer d’autres relevés',
    answers: 'Une réponse par fichier',
    file: 'Fichier',
    answer: 'Réponse',
    tones: { done: 'Lu', neutral: 'Déjà là', refused: 'Refusé', wait: 'À revoir' },
    latest: 'Mes dépôts récents',
    when: 'Déposé le',
    files: 'Fichiers',
    devices: 'Nouveaux appareils',
    review: 'À revoir',
  },
  {
    title: 'Reading of the reports',
    reading: (read: number, files: number) => `${read} of ${files} files read`,
    goesOn:
      'The files have arrived: you can close this page, the reading goes on. You will find it again under “Arrivals”.',
    over: (files: number) => (files === 1 ? 'The file is read.' : `The ${files} files are read.`),
    created: (count: number) =>
      count === 0 ? 'No new device.' : count === 1 ? 'One new device.' : `${count} new devices.`,
    toLookAt: (count: number) => (count === 1 ? 'One file needs another look.' : `${count} files need another look.`),
    batch: 'See the devices of the batch',
    another: 'Drop other reports',
    answers: 'One answer a file',
    file: 'File',
    answer: 'Answer',
    tones: { done: 'Read', neutral: 'There already', refused: 'Refused', wait: 'To look at' },
    latest: 'My latest drops',
    when: 'Dropped on',
    files: 'Files',
    devices: 'New devices',
    review: 'To look at',
  },
)
