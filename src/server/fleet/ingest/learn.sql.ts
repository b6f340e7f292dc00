import { sql } from 'kysely'
import { groupBy } from '../../../domain/group-by.ts'
import { identifiersOf } from '../../../domain/hardware/identity.ts'
import { processorOf, type Part as Said } from '../../../domain/hardware/merge.ts'
import type { HardwareReport } from '../../../domain/hardware/report.ts'
import { performAll } from '../../circuit/perform.sql.ts'
import type { Tx } from '../../platform/database/database.ts'
import { PREPARED } from '../../platform/database/prepared.ts'
import { type Actor, recordLines } from '../../platform/ledger/ledger.ts'
import { READER_VERSION } from './arrival.ts'
import { fittedIn, type PartChange, partChange, partsBearing, writeParts } from './parts.sql.ts'
import { type KnownPart, partsOf, planParts } from './parts.ts'

/** What reports say of a device, on its own row. */
export interface Description {
  readonly kind: string
  readonly maker: string | null
  readonly model: string | null
  readonly name: string | null
  readonly serial: string | null
  readonly cpu: string | null
  readonly memory_bytes: number | null
  readonly built_year: number | null
}

/** A device as the next report finds it. */
export interface KnownDevice extends Description {
  readonly id: string
  readonly code: string
  readonly state: string
  readonly fitted: readonly KnownPart[]
  /** Serials of the sticks that a report saw plugged in: the bench's own, until a person says otherwise. */
  readonly sticks: ReadonlySet<string>
  /** Its last reports, the newest first. */
  readonly reports: readonly Said[]
}

/** A device of which nothing is known yet. */
export const NOTHING_KNOWN = {
  maker: null,
  model: null,
  name: null,
  serial: null,
  cpu: null,
  memory_bytes: null,
  built_year: null,
  fitted: [],
  sticks: new Set<string>(),
  reports: [],
} as const

