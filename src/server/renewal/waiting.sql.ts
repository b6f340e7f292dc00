import { keepFleet } from '../organisation/permissions.ts'
import { counted, type Waiting } from '../platform/waiting.ts'

/** What is decommissioned and awaits collection, and what was kept for another life while it is still in use. */
export const renewalWaiting: Waiting = async (tx) => {
  const stock = await tx
    .selectFrom('device')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('state', '=', 'decommissioned')
    .executeTakeFirst()
  const kept = await tx
    .selectFrom('device')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('recoverable', '=', 'confirmed')
    .where('state', '=', 'inUse')
    .executeTakeFirst()
  const waiting = Number(stock?.n ?? 0)
  const inUse = Number(kept?.n ?? 0)
  return [
    ...(waiting === 0
      ? []
      : [
          {
            key: 'decommissioned',
            what: counted(
              waiting,
              { fr: 'Un appareil réformé attend d’être collecté', en: 'One decommissioned device awaits collection' },
              (many) => ({
                fr: `${many} appareils réformés attendent d’être collectés`,
                en: `${many} decommissioned devices await collection`,
              }),
            ),
            why: null,
            label: { fr: 'Collecter', en: 'Collect' },
            href: '/reforme',
            on: keepFleet,
          },
        ]),
    ...(inUse === 0
      ? []
      : [
          {
            key: 'recoverable',
            what: counted(
              inUse,
              {
                fr: 'Un appareil retenu pour une nouvelle vie est encore en service',
                en: 'One device kept for another life is still in use',
              },
              (many) => ({
                fr: `${many} appareils retenus pour une nouvelle vie sont encore en service`,
                en: `${many} devices kept for another life are still in use`,
              }),
            ),
            why: { fr: 'Ils attendent leur réforme.', en: 'They wait to be decommissioned.' },
            label: { fr: 'Voir', en: 'See' },
            href: '/reforme/candidats?liste=confirmed',
            on: keepFleet,
          },
        ]),
  ]
}
