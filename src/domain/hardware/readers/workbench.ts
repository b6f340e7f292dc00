import { reportOf, why } from '../blank.ts'
import { at, type Fields, fieldsOf, listOf } from '../fields.ts'
import { mergeParts, type Part } from '../merge.ts'
import { parseJson } from '../parse-json.ts'
import { realMaker, realModel, realSerial } from '../placeholder.ts'
import { countOf } from '../quantity.ts'
import type { Dump, Reader } from '../reader.ts'
import type { Unknown } from '../report.ts'
import { cpuinfo } from './cpuinfo.ts'
import { dmidecode } from './dmidecode.ts'
import { edid } from './edid.ts'
import { edidDecode } from './edid-decode.ts'
import { hdparm } from './hdparm.ts'
import { hwinfo } from './hwinfo.ts'
import { inxiJson } from './inxi-json.ts'
import { lsblkJson } from './lsblk-json.ts'
import { lscpu } from './lscpu.ts'
import { lshwJson } from './lshw-json.ts'
import { lspci } from './lspci.ts'
import { nvmeJson } from './nvme-json.ts'
import { powerSupply } from './power-supply.ts'
import { smartctlJson } from './smartctl-json.ts'
import { smartctlText } from './smartctl-text.ts'
import { upower } from './upower.ts'
import { reportOfDevice } from './workbench-device.ts'

/**
 * Whole-machine snapshots of eReuse: Workbench 8–13 (`device`, `components`, raw dumps under `debug`), 14 and 2022
 * (`data` with lshw, dmidecode, smart, hwinfo, lspci), workbench-script (`data` with smartctl, dmidecode, inxi, each a
 * text), its signed credential (`evidence`), workbench-android. What they wrap is read by the readers of those formats.
 */
export const workbench: Reader = {
  format: 'ereuse-snapshot',
  recognises: ({ json }) => snapshotOf(json) !== null,
  read: ({ json }) => {
    const snapshot = fieldsOf(snapshotOf(json))
    const read = rawDumpsOf(snapshot).map(([name, value]) => partOf(name, value))
    const device = deviceOf(snapshot)
    const parts = [...(device ? [device] : []), ...read.flatMap((one) => ('report' in one ? [one] : []))]
    if (parts.length === 0)
      return { refused: { code: 'noMachine', detail: 'the snapshot holds no dump that can be read' } }
    const report = mergeParts(parts)
    return { ...report, unknown: [...report.unknown, ...read.flatMap((one) => ('why' in one ? [one] : []))] }
  },
}

/** The snapshot itself, out of the envelope that its signing service adds; `null` when there is none. */
function snapshotOf(json: unknown): Fields | null {
  const outer = fieldsOf(json)
  if (Array.isArray(outer.evidence) && outer.credentialSubject !== undefined) return outer
  const inner =
    outer.type === 'DeviceSnapshotV1' || outer['@type'] === 'DeviceSnapshotV1' ? fieldsOf(outer.data) : outer
  const type = inner.type ?? inner['@type']
  const isSnapshot = typeof type === 'string' && /^(devices:)?Snapshot$/.test(type)
  const holdsSome = isObject(inner.data) || isObject(inner.device) || Array.isArray(inner.components)
  const isWorkbench = /workbench/i.test(String(inner.software ?? '')) && isObject(inner.device)
  return (isSnapshot && holdsSome) || isWorkbench ? inner : null
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Every dump the snapshot wraps, under its name. */
function rawDumpsOf(snapshot: Fields): (readonly [name: string, value: unknown])[] {
  const evidence = listOf(snapshot.evidence).map(
    (one) => [String(at(one, 'operation') ?? ''), at(one, 'output')] as const,
  )
  const held = [snapshot.data, snapshot.debug].flatMap((one) => Object.entries(fieldsOf(one)))
  return [...evidence, ...held].filter(([name, value]) => value && !NO_DUMP.has(name)).slice(0, 100)
}

const NO_DUMP: ReadonlySet<string> = new Set(['device', 'android', 'usage', 'hwtest', 'benchmarks', 'tests'])

const READERS: readonly Reader[] = [
  smartctlJson,
  inxiJson,
  lsblkJson,
  nvmeJson,
  lshwJson,
  dmidecode,
  smartctlText,
  hdparm,
  upower,
  powerSupply,
  edidDecode,
  edid,
  hwinfo,
  lscpu,
  cpuinfo,
  lspci,
]

/** What a wrapped dump says, or why it says nothing although it is there. */
function partOf(name: string, value: unknown): Part | Unknown {
  const dump = dumpOf(value)
  const reader = READERS.find((one) => one.recognises(dump))
  if (!reader) return { field: `data.${name}`, why: why('damaged', 'not recognised') }
  const report = reader.read(dump)
  if ('refused' in report)
    return { field: `data.${name}`, why: why('damaged', report.refused.detail ?? report.refused.code) }
  return { format: reader.format, report }
}

/** Does any reader know this wrapped dump? */
export function isReadPart(value: unknown): boolean {
  const dump = dumpOf(value)
  return READERS.some((one) => one.recognises(dump))
}

function dumpOf(value: unknown): Dump {
  if (typeof value !== 'string') return { bytes: new Uint8Array(), text: '', json: value }
  const text = /&quot;|&#x?\d+;/.test(value) ? unescaped(value) : value
  const json = parseJson(text)
  return { bytes: new Uint8Array(), text, json: json.kind === 'json' ? json.value : undefined }
}

const ESCAPES: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', '#39': "'", '#x27': "'" }

/** Signed credentials hold their texts escaped as HTML. */
function unescaped(text: string): string {
  return text.replace(/&(quot|amp|lt|gt|#39|#x27);/g, (whole, name: string) => ESCAPES[name] ?? whole)
}

/** What the tool itself digested of the machine. */
function deviceOf(snapshot: Fields): Part | null {
  if (isObject(snapshot.device) || Array.isArray(snapshot.components))
    return { format: 'ereuse-device', report: reportOfDevice(snapshot) }
  const android = fieldsOf(at(snapshot, 'data', 'android'))
  const device = fieldsOf(at(snapshot, 'data', 'device'))
  return android.model === undefined && device.model === undefined
    ? null
    : { format: 'ereuse-device', report: ofAndroid(device, android) }
}

function ofAndroid(device: Fields, android: Fields): Part['report'] {
  const chip = realModel(at(android, 'cpu', 'soc_model'))
  const cores = countOf(at(android, 'cpu', 'cores'))
  const bytes = countOf(at(android, 'memory', 'total_bytes'))
  const kind = /tablet/i.test(String(device.type ?? ''))
    ? 'tablet'
    : /phone|mobile/i.test(String(device.type ?? ''))
      ? 'phone'
      : 'unknown'
  return reportOf(
    {
      maker: realMaker(device.manufacturer ?? android.manufacturer),
      model: realModel(device.model ?? android.model),
      serial: realSerial(device.serial_number ?? device.serialNumber),
      kind,
      cpu: chip || cores ? [{ name: chip, cores }] : null,
      memory: bytes ? { bytes, modules: null, declaredMaximumBytes: null, slots: null } : null,
    },
    {},
    'notPrinted',
  )
}
