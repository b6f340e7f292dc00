import { sql } from 'kysely'
import { decide } from '../../domain/circuit/decide.ts'
import { bareFacts } from '../../domain/circuit/facts.ts'
import type { Policy } from '../../domain/circuit/policy.ts'
import { NO_DEVICE } from '../../domain/circuit/states.ts'
import { readPolicy } from '../circuit/policy.sql.ts'
import { showCode } from '../fleet/code.ts'
import { FIRST_ACT } from '../fleet/device.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { type DeviceLine, saysNothing } from './device-line.ts'
import type { Changes, LineAnswer, Reading, Reason } from './import.ts'
import { ownersOf } from './keys.sql.ts'
import type { PlaceIndex } from './place-match.sql.ts'

const known = (tx: Tx) =>
  tx
    .selectFrom('device as d')
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'd.place_id').onRef('p.organisation_id', '=', 'd.organisation_id'),
    )
    .select([
      'd.id',
      'd.code',
      'd.kind',
      'd.state',
      'd.maker',
      'd.model',
      'd.serial',
      'd.inventory_number as inventoryNumber',
      'd.bought_on as boughtOn',
      'd.unit_value_eur as valueEur',
      'd.built_year as builtYear',
      'd.cpu',
      'd.memory_bytes as memoryBytes',
      'd.place_id as placeId',
      'p.name as place',
    ])
    .where('d.state', 'not in', [...NO_DEVICE])
type Known = Awaited<ReturnType<ReturnType<typeof known>['execute']>>[number]

/** A line with what the organisation knows of it already. */
export interface JudgedDevice {
  readonly line: DeviceLine
  readonly answer: LineAnswer
  /** Null where it has none, or where it is still to be made. */
  readonly placeId: string | null
}

export const deviceKeys = (line: DeviceLine): readonly string[] => [
  ...(line.code === null ? [] : [`code ${line.code}`]),
  ...(line.serial === null ? [] : [`serial ${line.serial.toUpperCase()}`]),
  ...(line.inventoryNumber === null ? [] : [`inventory ${line.inventoryNumber}`]),
]

/** What each line is: a new device, a known one and what changes in it, or refused and why. Writes nothing. */
export async function judgeDevices(
  tx: Tx,
  importId: string,
  lines: readonly DeviceLine[],
  reading: Reading,
  places: PlaceIndex,
): Promise<readonly JudgedDevice[]> {
  const owners = await ownersOf(tx, importId, lines.flatMap(deviceKeys))
  const found = await matching(tx, lines)
  const gates = gatesOf(await readPolicy(tx), reading)
  return lines.map((line) => {
    const placeFound = line.place.length === 0 ? null : places.find(line.place)
    const placeId = placeFound?.kind === 'found' ? placeFound.id : line.place.length === 0 ? reading.placeId : null
    const same = deviceKeys(line).flatMap((key) => {
      const owner = owners.get(key)
      return owner === undefined || owner === line.line ? [] : [owner]
    })
    const matched = found(line)
    const refusals: Reason[] = [
      ...line.wrong,
      ...(saysNothing(line) ? [{ rule: 'nothingSaid' }] : []),
      ...same.slice(0, 1).map((owner) => ({ rule: 'twiceInFile', value: String(owner) })),
      ...(matched.length > 1
        ? [{ rule: 'severalKnown', value: matched.map((one) => showCode(one.code)).join(', ') }]
        : []),
      ...(placeFound?.kind === 'several'
        ? [{ rule: 'severalPlaces', field: 'place', value: line.place.join(' > ') }]
        : []),
    ]
    const [device] = matched
    if (device) return judgeKnown(line, device, reading, refusals, placeId)
    const missing = placeFound?.kind === 'missing'
    const news: Reason[] = [
      ...refusals,
      ...(line.code === null ? [] : [{ rule: 'codeUnknown', field: 'code', value: showCode(line.code) }]),
      ...(missing && !reading.createPlaces
        ? [{ rule: 'placeUnknown', field: 'place', value: line.place.join(' > ') }]
        : []),
      ...(line.standing === 'inUse' && line.place.length === 0 && placeId === null
        ? [{ rule: 'inUseWhere', field: 'place' }]
        : []),
      ...gates(line),
    ]
    const answer: LineAnswer = {
      line: line.line,
      outcome: news.length > 0 ? 'refused' : 'new',
      subjectId: null,
      said: saidOf(line),
      reasons:
        news.length > 0 ? news : missing ? [{ rule: 'placeMade', field: 'place', value: line.place.join(' > ') }] : [],
      changes: {},
    }
    return { line, answer, placeId }
  })
}

const saidOf = (line: DeviceLine) =>
  [line.maker, line.model, line.serial ?? line.inventoryNumber]
    .filter((one) => one !== null)
    .join(' ')
    .slice(0, 200)

