import { z } from 'zod'
import { PAID_WORKS, type PriceList } from '../../domain/triage/cost.ts'
import { WORKS } from '../../domain/triage/rule.ts'
import type { Tx } from '../platform/database/database.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import { readSetting, saveSetting } from '../platform/setting/setting.sql.ts'

/** The name of this setting. */
export const PRICES = 'work-prices'

const euros = z.number().min(0).max(100_000).nullable()
const PRICE_LIST = z.object({
  hourEur: euros,
  works: z.partialRecord(
    z.enum(WORKS),
    z.object({ minutes: z.number().int().min(0).max(6000).nullable(), partsEur: euros }),
  ),
})
const NOTHING_SAID: PriceList = { hourEur: null, works: {} }

const priceEvents = eventsOf('workPrices', {
  edited: {
    says: { fr: 'Prix du travail modifiés', en: 'Prices of work edited' },
    payload: z.strictObject({ hourEur: euros, priced: z.number().int() }),
  },
})

/** What this organisation says of its prices; nothing said is not zero. */
export async function readPrices(tx: Tx): Promise<PriceList> {
  return PRICE_LIST.safeParse(await readSetting(tx, PRICES)).data ?? NOTHING_SAID
}

export async function savePrices(tx: Tx, actor: Actor, list: PriceList): Promise<void> {
  await saveSetting(tx, actor, PRICES, list)
  const priced = PAID_WORKS.filter((work) => list.works[work] !== undefined).length
  await priceEvents.record(tx, actor, 'edited', actor.organisationId, { hourEur: list.hourEur, priced })
}
