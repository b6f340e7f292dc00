import { realMaker, realModel, realSerial } from '../../domain/hardware/placeholder.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { readCode } from '../fleet/code.ts'
import type { DeviceField } from './fields.ts'
import { byField, type LineAnswer, type Reading, type Reason } from './import.ts'
import {
  type Read,
  readDate,
  readKind,
  readMemory,
  readNumber,
  readPath,
  readReason,
  readStanding,
  readWords,
  type Standing,
} from './values.ts'

/** What one line says of one device. */
export interface DeviceLine {
  readonly line: number
  readonly code: string | null
  readonly kind: DeviceKind
  readonly standing: Standing
  readonly maker: string | null
  readonly model: string | null
  readonly serial: string | null
  readonly inventoryNumber: string | null
  readonly place: readonly string[]
  readonly boughtOn: string | null
  readonly valueEur: number | null
  readonly builtYear: number | null
  readonly cpu: string | null
  readonly memoryBytes: number | null
  readonly decommissionedOn: string | null
  readonly reason: 'obsolete' | 'broken' | 'needChanged' | 'other' | null
  /** Fields that the file itself fills. */
  readonly given: ReadonlySet<DeviceField>
  readonly wrong: readonly Reason[]
}

const ok = <T>(value: T): Read<T> => ({ value })

/** Reads a line of devices; what cannot be read is named, field by field. `today` is `YYYY-MM-DD`. */
export function readDeviceLine(line: number, cells: readonly string[], reading: Reading, today: string): DeviceLine {
  const said = byField(cells, reading, 'devices')
  const wrong: Reason[] = []
  const take = <T, E>(field: DeviceField, read: (text: string) => Read<T>, otherwise: E): T | E => {
    const text = said.get(field)
    if (text === undefined) return otherwise
    const answer = read(text)
    if ('value' in answer) return answer.value
    wrong.push({ rule: answer.wrong, field, value: text.slice(0, 80) })
    return otherwise
  }
  const words = (field: DeviceField, most: number) => take(field, (text) => readWords(text, most), null)
  const date = (field: DeviceField) => take(field, (text) => readDate(text, reading.dateOrder, today), null)
  const serial = words('serial', 80)
  const memory = take('memoryGb', readMemory, null)
  const boughtOn = date('boughtOn')
  const builtYear = take('builtYear', (text) => readNumber(text.slice(0, 4), 1980, Number(today.slice(0, 4))), null)
  const read = {
    line,
    code: take(
      'code',
      (text): Read<string> => {
        const code = readCode(text)
        return code === null ? { wrong: 'notOurCode' } : { value: code }
      },
      null,
    ),
    kind: take('kind', readKind, reading.kind ?? 'unknown'),
    standing: take('state', readStanding, reading.standing),
    maker: realMaker(words('maker', 80)),
    model: realModel(words('model', 120)),
    serial: realSerial(serial),
    inventoryNumber: words('inventoryNumber', 80),
    place: take('place', (text) => (text.length > 500 ? { wrong: 'tooLong' as const } : ok(readPath(text))), []),
    boughtOn,
    valueEur: take('valueEur', (text) => readNumber(text, 0, 1_000_000), null),
    builtYear: builtYear ?? (boughtOn === null ? null : Number(boughtOn.slice(0, 4))),
    cpu: words('cpu', 200),
    memoryBytes: memory === null ? null : Math.round(memory * 2 ** 30),
    decommissionedOn: date('decommissionedOn'),
    reason: take('reason', readReason, reading.reason),
    given: new Set(said.keys()) as ReadonlySet<DeviceField>,
  }
  return { ...read, wrong }
}

/** A line that names nothing: neither model, nor number, nor code. */
export const saysNothing = (line: DeviceLine): boolean =>
  line.code === null &&
  line.serial === null &&
  line.inventoryNumber === null &&
  line.maker === null &&
  line.model === null &&
  line.wrong.length === 0

/** A line as it will be, or as it was answered; `device` is what the file says of it. */
export interface ShownLine {
  readonly answer: LineAnswer
  readonly device: DeviceLine | null
}
