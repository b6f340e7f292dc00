import { healthOf, NO_SMART } from '../health.ts'
import { mediumOf, reportOfMedia } from '../medium.ts'
import { makerOfModel } from '../medium-makers.ts'
import { real, realModel, realSerial } from '../placeholder.ts'
import { firstLines, type PrintedFields, printedFields } from '../printed-fields.ts'
import { bytesOf, wholeOf } from '../quantity.ts'
import type { Reader } from '../reader.ts'
import type { Medium } from '../report.ts'

/** nvme-cli text: the table of `list`, "key : value" of `id-ctrl` and `smart-log`. */
export const nvmeText: Reader = {
  format: 'nvme-text',
  recognises: ({ text, json }) => json === undefined && START.test(text.slice(0, 5000)),
  read: ({ text }) => {
    const lines = firstLines(text)
    const table = lines.findIndex((line) => /^Node\s+.*\bSN\s+.*\bModel\b/.test(line))
    const media = table >= 0 ? mediaOfTable(lines.slice(table)) : [mediumOfFields(printedFields(lines))]
    return reportOfMedia(media, { kind: 'notPrinted', health: 'notInFormat' })
  },
}

const START = /^(Node\s+(Generic\s+)?SN\s+Model\b|NVME Identify Controller:|Smart Log for NVME device:)/im

/** Columns stand where the dashes under the heading stand. */
function mediaOfTable([heading = '', dashes = '', ...rows]: readonly string[]): Medium[] {
  const columns = Array.from(dashes.matchAll(/-+/g), ({ 0: run, index }) => [index, index + run.length] as const)
  const nameOf = ([start, end]: readonly [number, number]) => heading.slice(start, end).trim().toLowerCase()
  return rows
    .filter((row) => row.startsWith('/dev/'))
    .map((row) => new Map(columns.map((column) => [nameOf(column), row.slice(...column).trim()])))
    .map((cells) => {
      const model = realModel(cells.get('model'))
      const usage = /\/\s*([\d.,]+)\s*([KMGTP]?B)/.exec(cells.get('usage') ?? '')
      return mediumOf({
        maker: makerOfModel(model),
        model,
        serial: realSerial(cells.get('sn')),
        firmware: real(cells.get('fw rev')),
        bytes: usage ? bytesOf(`${usage[1]} ${usage[2]}`, 'decimal') : null,
        kind: 'nvme',
      })
    })
}

function mediumOfFields(fields: PrintedFields): Medium {
  const model = realModel(fields.get('mn'))
  const number = (name: string) => wholeOf((/^[\d,. ]+/.exec(fields.get(name) ?? '')?.[0] ?? '').replace(/[,. ]/g, ''))
  const percentageUsed = number('percentage_used')
  const warning = fields.get('critical_warning')
  return mediumOf({
    maker: makerOfModel(model),
    model,
    serial: realSerial(fields.get('sn')),
    firmware: real(fields.get('fr')),
    bytes: number('tnvmcap') || null,
    kind: 'nvme',
    ...healthOf({
      ...NO_SMART,
      criticalWarning: warning && /^(0x)?[0-9a-f]+$/i.test(warning) ? Number(warning) : null,
      percentageUsed,
      availableSpare: number('available_spare'),
      spareThreshold: number('available_spare_threshold'),
      mediaErrors: number('media_errors'),
    }),
    hours: number('power_on_hours'),
    wear: percentageUsed === null ? null : percentageUsed / 100,
  })
}
