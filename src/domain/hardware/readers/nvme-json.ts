import { at, type Fields, fieldsOf, listOf, numeric } from '../fields.ts'
import { healthOf, NO_SMART } from '../health.ts'
import { mediumOf, reportOfMedia } from '../medium.ts'
import { makerOfModel } from '../medium-makers.ts'
import { real, realModel, realSerial } from '../placeholder.ts'
import { countOf, wholeOf } from '../quantity.ts'
import type { Reader } from '../reader.ts'
import type { Medium } from '../report.ts'

/** nvme-cli JSON: `list` (flat up to 1.x, nested since), `id-ctrl`, `smart-log`. Texts are padded with spaces. */
export const nvmeJson: Reader = {
  format: 'nvme-json',
  recognises: ({ json }) => isList(json) || isController(json) || isSmartLog(json),
  read: ({ json }) => {
    const media = isList(json)
      ? mediaOfList(fieldsOf(json).Devices)
      : [isController(json) ? mediumOfController(fieldsOf(json)) : mediumOfSmartLog(json)]
    return reportOfMedia(media, { kind: 'notPrinted', health: 'notInFormat' })
  },
}

function isList(json: unknown): boolean {
  const devices = fieldsOf(json).Devices
  return (
    Array.isArray(devices) && devices.every((one) => LIST_FIELDS.some((field) => fieldsOf(one)[field] !== undefined))
  )
}

const LIST_FIELDS = ['DevicePath', 'ModelNumber', 'SerialNumber', 'Subsystem', 'Subsystems', 'Controllers', 'HostNQN']

function isController(json: unknown): boolean {
  const { sn, mn, fr, vid } = fieldsOf(json)
  return typeof sn === 'string' && typeof mn === 'string' && (fr !== undefined || vid !== undefined)
}

function isSmartLog(json: unknown): boolean {
  const { critical_warning, percent_used, power_on_hours } = fieldsOf(json)
  return critical_warning !== undefined && percent_used !== undefined && power_on_hours !== undefined
}

/** One medium a controller: the namespaces of a serial number add up. */
function mediaOfList(devices: unknown): Medium[] {
  const byIdentity = new Map<string, Medium>()
  for (const one of controllersIn(devices)) {
    const medium = mediumOfListed(one)
    const key = `${medium.model} ${medium.serial ?? `at ${String(one.DevicePath ?? one.Controller)}`}`
    const known = byIdentity.get(key)
    const isOtherNamespace = known !== undefined && one.DevicePath !== undefined
    byIdentity.set(
      key,
      isOtherNamespace ? { ...medium, bytes: (known.bytes ?? 0) + (medium.bytes ?? 0) || null } : medium,
    )
  }
  return [...byIdentity.values()]
}

/** Every object that prints a model and a serial number; a controller without namespaces takes its subsystem's. */
function controllersIn(value: unknown, shared: readonly unknown[] = []): Fields[] {
  return listOf(value).flatMap((one): Fields[] => {
    const fields = fieldsOf(one)
    const namespaces = listOf(fields.Namespaces)
    if (fields.ModelNumber !== undefined || fields.SerialNumber !== undefined)
      return [{ ...fields, Namespaces: namespaces.length > 0 ? namespaces : shared }]
    const below = namespaces.length > 0 ? namespaces : shared
    return [...controllersIn(fields.Subsystems, below), ...controllersIn(fields.Controllers, below)]
  })
}

function mediumOfListed(one: Fields): Medium {
  const model = realModel(one.ModelNumber)
  const sizes = listOf(one.Namespaces).map((namespace) => countOf(fieldsOf(namespace).PhysicalSize) ?? 0)
  return mediumOf({
    maker: makerOfModel(model),
    model,
    serial: realSerial(one.SerialNumber),
    firmware: real(one.Firmware),
    bytes: countOf(one.PhysicalSize) ?? countOf(sizes.reduce((sum, bytes) => sum + bytes, 0)),
    kind: 'nvme',
  })
}

function mediumOfController(one: Fields): Medium {
  const model = realModel(one.mn)
  const bytes = numeric(one.tnvmcap)
  return mediumOf({
    maker: makerOfModel(model),
    model,
    serial: realSerial(one.sn),
    firmware: real(one.fr),
    bytes: bytes && bytes > 0 ? Math.round(bytes) : null,
    kind: 'nvme',
  })
}

function mediumOfSmartLog(log: unknown): Medium {
  const percentageUsed = wholeOf(at(log, 'percent_used'))
  const health = healthOf({
    ...NO_SMART,
    criticalWarning: wholeOf(at(log, 'critical_warning', 'value') ?? at(log, 'critical_warning')),
    percentageUsed,
    availableSpare: wholeOf(at(log, 'avail_spare')),
    spareThreshold: wholeOf(at(log, 'spare_thresh')),
    mediaErrors: wholeOf(at(log, 'media_errors')),
  })
  return mediumOf({
    kind: 'nvme',
    ...health,
    hours: wholeOf(at(log, 'power_on_hours')),
    wear: percentageUsed === null ? null : percentageUsed / 100,
  })
}
