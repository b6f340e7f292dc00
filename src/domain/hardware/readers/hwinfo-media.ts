import { mediumOf, vendorOf } from '../medium.ts'
import { makerOfModel } from '../medium-makers.ts'
import { mayBeMedium, SMALLEST_MEDIUM_BYTES } from '../medium-names.ts'
import { realModel, realSerial } from '../placeholder.ts'
import { countOf } from '../quantity.ts'
import type { Medium, MediumKind } from '../report.ts'
import { type Entry, get } from './hwinfo-entry.ts'

/** Not a medium: floppies, virtual devices, an eMMC chip's own partitions, a reader without its card. */
export function mediumIn(one: Entry): Medium[] {
  const file = get(one, 'device file')
  const bytes = countOf(/\((\d+) bytes\)/.exec(get(one, 'capacity'))?.[1])
  const withoutMedium = /no medium/.test(get(one, 'drive status')) && !file.includes('nvme')
  if (withoutMedium || !mayBeMedium(file.replace(/ .*/, '')) || (bytes !== null && bytes < SMALLEST_MEDIUM_BYTES))
    return []
  const linked = linkedIdentity(one)
  const device = realModel(get(one, 'device'))
  const model = device === null && /(^|\s)Disk$/.test(get(one, 'model')) ? linked?.model : get(one, 'model')
  const known = realModel(model) ?? device
  return [
    mediumOf({
      maker: makerOfDisk(one, file, known),
      model: known,
      serial: realSerial(get(one, 'serial id')) ?? realSerial(linked?.serial),
      firmware: realModel(get(one, 'revision')),
      bytes,
      kind: kindOfDisk(one, file),
    }),
  ]
}

/** On NVMe the vendor is that of the controller chip: the model decides first. */
function makerOfDisk(one: Entry, file: string, model: string | null): string | null {
  const vendor = vendorOf(get(one, 'vendor'))
  return /\/nvme\d/.test(file) ? (makerOfModel(model) ?? vendor) : (vendor ?? makerOfModel(model))
}

/** Where hwinfo calls a drive "Disk", udev's link names it: "mmc-BGND3R_0x3845eae7", "nvme-MODEL_SERIAL". */
function linkedIdentity(one: Entry): { readonly model: string; readonly serial: string } | null {
  const links = (one.fields.get('device files') ?? '').split(/,\s*/).map((link) => LINK.exec(link))
  const [, model, serial] = links.filter((found) => found !== null).sort((a, b) => a[0].length - b[0].length)[0] ?? []
  return model && serial ? { model: model.replaceAll('_', ' '), serial } : null
}

const LINK = /\/by-id\/(?:mmc|nvme)-(?!eui\.|nvme\.|uuid\.)(\S+)_([^_\s]{4,})$/

function kindOfDisk(one: Entry, file: string): MediumKind {
  const drivers = `${one.fields.get('driver') ?? ''} ${one.fields.get('device files') ?? ''}`
  if (/usb-storage|\buas\b|\/usb-/.test(drivers)) return 'usb'
  if (/\/nvme\d/.test(file)) return 'nvme'
  if (/\/mmcblk\d/.test(file)) return 'emmc'
  return /\bssd\b/i.test(`${get(one, 'model')} ${get(one, 'device')}`) ? 'ssd' : 'unknown'
}