/** What is known of these devices. */
export async function knownDevices(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, KnownDevice>> {
  if (ids.length === 0) return new Map()
  const [devices, sticks, fitted, reports] = await Promise.all([
    sql<Omit<KnownDevice, 'fitted' | 'sticks' | 'reports'>>`${PREPARED}
      select id, code, state, kind, maker, model, name, serial, cpu, memory_bytes, built_year from device
      where id = any(${ids}::uuid[])`.execute(tx),
    sql<{ device_id: string; value: string }>`${PREPARED} select device_id, value from identifier
      where device_id = any(${ids}::uuid[]) and kind = 'stickSerial'`.execute(tx),
    fittedIn(tx, ids),
    sql<Said & { device_id: string }>`${PREPARED} select asked.id as device_id, said.format, said.report
      from unnest(${ids}::uuid[]) as asked(id)
      cross join lateral (select format, report, reader_version from evidence
        where device_id = asked.id order by received_at desc limit 20) said
      where said.reader_version = ${READER_VERSION}`.execute(tx),
  ])
  const sticksOf = groupBy(sticks.rows, (one) => one.device_id)
  const fittedOf = groupBy(fitted, (one) => one.device_id ?? '')
  const reportsOf = groupBy(reports.rows, (one) => one.device_id)
  return new Map(
    devices.rows.map((device) => [
      device.id,
      {
        ...device,
        fitted: fittedOf(device.id),
        sticks: new Set(sticksOf(device.id).map(({ value }) => value)),
        reports: reportsOf(device.id),
      },
    ]),
  )
}

/** What a report teaches of a device: its row, its identifiers, its parts. */
export interface Lesson {
  readonly actor: Actor
  readonly device: KnownDevice
  readonly described: Description
  readonly report: HardwareReport
  readonly parts: PartChange
}

/** `reports` are the device's last, this one among them; `bearing`, the parts that bear a serial of this one. */
export function lessonOf(
  actor: Actor,
  device: KnownDevice,
  report: HardwareReport,
  reports: readonly Said[],
  bearing: readonly KnownPart[],
): Lesson {
  const kind = report.kind !== 'unknown' && report.kind !== 'virtual' ? report.kind : null
  const described = {
    kind: device.kind === 'unknown' && kind ? kind : device.kind,
    maker: device.maker ?? report.maker,
    model: device.model ?? report.model,
    name: device.name ?? report.name,
    serial: device.serial ?? report.serial,
    cpu: believedProcessor(reports, device.cpu) ?? report.cpu?.[0]?.name ?? null,
    memory_bytes: report.memory?.bytes ?? device.memory_bytes,
    built_year: device.built_year ?? yearOf(report),
  }
  const seen = new Set(identifiersOf(report).flatMap(({ kind, value }) => (kind === 'stickSerial' ? value : [])))
  const plan = planParts(report, device.fitted, bearing, new Set([...device.sticks, ...seen]))
  return { actor, device, described, report, parts: partChange(actor, device.id, plan) }
}

/** The processor as the most believed of the last reports names it; a name that no report gave was typed and stays. */
function believedProcessor(reports: readonly Said[], known: string | null): string | null {
  const typed = known !== null && !reports.some(({ report }) => report.cpu?.some(({ name }) => name === known))
  return typed ? known : (processorOf(reports) ?? known)
}

/** The firmware's date is the last update, never later than the machine's first use by much: the year it was built at the latest. */
const yearOf = (report: HardwareReport): number | null => {
  const year = Number(report.firmware?.date?.match(/(19|20)\d\d/)?.[0])
  return year >= 1990 ? year : null
}

const DESCRIBED = ['kind', 'maker', 'model', 'name', 'serial', 'cpu', 'memory_bytes', 'built_year'] as const
const COLUMNS = sql.raw(DESCRIBED.join(', '))
export const DESCRIPTION_COLUMNS = COLUMNS
export const DESCRIPTION_TYPES = sql.raw(
  'kind text, maker text, model text, name text, serial text, cpu text, memory_bytes bigint, built_year integer',
)

/** Writes on the rows of devices, their identifiers and their parts what these lessons teach; their lines are the caller's to record. */
export async function writeLessons(tx: Tx, lessons: readonly Lesson[]): Promise<void> {
  const taught = lessons
    .filter(({ device, described }) => DESCRIBED.some((field) => device[field] !== described[field]))
    .map(({ device, described }) => ({ id: device.id, ...described }))
  const identifiers = lessons.flatMap(({ actor, device, report }) =>
    identifiersOf(report).map(({ kind, value }) => ({
      organisation: actor.organisationId,
      device: device.id,
      kind,
      value,
    })),
  )
  await Promise.all([
    taught.length > 0 &&
      sql`${PREPARED} update device d set (${COLUMNS}) = row (x.kind, x.maker, x.model, x.name, x.serial, x.cpu, x.memory_bytes, x.built_year)
        from json_to_recordset(${JSON.stringify(taught)}::json) as x(id uuid, ${DESCRIPTION_TYPES}) where d.id = x.id and d.id = any(${taught.map(({ id }) => id)}::uuid[])`.execute(
        tx,
      ),
    identifiers.length > 0 &&
      sql`${PREPARED} insert into identifier (organisation_id, device_id, kind, value)
        select * from json_to_recordset(${JSON.stringify(identifiers)}::json) as x(organisation uuid, device uuid, kind text, value text)
        on conflict do nothing`.execute(tx),
    writeParts(
      tx,
      lessons.map(({ parts }) => parts),
    ),
  ])
}

/** What a report that is kept already adds to the device: fields it did not know, identifiers, parts; then its identification. */
export async function learnFrom(tx: Tx, actor: Actor, deviceId: string, report: HardwareReport): Promise<void> {
  const serials = partsOf(report).flatMap(({ serial }) => serial ?? [])
  const [known, bearing] = await Promise.all([knownDevices(tx, [deviceId]), partsBearing(tx, serials)])
  const device = known.get(deviceId)
  if (!device) throw new Error('a report is about no known device')
  const lesson = lessonOf(actor, device, report, device.reports, bearing)
  await Promise.all([writeLessons(tx, [lesson]), recordLines(tx, lesson.parts.lines)])
  await identify(tx, [lesson])
}

/** Devices that came, or came back, are identified by what they say, were it word for word what they said before. */
export async function identify(
  tx: Tx,
  told: readonly { readonly actor: Actor; readonly device: Pick<KnownDevice, 'id' | 'state'> }[],
): Promise<void> {
  const waiting = told.filter(({ device }) => device.state === 'received' || device.state === 'returned')
  const deeds = groupBy(waiting, ({ actor }) => actor.personId ?? '')
  for (const person of new Set(waiting.map(({ actor }) => actor.personId ?? ''))) {
    const [first] = deeds(person)
    if (first)
      await performAll(
        tx,
        first.actor,
        'identify',
        deeds(person).map(({ device }) => ({ deviceId: device.id })),
      )
  }
}
