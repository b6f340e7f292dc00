import type { DeviceState } from '../../../domain/circuit/states.ts'
import { deviceActs } from '../../circuit/device-events.ts'
import { batchEvents } from '../../collection/arrival.sql.ts'
import { holdingEvents } from '../../fleet/holding-events.ts'
import { inventMachine } from '../dumps.ts'
import { DESKTOPS, LAPTOPS, type MachineModel, type PlainModel, SCREENS } from '../models.ts'
import { toTheBench } from './bench.ts'
import { breakDown } from './breakdowns.ts'
import { DAY, dayOf, isoOf, workingInstant, yearOf } from './calendar.ts'
import { act, type DeviceRow, goOn, keep, type Live, tell } from './live.ts'
import type { Story } from './story.ts'
import type { Body, Grounds, Site } from './town.ts'

type Model = MachineModel | PlainModel
const isMachine = (model: Model): model is MachineModel => 'product' in model

/** Of ten lots that a service buys, how many are of each family. */
const FAMILIES: readonly (readonly [MachineModel, ...MachineModel[]] | readonly [PlainModel, ...PlainModel[]])[] = [
  DESKTOPS,
  DESKTOPS,
  LAPTOPS,
  DESKTOPS,
  LAPTOPS,
  DESKTOPS,
  LAPTOPS,
  DESKTOPS,
  SCREENS,
  LAPTOPS,
]

/** A model that was on sale that year, not older than it must be. */
export function modelOf(story: Story, year: number): Model {
  const family: readonly Model[] = FAMILIES[story.chance.between(0, FAMILIES.length - 1)] ?? DESKTOPS
  const sold = family.filter((model) => model.year <= year)
  const newest = Math.max(...sold.map((model) => model.year), 0)
  const recent = sold.filter((model) => model.year >= newest - 2)
  const [first, ...others] = recent.length > 0 ? recent : family
  return story.chance.oneOf([first ?? DESKTOPS[0], ...others])
}

interface Appearing {
  readonly model: Model
  readonly state: 'inUse' | 'announced'
  readonly boughtOn: string
  readonly owner: 'organisation' | 'donor'
  readonly placeId: string | null
  readonly life: number
}

const FIRST_ACT = { inUse: 'declare', announced: 'announce' } as const

/** A device enters the records: in use already, or announced by a donor. */
export function appear(story: Story, at: number, actor: string, one: Appearing): Live {
  const { chance, journal } = story
  const { model } = one
  const age = (at - Date.parse(one.boughtOn)) / (365 * DAY)
  const machine = isMachine(model) ? inventMachine(chance, model, false, Math.max(1, Math.round(age))) : null
  const bought = one.boughtOn.slice(0, 4)
  const row: DeviceRow = {
    id: journal.id(at),
    code: story.nextCode(),
    kind: model.kind,
    state: one.state,
    state_since: isoOf(at),
    life: one.life,
    reconditioned_at: null,
    maker: model.maker,
    model: isMachine(model) ? model.product : model.model,
    name: isMachine(model) && model.version ? model.version : null,
    serial: machine?.serial ?? chance.text('ABCDEFGHJKLMNPQRSTVWXYZ0123456789', 11),
    inventory_number: one.owner === 'organisation' ? `${bought}-${chance.text('0123456789', 6)}` : null,
    cpu: null,
    memory_bytes: null,
    built_year: model.year,
    bought_on: one.boughtOn,
    grade: null,
    works: 'unknown',
    verdict: null,
    owner: one.owner,
    inventory: one.owner === 'organisation' ? 'listed' : 'neverListed',
    decommission_reason: null,
    decommissioned_on: null,
    unit_value_eur: null,
    scrap_reason: null,
    batch_id: null,
    place_id: one.placeId,
    service_id: null,
    created_at: isoOf(at),
  }
  const payload = { from: 'none', to: one.state, life: one.life } as const
  const where = one.placeId ? { placeId: one.placeId } : {}
  journal.event(deviceActs, FIRST_ACT[one.state], at, actor, row.id, { ...payload, ...where })
  return {
    kind: model.kind,
    row,
    machine,
    broken: chance.happens(0.16),
    medium: null,
    erased: null,
    holding: null,
    allocation: null,
    order: null,
    tested: false,
    told: false,
    rests: null,
    kept: [],
  }
}

/** A stretch of being held that is told as it was before the system, or outside of it. */
export function tellHolding(
  story: Story,
  live: Live,
  at: number,
  actor: string,
  told: { readonly life: number; readonly placeId: string; readonly from: string; readonly to: string | null },
): void {
  const { journal } = story
  const { life, placeId, from, to } = told
  const id = journal.id(at)
  const holding = keep(live, 'holding', {
    id,
    device_id: live.row.id,
    life,
    transfer: 'internalUse',
    holder_place: placeId,
    holder_party: null,
    holder_person: null,
    told: true,
    started_at: `${from}T12:00:00Z`,
    due_on: null,
    ended_at: to ? `${to}T12:00:00Z` : null,
    ending: null,
    handover_id: null,
  })
  if (!to) live.holding = holding
  const payload = { holdingId: id, life, transfer: 'internalUse', from, to } as const
  journal.event(holdingEvents, 'told', at, actor, live.row.id, payload)
}

/** When a lot is let go, when it is collected, and where its devices rest, in turn. */
export interface Plan {
  readonly due: number
  readonly collectedAfter: number
  readonly rests: readonly DeviceState[]
}