/** The devices that a line names, each once. */
async function matching(tx: Tx, lines: readonly DeviceLine[]): Promise<(line: DeviceLine) => readonly Known[]> {
  const codes = lines.flatMap(({ code }) => code ?? [])
  const serials = lines.flatMap(({ serial }) => (serial === null ? [] : [...new Set([serial, serial.toUpperCase()])]))
  const inventory = lines.flatMap(({ inventoryNumber }) => inventoryNumber ?? [])
  const read = async (column: 'd.code' | 'd.serial' | 'd.inventory_number', values: readonly string[]) =>
    values.length === 0 ? [] : known(tx).where(column, '=', sql<string>`any(${values}::text[])`).execute()
  const group = (rows: readonly Known[], key: (row: Known) => string | null) => {
    const groups = new Map<string, Known[]>()
    for (const row of rows) groups.set(key(row) ?? '', [...(groups.get(key(row) ?? '') ?? []), row])
    return groups
  }
  const byCode = group(await read('d.code', codes), (row) => row.code)
  const bySerial = group(await read('d.serial', serials), (row) => row.serial?.toUpperCase() ?? null)
  const byInventory = group(await read('d.inventory_number', inventory), (row) => row.inventoryNumber)
  return ({ code, serial, inventoryNumber }) => {
    const rows = [
      ...(code === null ? [] : (byCode.get(code) ?? [])),
      ...(serial === null ? [] : (bySerial.get(serial.toUpperCase()) ?? [])),
      ...(inventoryNumber === null ? [] : (byInventory.get(inventoryNumber) ?? [])),
    ]
    return [...new Map(rows.map((row) => [row.id, row])).values()]
  }
}

const number = (value: string | number | null) => (value === null ? null : Number(value))

/** The fields that an import may fill or replace in a known device. */
const CHANGEABLE: readonly (readonly [
  string,
  (line: DeviceLine) => string | number | null,
  (row: Known) => string | number | null,
])[] = [
  ['kind', (line) => (line.given.has('kind') ? line.kind : null), (row) => (row.kind === 'unknown' ? null : row.kind)],
  ['maker', (line) => line.maker, (row) => row.maker],
  ['model', (line) => line.model, (row) => row.model],
  ['serial', (line) => line.serial, (row) => row.serial],
  ['inventoryNumber', (line) => line.inventoryNumber, (row) => row.inventoryNumber],
  ['boughtOn', (line) => line.boughtOn, (row) => row.boughtOn],
  ['valueEur', (line) => line.valueEur, (row) => number(row.valueEur)],
  ['builtYear', (line) => line.builtYear, (row) => row.builtYear],
  ['cpu', (line) => line.cpu, (row) => row.cpu],
  ['memoryBytes', (line) => line.memoryBytes, (row) => number(row.memoryBytes)],
]
/** What names a machine is filled, never replaced: another number is another machine. */
const NAMES = new Set(['serial', 'inventoryNumber', 'kind'])
const text = (value: string | number | null) => (value === null ? null : String(value))

function judgeKnown(
  line: DeviceLine,
  device: Known,
  reading: Reading,
  refusals: readonly Reason[],
  placeId: string | null,
): JudgedDevice {
  const said = showCode(device.code)
  const reasons: Reason[] = [...refusals]
  const changes: Changes = {}
  for (const [field, ofLine, ofRow] of CHANGEABLE) {
    const now = ofLine(line)
    const before = ofRow(device)
    if (now === null || now === before) continue
    if (field === 'serial' && before !== null && String(before).toUpperCase() === String(now).toUpperCase()) continue
    if (before !== null && field === 'serial') reasons.push({ rule: 'otherSerial', field, value: String(before) })
    else if (before === null || (reading.onKnown === 'replace' && !NAMES.has(field)))
      changes[field] = [text(before), text(now)]
  }
  if (reasons.length > 0) {
    const answer: LineAnswer = { line: line.line, outcome: 'refused', subjectId: device.id, said, reasons, changes: {} }
    return { line, answer, placeId }
  }
  const elsewhere = line.given.has('place') && placeId !== device.placeId
  const kept: Reason[] = [
    ...(elsewhere ? [{ rule: 'placeKept', field: 'place', value: device.place ?? '' }] : []),
    ...(line.given.has('state') && line.standing !== device.state
      ? [{ rule: 'stateKept', field: 'state', value: device.state }]
      : []),
  ]
  const changed = reading.onKnown !== 'leave' && Object.keys(changes).length > 0
  const answer: LineAnswer = {
    line: line.line,
    outcome: changed ? 'changed' : 'same',
    subjectId: device.id,
    said,
    reasons: kept,
    changes: changed ? changes : {},
  }
  return { line, answer, placeId }
}

/** The circuit's own answer to the act that would bring a line in, asked once for each sort of line. */
function gatesOf(policy: Policy, reading: Reading): (line: DeviceLine) => readonly Reason[] {
  const asked = new Map<string, readonly Reason[]>()
  return ({ kind, standing, reason }) => {
    const key = `${kind} ${standing} ${reason}`
    const before = asked.get(key)
    if (before) return before
    const decision = decide(
      FIRST_ACT[standing],
      {
        ...bareFacts('none', kind),
        owner: reading.owner,
        inventory: reading.owner === 'organisation' ? 'listed' : 'neverListed',
        decommissionReason: reason ?? 'none',
      },
      policy,
    )
    const refused = decision.allowed ? [] : decision.refusals.map((one) => ({ rule: `gate ${one.rule}` }))
    asked.set(key, refused)
    return refused
  }
}
