import { texts } from '../platform/text/text.ts'

export const batchText = texts(
  {
    title: 'Recevoir un lot',
    lead: 'Comptez ce qui arrive, étiquetez tout de suite : chaque machine a son code, ses détails viendront.',
    counts: 'Combien de chaque',
    where: 'D’où, et où',
    receive: 'Recevoir et étiqueter',
    none: 'Comptez au moins une machine.',
    tooMany: 'Pas plus de 500 machines par lot.',
    received: (count: number) =>
      count === 1
        ? 'Une machine reçue : imprimez son étiquette.'
        : `${count} machines reçues : imprimez leurs étiquettes.`,
  },
  {
    title: 'Receive a batch',
    lead: 'Count what arrives and label it at once: each machine has its code, details will follow.',
    counts: 'How many of each',
    where: 'From where, and where to',
    receive: 'Receive and label',
    none: 'Count at least one machine.',
    tooMany: 'No more than 500 machines in a batch.',
    received: (count: number) =>
      count === 1 ? 'One machine received: print its label.' : `${count} machines received: print their labels.`,
  },
)
