import { renderPdfHere } from '../../platform/pdf/pdf.ts'
import { palletEvents } from '../../recycling/pallet-events.ts'
import { contentHash } from '../../recycling/pallet-read.sql.ts'
import { dayOf, isoOf, workingInstant } from './calendar.ts'
import { erase } from './erasure.ts'
import { takeOutOfInventory } from './inventory.ts'
import type { Row } from './journal.ts'
import { act, keep, type Live, standing, tell } from './live.ts'
import type { Story } from './story.ts'
import type { Grounds } from './town.ts'

const FULL = 30
const GRAMS: Partial<Readonly<Record<Live['kind'], number>>> = { laptop: 2_100, screen: 4_300, mini: 1_600 }
const SCRAPPED = { facts: { scrapping: { reason: 'given', secondLook: 'none' } } } as const
const WHY = 'Ne démarre plus : carte mère en panne, pas de pièce de rechange.'

interface Open {
  readonly row: Row<'pallet'> & { id: string; number: number }
  readonly devices: Live[]
}
/** The pallet that stands open in each story. */
const open = new WeakMap<Story, Open>()

/** For parts: it waits for some weeks to be taken apart, then what is left goes to waste. */
export function toParts(story: Story, grounds: Grounds, live: Live, at: number, actor: string): void {
  takeOutOfInventory(story, live, at)
  act(story, live, 'sendToParts', at, actor, { ...SCRAPPED, payload: { verdict: 'parts' }, set: { scrap_reason: WHY } })
  const leave = (from: number, days: number) =>
    story.later(workingInstant(story.chance, from, days), standing(story, [live]), (then) =>
      toWaste(story, grounds, [live], then, actor),
    )
  const days = story.chance.between(60, 120)
  if (!live.medium || story.next('toParts') % 3 === 0) {
    leave(at, days)
    return
  }
  // Erased on another machine as soon as it waits: its disk may go to stock.
  story.later(workingInstant(story.chance, at, story.chance.between(2, 6)), standing(story, [live]), (then) => {
    erase(story, [live], then, story.town.people.trainee)
    leave(then, days)
  })
}

/** Scrapped, then its disk erased on another machine, then on the pallet. */
export function toWaste(story: Story, grounds: Grounds, devices: readonly Live[], at: number, actor: string): void {
  for (const live of devices) {
    takeOutOfInventory(story, live, at)
    const payload = { verdict: 'recycle' } as const
    act(story, live, 'scrap', at, actor, { ...SCRAPPED, payload, set: { scrap_reason: WHY, verdict: 'recycle' } })
  }
  story.later(workingInstant(story.chance, at, 3), standing(story, devices), (then) => {
    const computers = devices.filter((live) => live.medium && !live.erased)
    if (computers.length > 0) erase(story, computers, then, story.town.people.trainee)
    for (const live of devices) putOn(story, grounds, live, then, actor)
  })
}

function openPallet(story: Story, grounds: Grounds, at: number, actor: string): Open {
  const { journal } = story
  const id = journal.id(at)
  const number = story.next('pallet')
  const row = {
    id,
    number,
    state: 'open',
    place_id: grounds.store.id,
    recycler_id: grounds.recycler.id,
    weight_grams: null,
    weighed_at: null,
    frozen_at: null,
    content_hash: null,
    collected_on: null,
    slip_number: null,
    carrier_id: null,
    certificate_file_id: null,
    opened_at: isoOf(at),
  }
  const payload = { number, placeId: grounds.store.id, recyclerId: grounds.recycler.id }
  journal.event(palletEvents, 'opened', at, actor, id, payload)
  const pallet = { row, devices: [] }
  open.set(story, pallet)
  return pallet
}

function putOn(story: Story, grounds: Grounds, live: Live, at: number, actor: string): void {
  const pallet = open.get(story) ?? openPallet(story, grounds, at, actor)
  const facts = { pallet: { status: 'open', weighed: false } } as const
  act(story, live, 'putOnPallet', at, actor, { facts, payload: { palletId: pallet.row.id } })
  keep(live, 'pallet_item', { pallet_id: pallet.row.id, device_id: live.row.id, put_at: isoOf(at), put_by: actor })
  pallet.devices.push(live)
  if (pallet.devices.length < FULL) return
  open.delete(story)
  story.later(workingInstant(story.chance, at, 2), told(story, pallet), (then) =>
    freeze(story, grounds, pallet, then, actor),
  )
}

