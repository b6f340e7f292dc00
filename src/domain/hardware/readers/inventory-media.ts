import { BYTES_IN, type DiskUnit, unitOfSizes } from '../disk-sizes.ts'
import { type Fields, numeric } from '../fields.ts'
import { mediumOf, vendorOf, wwnOf } from '../medium.ts'
import { makerOfModel } from '../medium-makers.ts'
import { bareName, mayBeMedium, SMALLEST_MEDIUM_BYTES } from '../medium-names.ts'
import { real, realModel, realSerial } from '../placeholder.ts'
import type { Medium, MediumKind } from '../report.ts'

/**
 * The media among the storages an inventory agent lists; `physical` = the machine is no virtual one, `usual` = the unit
 * of that agent's sizes where the sizes themselves do not tell.
 */
export function mediaOfStorages(storages: readonly Fields[], physical: boolean, usual: DiskUnit): Medium[] {
  const unit = unitOfSizes(
    storages.flatMap((one) => numeric(one.disksize) ?? []),
    usual,
  )
  const media = storages.filter((one) => isMedium(one, physical)).map((one) => mediumOfStorage(one, unit))
  const seen = new Set<string>()
  return media.filter(({ serial, bytes }) => {
    const key = `${serial} ${bytes}`
    const again = serial !== null && seen.has(key)
    seen.add(key)
    return !again
  })
}

/** Agents list optical drives, loops and virtual disks as storages: only what can hold a machine's data is kept. */
function isMedium(one: Fields, physical: boolean): boolean {
  const name = String(one.name ?? '')
  const words = wordsOf(one, ['type', 'description', 'model', 'name'])
  const bytes = bytesOfStorage(one, 'MB')
  return (
    mayBeMedium(name) &&
    mayBeMedium(String(one.description ?? '')) &&
    !/\b(cd|dvd|bd|blu-?ray|cd-?rom|dvd[-+ ]?r\w*|rom|floppy|disquettes?|tape|enclosure|lecteur dvd|card ?reader|lecteur de cartes?)\b/.test(
      words,
    ) &&
    !(
      physical &&
      (/^v(irtual( i\/o device)?)?$/.test(textOf(one.description)) || /^(vd|xvd)[a-z]+$/.test(bareName(name)))
    ) &&
    (bytes === null || bytes >= SMALLEST_MEDIUM_BYTES) &&
    (bytes !== null || realSerial(one.serial ?? one.serialnumber) !== null || realModel(one.model) !== null)
  )
}

function mediumOfStorage(one: Fields, unit: DiskUnit): Medium {
  const model =
    realModel(one.model) ??
    (/^[sv]d[a-z]|^nvme|^mmc|physicaldrive|^disk\d/i.test(String(one.name)) ? null : realModel(one.name))
  return mediumOf({
    maker: makerOf(one, model),
    model,
    serial: realSerial(one.serial) ?? realSerial(one.serialnumber),
    firmware: real(one.firmware),
    wwn: wwnOf(one.wwn),
    bytes: bytesOfStorage(one, unit),
    kind: kindOfStorage(one),
  })
}

/** The agents' `manufacturer` may be a bus, a Windows driver class or smartctl's family of drives: then the model decides. */
function makerOf(one: Fields, model: string | null): string | null {
  const printed = vendorOf(one.manufacturer)
  const isMaker = printed !== null && !/^\(.*\)$|\b(based|driven)\b|\bssds?$|^standard|^microsoft$/i.test(printed)
  return isMaker ? printed : makerOfModel(model, printed)
}

/** `disksize` has decimals in the OCS Unix agent (GLPI inventory format, OCS agents). */
function bytesOfStorage(one: Fields, unit: DiskUnit): number | null {
  const megabytes = numeric(one.disksize)
  return megabytes !== null && megabytes > 0 ? Math.round(megabytes * BYTES_IN[unit]) : null
}

const KINDS: readonly { readonly is: MediumKind; readonly fields: readonly string[]; readonly says: RegExp }[] = [
  { is: 'nvme', fields: ['interface', 'description', 'type', 'model', 'name'], says: /\bnvme|^nvme/ },
  { is: 'usb', fields: ['interface', 'description', 'type'], says: /\busb\b|\bremovable\b|\bexternal hard disk/ },
  { is: 'emmc', fields: ['interface', 'description', 'type', 'name'], says: /\be?mmc|\bsd ?card/ },
  { is: 'ssd', fields: ['type', 'description', 'model', 'manufacturer'], says: /\bssds?\b|solid[- ]state/ },
  { is: 'hdd', fields: ['type', 'description'], says: /\bhdds?\b|\brotational\b/ },
]

function kindOfStorage(one: Fields): MediumKind {
  return KINDS.find((row) => row.says.test(wordsOf(one, row.fields)))?.is ?? 'unknown'
}

function wordsOf(one: Fields, fields: readonly string[]): string {
  return fields.map((field) => textOf(one[field])).join(' | ')
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 300).trim().toLowerCase() : ''
}