/** A service buys `count` devices at that instant and declares them; they are renewed some years later, and so on. */
export function buy(
  story: Story,
  grounds: Grounds,
  service: Site,
  count: number,
  at: number,
  { boughtOn = dayOf(at), plan }: { readonly boughtOn?: string; readonly plan?: Plan } = {},
): void {
  const { chance, town } = story
  const actor = town.people.itManager
  const model = plan ? modelWithDisk(story, boughtOn) : modelOf(story, yearOf(Date.parse(boughtOn)))
  const devices = Array.from({ length: count }, (_, rank) => {
    const live = appear(story, at, actor, {
      model,
      state: 'inUse',
      boughtOn,
      owner: 'organisation',
      placeId: service.id,
      life: 1,
    })
    const rests = plan?.rests[rank % plan.rests.length]
    const planned: Live = rests ? { ...live, broken: false, rests } : live
    tellHolding(story, planned, at, actor, { life: 1, placeId: service.id, from: boughtOn, to: null })
    return planned
  })
  const years = chance.happens(0.1) ? chance.between(52, 70) / 10 : chance.between(34, 46) / 10
  const due = plan?.due ?? Math.max(Date.parse(boughtOn) + years * 365 * DAY, at + DAY)
  breakDown(story, devices, at, due - 30 * DAY)
  goOn(story, workingInstant(chance, due, 0), devices, (lot, then) => {
    letGo(story, grounds, service, lot, then, plan?.collectedAfter ?? chance.between(4, 25))
    buy(story, grounds, service, lot.length, then)
  })
}

/** A computer of that year. */
function modelWithDisk(story: Story, boughtOn: string): Model {
  for (;;) {
    const model = modelOf(story, yearOf(Date.parse(boughtOn)))
    if (isMachine(model)) return model
  }
}

const REASONS = ['obsolete', 'obsolete', 'obsolete', 'needChanged'] as const

/** The finance officer takes the lot out of the inventory; it waits for its collection, then arrives as one batch. */
function letGo(
  story: Story,
  grounds: Grounds,
  service: Site,
  devices: readonly Live[],
  at: number,
  collectedAfter: number,
): void {
  const { chance, town } = story
  for (const live of devices) {
    const reason = live.broken ? 'broken' : chance.oneOf(REASONS)
    act(story, live, 'decommission', at, town.people.finance, {
      facts: { decommissionReason: reason },
      payload: { reason, placeId: service.id },
      set: {
        inventory: 'decommissioned',
        decommission_reason: reason,
        decommissioned_on: dayOf(at),
        service_id: service.id,
      },
    })
  }
  goOn(story, workingInstant(chance, at, collectedAfter), devices, (lot, then) => {
    const label = `Renouvellement ${yearOf(then)} : ${service.name}`
    receive(story, grounds, lot, then, { label, from: { fromPlace: service.id } })
    toTheBench(story, grounds, lot, then)
  })
}

interface Sender {
  readonly label: string
  readonly from: { readonly fromPlace: string } | { readonly fromParty: string }
}

/** A batch arrives at the workshop. */
export function receive(story: Story, grounds: Grounds, devices: readonly Live[], at: number, sender: Sender): void {
  const { journal, town } = story
  const actor = town.technicians[0]
  const id = journal.id(at)
  journal.row('batch', {
    id,
    label: sender.label,
    from_place: 'fromPlace' in sender.from ? sender.from.fromPlace : null,
    from_party: 'fromParty' in sender.from ? sender.from.fromParty : null,
    at_place: grounds.workshop.id,
    arrived_at: isoOf(at),
    announced: devices.length,
  })
  journal.event(batchEvents, 'arrived', at, actor, id, { devices: devices.length, ...sender.from })
  for (const live of devices)
    act(story, live, 'receive', at, actor, {
      payload: { batchId: id, placeId: grounds.workshop.id },
      set: { batch_id: id, place_id: grounds.workshop.id },
    })
}

/** A firm offers old computers: some offers are refused, the others come, are looked at, and go back where no paper follows. */
export function offer(story: Story, grounds: Grounds, donor: Body, at: number): void {
  const { chance, town } = story
  const actor = town.people.coordinator
  const model = modelOf(story, yearOf(at) - 5)
  const devices = Array.from({ length: chance.between(5, 9) }, () =>
    appear(story, at, actor, {
      model,
      state: 'announced',
      boughtOn: dayOf(at - 5.2 * 365 * DAY),
      owner: 'donor',
      placeId: null,
      life: 1,
    }),
  )
  const stands = () => {
    for (const live of devices) tell(story, live)
  }
  story.later(workingInstant(chance, at, chance.between(12, 20)), stands, (then) => {
    const refused = devices.filter((_, index) => index % 3 === 0)
    for (const live of refused) {
      act(story, live, 'refuse', then, actor)
      tell(story, live)
    }
    const kept = devices.filter((live) => !refused.includes(live))
    receive(story, grounds, kept, then, { label: `Offre de ${donor.name}`, from: { fromParty: donor.id } })
    const waits = () => {
      for (const live of kept) tell(story, live)
    }
    story.later(workingInstant(chance, then, chance.between(9, 30)), waits, (later) => {
      for (const live of kept) {
        act(story, live, 'giveBack', later, actor)
        tell(story, live)
      }
    })
  })
}
