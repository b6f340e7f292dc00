import { sql } from 'kysely'
import { z } from 'zod'
import { lifeAtArrival } from '../../domain/circuit/lives.ts'
import { deviceActs } from '../circuit/device-events.ts'
import { newCode, showCode } from '../fleet/code.ts'
import { FIRST_ACT } from '../fleet/device.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import type { DeviceLine } from './device-line.ts'
import type { LineAnswer, Reading } from './import.ts'
import type { JudgedDevice } from './judge-devices.sql.ts'

const FIELDS = [
  'kind',
  'maker',
  'model',
  'serial',
  'inventoryNumber',
  'boughtOn',
  'valueEur',
  'builtYear',
  'cpu',
  'memoryBytes',
] as const
const payload = z.strictObject({ importId: z.uuid(), fields: z.array(z.enum(FIELDS)) })

export const deviceImports = eventsOf('deviceImport', {
  changed: { says: { fr: 'Complété par un import', en: 'Completed by an import' }, payload },
  restored: { says: { fr: 'Import annulé : rétabli', en: 'Import undone: restored' }, payload },
})

export interface Writing {
  readonly importId: string
  readonly reading: Reading
  /** Where what arrives with this import is put together; null where nothing does. */
  readonly batchId: string | null
}

const isField = (name: string): name is (typeof FIELDS)[number] => FIELDS.some((one) => one === name)

/** Makes the new devices of these lines and completes the known ones, a statement for each table; answers what was done. */
export async function writeDevices(
  tx: Tx,
  actor: Actor,
  writing: Writing,
  judged: readonly JudgedDevice[],
): Promise<readonly LineAnswer[]> {
  const news = judged.filter(({ answer }) => answer.outcome === 'new')
  const made = await makeDevices(tx, actor, writing, news)
  const changed = judged.filter(({ answer }) => answer.outcome === 'changed').map(({ answer }) => answer)
  await changeDevices(tx, changed)
  await deviceImports.recordAll(
    tx,
    actor,
    changed.flatMap(({ subjectId, changes }) =>
      subjectId === null
        ? []
        : [
            {
              name: 'changed' as const,
              subjectId,
              payload: { importId: writing.importId, fields: Object.keys(changes).filter(isField) },
            },
          ],
    ),
  )
  return judged.map(({ answer }) => made.get(answer.line) ?? answer)
}

const joins = (line: DeviceLine) => line.standing === 'received' || line.standing === 'announced'

async function makeDevices(
  tx: Tx,
  actor: Actor,
  { importId, reading, batchId }: Writing,
  news: readonly JudgedDevice[],
): Promise<ReadonlyMap<number, LineAnswer>> {
  if (news.length === 0) return new Map()
  const ids = news.map(() => newId())
  const codes = await takeCodes(tx, actor.organisationId, ids)
  const life = lifeAtArrival('usedBefore')
  const ours = reading.owner === 'organisation'
  const rows = news.map(({ line, placeId }, at) => ({
    id: ids[at],
    code: codes[at],
    kind: line.kind,
    state: line.standing,
    maker: line.maker,
    model: line.model,
    serial: line.serial,
    inventory_number: line.inventoryNumber,
    cpu: line.cpu,
    memory_bytes: line.memoryBytes,
    built_year: line.builtYear,
    bought_on: line.boughtOn,
    unit_value_eur: line.valueEur,
    inventory: !ours ? 'neverListed' : line.standing === 'decommissioned' ? 'decommissioned' : 'listed',
    decommission_reason: line.standing === 'decommissioned' ? line.reason : null,
    decommissioned_on: line.standing === 'decommissioned' ? line.decommissionedOn : null,
    service_id: line.standing === 'decommissioned' ? placeId : null,
    place_id: placeId,
    batch_id: joins(line) ? batchId : null,
  }))
  await sql`insert into device (organisation_id, id, code, kind, state, maker, model, serial, inventory_number, cpu, memory_bytes,
      built_year, bought_on, unit_value_eur, inventory, decommission_reason, decommissioned_on, service_id, place_id, batch_id, owner, life)
    select ${actor.organisationId}, x.id, x.code, x.kind, x.state, x.maker, x.model, x.serial, x.inventory_number, x.cpu, x.memory_bytes,
      x.built_year, x.bought_on, x.unit_value_eur, x.inventory, x.decommission_reason, x.decommissioned_on, x.service_id, x.place_id,
      x.batch_id, ${reading.owner}, ${life}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, code text, kind text, state text, maker text, model text,
      serial text, inventory_number text, cpu text, memory_bytes bigint, built_year integer, bought_on date, unit_value_eur numeric,
      inventory text, decommission_reason text, decommissioned_on date, service_id uuid, place_id uuid, batch_id uuid)`.execute(
    tx,
  )
  await deviceActs.recordAll(
    tx,
    actor,
    news.map(({ line, placeId }, at) => ({
      name: FIRST_ACT[line.standing],
      subjectId: ids[at] ?? '',
      payload: {
        from: 'none' as const,
        to: line.standing,
        life,
        importId,
        ...(line.standing === 'decommissioned' && line.reason !== null ? { reason: line.reason } : {}),
        ...(joins(line) && batchId !== null ? { batchId } : {}),
        ...(placeId === null ? {} : { placeId }),
      },
    })),
  )
  await openHoldings(
    tx,
    actor,
    news.flatMap(({ line, placeId }, at) =>
      line.standing === 'inUse'
        ? [{ id: newId(), device_id: ids[at], place_id: placeId, since: line.boughtOn && `${line.boughtOn}T12:00:00Z` }]
        : [],
    ),
    life,
  )
  return new Map(
    news.map(({ line, answer }, at) => [
      line.line,
      // What the check foretold is done.
      { ...answer, subjectId: ids[at] ?? null, said: `${showCode(codes[at] ?? '')} ${answer.said}`, reasons: [] },
    ]),
  )
}

