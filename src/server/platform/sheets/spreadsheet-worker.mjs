// Writes and reads workbooks away from the thread that serves people: a workbook is held whole in memory while it is at work.
import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'

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
  cellText: true,
  cellDates: true,
  UTC: true,
}

const names = ({ bytes }) => read(bytes, { ...SAFE, bookSheets: true }).SheetNames

/** A date is written as a sheet of ours writes it; everything else as it shows. */
function said(cell) {
  if (cell === undefined || cell === null || cell.v === undefined || cell.t === 'e') return ''
  if (cell.t === 'd')
    return cell.v
      .toISOString()
      .replace(/T00:00:00\.000Z$/, '')
      .replace('T', ' ')
      .slice(0, 16)
  if (cell.t === 'n') return String(cell.v)
  if (cell.t === 'b') return cell.v ? 'oui' : 'non'
  return String(cell.v).slice(0, 10_000)
}

function rows({ bytes, sheet, most }) {
  const book = read(bytes, { ...SAFE, sheets: [sheet], sheetRows: most + 1 })
  const data = book.Sheets[book.SheetNames[sheet]]?.['!data'] ?? []
  const width = Math.min(
    300,
    data.reduce((widest, line) => Math.max(widest, line?.length ?? 0), 0),
  )
  return Array.from(data, (line) => Array.from({ length: width }, (_, at) => said(line?.[at])))
}

const ACTS = { write: writeBook, names, rows }
parentPort.postMessage(ACTS[workerData.job.act](workerData.job))
