import { TRANSFERS } from '../../domain/circuit/transfers.ts'
import { RECIPIENTS } from '../../domain/law/recipients.ts'
import { decideRequests } from '../organisation/permissions.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Waiting, WaitingItem } from '../platform/waiting.ts'
import { lawOn, requestByNumber } from './request.sql.ts'
import { listRequests, type RequestRow, unmetOf } from './request-list.sql.ts'
import { sayWanted } from './request-list.views.tsx'

const MOST = 3
const NO_QUERY = { words: '', transfer: '', unmet: '', before: '', after: '' }

/** Requests to examine, each with what the law answers today; then those that are eligible and still lack devices. */
export const requestsWaiting: Waiting = async (tx) => {
  const open = await listRequests(tx, { ...NO_QUERY, status: 'open' })
  const unmet = await listRequests(tx, { ...NO_QUERY, status: 'confirmed', unmet: 'yes' })
  const items: WaitingItem[] = []
  for (const row of open.rows.slice(0, MOST)) items.push(await toExamine(tx, row))
  return [...items, ...unmet.rows.slice(0, MOST).map(toAllocate)]
}

async function toExamine(tx: Tx, row: RequestRow): Promise<WaitingItem> {
  const request = await requestByNumber(tx, row.number)
  const answers = request ? await lawOn(tx, request) : []
  const answer = answers.find((one) => one.route === row.transfer)
  return {
    key: `request-${row.number}`,
    what: {
      fr: `${row.asker} demande ${sayWanted(row.wanted, 'fr')}`,
      en: `${row.asker} asks for ${sayWanted(row.wanted, 'en')}`,
    },
    why: answer
      ? {
          fr: `${TRANSFERS.rows[answer.route].name.fr} : ${answer.reason.fr} (${answer.article})`,
          en: `${TRANSFERS.rows[answer.route].name.en}: ${answer.reason.en} (${answer.article})`,
        }
      : (request && RECIPIENTS[request.recipientKind]) || null,
    label: { fr: 'Examiner', en: 'Examine' },
    href: `/demandes/${row.number}`,
    on: decideRequests,
  }
}

function toAllocate(row: RequestRow): WaitingItem {
  const left = unmetOf(row)
  return {
    key: `allocate-${row.number}`,
    what: {
      fr: left > 1 ? `${row.asker} attend ${left} appareils` : `${row.asker} attend un appareil`,
      en: left > 1 ? `${row.asker} waits for ${left} devices` : `${row.asker} waits for one device`,
    },
    why: {
      fr: `Demande recevable : ${sayWanted(row.wanted, 'fr')}`,
      en: `Eligible request: ${sayWanted(row.wanted, 'en')}`,
    },
    label: { fr: 'Attribuer', en: 'Allocate' },
    href: `/demandes/${row.number}#attribuer`,
    on: decideRequests,
  }
}
