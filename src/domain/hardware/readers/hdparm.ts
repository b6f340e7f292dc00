import { reportOf, why } from '../blank.ts'
import { kindOfRotation, mediumOf, wwnOf } from '../medium.ts'
import { makerOfModel } from '../medium-makers.ts'
import { real, realModel, realSerial } from '../placeholder.ts'
import { countOf } from '../quantity.ts'
import type { Reader } from '../reader.ts'
import type { Medium } from '../report.ts'

/** `hdparm -I` (and `-i`) of one or several disks. */
export const hdparm: Reader = {
  format: 'hdparm',
  recognises: ({ text }) =>
    /^\/dev\/\S+:$/m.test(text.slice(0, 20_000)) &&
    /^\s*(ATA device, with|ATAPI |CompactFlash ATA|non-removable ATA|removable ATA)|^\s*Model=/m.test(text),
  read: ({ text }) => {
    const parts = text.split(/^(?=\/dev\/\S+:$)/m).filter((part) => /^\/dev\//.test(part))
    const disks = parts.filter((part) => !/^\s*ATAPI /m.test(part)).slice(0, 1000)
    const media = disks.map(mediumOfPart).filter(({ model, serial, bytes }) => model ?? serial ?? bytes)
    if (disks.length === 0 || media.length > 0) return reportOf({ media })
    return reportOf({}, { media: why('notPrinted', 'the drive gave no identification') })
  },
}

function mediumOfPart(part: string): Medium {
  const first = (pattern: RegExp) => pattern.exec(part)?.[1]?.trim()
  const model = realModel(first(/^\s*Model Number:\s+(.*)$/m) ?? first(/^\s*Model=([^,\n]*)/m))
  const rotation = first(/Nominal Media Rotation Rate:\s+(.*)$/m)
  return mediumOf({
    maker: makerOfModel(model),
    model,
    serial: realSerial(first(/^\s*Serial Number:\s+(.*)$/m) ?? first(/\bSerialNo=([^,\n]*)/)),
    firmware: real(first(/^\s*Firmware Revision:\s+(.*)$/m) ?? first(/\bFwRev=([^,\n]*)/)),
    wwn: wwnOf(first(/Logical Unit WWN Device Identifier:\s+(\S+)/)),
    bytes: bytesOfPart(part),
    kind: /solid state/i.test(rotation ?? '') ? 'ssd' : kindOfRotation(countOf(rotation)),
  })
}

/** Sectors × logical sector size; the rounded "1000204 MBytes" only where no sector count is printed. */
function bytesOfPart(part: string): number | null {
  const number = (pattern: RegExp) => countOf(pattern.exec(part)?.[1])
  const sectors =
    number(/LBA48\s+user addressable sectors:\s*(\d+)/) ??
    number(/LBA\s+user addressable sectors:\s*(\d+)/) ??
    number(/LBAsects=(\d+)/)
  const sectorSize = number(/Logical(?:\/Physical)?\s+Sector size:\s*(\d+) bytes/) ?? 512
  const megabytes = number(/device size with M = 1000\*1000:\s*(\d+) MBytes/)
  return sectors ? sectors * sectorSize : megabytes && megabytes * 1e6
}
