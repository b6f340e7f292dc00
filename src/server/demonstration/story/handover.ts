import { lifeOfHandOver } from '../../../domain/circuit/lives.ts'
import { TRANSFERS } from '../../../domain/circuit/transfers.ts'
import { spokenName } from '../../../domain/hardware/spoken-name.ts'
import { showCode } from '../../fleet/code.ts'
import { handoverEvents } from '../../handovers/events.ts'
import { receiptPaper } from '../../handovers/receipt.ts'
import { type PrintedDocument, renderPdfHere } from '../../platform/pdf/pdf.ts'
import { format } from '../../platform/text/format.ts'
import { requestEvents } from '../../requests/request-events.ts'
import { FREE_PROFILE } from '../../workshop/work-models.ts'
import { COUNTER_NAMES } from '../territory.ts'
import { promised, type Request, tellRequest } from './asking.ts'
import { breakDown } from './breakdowns.ts'
import { DAY, isoOf, workingInstant } from './calendar.ts'
import { act, keep, type Live, standing } from './live.ts'
import type { Paper } from './paper.ts'
import type { Story } from './story.ts'
import type { Grounds } from './town.ts'

const f = format({ lang: 'fr', timeZone: 'Europe/Paris' })
const SOFTWARE = FREE_PROFILE.map(({ name }) => `${name} (libre)`)

interface Counter {
  readonly id: string
  readonly number: number
  readonly receivedBy: string
  readonly session: 'accepted' | 'declined'
}

/** At the counter: the receipt, a holding and a life for each device, and the session that was offered. */
export function handOver(
  story: Story,
  grounds: Grounds,
  squad: readonly Live[],
  request: Request,
  paper: Paper | null,
  at: number,
): void {
  const { journal, town, chance } = story
  const { row, asker } = request
  const actor = town.people.mediator
  const counter: Counter = {
    id: journal.id(at),
    number: story.next('handover'),
    receivedBy: paper?.signedBy ?? chance.oneOf(COUNTER_NAMES),
    session: chance.happens(0.55) ? 'accepted' : 'declined',
  }
  const { id, number, receivedBy, session } = counter
  const place = session === 'accepted' ? grounds.open[0] : null
  const receipt = story.document(at, actor, {
    name: `reçu-${number}.pdf`,
    mediaType: 'application/pdf',
    subjectKind: 'handover',
    subjectId: id,
    kind: 'receipt',
    draw: () => renderPdfHere(receiptOf(story, squad, request, paper, counter, place?.name ?? null, at)),
  })
  for (const live of squad) handOne(story, live, squad, request, paper, counter, at)
  row.status = 'served'
  tellRequest(request)
  journal.row('handover', {
    id,
    number,
    request_id: row.id,
    agreement_id: paper?.id ?? null,
    at: isoOf(at),
    place_id: null,
    handed_by: actor,
    received_by_name: receivedBy,
    session_answer: session,
    session_place: place?.id ?? null,
    session_wish: place ? 'Un mercredi après-midi' : '',
    receipt_file_id: receipt.id,
    corrected_by: null,
  })
  journal.event(requestEvents, 'served', at, actor, row.id, { devices: squad.length })
  journal.event(handoverEvents, 'done', at, actor, id, {
    number,
    requestId: row.id,
    devices: squad.length,
    session,
    receiptHash: receipt.hash,
    ...(paper ? { agreementId: paper.id } : {}),
  })
  if (asker.days === 'forGood') standing(story, squad)()
  else {
    breakDown(story, squad, at, at + (asker.days - 30) * DAY)
    comesBack(story, grounds, squad, workingInstant(chance, at, asker.days))
  }
}

