/**
 * What a machine says of itself, whatever the tool that asked. `null` = this format cannot say, or says a placeholder;
 * `[]` = it says there is none. Every `null` of a top-level field has its reason in `unknown`.
 */
export interface HardwareReport {
  /** Maker, model, serial as the machine's own fields print them (DMI type 1, lshw root), trimmed. */
  readonly maker: string | null
  readonly model: string | null
  readonly serial: string | null
  /** Lower case, as printed by the tool; byte order differs between tools (see `sameUuid`). */
  readonly uuid: string | null
  /** The commercial name where the format holds one beside `model` (Lenovo's version field, lshw FM_…). */
  readonly name: string | null
  readonly kind: DeviceKind
  readonly board: {
    readonly maker: string | null
    readonly model: string | null
    readonly serial: string | null
  } | null
  readonly firmware: {
    readonly maker: string | null
    readonly version: string | null
    readonly date: string | null
  } | null
  readonly cpu: readonly Cpu[] | null
  readonly memory: Memory | null
  readonly media: readonly Medium[] | null
  readonly batteries: readonly Battery[] | null
  readonly screens: readonly Screen[] | null
  readonly graphics: readonly { readonly maker: string | null; readonly model: string | null }[] | null
  readonly network: readonly NetworkCard[] | null
  /** TPM specification version ("2.0", "1.2"), null when the format cannot say. */
  readonly tpm: string | null
  readonly unknown: readonly Unknown[]
}

export const DEVICE_KINDS = [
  'laptop',
  'desktop',
  'mini',
  'all-in-one',
  'tablet',
  'phone',
  'server',
  'virtual',
  'screen',
  'printer',
  'other',
  'unknown',
] as const
export type DeviceKind = (typeof DEVICE_KINDS)[number]

export interface Cpu {
  readonly name: string | null
  readonly cores: number | null
}

export interface Memory {
  /** Sum of the modules where they are known, else what the system sees. */
  readonly bytes: number | null
  readonly modules: readonly MemoryModule[] | null
  /** Declared by the board; often wrong: show it as declared. */
  readonly declaredMaximumBytes: number | null
  readonly slots: number | null
}

export interface MemoryModule {
  readonly bytes: number | null
  /** "DDR4", "LPDDR3", "SDRAM"… */
  readonly type: string | null
  readonly serial: string | null
  readonly maker: string | null
  readonly soldered: boolean | null
}

export const MEDIUM_KINDS = ['hdd', 'ssd', 'nvme', 'emmc', 'usb', 'unknown'] as const
export type MediumKind = (typeof MEDIUM_KINDS)[number]
export type MediumHealth = 'ok' | 'warning' | 'failing' | 'unknown'

export interface Medium {
  readonly maker: string | null
  readonly model: string | null
  readonly serial: string | null
  readonly firmware: string | null
  readonly wwn: string | null
  /** Full capacity. */
  readonly bytes: number | null
  readonly kind: MediumKind
  readonly health: MediumHealth
  /** Power-on hours. */
  readonly hours: number | null
  /** Endurance used, 0–1 (may exceed 1 on NVMe). */
  readonly wear: number | null
  /** What the health rests on, in the tool's own terms: "smart_status failed", "197 Current_Pending_Sector = 8". */
  readonly signs: readonly string[]
}

export interface Battery {
  /** Share of the design capacity, 0–1. */
  readonly health: number | null
  readonly maker: string | null
  readonly model: string | null
  readonly serial: string | null
  readonly designMilliwattHours: number | null
  readonly cycles: number | null
}

export interface Screen {
  readonly maker: string | null
  readonly model: string | null
  readonly serial: string | null
  /** Diagonal. */
  readonly inches: number | null
  /** Year of manufacture. */
  readonly year: number | null
  readonly pixels: { readonly width: number; readonly height: number } | null
}

export interface NetworkCard {
  readonly mac: string | null
  readonly wireless: boolean | null
  readonly model: string | null
}

export interface Unknown {
  readonly field: string
  readonly why: string
}

/** What a reader answers: the report, and the name of the format it recognised (`lshw-json`, `dmidecode`, …). */
export type Reading = { readonly format: string; readonly report: HardwareReport } | { readonly refused: Refusal }

/** Why a file is refused, as a stable code; the screens have its sentence in both languages. */
export interface Refusal {
  readonly code: 'empty' | 'tooLarge' | 'notRecognised' | 'damaged' | 'tooDeep' | 'unreadable' | 'noMachine'
  readonly detail?: string
}
