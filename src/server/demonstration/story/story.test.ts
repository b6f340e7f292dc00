import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { DEVICE_STATES } from '../../../domain/circuit/states.ts'
import { agreementEvents } from '../../agreements/agreement-events.ts'
import { deviceActs } from '../../circuit/device-events.ts'
import { batchEvents } from '../../collection/arrival.sql.ts'
import { councilEvents } from '../../council/council.sql.ts'
import { erasureEvents } from '../../erasure/erasure.sql.ts'
import { holdingEvents } from '../../fleet/holding-events.ts'
import { evidenceEvents } from '../../fleet/ingest/change.sql.ts'
import { componentEvents } from '../../fleet/ingest/parts.sql.ts'
import { placeEvents } from '../../fleet/place.sql.ts'
import { handoverEvents } from '../../handovers/events.ts'
import { lossEvents } from '../../losses/loss.sql.ts'
import { ROLES } from '../../organisation/roles.ts'
import { partyEvents } from '../../parties/party.sql.ts'
import { newId } from '../../platform/database/id.ts'
import { palletEvents } from '../../recycling/pallet-events.ts'
import { requestEvents } from '../../requests/request-events.ts'
import { ticketEvents } from '../../tickets/ticket-events.ts'
import { triageEvents } from '../../triage/triage.sql.ts'
import { equipmentEvents } from '../../workshop/equipment/equipment.sql.ts'
import { noteEvents } from '../../workshop/notes/note.sql.ts'
import { workEvents } from '../../workshop/order-events.ts'
import { photoEvents } from '../../workshop/photos/photo.sql.ts'
import { timeEvents } from '../../workshop/time/time.sql.ts'
import { DAY } from './calendar.ts'
import type { TableName } from './journal.ts'
import { begin } from './scenario.ts'
import { type Frame, unfold } from './story.ts'

const NOW = Date.parse('2026-11-20T16:00:00Z')
const people = Object.fromEntries(ROLES.map((role) => [role, newId()])) as Frame['town']['people']
const frame = (seed: number, now: number, size: number): Frame => ({
  seed,
  from: now - 8 * 365 * DAY,
  now,
  town: {
    name: 'Ville',
    signer: { name: 'Élue', functionOn: () => 'adjointe' },
    people,
    technicians: [newId(), newId()],
    names: new Map(),
    size,
  },
  kept: { papersSince: now, reportsSince: now - 60 * DAY, logsSince: now - 60 * DAY },
})

function tell(seed: number, now = NOW, size = 0.1): ReadonlyMap<TableName, readonly Record<string, unknown>[]> {
  const all = new Map<TableName, Record<string, unknown>[]>()
  for (const { rows } of unfold(frame(seed, now, size), begin))
    for (const [table, list] of rows)
      all.set(table, [...(all.get(table) ?? []), ...(list as Record<string, unknown>[])])
  return all
}
const digest = (told: ReturnType<typeof tell>) =>
  createHash('sha256')
    .update(JSON.stringify(told.get('device')))
    .update(JSON.stringify(told.get('holding')))
    .digest('hex')

describe('The story of a town', () => {
  const told = tell(1)
  const rows = (table: TableName) => told.get(table) ?? []

  test('the same seed tells the same story, another seed another one', () => {
    expect(digest(tell(1))).toBe(digest(told))
    expect(digest(tell(2))).not.toBe(digest(told))
  })

  test.each(['2026-08-14', '2026-12-27', '2027-05-02'])('on %s every state has a device', (day) => {
    const states = (tell(1, Date.parse(`${day}T12:00:00Z`), 0.5).get('device') ?? []).map(({ state }) => state)
    expect([...new Set(states)].sort()).toEqual([...DEVICE_STATES].sort())
  })

  test('each event says what its kind declares', () => {
    const sets: readonly {
      readonly subject: string
      readonly kinds: Readonly<Record<string, { readonly payload: z.ZodType<object> }>>
    }[] = [
      agreementEvents,
      batchEvents,
      componentEvents,
      councilEvents,
      deviceActs,
      erasureEvents,
      evidenceEvents,
      handoverEvents,
      holdingEvents,
      lossEvents,
      palletEvents,
      partyEvents,
      placeEvents,
      requestEvents,
      triageEvents,
      workEvents,
      ticketEvents,
      equipmentEvents,
      noteEvents,
      photoEvents,
      timeEvents,
    ]
    const schemas = new Map(
      sets.flatMap(({ subject, kinds }) =>
        Object.entries(kinds).map(([name, { payload }]) => [`${subject}.${name}`, payload] as const),
      ),
    )
    const wrong = rows('event').filter(
      ({ kind, payload }) => !schemas.get(kind as `${string}.${string}`)?.safeParse(payload).success,
    )
    expect(wrong.slice(0, 3)).toEqual([])
    expect(rows('event').length).toBeGreaterThan(5000)
  })

  test('ids are told once, and sort by the instant they say', () => {
    const events = rows('event').map(({ id, at }) => ({ id: String(id), at: Date.parse(String(at)) }))
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    const byId = [...events].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ at }) => at)
    expect(byId).toEqual([...byId].sort((a, b) => a - b))
  })

  test('printed codes, serials and numbers are nobody else’s', () => {
    for (const [table, column] of [
      ['device', 'code'],
      ['device', 'serial'],
      ['request', 'number'],
      ['agreement', 'number'],
      ['handover', 'number'],
      ['pallet', 'number'],
    ] as const) {
      const values = rows(table).map((row) => row[column])
      expect([column, new Set(values).size]).toEqual([column, values.length])
      expect(values.length).toBeGreaterThan(2)
    }
  })

  test('nobody holds a device while somebody else does, and nothing is dated of tomorrow', () => {
    const sorted = [...rows('holding')].sort((a, b) =>
      `${a.device_id} ${a.started_at}` < `${b.device_id} ${b.started_at}` ? -1 : 1,
    )
    const overlaps = sorted.filter((holding, at) => {
      const before = sorted[at - 1]
      return (
        before?.device_id === holding.device_id &&
        !(Date.parse(String(before?.ended_at)) <= Date.parse(String(holding.started_at)))
      )
    })
    expect(overlaps).toEqual([])
    expect(rows('event').filter(({ at }) => Date.parse(String(at)) > NOW)).toEqual([])
  })
})