/** What serves today where it is: told, with no gate claimed. */
async function openHoldings(tx: Tx, actor: Actor, rows: readonly object[], life: number): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into holding (organisation_id, id, device_id, life, transfer, holder_place, told, started_at)
    select ${actor.organisationId}, x.id, x.device_id, ${life}, 'internalUse', x.place_id, true, coalesce(x.since, now())
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, device_id uuid, place_id uuid, since timestamptz)`.execute(
    tx,
  )
}

/** A printed code for each of these devices, that nobody in the installation has. */
async function takeCodes(tx: Tx, organisationId: string, ids: readonly string[]): Promise<readonly string[]> {
  const codes = new Map<string, string>()
  while (codes.size < ids.length) {
    const wanted = ids.filter((id) => !codes.has(id)).map((id) => ({ id, code: newCode() }))
    const taken = await sql<{
      code: string
      id: string
    }>`insert into public_code (code, organisation_id, subject_kind, subject_id)
      select x.code, ${organisationId}, 'device', x.id
      from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as x(id uuid, code text)
      on conflict do nothing returning code, subject_id as id`.execute(tx)
    for (const { id, code } of taken.rows) codes.set(id, code)
  }
  return ids.map((id) => codes.get(id) ?? '')
}

/** Writes the second value of each change, or the first one to take it back. */
export async function changeDevices(tx: Tx, answers: readonly LineAnswer[], back = false): Promise<void> {
  const value = (answer: LineAnswer, field: string) => answer.changes[field]?.[back ? 0 : 1] ?? null
  const rows = answers.map((answer) => ({
    id: answer.subjectId,
    fields: Object.keys(answer.changes),
    kind: value(answer, 'kind'),
    maker: value(answer, 'maker'),
    model: value(answer, 'model'),
    serial: value(answer, 'serial'),
    inventory_number: value(answer, 'inventoryNumber'),
    bought_on: value(answer, 'boughtOn'),
    unit_value_eur: value(answer, 'valueEur'),
    built_year: value(answer, 'builtYear'),
    cpu: value(answer, 'cpu'),
    memory_bytes: value(answer, 'memoryBytes'),
  }))
  if (rows.length === 0) return
  await sql`update device d set
      kind = case when 'kind' = any(x.fields) then coalesce(x.kind, 'unknown') else d.kind end,
      maker = case when 'maker' = any(x.fields) then x.maker else d.maker end,
      model = case when 'model' = any(x.fields) then x.model else d.model end,
      serial = case when 'serial' = any(x.fields) then x.serial else d.serial end,
      inventory_number = case when 'inventoryNumber' = any(x.fields) then x.inventory_number else d.inventory_number end,
      bought_on = case when 'boughtOn' = any(x.fields) then x.bought_on else d.bought_on end,
      unit_value_eur = case when 'valueEur' = any(x.fields) then x.unit_value_eur else d.unit_value_eur end,
      built_year = case when 'builtYear' = any(x.fields) then x.built_year else d.built_year end,
      cpu = case when 'cpu' = any(x.fields) then x.cpu else d.cpu end,
      memory_bytes = case when 'memoryBytes' = any(x.fields) then x.memory_bytes else d.memory_bytes end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, fields text[], kind text, maker text, model text, serial text,
      inventory_number text, bought_on date, unit_value_eur numeric, built_year integer, cpu text, memory_bytes bigint)
    where d.id = x.id`.execute(tx)
}
