// Writes and reads workbooks away from the thread that serves people: a workbook is held whole in memory while it is at work.
import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { inflateRawSync } from 'node:zlib'

const { read, utils, write } = createRequire(workerData.root)('@e965/xlsx')

// The library reads and writes the separators of these formats in both kinds of file.
const DAY = 'dd/mm/yyyy'
const HOUR = 'dd/mm/yyyy" "hh":"mm'

const TYPES = { string: 's', number: 'n', boolean: 'b' }
const cellOf = (value) => {
  if (value === null) return undefined
  if (typeof value === 'object') return { t: 'd', v: new Date(value.at), z: value.hour ? HOUR : DAY }
  return { t: TYPES[typeof value], v: value }
}

function writeBook({ format, name, widths, cells }) {
  const last = { r: cells.length - 1, c: widths.length - 1 }
  const sheet = {
    '!ref': utils.encode_range({ s: { r: 0, c: 0 }, e: last }),
    '!cols': widths.map((wch) => ({ wch })),
    '!data': cells.map((line) => line.map(cellOf)),
  }
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, name)
  return new Uint8Array(
    write(book, { bookType: format, type: 'buffer', compression: true, cellDates: true, UTC: true }),
  )
}

// No formula, no style, no link: values only.
const SAFE = {
  dense: true,
  cellFormula: false,
  cellHTML: false,
  cellStyles: false,
  cellText: false,
  cellDates: true,
  UTC: true,
}
const MOST_ENTRIES = 2000
const MOST_COLUMNS = 300

/**
 * Every entry of the zip, inflated once with the size that it declares as its bound: a file that grows past what is allowed, or past
 * what it says, is refused before the library holds it (ZIP, APPNOTE 6.3.10 §4.3).
 */
function weigh(bytes, mostBytes) {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || end + 22 > zip.length) throw new Error('no zip')
  const entries = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  let total = 0
  if (entries > MOST_ENTRIES) throw new Error('too many entries')
  for (let index = 0; index < entries; index += 1) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new Error('broken directory')
    const method = zip.readUInt16LE(at + 10)
    const packed = zip.readUInt32LE(at + 20)
    const size = zip.readUInt32LE(at + 24)
    const local = zip.readUInt32LE(at + 42)
    total += size
    if (total > mostBytes) throw new Error('too large once inflated')
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    if (method === 8) inflateRawSync(zip.subarray(start, start + packed), { maxOutputLength: Math.max(1, size) })
    else if (method !== 0) throw new Error('unknown compression')
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
}

/** A date is written as a sheet of ours writes it, a whole number without its decimals. */
function said(cell) {
  if (cell === undefined || cell === null || cell.v === undefined || cell.t === 'e') return ''
  if (cell.t === 'd') return cell.v.toISOString().replace('T00:00:00.000Z', '').replace('T', ' ').slice(0, 16)
  if (cell.t === 'b') return cell.v ? 'oui' : 'non'
  return String(cell.v).slice(0, 10_000).trim()
}

function readBook({ bytes, mostRows, mostSheets, mostBytes }) {
  weigh(bytes, mostBytes)
  const book = read(bytes, { ...SAFE, sheetRows: mostRows + 1 })
  return book.SheetNames.slice(0, mostSheets).map((name) => {
    const data = book.Sheets[name]?.['!data'] ?? []
    const rows = Array.from(data, (line) => Array.from((line ?? []).slice(0, MOST_COLUMNS), said))
    return { name, rows: rows.filter((row) => row.some((cell) => cell !== '')) }
  })
}

const ACTS = { write: writeBook, read: readBook }
parentPort.postMessage(ACTS[workerData.job.act](workerData.job))
