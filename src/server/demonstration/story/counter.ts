import type { Route } from '../../../domain/law/eligibility/rule.ts'
import { EVIDENCE, type EvidenceKind } from '../../../domain/law/evidence.ts'
import type { RecipientKind } from '../../../domain/law/recipients.ts'
import { type RouteAnswer, routesFor } from '../../../domain/law/routes.ts'
import { needsPaper } from '../../agreements/agreement.ts'
import { expiryFrom } from '../../requests/allocation.sql.ts'
import { requestEvents } from '../../requests/request-events.ts'
import { FIRST_NAMES, LAST_NAMES, PURPOSES } from '../territory.ts'
import { type Asker, promised, type Request, tellRequest } from './asking.ts'
import { DAY, dayOf, isoOf, workingInstant } from './calendar.ts'
import { handOver } from './handover.ts'
import { takeOutOfInventory } from './inventory.ts'
import { act, goOn, isOld, keep, type Live, standing } from './live.ts'
import { drawPaper } from './paper.ts'
import type { Story } from './story.ts'
import type { Grounds } from './town.ts'

const EVERYTHING = Object.keys(EVIDENCE) as readonly EvidenceKind[]

/** What the law of that day answers for this way, every paper being given. */
export function lawOn(recipient: RecipientKind, transfer: Route, day: string): RouteAnswer | undefined {
  const circumstances = { date: day, unitValueEur: 'notValued', evidence: EVERYTHING } as const
  return routesFor(recipient, circumstances).find(({ route }) => route === transfer)
}

/** Devices are ready: somebody asks for them, and where the law allows it they are theirs some weeks later. */
export function offerOnTheShelf(story: Story, grounds: Grounds, squad: readonly Live[], at: number): void {
  const [first] = squad
  if (!first) return
  const { chance } = story
  if (first.kind === 'laptop' && !first.rests && !isOld(first, at) && chance.happens(0.15)) {
    for (const live of squad) ask(story, grounds, [live], at, intern(story))
    return
  }
  ask(story, grounds, squad, at, isOld(first, at) ? recipient(story, grounds, at) : borrowerOrSite(story, grounds))
}

const NOBODY = { placeId: null, partyId: null, personName: null }
const YEAR = 365

export function borrowerOrSite({ chance }: Story, { schools, open, borrowers }: Grounds): Asker {
  if (chance.happens(0.05)) {
    const { id, name, recipientKind } = chance.oneOf(borrowers)
    const loan = { recipientKind: recipientKind ?? 'ordinaryAssociation', transfer: 'loan' } as const
    return { ...NOBODY, ...loan, name, partyId: id, purpose: chance.oneOf(PURPOSES.loan), days: YEAR }
  }
  const school = chance.happens(0.92)
  const site = chance.oneOf(school ? schools : open)
  return {
    ...NOBODY,
    name: site.name,
    placeId: site.id,
    recipientKind: school ? 'ownSchool' : 'ownService',
    transfer: 'internalUse',
    purpose: chance.oneOf(school ? PURPOSES.school : PURPOSES.open),
    days: chance.between(860, 1300),
  }
}

export function recipient({ chance }: Story, { recipients }: Grounds, at: number): Asker {
  const day = dayOf(at)
  const [first = recipients[0], ...others] = recipients.filter(
    ({ recipientKind }) => recipientKind && lawOn(recipientKind, 'gift', day)?.answer === 'eligible',
  )
  const { id, name, recipientKind } = chance.oneOf([first, ...others])
  const gift = { recipientKind: recipientKind ?? 'parentsAssociation', transfer: 'gift' } as const
  return { ...NOBODY, ...gift, name, partyId: id, purpose: chance.oneOf(PURPOSES.gift), days: 'forGood' }
}

function intern({ chance }: Story): Asker {
  const name = `${chance.oneOf(FIRST_NAMES)} ${chance.oneOf(LAST_NAMES)}`
  const inside = { recipientKind: 'intern', transfer: 'internalUse' } as const
  const days = chance.between(80, 260)
  return { ...NOBODY, ...inside, name, personName: name, purpose: chance.oneOf(PURPOSES.intern), days }
}

