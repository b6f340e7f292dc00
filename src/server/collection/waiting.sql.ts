import { keepFleet, work } from '../organisation/permissions.ts'
import { counted, type Waiting } from '../platform/waiting.ts'

/** What arrived and is not identified, by batch; what came back. */
export const arrivalsWaiting: Waiting = async (tx) => {
  const rows = await tx
    .selectFrom('device as d')
    .leftJoin('batch as b', (join) =>
      join.onRef('b.id', '=', 'd.batch_id').onRef('b.organisation_id', '=', 'd.organisation_id'),
    )
    .select((of) => ['b.id', 'b.label', of.fn.countAll<number>().as('n')])
    .where('d.state', '=', 'received')
    .groupBy(['b.id', 'b.label'])
    .orderBy((of) => of.fn.min('d.state_since'))
    .limit(3)
    .execute()
  const batches = rows.map((row) => {
    const n = Number(row.n)
    const named = row.label ? { fr: ` (${row.label})`, en: ` (${row.label})` } : { fr: '', en: '' }
    return {
      key: `arrivals-${row.id}`,
      what: counted(
        n,
        { fr: `Un appareil attend d’être identifié${named.fr}`, en: `One device waits to be identified${named.en}` },
        (many) => ({
          fr: `${many} appareils attendent d’être identifiés${named.fr}`,
          en: `${many} devices wait to be identified${named.en}`,
        }),
      ),
      why: null,
      label: { fr: 'Identifier', en: 'Identify' },
      href: row.id ? `/parc?lot=${row.id}&etat=received` : '/arrivees#a-identifier',
      on: work,
    }
  })
  const back = await tx
    .selectFrom('device')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('state', '=', 'returned')
    .executeTakeFirst()
  const returned = Number(back?.n ?? 0)
  if (returned === 0) return batches
  return [
    ...batches,
    {
      key: 'returned',
      what: counted(
        returned,
        {
          fr: 'Un appareil est revenu et attend d’être identifié de nouveau',
          en: 'One device is back and waits to be identified again',
        },
        (many) => ({
          fr: `${many} appareils sont revenus et attendent d’être identifiés de nouveau`,
          en: `${many} devices are back and wait to be identified again`,
        }),
      ),
      why: null,
      label: { fr: 'Voir', en: 'See' },
      href: '/parc?etat=returned',
      on: keepFleet,
    },
  ]
}
