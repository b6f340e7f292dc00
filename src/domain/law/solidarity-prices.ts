import type { DeviceKind } from '../hardware/report.ts'
import type { Day, Table } from '../rules.ts'

/** Ceilings of a solidarity price, euros, VAT included, for a working device with charger, disk, system and battery. */
export const SOLIDARITY_PRICES: Table<Readonly<Partial<Record<DeviceKind | 'multifunction', number>>>> & {
  readonly source: string
} = {
  version: 1,
  inForceFrom: '2022-11-10',
  source: 'Décret 2022-1413 du 7 novembre 2022 (JO du 9)',
  rows: { laptop: 180, desktop: 150, tablet: 100, phone: 100, screen: 30, printer: 30, multifunction: 170 },
}

/** The ceiling on that day; the desktop's holds with screen, keyboard and mouse. `none` = the decree sets no price. */
export function solidarityCeiling(kind: DeviceKind | 'multifunction', date: Day): number | 'none' {
  return date < SOLIDARITY_PRICES.inForceFrom ? 'none' : (SOLIDARITY_PRICES.rows[kind] ?? 'none')
}
