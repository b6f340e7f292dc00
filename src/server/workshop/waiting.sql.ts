import { waitingMedia } from '../erasure/media-list.sql.ts'
import { showCode } from '../fleet/code.ts'
import { judgeFleet, work } from '../organisation/permissions.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Bilingual } from '../platform/text/text.ts'
import { counted, type Waiting, type WaitingItem } from '../platform/waiting.ts'
import { waitingLooks } from '../triage/second-look.sql.ts'
import { countsOfBoard, openCards } from './board/board.sql.ts'
import { forgottenOf } from './time/time.sql.ts'

/** One line for a count, or nothing where nothing waits. */
function line(count: number, item: Omit<WaitingItem, 'what'> & { one: Bilingual; many: Bilingual }): WaitingItem[] {
  const { one, many, ...rest } = item
  const what = counted(count, one, (n) => ({ fr: `${n} ${many.fr}`, en: `${n} ${many.en}` }))
  return count === 0 ? [] : [{ ...rest, what }]
}

const SEE = { fr: 'Voir', en: 'See' }

/** What waits at the benches: looks that others asked, media to destroy, my orders, triage, media to erase, work to begin. */
export const workshopWaiting: Waiting = async (tx, member) => {
  const looks = (await waitingLooks(tx)).filter((look) => look.askedBy !== member.personId)
  const { unproven, failed } = await waitingMedia(tx)
  const open = await openCards(tx)
  const mine = open.filter((card) => card.personId === member.personId)
  const forgotten = await forgottenOf(tx, member.personId)
  return [
    ...looks.slice(0, 3).map(
      (look): WaitingItem => ({
        key: `look-${look.id}`,
        what: {
          fr: `Un second regard est demandé sur ${showCode(look.code)}`,
          en: `A second look is asked on ${showCode(look.code)}`,
        },
        why: { fr: 'La machine marche et va partir.', en: 'The machine works and is about to leave.' },
        label: { fr: 'Regarder', en: 'Look' },
        href: '/tri/seconds-regards',
        on: judgeFleet,
      }),
    ),
    ...line(failed.length, {
      key: 'toDestroy',
      one: { fr: 'Un support est à faire détruire', en: 'One medium is to be destroyed' },
      many: { fr: 'supports sont à faire détruire', en: 'media are to be destroyed' },
      why: { fr: 'Leur effacement a échoué.', en: 'Erasing them failed.' },
      label: SEE,
      href: '/effacement',
      on: work,
    }),
    ...line(forgotten.length, {
      key: 'forgottenTimers',
      one: { fr: 'Un chronomètre oublié : dites le temps passé', en: 'One forgotten timer: say the time spent' },
      many: { fr: 'chronomètres oubliés : dites le temps passé', en: 'forgotten timers: say the time spent' },
      why: { fr: 'Rien n’est compté d’ici là.', en: 'Nothing is counted until then.' },
      label: { fr: 'Dire', en: 'Say' },
      href: `/atelier/temps/${forgotten[0]?.id}`,
      on: work,
    }),
    ...line(mine.length, {
      key: 'myOrders',
      one: { fr: 'Une fiche d’atelier est ouverte à votre nom', en: 'One work order is open in your name' },
      many: { fr: 'fiches d’atelier sont ouvertes à votre nom', en: 'work orders are open in your name' },
      why: null,
      label: { fr: 'Reprendre', en: 'Resume' },
      href: mine.length === 1 && mine[0] ? `/atelier/${mine[0].code}` : '/atelier',
      on: work,
    }),
    ...line(open.filter((card) => card.personId === null).length, {
      key: 'freeOrders',
      one: { fr: 'Une fiche d’atelier n’est à personne', en: 'One work order is nobody’s' },
      many: { fr: 'fiches d’atelier ne sont à personne', en: 'work orders are nobody’s' },
      why: null,
      label: { fr: 'Prendre', en: 'Take' },
      href: '/atelier',
      on: work,
    }),
    ...line(await countToTriage(tx), {
      key: 'toTriage',
      one: { fr: 'Un appareil attend son verdict', en: 'One device waits for its verdict' },
      many: { fr: 'appareils attendent leur verdict', en: 'devices wait for their verdict' },
      why: null,
      label: { fr: 'Trier', en: 'Triage' },
      href: '/tri',
      on: judgeFleet,
    }),
    ...line(unproven.length, {
      key: 'unproven',
      one: { fr: 'Un support n’a pas de preuve d’effacement', en: 'One medium has no proof of erasure' },
      many: { fr: 'supports n’ont pas de preuve d’effacement', en: 'media have no proof of erasure' },
      why: null,
      label: { fr: 'Effacer', en: 'Erase' },
      href: '/effacement',
      on: work,
    }),
    ...line((await countsOfBoard(tx)).triaged, {
      key: 'toStart',
      one: { fr: 'Un appareil retenu attend l’atelier', en: 'One device kept waits for the workshop' },
      many: { fr: 'appareils retenus attendent l’atelier', en: 'devices kept wait for the workshop' },
      why: null,
      label: { fr: 'Commencer', en: 'Start' },
      href: '/atelier',
      on: work,
    }),
  ]
}

async function countToTriage(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('device')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('state', '=', 'identified')
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}
