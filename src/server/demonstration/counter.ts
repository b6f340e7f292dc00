import { agreementByNumber } from '../agreements/agreement.sql.ts'
import { signatureSvg } from '../agreements/agreement.ts'
import { drawAgreement } from '../agreements/draw.sql.ts'
import { sign } from '../agreements/sign.sql.ts'
import { handOverDevices } from '../handovers/handover.sql.ts'
import { takeBack } from '../handovers/return.sql.ts'
import { functionOn } from '../organisation/member.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { allocate, expiryFrom } from '../requests/allocation.sql.ts'
import {
  confirmRight,
  enterRequest,
  lawOn,
  type RequestFile,
  requestByNumber,
  seeEvidence,
} from '../requests/request.sql.ts'
import { NEW_REQUEST } from '../requests/request.ts'
import type { Character } from './cast.ts'
import { DEMANDS, type Demand } from './demands.ts'
import type { Scene } from './stages.ts'
import { PARTIES, PEOPLE } from './territory.ts'

type Served = NonNullable<Demand['served']>

const answering = (cast: readonly Character[], served: Served): readonly Character[] =>
  cast
    .filter((one) => one.cohort.label === served.lot && one.today === served.today)
    .slice(served.from, served.from + served.count)

/** Requests are entered; those that are served have their right confirmed, their devices, their paper and its signatures. */
export async function serve(tx: Tx, scene: Scene, cast: readonly Character[]): Promise<void> {
  for (const demand of DEMANDS) {
    const request = await enter(tx, scene, demand)
    if (demand.served) await promise(tx, scene, request, demand.served, answering(cast, demand.served))
  }
}

async function enter(tx: Tx, { territory, requests }: Scene, demand: Demand): Promise<RequestFile> {
  const { asks, kind, count, purpose } = demand
  const what = { kind1: kind, count1: count, purpose }
  const form = NEW_REQUEST.parse(
    'place' in asks
      ? { audience: 'place', placeId: territory.places[asks.place], ...what }
      : {
          audience: 'party',
          partyId: territory.parties[asks.party],
          recipientKind: PARTIES.find(({ key }) => key === asks.party)?.recipientKind,
          transfer: asks.transfer,
          ...what,
        },
  )
  const number = await enterRequest(tx, territory.as('mediator'), form)
  const request = number === null ? null : await requestByNumber(tx, number)
  if (!request) throw new Error(`demonstration: « ${purpose} » was not entered`)
  requests.set(demand, request.id)
  return request
}

async function promise(
  tx: Tx,
  scene: Scene,
  request: RequestFile,
  served: Served,
  devices: readonly Character[],
): Promise<void> {
  const { territory, today } = scene
  const coordinator = territory.as('coordinator')
  const answerNow = async () => (await lawOn(tx, request)).find(({ route }) => route === request.transfer)
  const missing = (await answerNow())?.missing ?? []
  if (missing.length > 0) await seeEvidence(tx, territory.as('mediator'), request.id, missing, null)
  const answer = await answerNow()
  if (answer?.answer !== 'eligible') throw new Error(`demonstration: « ${request.purpose} » has no right`)
  await confirmRight(tx, coordinator, request, answer)
  const confirmed = await requestByNumber(tx, request.number)
  if (!confirmed) throw new Error(`demonstration: « ${request.purpose} » is gone`)
  const choices = devices.map(({ code }) => ({ code, valueEur: request.transfer === 'gift' ? 90 : null }))
  const lines = await allocate(tx, coordinator, confirmed, choices, expiryFrom(today))
  const left = lines.find((line) => !line.done)
  if (left || lines.length !== served.count)
    throw new Error(`demonstration: « ${request.purpose} »: ${left?.what.fr ?? lines.length}`)
  await drawPaper(tx, scene, confirmed, served)
}

async function drawPaper(tx: Tx, scene: Scene, request: RequestFile, served: Served): Promise<void> {
  const { territory } = scene
  const { decisionId } = territory
  const made = await drawAgreement(tx, territory.as('coordinator'), request, {
    decisionId,
    returnOn: null,
    priceEur: null,
  })
  if (made.kind === 'refused')
    throw new Error(`demonstration: « ${request.purpose} »: ${made.refusals.map(({ rule }) => rule).join(', ')}`)
  if (made.kind === 'noPaper' || !served.signed) return
  const elected = territory.as('elected')
  const mayor = PEOPLE.find(({ role }) => role === 'elected')?.name ?? ''
  const us = { name: mayor, functionLabel: await functionOn(tx, elected.personId, scene.today) }
  const [them = '', theirFunction = ''] = served.receivedBy.split(', ')
  for (const side of ['us', 'them'] as const) {
    const agreement = await agreementByNumber(tx, made.number, true)
    const svg = signatureSvg(SIGNATURES[side])
    if (!agreement || !svg) throw new Error(`demonstration: ${made.number} cannot be signed`)
    const signer = side === 'us' ? us : { name: them, functionLabel: theirFunction }
    await sign(tx, scene.files, elected, agreement, {
      side,
      ...signer,
      shownHash: agreement.contentHash,
      mark: { way: 'drawn', svg },
    })
  }
}

const SIGNATURES = {
  us: 'M60 120L90 60L110 140L140 70L160 130L200 90L230 120L290 80L340 118L420 96L520 110',
  them: 'M50 90L80 130L120 60L150 140L190 70L210 128L260 100L300 122L360 84L400 116L500 92L540 104',
} as const

/** At the counter: receipt, holding, life, and the session that was offered. */
export async function handOver(tx: Tx, scene: Scene, cast: readonly Character[]): Promise<void> {
  const { territory, files, requests } = scene
  const counter = { files, timeZone: 'Europe/Paris', at: new Date() }
  for (const [at, demand] of DEMANDS.entries()) {
    const requestId = requests.get(demand)
    if (!demand.served || demand.served.today === 'reserved' || !requestId) continue
    const accepted = at % 2 === 0
    const done = await handOverDevices(
      tx,
      territory.as('mediator'),
      requestId,
      {
        deviceIds: answering(cast, demand.served).map(({ id }) => id),
        receivedBy: demand.served.receivedBy,
        signed: 'paper',
        session: accepted ? 'accepted' : 'declined',
        sessionPlace: accepted ? territory.places.epn : null,
        sessionWish: accepted ? 'Un mercredi après-midi' : null,
      },
      counter,
    )
    if (done.kind !== 'done') {
      const rules = done.kind === 'refused' ? done.refusals.map(({ rule }) => rule).join(', ') : 'missing'
      throw new Error(`demonstration: « ${demand.purpose} » is not handed over (${rules})`)
    }
  }
}

/** Brought back whole. */
export async function bringBack(tx: Tx, { territory }: Scene, cast: readonly Character[]): Promise<void> {
  for (const one of cast) {
    const said = { gap: 'none', decision: null, at: territory.places.workshop, note: null } as const
    const done = await takeBack(tx, territory.as('mediator'), one.id, said)
    if (done.kind !== 'done') throw new Error(`demonstration: ${one.cohort.label} is not taken back (${done.kind})`)
  }
}