function handOne(
  story: Story,
  live: Live,
  squad: readonly Live[],
  request: Request,
  paper: Paper | null,
  counter: Counter,
  at: number,
): void {
  const { row, asker } = request
  const { life } = lifeOfHandOver(live.row.life, true)
  const allocationId = live.allocation?.id
  act(story, live, 'handOver', at, story.town.people.mediator, {
    facts: {
      ...promised(request),
      allocatedTo: 'thisRequest',
      handedSerials: squad.map((one) => one.row.serial ?? one.row.code),
      receipt: 'produced',
      session: counter.session,
      ...(paper
        ? {
            agreement: { kind: 'drawn', signedByUs: true, signedByThem: true, annexSerials: paper.serials },
            signedByHolder: 'yes',
            councilDecision: paper.decided ? 'onFile' : 'none',
            returnDate: paper.returnOn ?? 'none',
          }
        : {}),
    },
    payload: {
      handoverId: counter.id,
      requestId: row.id,
      ...(allocationId ? { allocationId } : {}),
      ...(paper ? { agreementId: paper.id } : {}),
    },
    set: {
      life,
      place_id: asker.placeId,
      ...(TRANSFERS.rows[asker.transfer].changesOwner ? { owner: 'recipient' } : {}),
    },
  })
  if (live.allocation) Object.assign(live.allocation, { ended_at: isoOf(at), ending: 'handedOver' })
  live.allocation = null
  live.holding = keep(live, 'holding', {
    id: story.journal.id(at),
    device_id: live.row.id,
    life,
    transfer: asker.transfer,
    holder_place: asker.placeId,
    holder_party: asker.partyId,
    holder_person: request.personId,
    told: false,
    started_at: isoOf(at),
    due_on: paper?.returnOn ?? null,
    ended_at: null,
    ending: null,
    handover_id: counter.id,
  })
}

function receiptOf(
  { town }: Story,
  squad: readonly Live[],
  { asker }: Request,
  paper: Paper | null,
  { number, receivedBy, session }: Counter,
  place: string | null,
  at: number,
): PrintedDocument {
  const transfer = TRANSFERS.rows[asker.transfer]
  return receiptPaper({
    number,
    at: new Date(at),
    dayWritten: f.date(new Date(at)),
    organisation: town.name,
    holder: asker.name,
    receivedBy,
    handedBy: town.names.get(town.people.mediator) ?? '',
    transfer: transfer.name.fr.charAt(0).toUpperCase() + transfer.name.fr.slice(1),
    article: transfer.article,
    agreement: paper?.number ?? null,
    returnOn: paper?.returnOn ? f.date(paper.returnOn) : null,
    session:
      session === 'accepted'
        ? `Une séance de prise en main a été proposée, et acceptée. Lieu : ${place}. Souhait : Un mercredi après-midi.`
        : 'Une séance de prise en main a été proposée, et refusée.',
    supplies: [],
    software: squad.some((live) => live.machine) ? SOFTWARE : [],
    devices: squad.map(({ row }) => ({
      code: showCode(row.code),
      name: spokenName({ maker: row.maker ?? null, model: row.model ?? null, name: row.name ?? null }) || 'Appareil',
      serial: row.serial ?? row.code,
      life: row.life,
      exceptions: [],
    })),
  })
}

/** Brought back together, checked line by line, and taken to the bench again. */
export function comesBack(story: Story, grounds: Grounds, squad: readonly Live[], on: number): void {
  story.later(on, standing(story, squad), (at) => {
    const { journal, town } = story
    const actor = town.people.mediator
    for (const live of squad) {
      const holdingId = live.holding?.id
      if (!holdingId) throw new Error('demonstration: nobody holds what comes back')
      act(story, live, 'takeBack', at, actor, {
        facts: { returnCheck: 'noGap' },
        payload: { holdingId, placeId: grounds.workshop.id },
        set: { place_id: grounds.workshop.id, grade: null },
      })
      live.tested = false
      keep(live, 'return_check', {
        id: journal.id(at),
        holding_id: holdingId,
        device_id: live.row.id,
        checked_at: isoOf(at),
        checked_by: actor,
        complete: true,
        gap: 'none',
        gap_decision: null,
      })
      journal.event(handoverEvents, 'returned', at, actor, holdingId, { deviceId: live.row.id, gap: 'none' })
    }
    grounds.bench(squad, at)
  })
}
