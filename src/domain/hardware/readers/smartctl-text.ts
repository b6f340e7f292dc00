import { reportOf, why } from '../blank.ts'
import {
  healthOf,
  hoursOfAttributes,
  NO_SMART,
  type SmartAttribute,
  type SmartFacts,
  wearOfAttributes,
} from '../health.ts'
import { isKnown, kindOfRotation, mediumOf, reportOfMedia, vendorOf, wwnOf } from '../medium.ts'
import { makerOfModel } from '../medium-makers.ts'
import { real, realModel, realSerial } from '../placeholder.ts'
import { firstLines, type PrintedFields, printedFields } from '../printed-fields.ts'
import type { Reader } from '../reader.ts'
import type { HardwareReport, Medium, MediumKind } from '../report.ts'

/** `smartctl` text (`-i`, `-H`, `-A`, `-a`, `-x`), versions 5 to 7; several outputs one after the other are several media. */
export const smartctlText: Reader = {
  format: 'smartctl-text',
  recognises: ({ text, json }) => json === undefined && BANNER.test(text.slice(0, 20_000)),
  read: ({ text }) => reportOfOutputs(outputsOf(text)),
}

const BANNER = /^smartctl (version )?\d+\.\d+\b.*$|^=== START OF INFORMATION SECTION ===/m

/** One part for each banner; words before the first banner go with it. */
function outputsOf(text: string): string[] {
  const starts = Array.from(text.matchAll(/^smartctl (?:version )?\d+\.\d+\b/gm), (found) => found.index).slice(0, 1000)
  if (starts.length < 2) return [text]
  return starts.map((start, at) => text.slice(start, starts[at + 1] ?? text.length))
}

function reportOfOutputs(outputs: readonly string[]): HardwareReport {
  const disks = outputs.filter((one) => !/^Device type: +(?!disk|simplified direct)\S/im.test(one.slice(0, 20_000)))
  if (disks.length === 0) return reportOf({ media: [] })
  const media = disks.map(mediumOfOutput).filter(isKnown)
  const complaint = firstLines(outputs[0] ?? '').find((line) => COMPLAINT.test(line))
  return media.length > 0
    ? reportOfMedia(media, { kind: 'notPrinted', health: 'notPrinted' })
    : reportOf({}, { media: why('notPrinted', complaint) })
}

const COMPLAINT = /unknown usb bridge|unable to detect device type|failed: |permission denied/i

/** One smartctl output as a medium. */
function mediumOfOutput(output: string): Medium {
  const lines = firstLines(output)
  const fields = printedFields(lines)
  const facts = factsIn(lines, fields)
  const old = /^(\S+)\s+(.+?)\s+Version:/.exec(fields.get('device') ?? '')
  const vendor = vendorOf(fields.get('vendor') ?? old?.[1])
  const product = realModel(fields.get('product') ?? old?.[2])
  const model = realModel(fields.get('device model')) ?? realModel(fields.get('model number')) ?? product
  const kind = kindIn(fields)
  return mediumOf({
    maker: product ? (vendor ?? makerOfModel(product)) : makerOfModel(model, real(fields.get('model family'))),
    model,
    serial: realSerial(fields.get('serial number')),
    firmware: real(fields.get('firmware version') ?? fields.get('revision')),
    wwn: wwnOf(fields.get('lu wwn device id') ?? fields.get('logical unit id')),
    bytes: bytesIn(fields),
    kind,
    ...healthOf(facts),
    hours: hoursIn(lines, fields) ?? hoursOfAttributes(facts.attributes),
    wear:
      facts.percentageUsed !== null
        ? facts.percentageUsed / 100
        : kind === 'ssd'
          ? wearOfAttributes(facts.attributes)
          : null,
  })
}

function kindIn(fields: PrintedFields): MediumKind {
  if (fields.has('nvme version') || fields.has('number of namespaces') || fields.has('model number')) return 'nvme'
  const rotation = fields.get('rotation rate') ?? ''
  if (/solid state/i.test(rotation)) return 'ssd'
  return kindOfRotation(wholeIn(/^(\d+)\s*rpm/i.exec(rotation)?.[1]))
}

const CAPACITIES = ['user capacity', 'total nvm capacity', 'namespace 1 size/capacity', 'namespace 1 size']

