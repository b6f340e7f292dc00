import { type BookCell, type BookSheet, nextRow, sheetRows, xmlText } from './book.ts'
import type { ZipPart } from './zip-write.ts'

const TYPE = 'application/vnd.oasis.opendocument.spreadsheet'
const NAMES = ['office', 'table', 'text', 'style']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .concat('xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"')
  .concat('xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"')
  .join(' ')
const MANIFEST = `<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="${TYPE}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`

const part = (name: string) => `<number:${name} number:style="long"/>`
const DAY = `${part('day')}<number:text>/</number:text>${part('month')}<number:text>/</number:text>${part('year')}`
const HOUR = `<number:text> </number:text>${part('hours')}<number:text>:</number:text>${part('minutes')}`
/** Character of a column's width. */
const CHARACTER_CM = 0.21
const STYLES = `<number:date-style style:name="D">${DAY}</number:date-style><number:date-style style:name="I">${DAY}${HOUR}</number:date-style><style:style style:name="date" style:family="table-cell" style:data-style-name="D"/><style:style style:name="instant" style:family="table-cell" style:data-style-name="I"/><style:style style:name="heading" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>`

/** The parts of an OpenDocument spreadsheet (ISO/IEC 26300-3), tables as they fill. */
export async function* odsParts(sheet: BookSheet): AsyncGenerator<ZipPart> {
  // Unpacked and first: so a file is known for what it is (ISO/IEC 26300-2 §3.3).
  yield { name: 'mimetype', text: [TYPE], stored: true }
  yield { name: 'META-INF/manifest.xml', text: [MANIFEST] }
  yield { name: 'content.xml', text: content(sheet) }
}

async function* content(sheet: BookSheet): AsyncGenerator<string> {
  const widths = sheet.widths.map(
    (width, at) =>
      `<style:style style:name="co${at}" style:family="table-column"><style:table-column-properties style:column-width="${(width * CHARACTER_CM).toFixed(2)}cm"/></style:style>`,
  )
  yield `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${NAMES} office:version="1.3"><office:automatic-styles>${STYLES}${widths.join('')}</office:automatic-styles><office:body><office:spreadsheet>`
  const columns = widths.map((_, at) => `<table:table-column table:style-name="co${at}"/>`).join('')
  const headings = sheet.headings.map((heading) => textCell(heading, ' table:style-name="heading"')).join('')
  let row = await nextRow(sheet)
  let tables = 0
  do {
    tables += 1
    const name = tables === 1 ? sheet.name : `${sheet.name} ${tables}`
    yield `<table:table table:name="${xmlText(name)}">${columns}<table:table-row>${headings}</table:table-row>`
    row = yield* sheetRows(sheet, row, (cells) => `<table:table-row>${cells.map(cellXml).join('')}</table:table-row>`)
    yield '</table:table>'
  } while (row)
  yield '</office:spreadsheet></office:body></office:document-content>'
}

/** Spaces that follow each other are told one by one (§6.1.2). */
const spaced = (text: string) => text.replace(/ {2,}/g, (spaces) => ` <text:s text:c="${spaces.length - 1}"/>`)

const textCell = (text: string, style = '') =>
  `<table:table-cell${style} office:value-type="string"><text:p>${spaced(xmlText(text))}</text:p></table:table-cell>`

/** Both days and instants are dates of the format. */
const shown = (value: string) => value.replace(/^(\d{4})-(\d\d)-(\d\d)T?(.*)$/, '$3/$2/$1 $4').trim()

function cellXml(cell: BookCell): string {
  if (cell === null) return '<table:table-cell/>'
  if (cell.type === 'text') return textCell(cell.value)
  if (cell.type === 'number')
    return `<table:table-cell office:value-type="float" office:value="${cell.value}"><text:p>${cell.value}</text:p></table:table-cell>`
  if (cell.type === 'boolean')
    return `<table:table-cell office:value-type="boolean" office:boolean-value="${cell.value}"/>`
  const value = cell.type === 'instant' ? `${cell.value}:00` : cell.value
  return `<table:table-cell table:style-name="${cell.type}" office:value-type="date" office:date-value="${value}"><text:p>${shown(cell.value)}</text:p></table:table-cell>`
}
