import { type BookCell, type BookSheet, nextRow, sheetRows, xmlText } from './book.ts'
import type { ZipPart } from './zip-write.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

/** The styles that cells name: headings, days, instants. */
const STYLE = { heading: 1, date: 2, instant: 3 } as const
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf xfId="0"/><xf fontId="1" applyFont="1" xfId="0"/><xf numFmtId="164" applyNumberFormat="1" xfId="0"/><xf numFmtId="165" applyNumberFormat="1" xfId="0"/></cellXfs></styleSheet>`

/** Sheets are XML files unless said otherwise, so that this part comes first whatever their number. */
const TYPES = `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`

const relations = (...targets: readonly (readonly [string, string])[]) =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${targets
    .map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${RELATION}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

/** The parts of an Office Open XML workbook (ISO/IEC 29500-1 §18), sheets as they fill. */
export async function* xlsxParts(sheet: BookSheet): AsyncGenerator<ZipPart> {
  yield { name: '[Content_Types].xml', text: [TYPES] }
  yield { name: '_rels/.rels', text: [relations(['officeDocument', 'xl/workbook.xml'])] }
  yield { name: 'xl/styles.xml', text: [STYLES] }
  const sheets: string[] = []
  let row = await nextRow(sheet)
  do {
    sheets.push(sheets.length === 0 ? sheet.name : `${sheet.name} ${sheets.length + 1}`)
    const from = row
    const text = async function* () {
      row = yield* worksheet(sheet, from)
    }
    yield { name: `xl/worksheets/sheet${sheets.length}.xml`, text: text() }
  } while (row)
  const names = sheets.map((name, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
  const book = `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATION}"><sheets>${names.join('')}</sheets></workbook>`
  yield { name: 'xl/workbook.xml', text: [book] }
  const targets = sheets.map((_, at) => ['worksheet', `worksheets/sheet${at + 1}.xml`] as const)
  yield { name: 'xl/_rels/workbook.xml.rels', text: [relations(...targets, ['styles', 'styles.xml'])] }
}

async function* worksheet(sheet: BookSheet, first: readonly BookCell[] | null) {
  const widths = sheet.widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  )
  const frozen =
    '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews>${frozen}</sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${sheet.headings
    .map((heading, at) => textCell(`${LETTERS(at)}1`, heading, ` s="${STYLE.heading}"`))
    .join('')}</row>`
  const letters = sheet.headings.map((_, at) => LETTERS(at))
  const left = yield* sheetRows(sheet, first, (cells, number) => {
    const line = number + 2
    const written = cells.map((cell, at) => (cell ? cellXml(`${letters[at]}${line}`, cell) : ''))
    return `<row r="${line}">${written.join('')}</row>`
  })
  yield '</sheetData></worksheet>'
  return left
}

/** 27 → `AB`. */
const LETTERS = (column: number): string =>
  (column < 26 ? '' : LETTERS(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26))

/** Text that looks like an escape of the format is kept as it reads (§22.4.2.4). */
const textCell = (at: string, text: string, style = '') =>
  `<c r="${at}" t="inlineStr"${style}><is><t xml:space="preserve">${xmlText(text).replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')}</t></is></c>`

/** The days since 30 December 1899 of a wall clock. */
const serialOf = (value: string) =>
  (Date.parse(`${value}Z`.replace(/^(.{10})Z$/, '$1')) - Date.UTC(1899, 11, 30)) / 86_400_000

function cellXml(at: string, cell: NonNullable<BookCell>): string {
  if (cell.type === 'text') return textCell(at, cell.value)
  if (cell.type === 'number') return `<c r="${at}"><v>${cell.value}</v></c>`
  if (cell.type === 'boolean') return `<c r="${at}" t="b"><v>${cell.value ? 1 : 0}</v></c>`
  return `<c r="${at}" s="${STYLE[cell.type]}"><v>${serialOf(cell.value)}</v></c>`
}
