import type { HardwareReport, Refusal } from './report.ts'

/** One dump, decoded once for all readers. `json` is undefined when the text is not JSON. */
export interface Dump {
  readonly bytes: Uint8Array
  readonly text: string
  readonly json: unknown
}

/** A reader of one format. Content decides: `recognises` never sees a file name. */
export interface Reader {
  readonly format: string
  recognises(dump: Dump): boolean
  read(dump: Dump): HardwareReport | { readonly refused: Refusal }
}
