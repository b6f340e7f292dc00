import type { DeviceKind } from '../hardware/report.ts'

/** One line of what a request asks for. */
export interface Wanted {
  readonly kind: DeviceKind
  readonly count: number
  readonly use: string
}

/** One line of an annex, as signed. */
export interface AnnexLine {
  readonly deviceId: string
  readonly code: string
  readonly kind: DeviceKind
  readonly maker: string
  readonly model: string
  /** The serial printed on the machine; its own code where the maker printed none. */
  readonly serial: string
  readonly inventoryNumber: string
  /** `YYYY-MM-DD`, a year, or nothing where it is not known. */
  readonly acquired: string
  /** Euros, tax included; null where the transfer has no ceiling and nobody estimated it. */
  readonly unitValueEur: number | null
}

/** The whole text of an agreement, as drawn: what both sides sign. In French, whatever the language of the screen. */
export interface AgreementContent {
  readonly template: number
  readonly number: string
  readonly title: string
  readonly us: { readonly name: string; readonly says: string }
  readonly them: { readonly name: string; readonly says: string }
  readonly visas: readonly string[]
  readonly clauses: readonly { readonly id: string; readonly title: string; readonly text: string }[]
  readonly annex: readonly AnnexLine[]
}
