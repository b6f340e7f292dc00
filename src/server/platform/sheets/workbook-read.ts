import type { SheetPart } from './book.ts'
import { readOds } from './ods-read.ts'
import { readXlsx } from './xlsx-read.ts'
import { openZip, type Zip } from './zip-read.ts'

/** A workbook that is read once. */
interface Workbook {
  readonly parts: AsyncGenerator<SheetPart>
  /** What there is to read, in bytes, and how much of it was read so far. */
  readonly weight: number
  readonly done: () => number
}

/** All that a workbook may weigh once inflated. */
const MOST_INFLATED = 600 * 1_048_576

/**
 * Opens a workbook (XLSX: ISO/IEC 29500-1; ODS: ISO/IEC 26300-3) to be read once, row after row, as texts: formulas as what they
 * showed last, dates as `YYYY-MM-DD HH:MM`. Null where the bytes are none, or weigh too much; the reading rejects a broken one.
 */
export function openWorkbook(bytes: Uint8Array): Workbook | null {
  const zip = openZip(bytes, MOST_INFLATED)
  const read = zip && READERS.find(({ of }) => zip.has(of))?.read
  return zip && read ? { parts: read(zip), weight: zip.size, done: () => zip.inflated() } : null
}

const READERS: readonly { readonly of: string; readonly read: (zip: Zip) => AsyncGenerator<SheetPart> }[] = [
  { of: '_rels/.rels', read: readXlsx },
  { of: 'content.xml', read: readOds },
]