function ask(story: Story, grounds: Grounds, ready: readonly Live[], at: number, asker: Asker): void {
  const { chance, now } = story
  const soon = workingInstant(chance, at, chance.between(1, 14))
  // What rests reserved was promised last week: an older promise would have lapsed.
  const pinned = ready.some(({ rests }) => rests === 'reserved')
    ? workingInstant(chance, now - chance.between(9, 16) * DAY, 0)
    : 0
  goOn(story, Math.max(soon, pinned), ready, (squad, then) => {
    const request = enter(story, squad, then, asker)
    const both = () => {
      tellRequest(request)
      standing(story, squad)()
    }
    story.later(workingInstant(chance, then, chance.between(1, 5)), both, (later) => {
      const answer = confirm(story, request, later)
      for (const live of squad) reserve(story, live, request, answer, later)
      if (squad.some(({ rests }) => rests === 'reserved')) return both()
      const next = workingInstant(chance, later, chance.between(2, 8))
      if (!needsPaper(asker.transfer, asker.personName !== null))
        return story.later(next, both, (day) => handOver(story, grounds, squad, request, null, day))
      story.later(next, both, (day) =>
        drawPaper(story, grounds, squad, request, answer, day, (paper, signedOn) =>
          story.later(workingInstant(chance, signedOn, 2), both, (end) =>
            handOver(story, grounds, squad, request, paper, end),
          ),
        ),
      )
    })
  })
}

/** The request comes in; its row waits until it is settled. */
export function enter(story: Story, squad: readonly Pick<Live, 'kind'>[], at: number, asker: Asker): Request {
  const { journal, town } = story
  const id = journal.id(at)
  const number = story.next('request')
  const actor = town.people.mediator
  const personId = asker.personName ? journal.id(at) : null
  if (personId && asker.personName)
    journal.row('person_name', { person_id: personId, name: asker.personName, valid_from: isoOf(at), valid_to: null })
  const { placeId, partyId, recipientKind, transfer } = asker
  const row: Request['row'] = {
    id,
    number,
    party_id: partyId,
    place_id: placeId,
    person_id: personId,
    recipient_kind: recipientKind,
    transfer,
    purpose: asker.purpose,
    wanted: [{ kind: squad[0]?.kind ?? 'desktop', count: squad.length, use: '' }] as never,
    needed_on: null,
    received_on: dayOf(at),
    return_on: asker.days === 'forGood' || personId === null ? null : dayOf(at + asker.days * DAY),
    status: 'open',
    right_route: 'notEligible',
    right_rule: null,
    right_article: null,
    judged_on: null,
    legal_opinion: 'none',
    confirmed_by: null,
    confirmed_at: null,
    decided_reason: null,
    entered_by: actor,
    in_charge: actor,
    used_where: '',
  }
  journal.event(requestEvents, 'entered', at, actor, id, {
    number,
    recipientKind,
    transfer,
    devices: squad.length,
    ...(placeId ? { placeId } : {}),
    ...(partyId ? { partyId } : {}),
    ...(personId ? { personId } : {}),
  })
  return { row, asker, personId, kept: [() => journal.row('request', row)] }
}

/** The papers are seen, and a person confirms what the law of the day answers. */
function confirm({ journal, town }: Story, request: Request, at: number): RouteAnswer {
  const { row, asker, kept } = request
  const judgedOn = dayOf(at)
  const answer = lawOn(asker.recipientKind, asker.transfer, judgedOn)
  if (answer?.answer !== 'eligible')
    throw new Error(`demonstration: ${asker.transfer} to ${asker.recipientKind} is not open on ${judgedOn}`)
  const actor = town.people.mediator
  for (const kind of answer.evidence.filter((one) => one !== 'valuation')) {
    const id = journal.id(at)
    const seen = { kind, checked_on: judgedOn, checked_by: actor, valid_until: null }
    kept.push(() => journal.row('evidence_check', { id, request_id: row.id, ...seen }))
    journal.event(requestEvents, 'evidenceSeen', at, actor, row.id, { evidence: kind })
  }
  Object.assign(row, {
    status: 'confirmed',
    right_route: 'eligible',
    right_rule: answer.rule,
    right_article: answer.article,
    judged_on: judgedOn,
    confirmed_by: town.people.coordinator,
    confirmed_at: isoOf(at),
  })
  const payload = { rule: answer.rule, transfer: asker.transfer, judgedOn }
  journal.event(requestEvents, 'confirmed', at, town.people.coordinator, row.id, payload)
  return answer
}

function reserve(story: Story, live: Live, request: Request, answer: RouteAnswer, at: number): void {
  const { journal, town } = story
  if (answer.route === 'gift') takeOutOfInventory(story, live, at)
  const id = journal.id(at)
  const actor = town.people.coordinator
  const payload = { requestId: request.row.id, allocationId: id }
  act(story, live, 'reserve', at, actor, { facts: promised(request), payload })
  live.allocation = keep(live, 'allocation', {
    id,
    request_id: request.row.id,
    device_id: live.row.id,
    allocated_at: isoOf(at),
    allocated_by: actor,
    expires_on: expiryFrom(dayOf(at)),
    ended_at: null,
    ending: null,
  })
}
