import type { SheetPart } from './book.ts'
import { cellText, dateText, filledRow, MOST_COLUMNS, YES_NO } from './cell-text.ts'
import { readXml, type XmlReader } from './xml-read.ts'
import type { Zip } from './zip-read.ts'

type Attributes = Readonly<Record<string, string>>

/** Reads an OpenDocument spreadsheet (ISO/IEC 26300-3): every table that is displayed, in one passage. */
export async function* readOds(zip: Zip): AsyncGenerator<SheetPart> {
  yield* readXml<SheetPart>(zip.text('content.xml'), tables)
}

/** Times that a row or a cell says it stands there. */
const repeated = (attributes: Attributes, name: string): number => {
  const times = Number(attributes[name] ?? 1)
  return Number.isInteger(times) && times > 0 ? times : 1
}

/** What a cell holds by its type (§19.385): its value where a number or a date has one, else the text that it shows. */
const VALUES: Readonly<Record<string, (attributes: Attributes, shown: string) => string>> = {
  float: number,
  currency: number,
  percentage: number,
  date: (attributes) => dateText(attributes['office:date-value'] ?? ''),
  boolean: (attributes) => YES_NO[attributes['office:boolean-value'] === 'true' ? 1 : 0],
}

/** A code such as 01001 kept as a number is what it shows. */
function number(attributes: Attributes, shown: string): string {
  const value = attributes['office:value'] ?? ''
  return /^0\d+$/.test(shown) && Number(shown) === Number(value) ? shown : value && String(Number(value))
}

function cellValue(attributes: Attributes, shown: string): string {
  // LibreOffice marks a formula in error beside a type of text.
  if (attributes['calcext:value-type'] === 'error') return ''
  const read = VALUES[attributes['office:value-type'] ?? '']
  return read ? read(attributes, shown) : shown || (attributes['office:string-value'] ?? '')
}

function tables(emit: (part: SheetPart) => void): XmlReader {
  const hidden = new Set<string>()
  let style = ''
  let shown = false
  let rowTimes = 1
  let row: string[] = []
  let cell: Attributes | null = null
  let paragraphs = 0
  let notes = 0
  let text = ''
  const add = (value: string, times: number) => {
    for (let left = Math.min(times, MOST_COLUMNS - row.length); left > 0; left -= 1) row.push(value)
  }
  const opens: Readonly<Record<string, (attributes: Attributes, parent: string) => void>> = {
    style: (attributes) => {
      style = attributes['style:name'] ?? ''
    },
    'table-properties': (attributes) => {
      if (attributes['table:display'] === 'false') hidden.add(style)
    },
    table: (attributes, parent) => {
      if (parent !== 'spreadsheet') return
      shown = !hidden.has(attributes['table:style-name'] ?? '')
      if (shown) emit({ kind: 'sheet', name: attributes['table:name'] ?? '' })
    },
    'table-row': (attributes) => {
      row = []
      rowTimes = repeated(attributes, 'table:number-rows-repeated')
    },
    'table-cell': (attributes) => {
      cell = attributes
      text = ''
      paragraphs = 0
    },
    'covered-table-cell': (attributes) => add('', repeated(attributes, 'table:number-columns-repeated')),
    annotation: () => {
      notes += 1
    },
    p: () => {
      if (notes === 0 && paragraphs > 0) text += '\n'
      if (notes === 0) paragraphs += 1
    },
    s: (attributes) => {
      if (notes === 0) text += ' '.repeat(Math.min(repeated(attributes, 'text:c'), 1000))
    },
    tab: () => {
      if (notes === 0) text += ' '
    },
    'line-break': () => {
      if (notes === 0) text += '\n'
    },
  }
  const closes: Readonly<Record<string, () => void>> = {
    annotation: () => {
      notes -= 1
    },
    'table-cell': () => {
      if (cell) add(cellText(cellValue(cell, text.trim())), repeated(cell, 'table:number-columns-repeated'))
      cell = null
    },
    'table-row': () => {
      const cells = shown ? filledRow(row) : null
      if (cells) emit({ kind: 'row', cells, times: rowTimes })
    },
    spreadsheet: () => {
      shown = false
    },
  }
  return {
    open: (name, attributes, parent) => opens[name]?.(attributes, parent),
    close: (name) => closes[name]?.(),
    text: (found) => {
      if (cell && paragraphs > 0 && notes === 0) text += found
    },
  }
}
