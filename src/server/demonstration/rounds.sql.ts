import { allPlaces } from '../fleet/place.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { closeRound, countDevice, decideRest, findRound, type OpenRound, openRound } from '../stocktake/round.sql.ts'
import { DIGITAL_PLACE } from './territory.ts'

interface People {
  readonly finance: Actor
  readonly technician: Actor
  readonly mediator: Actor
}

/** Two inventory rounds: one of the digital place, closed with one device still looked for; one of a service, half counted. */
export async function countSome(tx: Tx, { finance, technician, mediator }: People): Promise<void> {
  const digital = await opened(tx, mediator, DIGITAL_PLACE.name)
  const there = await expected(tx, digital)
  for (const code of there.slice(0, -1)) await countDevice(tx, mediator, digital, code)
  const service = await opened(tx, finance, await someService(tx))
  const desks = await expected(tx, service)
  const [stranger] = await elsewhere(tx, service)
  if (stranger) await countDevice(tx, mediator, digital, stranger)
  await decideRest(tx, mediator, digital)
  const refusals = await closeRound(tx, mediator, digital)
  if (refusals.length > 0) throw new Error(`demonstration: a round is refused, ${JSON.stringify(refusals)}`)

  for (const code of desks.slice(0, Math.ceil(desks.length * 0.6))) await countDevice(tx, technician, service, code)
  if (there[0]) await countDevice(tx, technician, service, there[0])
  await countDevice(tx, technician, service, 'INV-2011-0457')
}

async function opened(tx: Tx, actor: Actor, place: string): Promise<OpenRound> {
  const id = (await allPlaces(tx)).find(({ name }) => name === place)?.id ?? ''
  const made = await openRound(tx, actor, id)
  const round = 'number' in made ? await findRound(tx, String(made.number)) : null
  if (!round) throw new Error(`demonstration: no round of ${place}, ${JSON.stringify(made)}`)
  return round
}

/** The name of the service with the fewest devices in use, twenty at least: a round that is read at a glance. */
async function someService(tx: Tx): Promise<string> {
  const found = await tx
    .selectFrom('device as d')
    .innerJoin('place as p', 'p.id', 'd.place_id')
    .select(['p.name', (of) => of.fn.countAll<number>().as('n')])
    .where('p.kind', '=', 'service')
    .where('d.state', '=', 'inUse')
    .groupBy('p.name')
    .having((of) => of.fn.countAll(), '>=', 20)
    .orderBy('n')
    .orderBy('p.name')
    .limit(1)
    .executeTakeFirstOrThrow()
  return found.name
}

const codesOf = (rows: readonly { readonly code: string }[]) => rows.map(({ code }) => code)

const expected = async (tx: Tx, round: OpenRound): Promise<readonly string[]> =>
  codesOf(
    await tx
      .selectFrom('round_line as l')
      .innerJoin('device as d', 'd.id', 'l.device_id')
      .select('d.code')
      .where('l.round_id', '=', round.id)
      .orderBy('d.id')
      .execute(),
  )

/** A device in use that this round does not await. */
const elsewhere = async (tx: Tx, round: OpenRound): Promise<readonly string[]> =>
  codesOf(
    await tx
      .selectFrom('device as d')
      .innerJoin('place as p', 'p.id', 'd.place_id')
      .select('d.code')
      .where('p.kind', '=', 'service')
      .where('d.place_id', '<>', round.placeId)
      .where('d.state', '=', 'inUse')
      .orderBy('d.id')
      .limit(1)
      .execute(),
  )
