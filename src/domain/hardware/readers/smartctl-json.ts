import { reportOf, why } from '../blank.ts'
import { at, fieldsOf, listOf, numeric } from '../fields.ts'
import {
  healthOf,
  hoursOfAttributes,
  plausibleHours,
  type SmartAttribute,
  type SmartFacts,
  wearOfAttributes,
} from '../health.ts'
import { isKnown, kindOfRotation, mediumOf, reportOfMedia, vendorOf } from '../medium.ts'
import { makerOfModel } from '../medium-makers.ts'
import { real, realModel, realSerial } from '../placeholder.ts'
import { countOf, wholeOf } from '../quantity.ts'
import type { Reader } from '../reader.ts'
import type { HardwareReport, Medium, MediumKind, Refusal } from '../report.ts'

/** `smartctl --json` of one disk (`-i`, `-a`, `-x`), or an array of such documents. The exit status is a bitmask, not a verdict. */
export const smartctlJson: Reader = {
  format: 'smartctl-json',
  recognises: ({ json }) => documentsOf(json).length > 0,
  read: ({ json }) => reportOfSmart(documentsOf(json)),
}

function documentsOf(json: unknown): readonly unknown[] {
  return listOf(json).slice(0, MOST_DOCUMENTS).filter(isSmartctl)
}

const MOST_DOCUMENTS = 1000

function isSmartctl(one: unknown): boolean {
  const { json_format_version, smartctl, device, devices } = fieldsOf(one)
  if (typeof smartctl === 'object' && smartctl !== null) return true
  return Array.isArray(json_format_version) && (device !== undefined || devices !== undefined)
    ? true
    : typeof at(device, 'protocol') === 'string' && typeof at(device, 'type') === 'string'
}

function reportOfSmart(documents: readonly unknown[]): HardwareReport | { readonly refused: Refusal } {
  const opened = documents.filter((one) => !isScan(one))
  if (opened.length === 0) return { refused: { code: 'noMachine', detail: 'smartctl --scan lists device names only' } }
  const disks = opened.filter((one) => !isNoMedium(one))
  if (disks.length === 0) return reportOf({ media: [] })
  const media = disks.map(mediumOfSmart).filter(isKnown)
  return media.length > 0
    ? reportOfMedia(media, SMART_REASONS)
    : reportOf({}, { media: why('notPrinted', messagesOf(opened)) })
}

function isScan(one: unknown): boolean {
  const argv = at(one, 'smartctl', 'argv')
  const asked = Array.isArray(argv) && argv.some((word) => /^--scan/.test(String(word)))
  return at(one, 'device') === undefined && (asked || at(one, 'devices') !== undefined)
}

/** smartctl prints no rotation rate for old disks, and no status where SMART is off or missing. */
const SMART_REASONS = { kind: 'notPrinted', health: 'notPrinted' } as const

/** Optical drives, tape drives, enclosures: devices that answer SCSI commands and hold no medium of the machine. */
function isNoMedium(one: unknown): boolean {
  return /^(cd\/dvd|enclosure|tape|printer|processor|scanner|medium changer|storage array)/i.test(
    String(at(one, 'device_type', 'name') ?? ''),
  )
}

function messagesOf(documents: readonly unknown[]): string {
  return documents
    .flatMap((one) => listOf(at(one, 'smartctl', 'messages')))
    .map((message) => at(message, 'string'))
    .filter((text) => typeof text === 'string')
    .join(' ')
}

/** One smartctl document as a medium. */
function mediumOfSmart(one: unknown): Medium {
  const disk = fieldsOf(one)
  const facts = factsOf(disk)
  const vendor = vendorOf(disk.scsi_vendor ?? disk.vendor)
  const model =
    realModel(disk.model_name) ??
    realModel(disk.scsi_model_name) ??
    realModel(disk.scsi_product) ??
    realModel(disk.product)
  const kind = kindOf(disk)
  return mediumOf({
    maker:
      isAta(disk) || kind === 'nvme' ? makerOfModel(model, real(disk.model_family)) : (vendor ?? makerOfModel(model)),
    model: vendor && model ? withoutVendor(model, vendor, disk) : model,
    serial: realSerial(disk.serial_number),
    firmware: real(disk.firmware_version) ?? real(disk.scsi_revision) ?? real(disk.revision),
    wwn: wwnOfDisk(disk),
    bytes: bytesOfDisk(disk),
    kind,
    ...healthOf(facts),
    hours:
      plausibleHours(wholeOf(at(disk, 'power_on_time', 'hours')) ?? wholeOf(at(disk, NVME_LOG, 'power_on_hours'))) ??
      hoursOfAttributes(facts.attributes),
    wear: facts.percentageUsed === null ? wearOf(facts, kind) : facts.percentageUsed / 100,
  })
}

const NVME_LOG = 'nvme_smart_health_information_log'

