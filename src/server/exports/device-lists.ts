import { KINDS } from '../../domain/circuit/kinds.ts'
import { type DeviceState, STATES } from '../../domain/circuit/states.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { showCode } from '../fleet/code.ts'
import { keepFleet, seeFleet, work } from '../organisation/permissions.ts'
import type { Permission } from '../platform/http/permission.ts'
import type { SheetColumn } from '../platform/sheets/sheet.ts'
import type { Bilingual } from '../platform/text/text.ts'
import { type ExportedDevice, nextDevices } from './device-rows.sql.ts'
import { date, instant, type ListExport, listExport, number, text } from './export.ts'

const OWNERS: Readonly<Record<string, Bilingual>> = {
  organisation: { fr: 'collectivité', en: 'organisation' },
  donor: { fr: 'donateur', en: 'donor' },
  lessor: { fr: 'bailleur', en: 'lessor' },
  otherAuthority: { fr: 'autre collectivité', en: 'other authority' },
  recipient: { fr: 'bénéficiaire', en: 'recipient' },
}
const WORKS: Readonly<Record<string, Bilingual>> = {
  working: { fr: 'oui', en: 'yes' },
  notWorking: { fr: 'non', en: 'no' },
  unknown: { fr: 'pas essayé', en: 'not tried' },
}
const REASONS: Readonly<Record<string, Bilingual>> = {
  obsolete: { fr: 'obsolète', en: 'obsolete' },
  broken: { fr: 'en panne', en: 'broken' },
  needChanged: { fr: 'besoin changé', en: 'need changed' },
  other: { fr: 'autre', en: 'other' },
}

/** Every column that an import can read back, under the same headings. */
export const DEVICE_COLUMNS: readonly SheetColumn<ExportedDevice>[] = [
  text('Code', 'Code', (row) => showCode(row.code)),
  text('Nature', 'Kind', (row, lang) => KINDS.rows[row.kind as DeviceKind].name[lang]),
  text('Fabricant', 'Maker', (row) => row.maker),
  text('Modèle', 'Model', (row) => row.model),
  text('Nom commercial', 'Commercial name', (row) => row.name),
  text('Numéro de série', 'Serial number', (row) => row.serial),
  text('Numéro d’inventaire', 'Inventory number', (row) => row.inventoryNumber),
  text('État', 'State', (row, lang) => STATES.rows[row.state as DeviceState].name[lang]),
  instant('Depuis', 'Since', (row) => row.stateSince),
  text('Lieu', 'Place', (row) => row.place),
  text('Lot', 'Batch', (row) => row.batch),
  number('Vie', 'Life', (row) => row.life),
  text('Grade', 'Grade', (row) => row.grade),
  text('Fonctionne', 'Works', (row, lang) => WORKS[row.works]?.[lang] ?? null),
  text('Propriétaire', 'Owner', (row, lang) => OWNERS[row.owner]?.[lang] ?? null),
  text('Processeur', 'Processor', (row) => row.cpu),
  number('Mémoire (Go)', 'Memory (GB)', (row) =>
    row.memoryBytes === null ? null : Math.round((row.memoryBytes / 2 ** 30) * 10) / 10,
  ),
  number('Année', 'Year', (row) => row.builtYear),
  date('Acheté le', 'Bought on', (row) => row.boughtOn),
  number('Valeur (€)', 'Value (€)', (row) => (row.valueEur === null ? null : Number(row.valueEur))),
  date('Réformé le', 'Decommissioned on', (row) => row.decommissionedOn),
  text('Motif de réforme', 'Decommission reason', (row, lang) => REASONS[row.decommissionReason ?? '']?.[lang] ?? null),
]

const devices = (
  path: string,
  name: string,
  title: Bilingual,
  access: Permission,
  states: readonly DeviceState[],
): ListExport =>
  listExport<ExportedDevice>({
    path,
    name,
    title,
    access,
    as: 'technician',
    personal: false,
    columns: DEVICE_COLUMNS,
    next: (tx, asked, after) => nextDevices(tx, asked, after, states),
  })

/** The lists whose rows are devices: all of them, or those that wait at a step. */
export const DEVICE_LISTS: readonly ListExport[] = [
  devices('/parc', 'parc', { fr: 'Parc', en: 'Fleet' }, seeFleet, []),
  devices('/reforme', 'reforme', { fr: 'Réforme', en: 'Decommissioned' }, keepFleet, ['decommissioned']),
  devices('/arrivees', 'arrivees', { fr: 'Arrivées', en: 'Arrivals' }, work, ['received', 'returned']),
  devices('/tri', 'tri', { fr: 'Tri', en: 'Triage' }, seeFleet, ['identified']),
  devices('/atelier', 'atelier', { fr: 'Atelier', en: 'Workshop' }, seeFleet, ['triaged', 'inWork']),
]