/** "500,107,862,016 bytes [500 GB]", grouped by any sign ("500.107.862.016", "500 107…"). */
function bytesIn(fields: PrintedFields): number | null {
  for (const name of CAPACITIES) {
    const bytes = wholeIn(/^(\d[\d.,'’\s\u00a0\u202f]*?)\s*(?:bytes|\[|$)/.exec(fields.get(name) ?? '')?.[1])
    if (bytes) return bytes
  }
  return null
}

/** The digits of a grouped number: "5,675", "5 675", "5.675". */
function wholeIn(text: string | undefined): number | null {
  const digits = (text ?? '').replace(/[.,'’\s\u00a0\u202f]/g, '')
  const number = Number(digits)
  return /^\d+$/.test(digits) && Number.isSafeInteger(number) ? number : null
}

function hoursIn(lines: readonly string[], fields: PrintedFields): number | null {
  const scsi = lines.map((line) => SCSI_HOURS.exec(line)).find((found) => found !== null)
  return wholeIn(scsi?.[1]) ?? wholeIn(fields.get('power on hours'))
}

const SCSI_HOURS =
  /^\s*(?:Accumulated power on time, hours:minutes|number of hours powered up *=|Accumulated power on time \[hours\]:)\s+(\d[\d, \u00a0\u202f]*)/

/** ATA and NVMe print PASSED or FAILED!, SCSI prints OK or the reason of its prediction of failure. */
function overallIn(fields: PrintedFields): SmartFacts['overall'] {
  const said = fields.get('smart overall-health self-assessment test result') ?? fields.get('smart health status')
  if (said === undefined) return null
  if (/^(passed|ok)\b/i.test(said)) return 'passed'
  return /^(failed|failure|.*threshold exceeded|.*impending)/i.test(said) ? 'failed' : null
}

function factsIn(lines: readonly string[], fields: PrintedFields): SmartFacts {
  const percent = (name: string) => wholeIn(/^(\d+)\s*%?/.exec(fields.get(name) ?? '')?.[1])
  const critical = /^0x([0-9a-f]{1,2})\b/i.exec(fields.get('critical warning') ?? '')?.[1]
  const endurance = lines.map((line) => ENDURANCE.exec(line)?.[1]).find((found) => found !== undefined)
  const lastSelfTest = lines.find((line) => /^# ?1\s/.test(line)) ?? ''
  return {
    ...NO_SMART,
    overall: overallIn(fields),
    attributes: lines.flatMap(attributeOf),
    criticalWarning: critical === undefined ? null : Number.parseInt(critical, 16),
    percentageUsed: percent('percentage used') ?? percent('percentage used endurance indicator') ?? wholeIn(endurance),
    availableSpare: percent('available spare'),
    spareThreshold: percent('available spare threshold'),
    mediaErrors: wholeIn(fields.get('media and data integrity errors')),
    grownDefects: wholeIn(fields.get('elements in grown defect list')),
    uncorrectedErrors: uncorrectedIn(lines),
    selfTestFailed: /\b(read|electrical|servo\/seek|handling|unknown) (failure|damage)|failed in segment|fatal/i.test(
      lastSelfTest,
    ),
  }
}

const ENDURANCE = /^0x\S+ +0x\S+ +\d+ +(\d+) +\S+ +Percentage Used Endurance Indicator/

/** The last column of the error counter log: total uncorrected errors of read, write, verify. */
function uncorrectedIn(lines: readonly string[]): number | null {
  const rows = lines.filter((line) => /^(read|write|verify): +\d[\d. ]*$/i.test(line))
  const counts = rows.map((row) => Number(row.trim().split(/ +/).at(-1)))
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0)
}

const ROW =
  /^ {0,2}(\d{1,3}) ([A-Za-z]\S{0,60}) +(0x[0-9a-f]{4}|[-POSRCK+ ]{6}) +(\d{1,3}|---) +(?:\d{1,3}|---) +(?:\d{1,3}|---) +(\S.*)$/
const LONG = /^(Pre-fail|Old_age) +(?:Always|Offline|-) +(\S+) +(\S.*)$/
const BRIEF = /^()(\S+) +(\S.*)$/

/** Both layouts of the attribute table: with TYPE and UPDATED columns (`-A`), or brief with six flags (`-x`). */
function attributeOf(line: string): SmartAttribute[] {
  const [, id, name = '', flags = '', value, rest = ''] = ROW.exec(line) ?? []
  const [, type, failed = '', raw = ''] = LONG.exec(rest) ?? BRIEF.exec(rest) ?? []
  if (id === undefined || name === '') return []
  return [
    {
      id: Number(id),
      name,
      raw: raw.slice(0, 60),
      value: wholeIn(value),
      failed: /now/i.test(failed) ? 'now' : /past/i.test(failed) ? 'past' : null,
      prefailure: type === 'Pre-fail' || flags.startsWith('P'),
    },
  ]
}