function wearOf(facts: SmartFacts, kind: MediumKind): number | null {
  return kind === 'ssd' ? wearOfAttributes(facts.attributes) : null
}

function isAta(disk: unknown): boolean {
  return at(disk, 'device', 'protocol') === 'ATA' || (at(disk, 'ata_version') ?? at(disk, 'sata_version')) !== undefined
}

function kindOf(disk: unknown): MediumKind {
  const isNvme =
    at(disk, 'device', 'protocol') === 'NVMe' ||
    at(disk, 'device', 'type') === 'nvme' ||
    at(disk, NVME_LOG) !== undefined ||
    at(disk, 'nvme_version') !== undefined
  return isNvme ? 'nvme' : kindOfRotation(wholeOf(at(disk, 'rotation_rate')))
}

/** SCSI's model name is vendor and product joined; the product alone is the model as the medium's label prints it. */
function withoutVendor(model: string, vendor: string, disk: unknown): string {
  const product = realModel(at(disk, 'scsi_product')) ?? realModel(at(disk, 'product'))
  return product && model === `${vendor} ${product}` ? product : model
}

function bytesOfDisk(disk: unknown): number | null {
  const namespaces = listOf(at(disk, 'nvme_namespaces')).map((one) => countOf(at(one, 'size', 'bytes')) ?? 0)
  return (
    countOf(at(disk, 'nvme_total_capacity')) ??
    countOf(at(disk, 'user_capacity', 'bytes')) ??
    countOf(at(disk, 'user_capacity', 'bytes_s')) ??
    countOf(namespaces.reduce((sum, bytes) => sum + bytes, 0))
  )
}

function wwnOfDisk(disk: unknown): string | null {
  const [naa, oui, id] = ['naa', 'oui', 'id'].map((part) => countOf(at(disk, 'wwn', part)))
  if (naa && oui && id) return naa.toString(16) + oui.toString(16).padStart(6, '0') + id.toString(16).padStart(9, '0')
  return real(at(disk, 'logical_unit_id'))?.toLowerCase().replace(/^0x/, '') ?? null
}

function factsOf(disk: unknown): SmartFacts {
  const passed = at(disk, 'smart_status', 'passed')
  const nvme = at(disk, NVME_LOG)
  return {
    overall: typeof passed === 'boolean' ? (passed ? 'passed' : 'failed') : null,
    exitStatus: wholeOf(at(disk, 'smartctl', 'exit_status')),
    attributes: listOf(at(disk, 'ata_smart_attributes', 'table')).flatMap(attributeOf),
    criticalWarning: wholeOf(at(nvme, 'critical_warning')) ?? wholeOf(at(disk, 'smart_status', 'nvme', 'value')),
    percentageUsed: percentageUsedOf(disk),
    availableSpare: wholeOf(at(nvme, 'available_spare')) ?? wholeOf(at(disk, 'spare_available', 'current_percent')),
    spareThreshold:
      wholeOf(at(nvme, 'available_spare_threshold')) ?? wholeOf(at(disk, 'spare_available', 'threshold_percent')),
    mediaErrors: wholeOf(at(nvme, 'media_errors')),
    grownDefects: wholeOf(at(disk, 'scsi_grown_defect_list')),
    uncorrectedErrors: uncorrectedOf(disk),
    selfTestFailed: false,
  }
}

function attributeOf(one: unknown): SmartAttribute[] {
  const id = countOf(at(one, 'id'))
  if (id === null) return []
  const failed = at(one, 'when_failed')
  return [
    {
      id,
      name: String(at(one, 'name') ?? '').slice(0, 60),
      raw: String(at(one, 'raw', 'string') ?? at(one, 'raw', 'value') ?? '').slice(0, 60),
      value: numeric(at(one, 'value')),
      failed: failed === 'now' || failed === 'past' ? failed : null,
      prefailure: at(one, 'flags', 'prefailure') === true,
    },
  ]
}

function percentageUsedOf(disk: unknown): number | null {
  const statistic = listOf(at(disk, 'ata_device_statistics', 'pages'))
    .flatMap((page) => listOf(at(page, 'table')))
    .find((row) => at(row, 'name') === 'Percentage Used Endurance Indicator')
  return (
    wholeOf(at(disk, NVME_LOG, 'percentage_used')) ??
    wholeOf(at(disk, 'scsi_percentage_used_endurance_indicator')) ??
    wholeOf(at(statistic, 'value')) ??
    wholeOf(at(disk, 'endurance_used', 'current_percent'))
  )
}

function uncorrectedOf(disk: unknown): number | null {
  const log = fieldsOf(at(disk, 'scsi_error_counter_log'))
  const counts = Object.values(log).map((row) => wholeOf(at(row, 'total_uncorrected_errors')))
  return counts.length === 0 ? null : counts.reduce((sum: number, count) => sum + (count ?? 0), 0)
}
