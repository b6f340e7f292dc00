import { TRANSFERS, type TransferKind } from '../../../domain/circuit/transfers.ts'
import type { CAUSES, Outcome, SYMPTOMS } from '../../tickets/ticket.ts'
import { ticketEvents } from '../../tickets/ticket-events.ts'
import { timeEvents } from '../../workshop/time/time.sql.ts'
import { TEAMS } from '../territory.ts'
import { DAY, dayOf, isoOf, workingInstant, yearOf } from './calendar.ts'
import type { Row } from './journal.ts'
import { keep, type Live } from './live.ts'
import { noteOf } from './notes.ts'
import type { Story } from './story.ts'

const YEAR = 365 * DAY
/** Breakdowns of a hundred devices of five years, each year, in a first life and in the lives after. */
const A_YEAR = { first: 4.5, later: 7 }
/** What a model is worth beside the others, drawn from its name: some are known at the bench for what they break. */
const STURDINESS = [0.5, 0.8, 1, 1.2, 2.1]

interface Kind {
  readonly symptom: (typeof SYMPTOMS)[number]
  readonly cause: (typeof CAUSES)[number]
  readonly words: string
}
const KINDS: readonly [Kind, ...Kind[]] = [
  { symptom: 'noStart', cause: 'part', words: 'Plus rien à l’écran depuis ce matin, le voyant clignote.' },
  { symptom: 'slow', cause: 'wear', words: 'Dix minutes pour ouvrir une session.' },
  { symptom: 'input', cause: 'part', words: 'Trois touches ne répondent plus.' },
  { symptom: 'battery', cause: 'wear', words: 'S’éteint dès qu’on le débranche.' },
  { symptom: 'software', cause: 'software', words: 'La mise à jour s’arrête à la moitié.' },
  { symptom: 'network', cause: 'settings', words: 'Ne voit plus le réseau de l’école.' },
  { symptom: 'screen', cause: 'accident', words: 'Une ligne noire traverse l’écran après une chute.' },
  { symptom: 'noise', cause: 'wear', words: 'Le ventilateur souffle sans arrêt.' },
  { symptom: 'accessory', cause: 'part', words: 'Le chargeur ne charge plus.' },
  { symptom: 'slow', cause: 'noFault', words: 'Lent certains matins, pas d’autres.' },
]

function oddsOf({ row }: Live, life: number, at: number): number {
  const age = yearOf(at) - Number(row.built_year ?? yearOf(at))
  const name = `${row.maker} ${row.model}`
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0)
  return (
    ((life === 1 ? A_YEAR.first : A_YEAR.later) / 100) * (STURDINESS[sum % STURDINESS.length] ?? 1) * (0.4 + 0.12 * age)
  )
}

/**
 * What breaks down among devices that came into use together, from `from` to `until`: at most once a year each, and only while the same
 * holder has it and it stays ours.
 */
export function breakDown(story: Story, squad: readonly Live[], from: number, until: number): void {
  const { chance, now } = story
  const end = Math.min(until, now)
  for (const live of squad) {
    const { holding, kind } = live
    if (!holding || kind === 'screen' || TRANSFERS.rows[holding.transfer as TransferKind].changesOwner) continue
    for (let year = from; year < end; year += YEAR) {
      if (!chance.happens(oddsOf(live, holding.life, year))) continue
      const at = workingInstant(chance, year, chance.between(2, 270))
      if (at < end)
        story.later(
          at,
          () => undefined,
          (then) => {
            if (live.holding === holding && live.row.state === 'inUse') report(story, live, squad, holding, then)
          },
        )
    }
  }
}

type TicketRow = Row<'ticket'> & { id: string; number: number }

function report(story: Story, live: Live, squad: readonly Live[], holding: Row<'holding'>, at: number): void {
  const { chance, journal, town } = story
  const kind = chance.oneOf(KINDS)
  const id = journal.id(at)
  const actor = holding.life === 1 ? town.people.itManager : town.people.mediator
  const note = chance.happens(0.5) ? noteOf(story, at, actor, 'ticket', id, kind.words) : null
  const ticket: TicketRow = {
    id,
    number: story.next('ticket'),
    device_id: live.row.id,
    holding_id: holding.id,
    life: holding.life,
    reported_at: isoOf(at),
    reported_by: actor,
    symptom: kind.symptom,
    note_id: note?.id ?? null,
    cause: null,
    diagnosed_at: null,
    diagnosed_by: null,
    outcome: null,
    replacement_id: null,
    closed_at: null,
    closed_by: null,
  }
  journal.event(ticketEvents, 'reported', at, actor, live.row.id, {
    ticketId: id,
    holdingId: holding.id,
    life: holding.life,
    symptom: kind.symptom,
    ...(note ? { noteHash: note.hash } : {}),
  })
  const waits = () => write(story, live, 'ticket', ticket)
  story.later(workingInstant(chance, at, chance.between(1, 5)), waits, (then) => {
    const by = chance.oneOf(town.technicians)
    Object.assign(ticket, { cause: kind.cause, diagnosed_at: isoOf(then), diagnosed_by: by })
    journal.event(ticketEvents, 'diagnosed', then, by, live.row.id, { ticketId: id, cause: kind.cause })
    const days = chance.happens(0.12) ? chance.between(20, 60) : chance.between(1, 6)
    story.later(workingInstant(chance, then, days), waits, (later) => repaired(story, live, squad, ticket, by, later))
  })
}

/** Told at once where its device was told already: nobody would tell it later. */
function write<T extends 'ticket' | 'work_time'>(story: Story, live: Live, table: T, row: Row<T>): void {
  if (live.told) story.journal.row(table, row)
  else keep(live, table, row)
}

function repaired(story: Story, live: Live, squad: readonly Live[], ticket: TicketRow, by: string, at: number): void {
  const { chance, journal } = story
  const { id: ticketId, life, cause } = ticket
  const minutes = chance.between(8, cause === 'part' ? 95 : 45)
  const timeId = journal.id(at)
  const spare = squad.find((one) => one !== live && one.told)
  const outcome: Outcome =
    cause === 'noFault'
      ? 'noFault'
      : live.row.state !== 'inUse'
        ? 'decommissioned'
        : spare && chance.happens(0.08)
          ? 'replaced'
          : 'repaired'
  const replacementId = outcome === 'replaced' ? (spare?.row.id ?? null) : null
  Object.assign(ticket, { outcome, replacement_id: replacementId, closed_at: isoOf(at), closed_by: by })
  write(story, live, 'ticket', ticket)
  write(story, live, 'work_time', {
    id: timeId,
    device_id: live.row.id,
    work_order_id: null,
    ticket_id: ticketId,
    step: null,
    person_id: by,
    supervisor_id: null,
    team: TEAMS.bench,
    life,
    worked_on: dayOf(at),
    started_at: null,
    ended_at: isoOf(at),
    minutes,
    counted: null,
  })
  const what = { timeId, workOrderId: null, step: null, minutes, way: 'typed' } as const
  journal.event(timeEvents, 'spent', at, by, live.row.id, what)
  journal.event(ticketEvents, 'closed', at, by, live.row.id, { ticketId, outcome, replacementId })
}