const told =
  (story: Story, { row, devices }: Open) =>
  () => {
    story.journal.row('pallet', row)
    for (const live of devices) tell(story, live)
  }

/** Tells the pallet that stands open today. */
export function leaveOpen(story: Story): void {
  const pallet = open.get(story)
  if (pallet) told(story, pallet)()
}

/** Weighed, frozen; collected a week or two later, and the certificate comes. */
function freeze(story: Story, grounds: Grounds, pallet: Open, at: number, actor: string): void {
  const { journal, chance } = story
  const { row, devices } = pallet
  const grams = devices.reduce((sum, { kind }) => sum + (GRAMS[kind] ?? 6_800), 0)
  journal.event(palletEvents, 'weighed', at, actor, row.id, { grams })
  const facts = { pallet: { status: 'open', weighed: true } } as const
  for (const live of devices) act(story, live, 'freezePallet', at, actor, { facts, payload: { palletId: row.id } })
  const content = devices
    .map(({ row: device }) => device)
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ id, code, kind, maker = null, model = null, name = null, serial = null, inventory_number = null }) => ({
      id,
      code,
      kind,
      maker,
      model,
      name,
      serial,
      inventoryNumber: inventory_number,
    }))
  const hash = contentHash(row.number, grams, content)
  Object.assign(row, {
    state: 'frozen',
    weight_grams: grams,
    weighed_at: isoOf(at),
    frozen_at: isoOf(at),
    content_hash: hash,
  })
  journal.event(palletEvents, 'frozen', at, actor, row.id, { devices: devices.length, grams, contentHash: hash })
  story.later(workingInstant(chance, at, chance.between(6, 14)), told(story, pallet), (then) =>
    collect(story, grounds, pallet, then, actor),
  )
}

function collect(story: Story, grounds: Grounds, pallet: Open, at: number, actor: string): void {
  const { journal, chance, town } = story
  const { row, devices } = pallet
  const facts = { pallet: { status: 'frozen', weighed: true } } as const
  for (const live of devices)
    act(story, live, 'collectPallet', at, actor, { facts, payload: { palletId: row.id }, set: { owner: 'recipient' } })
  const collectedOn = dayOf(at)
  Object.assign(row, {
    state: 'collected',
    collected_on: collectedOn,
    slip_number: `BSD-${collectedOn.replaceAll('-', '')}-${String(row.number).padStart(4, '0')}`,
    carrier_id: grounds.recycler.id,
  })
  journal.event(palletEvents, 'collected', at, actor, row.id, { collectedOn, carrierId: grounds.recycler.id })
  story.later(workingInstant(chance, at, chance.between(12, 30)), told(story, pallet), (then) => {
    const file = story.document(then, town.people.finance, {
      name: `certificat-palette-${row.number}.pdf`,
      mediaType: 'application/pdf',
      subjectKind: 'pallet',
      subjectId: row.id,
      kind: 'treatmentCertificate',
      draw: () => certificate(story, pallet, then, grounds.recycler.name),
    })
    Object.assign(row, { state: 'treated', certificate_file_id: file.id })
    const payload = { fileId: file.id, fileHash: file.hash }
    journal.event(palletEvents, 'treated', then, town.people.finance, row.id, payload)
    told(story, pallet)()
  })
}

const CERTIFICATE = `
#set document(title: "Certificat de traitement")
#text(size: 11pt, weight: "bold")[#data.recycler]
#v(4mm)
= Certificat de traitement
Palette n° #data.number, bordereau #data.slip : #data.devices appareils, #data.kilograms kg, traités et valorisés.
`

const certificate = (story: Story, { row, devices }: Open, at: number, recycler: string): Uint8Array =>
  renderPdfHere({
    template: CERTIFICATE,
    lang: 'fr',
    at: new Date(at),
    data: {
      recycler,
      number: row.number,
      slip: row.slip_number,
      devices: devices.length,
      kilograms: Math.round(Number(row.weight_grams) / 1000),
      organisation: story.town.name,
    },
  })
