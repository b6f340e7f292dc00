import { reportOf, why } from '../blank.ts'
import { kindOfRotation, mediumOf, reportOfMedia, wwnOf } from '../medium.ts'
import { makerOfModel } from '../medium-makers.ts'
import { real, realModel, realSerial } from '../placeholder.ts'
import { firstLines, type PrintedFields, printedFields } from '../printed-fields.ts'
import { countOf } from '../quantity.ts'
import type { Reader } from '../reader.ts'
import type { Medium } from '../report.ts'

/** `hdparm -I` (and `-i`) of one or several disks. */
export const hdparm: Reader = {
  format: 'hdparm',
  recognises: ({ text }) =>
    /^\/dev\/\S+:$/m.test(text.slice(0, 20_000)) &&
    /^[ \t]*(ATA device, with|ATAPI |CompactFlash ATA|non-removable ATA|removable ATA|Model=)/m.test(
      text.slice(0, 100_000),
    ),
  read: ({ text }) => {
    const parts = text.split(/^(?=\/dev\/\S+:$)/m).filter((part) => /^\/dev\//.test(part))
    const disks = parts.filter((part) => !/^[ \t]*ATAPI /m.test(part.slice(0, 1000))).slice(0, 1000)
    const media = disks.map(mediumOfPart).filter(({ model, serial, bytes }) => model ?? serial ?? bytes)
    if (disks.length === 0 || media.length > 0)
      return reportOfMedia(media, { kind: 'notPrinted', health: 'notInFormat' })
    return reportOf({}, { media: why('notPrinted', 'the drive gave no identification') })
  },
}

function mediumOfPart(part: string): Medium {
  const lines = firstLines(part)
  const fields = printedFields(lines)
  const short = SHORT.exec(lines.find((line) => line.includes('Model=')) ?? '')
  const model = realModel(fields.get('model number') ?? short?.[1])
  const rotation = fields.get('nominal media rotation rate') ?? ''
  return mediumOf({
    maker: makerOfModel(model),
    model,
    serial: realSerial(fields.get('serial number') ?? short?.[3]),
    firmware: real(fields.get('firmware revision') ?? short?.[2]),
    wwn: wwnOf(fields.get('logical unit wwn device identifier')),
    bytes: bytesOfPart(fields, lines),
    kind: /solid state/i.test(rotation) ? 'ssd' : kindOfRotation(countOf(rotation)),
  })
}

/** `hdparm -i`: " Model=WDC WD1600JS-60MHB5, FwRev=10.02E04, SerialNo=WD-WCANM33344334". */
const SHORT = /Model=([^,]*), *FwRev=([^,]*), *SerialNo=([^,]*)/

/** Sectors × logical sector size; the rounded "1000204 MBytes" only where no sector count is printed. */
function bytesOfPart(fields: PrintedFields, lines: readonly string[]): number | null {
  const number = (...names: readonly string[]) =>
    names.map((name) => countOf(/^\d+/.exec(fields.get(name) ?? '')?.[0])).find((count) => count !== null) ?? null
  const short = countOf(/\bLBAsects=(\d+)/.exec(lines.find((line) => line.includes('LBAsects=')) ?? '')?.[1])
  const sectors = number('lba48 user addressable sectors', 'lba user addressable sectors') ?? short
  const sectorSize = number('logical/physical sector size', 'logical sector size') ?? 512
  const megabytes = number('device size with m = 1000*1000')
  return sectors ? sectors * sectorSize : megabytes && megabytes * 1e6
}
