import type { SheetPart } from './book.ts'
import { cellText, dateText, filledRow, MOST_COLUMNS, YES_NO } from './cell-text.ts'
import { type NumberFormat, numberFormat } from './number-format.ts'
import { attributeOf, readXml } from './xml-read.ts'
import type { Zip } from './zip-read.ts'

interface Book {
  readonly sheets: readonly { readonly name: string; readonly path: string }[]
  readonly strings: readonly string[]
  readonly formats: readonly NumberFormat[]
  readonly from1904: boolean
}

/** Reads an Office Open XML workbook (ISO/IEC 29500-1 §18): every sheet that is not hidden, one after the other. */
export async function* readXlsx(zip: Zip): AsyncGenerator<SheetPart> {
  const book = await bookOf(zip)
  const read = new Set<string>()
  for (const { name, path } of book.sheets) {
    // Many names of one part would have it inflated as many times.
    if (read.size === read.add(path).size) continue
    yield { kind: 'sheet', name }
    yield* readXml<SheetPart>(zip.text(path), (emit) => rows(book, emit))
  }
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1)
/** The path of a part that another names, from the root or from its own folder. */
const partPath = (from: string, target: string) => new URL(target, `zip:///${from}`).pathname.slice(1)

/** Most sheets, relations or formats of a book: Excel keeps fewer than 65,500 formats of cells. */
const MOST_LISTED = 100_000

/** A list of the book, in memory while its sheets are read. */
async function all<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const found: Item[] = []
  for await (const item of items) if (found.push(item) > MOST_LISTED) throw new Error('a list without end')
  return found
}

interface Relation {
  readonly id: string
  /** The last word of its type, the same in the strict and the transitional forms. */
  readonly type: string
  readonly path: string
}

/** The parts that a part names (ISO/IEC 29500-2 §9.3). */
function relationsOf(zip: Zip, part: string): Promise<readonly Relation[]> {
  const path = `${folderOf(part)}_rels/${part.slice(folderOf(part).length)}.rels`
  return all(
    readXml<Relation>(zip.text(path), (emit) => ({
      open: (name, { Id = '', Type = '', Target = '' }) => {
        if (name === 'Relationship')
          emit({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), path: partPath(part, Target) })
      },
    })),
  )
}

async function bookOf(zip: Zip): Promise<Book> {
  const path = (await relationsOf(zip, '')).find(({ type }) => type === 'officeDocument')?.path ?? ''
  const relations = await relationsOf(zip, path)
  const partOf = (type: string) => relations.find((one) => one.type === type)?.path ?? ''
  const paths = new Map(relations.map((one) => [one.id, one.path]))
  let from1904 = false
  const sheets = await all(
    readXml<Book['sheets'][number]>(zip.text(path), (emit) => ({
      open: (name, attributes) => {
        if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
        const part = name === 'sheet' && paths.get(attributeOf(attributes, 'id') ?? '')
        if (part && !/hidden/i.test(attributes.state ?? '')) emit({ name: attributes.name ?? '', path: part })
      },
    })),
  )
  return {
    sheets,
    from1904,
    strings: await stringsOf(zip, partOf('sharedStrings')),
    formats: await formatsOf(zip, partOf('styles')),
  }
}

/** What texts shared by cells may hold together, in characters and in number: they are all in memory while sheets are read. */
const MOST_SHARED = { characters: 128 * 1_048_576, texts: 4_000_000 } as const

async function stringsOf(zip: Zip, path: string): Promise<readonly string[]> {
  const found: string[] = []
  let left: number = MOST_SHARED.characters
  let text = ''
  let inText = false
  let phonetic = 0
  const reading = readXml<string>(zip.text(path), (emit) => ({
    open: (name) => {
      if (name === 'si') text = ''
      if (name === 'rPh') phonetic += 1
      inText = name === 't' && phonetic === 0
    },
    text: (more) => {
      if (inText) text += more
    },
    close: (name) => {
      inText = false
      if (name === 'rPh') phonetic -= 1
      if (name === 'si') emit(cellText(unescaped(text)))
    },
  }))
  for await (const one of reading) {
    left -= one.length
    if (left < 0 || found.push(one) > MOST_SHARED.texts) throw new Error('too many shared texts')
  }
  return found
}

/** What the number formats of cells say: the formats in the order that cells name them (§18.8.10, §18.8.30). */
async function formatsOf(zip: Zip, path: string): Promise<readonly NumberFormat[]> {
  const codes = new Map<string, string>()
  let inCells = false
  return all(
    readXml<NumberFormat>(zip.text(path), (emit) => ({
      open: (name, { numFmtId = '0', formatCode = '' }) => {
        if (name === 'numFmt' && codes.set(numFmtId, formatCode).size > MOST_LISTED)
          throw new Error('a list without end')
        if (name === 'cellXfs') inCells = true
        if (name === 'xf' && inCells) emit(numberFormat(Number(numFmtId), codes.get(numFmtId)))
      },
      close: (name) => {
        if (name === 'cellXfs') inCells = false
      },
    })),
  )
}

/** `_x000D_` is how a text holds a character that XML does not (§22.4.2.4). */
const unescaped = (text: string) =>
  text.includes('_x')
    ? text.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text

/** `AB12` → 27. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

interface CellAttributes {
  readonly type: string
  readonly style: number
}

/** What a cell holds by its type (§18.18.11). */
const VALUES: Readonly<Record<string, (value: string, book: Book, style: number) => string>> = {
  s: (value, { strings }) => strings[Number(value)] ?? '',
  b: (value) => YES_NO[/^(1|true)$/.test(value) ? 1 : 0],
  e: () => '',
  d: dateText,
  n: (value, { formats, from1904 }, style) => {
    const number = Number(value)
    if (value.trim() === '' || !Number.isFinite(number)) return value
    const format = formats[style]
    return format ? format(number, from1904) : String(number)
  },
}

function rows(book: Book, emit: (part: SheetPart) => void) {
  let row: string[] = []
  let column = -1
  let cell: CellAttributes = { type: 'n', style: 0 }
  let value = ''
  let taken = false
  let phonetic = 0
  return {
    open: (name: string, attributes: Readonly<Record<string, string>>) => {
      if (name === 'row') {
        row = []
        column = -1
      } else if (name === 'c') {
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r)
        cell = { type: attributes.t ?? 'n', style: Number(attributes.s ?? 0) }
        value = ''
      }
      if (name === 'rPh') phonetic += 1
      taken = name === 'v' || (name === 't' && phonetic === 0)
    },
    text: (more: string) => {
      if (taken) value += more
    },
    close: (name: string) => {
      taken = false
      if (name === 'rPh') phonetic -= 1
      if (name === 'c' && column >= 0 && column < MOST_COLUMNS)
        row[column] = cellText(VALUES[cell.type]?.(value, book, cell.style) ?? unescaped(value))
      if (name !== 'row') return
      const cells = filledRow(row)
      if (cells) emit({ kind: 'row', cells, times: 1 })
    },
  }
}
