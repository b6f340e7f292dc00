import { sql } from 'kysely'
import { keepPallets } from '../organisation/permissions.ts'
import type { Tx } from '../platform/database/database.ts'
import { counted, type Waiting, type WaitingItem } from '../platform/waiting.ts'

/** Devices to recycle that are on no pallet. */
export async function countOnNoPallet(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('device as d')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('d.state', '=', 'toRecycling')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('pallet_item as i').select('i.device_id').whereRef('i.device_id', '=', 'd.id'))),
    )
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

/** Certificates past their day first, then those awaited, then pallets to be collected, then devices on no pallet. */
export const recyclingWaiting: Waiting = async (tx) => {
  const pallets = await tx
    .selectFrom('pallet')
    .select(['number', 'state', 'certificate_due_on as dueOn'])
    .select(sql<boolean>`coalesce(certificate_due_on < current_date, false)`.as('late'))
    .where('state', 'in', ['frozen', 'collected'])
    .orderBy('late', 'desc')
    .orderBy('state')
    .orderBy('number')
    .limit(10)
    .execute()
  const items = pallets.map(({ number, state, dueOn, late }): WaitingItem => {
    const due = dueOn === null ? null : day(dueOn)
    const why = due && {
      fr: late ? `Le certificat de destruction était dû le ${due.fr}.` : `Certificat de destruction dû le ${due.fr}.`,
      en: late
        ? `The certificate of destruction was due on ${due.en}.`
        : `Certificate of destruction due on ${due.en}.`,
    }
    return state === 'frozen'
      ? {
          key: `pallet-${number}`,
          what: { fr: `La palette ${number} attend son enlèvement`, en: `Pallet ${number} waits to be collected` },
          why,
          label: { fr: 'Enregistrer l’enlèvement', en: 'Record the collection' },
          href: `/palettes/${number}`,
          on: keepPallets,
        }
      : {
          key: `pallet-${number}`,
          what: {
            fr: `La palette ${number} attend son certificat de traitement`,
            en: `Pallet ${number} waits for its certificate of treatment`,
          },
          why,
          label: { fr: 'Joindre le certificat', en: 'Attach the certificate' },
          href: `/palettes/${number}`,
          on: keepPallets,
        }
  })
  const loose = await countOnNoPallet(tx)
  if (loose === 0) return items
  return [
    ...items,
    {
      key: 'noPallet',
      what: counted(
        loose,
        { fr: 'Un appareil à recycler n’est sur aucune palette', en: 'One device to recycle is on no pallet' },
        (many) => ({
          fr: `${many} appareils à recycler ne sont sur aucune palette`,
          en: `${many} devices to recycle are on no pallet`,
        }),
      ),
      why: null,
      label: { fr: 'Mettre sur palette', en: 'Put on a pallet' },
      href: '/palettes',
      on: keepPallets,
    },
  ]
}

/** A civil day as both languages write it; a day has no time zone. */
const day = (date: string) => {
  const [year, month, dayOfMonth] = date.split('-')
  const text = `${dayOfMonth}/${month}/${year}`
  return { fr: text, en: text }
}
