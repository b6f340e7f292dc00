import { reportOf, why } from '../blank.ts'
import {
  healthOf,
  hoursOfAttributes,
  NO_SMART,
  type SmartAttribute,
  type SmartFacts,
  wearOfAttributes,
} from '../health.ts'
import { isKnown, kindOfRotation, mediumOf, vendorOf, wwnOf } from '../medium.ts'
import { makerOfModel } from '../medium-makers.ts'
import { real, realModel, realSerial } from '../placeholder.ts'
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
  const disks = outputs.filter((one) => !/^Device type: +(?!disk|simplified direct)\S/im.test(one))
  if (disks.length === 0) return reportOf({ media: [] })
  const media = disks.map(mediumOfOutput).filter(isKnown)
  const complaint = /^.*\b(unknown usb bridge|unable to detect device type|failed: .*|permission denied).*$/im.exec(
    outputs[0] ?? '',
  )
  return media.length > 0 ? reportOf({ media }) : reportOf({}, { media: why('notPrinted', complaint?.[0]) })
}

/** One smartctl output as a medium. */
function mediumOfOutput(output: string): Medium {
  const fields = fieldsIn(output)
  const facts = factsIn(output, fields)
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
    hours: hoursIn(output, fields) ?? hoursOfAttributes(facts.attributes),
    wear:
      facts.percentageUsed !== null
        ? facts.percentageUsed / 100
        : kind === 'ssd'
          ? wearOfAttributes(facts.attributes)
          : null,
  })
}

type TextFields = ReadonlyMap<string, string>

/** "Key: value" lines, keys in lower case; the first of a key counts. */
function fieldsIn(output: string): TextFields {
  const fields = new Map<string, string>()
  for (const line of output.split('\n', 5000)) {
    const [, key, value] = /^([A-Z][^:]{1,60}?):\s+(\S.*)$/.exec(line) ?? []
    const name = key?.toLowerCase().replace(/\s+/g, ' ')
    if (name && value && !fields.has(name)) fields.set(name, value.trim())
  }
  return fields
}

function kindIn(fields: TextFields): MediumKind {
  if (fields.has('nvme version') || fields.has('number of namespaces') || fields.has('model number')) return 'nvme'
  const rotation = fields.get('rotation rate') ?? ''
  if (/solid state/i.test(rotation)) return 'ssd'
  return kindOfRotation(wholeIn(/^(\d+)\s*rpm/i.exec(rotation)?.[1]))
}

const CAPACITIES = ['user capacity', 'total nvm capacity', 'namespace 1 size/capacity', 'namespace 1 size']

/** "500,107,862,016 bytes [500 GB]", grouped by any sign ("500.107.862.016", "500 107…"). */
function bytesIn(fields: TextFields): number | null {
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

function hoursIn(output: string, fields: TextFields): number | null {
  const scsi =
    /^\s*Accumulated power on time, hours:minutes\s+([\d,. \u00a0\u202f]+):/m.exec(output)?.[1] ??
    /^\s*number of hours powered up\s*=\s*(\d+)/m.exec(output)?.[1] ??
    /\bAccumulated power on time \[hours\]:\s*(\d+)/m.exec(output)?.[1]
  return wholeIn(scsi) ?? wholeIn(fields.get('power on hours')) ?? wholeIn(fields.get('power_on_hours'))
}

/** ATA and NVMe print PASSED or FAILED!, SCSI prints OK or the reason of its prediction of failure. */
function overallIn(fields: TextFields): SmartFacts['overall'] {
  const said = fields.get('smart overall-health self-assessment test result') ?? fields.get('smart health status')
  if (said === undefined) return null
  if (/^(passed|ok)\b/i.test(said)) return 'passed'
  return /^(failed|failure|.*threshold exceeded|.*impending)/i.test(said) ? 'failed' : null
}

function factsIn(output: string, fields: TextFields): SmartFacts {
  const percent = (name: string) => wholeIn(/^(\d+)\s*%?/.exec(fields.get(name) ?? '')?.[1])
  const critical = /^0x([0-9a-f]{1,2})\b/i.exec(fields.get('critical warning') ?? '')?.[1]
  const endurance = /^0x\S+\s+0x\S+\s+\d+\s+(\d+)\s+\S+\s+Percentage Used Endurance Indicator/m.exec(output)?.[1]
  return {
    ...NO_SMART,
    overall: overallIn(fields),
    attributes: attributesIn(output),
    criticalWarning: critical === undefined ? null : Number.parseInt(critical, 16),
    percentageUsed: percent('percentage used') ?? percent('percentage used endurance indicator') ?? wholeIn(endurance),
    availableSpare: percent('available spare'),
    spareThreshold: percent('available spare threshold'),
    mediaErrors: wholeIn(fields.get('media and data integrity errors')),
    grownDefects: wholeIn(fields.get('elements in grown defect list')),
    uncorrectedErrors: uncorrectedIn(output),
    selfTestFailed:
      /^# ?1\s+.*\b(read|write|electrical|servo\/seek|handling|unknown)[- ](failure|damage|element failure)/im.test(
        output,
      ) || /^# ?1\s+.*\b(Failed in segment|Completed: (read|electrical|servo))/im.test(output),
  }
}

/** The last column of the error counter log: total uncorrected errors of read, write, verify. */
function uncorrectedIn(output: string): number | null {
  const rows = Array.from(output.matchAll(/^(?:read|write|verify):\s+[\d.\s]*?(\d+)\s*$/gim), (found) =>
    Number(found[1]),
  )
  return rows.length === 0 ? null : rows.reduce((sum, count) => sum + count, 0)
}

/** Both layouts of the attribute table: with TYPE and UPDATED columns (`-A`), or brief with six flags (`-x`). */
function attributesIn(output: string): SmartAttribute[] {
  const rows = output.matchAll(
    /^ {0,2}(\d{1,3}) ([A-Za-z]\S*)\s+(0x[0-9a-f]{4}|[-POSRCK+ ]{6})\s+(\d{1,3}|---)\s+(\d{1,3}|---)\s+(\d{1,3}|---)\s+(.*)$/gm,
  )
  return Array.from(rows, ([, id, name, flags, value, , , rest]) => {
    const [, type, failed, raw] =
      /^(Pre-fail|Old_age)\s+(?:Always|Offline|-)\s+(\S+)\s+(.*)$/.exec(rest ?? '') ??
      /^()(\S+)\s+(.*)$/.exec(rest ?? '') ??
      []
    return {
      id: Number(id),
      name: name ?? '',
      raw: (raw ?? '').trim().slice(0, 60),
      value: wholeIn(value),
      failed: /now/i.test(failed ?? '') ? 'now' : /past/i.test(failed ?? '') ? 'past' : null,
      prefailure: type === 'Pre-fail' || /^P/.test(flags ?? ''),
    } as const
  }).slice(0, 256)
}
