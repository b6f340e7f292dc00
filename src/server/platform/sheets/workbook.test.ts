import { type Zippable, zipSync } from 'fflate'
import { readOds as otherReadOds, writeOds as otherWriteOds } from 'hucre/ods'
import { readXlsx as otherReadXlsx, writeXlsx as otherWriteXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import type { SheetColumn } from './sheet.ts'
import { openWorkbook } from './workbook-read.ts'
import { writeWorkbook } from './workbook-write.ts'

interface Row {
  readonly words: string
  readonly count: number | null
  readonly day: string | null
  readonly at: Date | null
}
const column = (en: string, type: SheetColumn<Row>['type'], of: SheetColumn<Row>['of']): SheetColumn<Row> => ({
  label: { fr: en, en },
  type,
  of,
})
const COLUMNS = [
  column('Words', 'text', (row) => row.words),
  column('Count', 'number', (row) => row.count),
  column('Day', 'date', (row) => row.day),
  column('At', 'instant', (row) => row.at),
  column('Has', 'text', (row) => (row.count ?? 0) > 1),
]
const ROWS: readonly Row[] = [
  { words: 'École & <mairie> "A"  b', count: 12.5, day: '2020-03-01', at: new Date('2026-07-01T21:59:00Z') },
  { words: '=HYPERLINK("http://x")', count: null, day: null, at: null },
  {
    words: 'a\u202egnp.exe\nb\u0007\uffff _x0041_',
    count: -3,
    day: '1999-12-31',
    at: new Date('2026-01-01T00:00:00Z'),
  },
]

async function* paged<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  for (const row of rows) yield [row]
}
async function written(format: 'xlsx' | 'ods', rows = ROWS, mostRows?: number): Promise<Uint8Array> {
  const parts = []
  const where = { lang: 'fr', timeZone: 'Europe/Paris' } as const
  for await (const part of writeWorkbook(format, 'Parc: tout', COLUMNS, paged(rows), where, mostRows)) parts.push(part)
  return Buffer.concat(parts)
}
/** The sheets of a workbook as they are read, by name; rows that stand several times are counted, not unrolled. */
async function read(bytes: Uint8Array): Promise<Readonly<Record<string, readonly (readonly string[])[]>>> {
  const book = openWorkbook(bytes)
  if (!book) throw new Error('not a workbook')
  const sheets: Record<string, string[][]> = {}
  let rows: string[][] = []
  for await (const part of book.parts) {
    if (part.kind === 'sheet') {
      rows = []
      sheets[part.name] = rows
    } else rows.push(part.times > 1 ? [`${part.times} ×`, ...part.cells] : [...part.cells])
  }
  return sheets
}

const text = (files: Readonly<Record<string, string>>, options: Zippable = {}) =>
  zipSync({
    ...Object.fromEntries(Object.entries(files).map(([name, body]) => [name, new TextEncoder().encode(body)])),
    ...options,
  })

/** An XLSX by hand: the sheets' own XML, and what the book says beside. */
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const xlsx = (
  sheets: Readonly<Record<string, string>>,
  more: {
    readonly book?: string
    readonly strings?: string
    readonly styles?: string
    readonly states?: readonly string[]
  } = {},
) => {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${REL}/${type}" Target="${target}"/>`
  const names = Object.keys(sheets)
  return text({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships>${relation('rId1', 'officeDocument', '/xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${REL}">${more.book ?? ''}<sheets>${names
      .map(
        (name, at) =>
          `<sheet name="${name}" sheetId="${at + 1}" state="${more.states?.[at] ?? 'visible'}" r:id="s${at}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names
      .map((_, at) => relation(`s${at}`, 'worksheet', `worksheets/sheet${at + 1}.xml`))
      .join(
        '',
      )}${relation('t', 'sharedStrings', 'sharedStrings.xml')}${relation('y', 'styles', '../xl/styles.xml')}</Relationships>`,
    'xl/sharedStrings.xml': `<sst ${MAIN}>${more.strings ?? ''}</sst>`,
    'xl/styles.xml': `<styleSheet ${MAIN}>${more.styles ?? ''}</styleSheet>`,
    ...Object.fromEntries(
      names.map((name, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `<worksheet ${MAIN}><sheetData>${sheets[name]}</sheetData></worksheet>`,
      ]),
    ),
  })
}
const formats = (...codes: readonly string[]) =>
  `<numFmts>${codes.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts>
  <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="14"/>${codes.map((_, at) => `<xf numFmtId="${164 + at}"/>`).join('')}</cellXfs>`
/** One row of numbers, each in the style of its place, from the second on. */
const styled = (...numbers: readonly string[]) =>
  `<row r="1">${numbers.map((number, at) => `<c s="${at + 1}"><v>${number}</v></c>`).join('')}</row>`

const NAMES =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
const ods = (tables: string, styles = '') =>
  text({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': `<office:document-content ${NAMES}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
  })
const odsCell = (shown: string, attributes = 'office:value-type="string"') =>
  `<table:table-cell ${attributes}><text:p>${shown}</text:p></table:table-cell>`

describe.each(['xlsx', 'ods'] as const)('a list written as %s', (format) => {
  test('is read again as it was, and hides nothing', async () => {
    expect(await read(await written(format))).toEqual({
      'Parc  tout': [
        ['Words', 'Count', 'Day', 'At', 'Has'],
        ['École & <mairie> "A"  b', '12.5', '2020-03-01', '2026-07-01 23:59', 'oui'],
        ['=HYPERLINK("http://x")', '', '', '', 'non'],
        ['a gnp.exe b  _x0041_', '-3', '1999-12-31', '2026-01-01 01:00', 'non'],
      ],
    })
  })

  test('another program reads texts, numbers, dates and truths, and no formula', async () => {
    const bytes = await written(format)
    const [sheet] = (await (format === 'xlsx' ? otherReadXlsx(bytes, { readStyles: true }) : otherReadOds(bytes)))
      .sheets
    expect(sheet?.name).toBe('Parc  tout')
    expect(sheet?.rows[1]).toEqual([
      'École & <mairie> "A"  b',
      12.5,
      new Date('2020-03-01T00:00:00Z'),
      new Date('2026-07-01T23:59:00Z'),
      true,
    ])
    expect(sheet?.rows[2]?.[0]).toBe('=HYPERLINK("http://x")')
    expect([...(sheet?.cells?.values() ?? [])].filter((cell) => cell.formula !== undefined)).toEqual([])
  })

  test('what passes the last row of a sheet goes on in another, under the same headings', async () => {
    const sheets = await read(await written(format, [...ROWS, ...ROWS, ...ROWS.slice(0, 1)], 3))
    expect(Object.entries(sheets).map(([name, rows]) => [name, rows.length, rows[0]?.[0]])).toEqual([
      ['Parc  tout', 4, 'Words'],
      ['Parc  tout 2', 4, 'Words'],
      ['Parc  tout 3', 2, 'Words'],
    ])
    expect(Object.keys(await read(await written(format, ROWS, 3)))).toEqual(['Parc  tout'])
    expect(await read(await written(format, []))).toEqual({ 'Parc  tout': [['Words', 'Count', 'Day', 'At', 'Has']] })
  })

  test('a fault while rows are read breaks the file, and is told', async () => {
    const broken = async function* (): AsyncGenerator<readonly Row[]> {
      yield ROWS
      throw new Error('no more rows')
    }
    const parts = writeWorkbook(format, 'Parc', COLUMNS, broken(), { lang: 'fr', timeZone: 'Europe/Paris' })
    const taken = async () => {
      for await (const part of parts) expect(part.length).toBeGreaterThan(0)
    }
    await expect(taken()).rejects.toThrow('no more rows')
  })
})

describe('workbooks of another program', () => {
  const book = {
    sheets: [
      { name: 'Notes', rows: [['Inventaire'], [null, null, 'à droite']] },
      {
        name: 'Parc',
        rows: [
          ['Série', 'Prix', 'Acheté le', 'Garantie'],
          ['ABC 1', 12.5, new Date('2020-03-01T00:00:00Z'), true],
          [null, null, null, null],
          ['É<&>', 0.1, new Date('2021-12-31T08:30:00Z'), false],
        ],
      },
    ],
  }
  test.each([
    ['xlsx', () => otherWriteXlsx(book)],
    ['ods', () => otherWriteOds(book)],
  ])('%s is read with its sheets, its dates and its blanks', async (_, write) => {
    expect(await read(await write())).toEqual({
      Notes: [['Inventaire'], ['', '', 'à droite']],
      Parc: [
        ['Série', 'Prix', 'Acheté le', 'Garantie'],
        ['ABC 1', '12.5', '2020-03-01', 'oui'],
        ['É<&>', '0.1', expect.stringMatching(/^2021-12-31/), 'non'],
      ],
    })
  })
})

describe('an XLSX, cell by cell', () => {
  test('texts shared or in place, in runs, with escapes; phonetic readings are left out', async () => {
    const strings =
      '<si><t>un</t></si><si><r><t>de</t></r><r><t xml:space="preserve">ux </t></r><rPh><t>XX</t></rPh></si>'
    const row = `<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>99</v></c><c t="inlineStr"><is><t>in_x0041_</t></is></c>
      <c t="str"><f>A1&amp;B1</f><v>shown</v></c><c><f>1/0</f></c><c t="e"><v>#DIV/0!</v></c><c t="b"><v>1</v></c></row>`
    expect(await read(xlsx({ A: row }, { strings }))).toEqual({
      A: [['un', 'deux', '', 'inA', 'shown', '', '', 'oui']],
    })
  })
  test('cells where their reference says, rows that skip, merged cells at their first; what is too far right is left out', async () => {
    const rows = `<row r="3"><c r="C3"><v>1</v></c><c r="E3"><v>1E3</v></c></row><row r="9"/><row r="12"><c r="A12"><v></v></c></row>
      <row r="20"><c r="B20"><v>123456789012345</v></c><c r="XFD20"><v>5</v></c></row>`
    expect(await read(xlsx({ A: rows }))).toEqual({
      A: [
        ['', '', '1', '', '1000'],
        ['', '123456789012345'],
      ],
    })
  })
  test('a number is a date where its format says so, and a code keeps its zeros', async () => {
    const codes = [
      'd/m/yy',
      '[$-40C]d mmm yyyy;@',
      'yyyy"-"mm',
      '#,##0 "h"',
      '[h]:mm',
      '0.0\\d',
      '00000',
      '[Red]0;General',
      'hh:mm',
    ]
    const numbers = ['43891', '43891.3541666667', '43891', '59', '12.5', '1.5', '3.5', '1001', '7', '0.354166667']
    expect(await read(xlsx({ A: styled(...numbers) }, { styles: formats(...codes) }))).toEqual({
      A: [
        ['2020-03-01', '2020-03-01 08:30', '2020-03-01', '1900-02-28', '12.5', '1.5', '3.5', '01001', '7', '08:30'],
      ].map((row) => [row[0], row[1], row[2], '1900-02-28', ...row.slice(4)]),
    })
  })
  test('a book that counts from 1904', async () => {
    const options = { styles: formats(), book: '<workbookPr date1904="1"/>' }
    expect(await read(xlsx({ A: styled('42429') }, options))).toEqual({ A: [['2020-03-01']] })
  })
  test('hidden sheets are not read; several are, in their order', async () => {
    const row = (n: number) => `<row><c><v>${n}</v></c></row>`
    const states = ['hidden', 'visible', 'veryHidden', 'visible']
    expect(await read(xlsx({ A: row(1), B: row(2), C: row(3), D: row(4) }, { states }))).toEqual({
      B: [['2']],
      D: [['4']],
    })
  })
})

describe('an ODS, cell by cell', () => {
  test('values by their type, notes left out, paragraphs and spaces kept', async () => {
    const cells = [
      odsCell('12,50 €', 'office:value-type="currency" office:value="12.5"'),
      odsCell('01/03/20', 'office:value-type="date" office:date-value="2020-03-01"'),
      odsCell('x', 'office:value-type="date" office:date-value="2020-03-01T08:30:00"'),
      odsCell('VRAI', 'office:value-type="boolean" office:boolean-value="true"'),
      odsCell('01001', 'office:value-type="float" office:value="1001"'),
      odsCell('Err:502', 'office:value-type="string" calcext:value-type="error"'),
      odsCell('a<text:s text:c="2"/>b<text:span>c</text:span></text:p><text:p>d'),
      '<table:table-cell office:value-type="string"><office:annotation><text:p>Note de Jean</text:p></office:annotation><text:p>vu</text:p></table:table-cell>',
    ]
    const table = `<table:table table:name="A"><table:table-row>${cells.join('')}</table:table-row></table:table>`
    expect(await read(ods(table))).toEqual({
      A: [['12.5', '2020-03-01', '2020-03-01 08:30', 'oui', '01001', '', 'a  bc\nd', 'vu']],
    })
  })
  test('cells and rows that repeat, and a million empty ones at the end', async () => {
    const table = `<table:table table:name="A">
      <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="2"/>${odsCell('x', 'table:number-columns-repeated="2"')}<table:covered-table-cell/>${odsCell('y')}<table:table-cell table:number-columns-repeated="16378"/></table:table-row>
      <table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>`
    expect(await read(ods(table))).toEqual({ A: [['3 ×', '', '', 'x', 'x', '', 'y']] })
  })
  test('a table that is not displayed is not read', async () => {
    const style = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    const table = (name: string, ta: string) =>
      `<table:table table:name="${name}" table:style-name="${ta}"><table:table-row>${odsCell(name)}</table:table-row></table:table>`
    expect(await read(ods(table('A', 'ta1') + table('B', 'ta2') + table('C', 'ta1'), style))).toEqual({
      A: [['A']],
      C: [['C']],
    })
  })
})

describe('what would harm whoever reads it', () => {
  const CENTRAL = Buffer.from([0x50, 0x4b, 1, 2])
  const declaring = (size: number) => {
    const bytes = Buffer.from(ods(' '.repeat(1_000_000)))
    bytes.writeUInt32LE(size, bytes.lastIndexOf(CENTRAL) + 24)
    return bytes
  }
  test('a zip that declares gigabytes is refused before anything is inflated', () => {
    expect(openWorkbook(declaring(0x7fffffff))).toBeNull()
  })
  test.each([1000, 2_000_000])('a file that is not of the size it declares (%d) breaks', async (size) => {
    await expect(read(declaring(size))).rejects.toThrow('than it says')
  })
  test('elements without end in depth, a text without end, an entity: refused', async () => {
    await expect(read(ods('<table:a>'.repeat(200_000)))).rejects.toThrow('too deep')
    await expect(read(ods(`<table:table>${'x'.repeat(9_000_000)}`))).rejects.toThrow('without end')
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa">]><x xmlns:office="o">&a;</x>`
    await expect(read(text({ 'content.xml': bomb }))).rejects.toThrow()
  })
  test('a row that says it stands a billion times is told once', async () => {
    const table = `<table:table table:name="A"><table:table-row table:number-rows-repeated="1000000000">${odsCell('x', 'table:number-columns-repeated="1000000000"')}</table:table-row></table:table>`
    const [row] = (await read(ods(table))).A ?? []
    expect(row?.[0]).toBe('1000000000 ×')
    expect(row).toHaveLength(301)
  })
  test('sizes told in ZIP64 fields are read', async () => {
    const plain = Buffer.from(await written('ods', ROWS.slice(0, 1)))
    expect(await read(withZip64(plain))).toEqual(await read(plain))
  })
  test('whatever follows the first bytes of a zip, opening answers', () => {
    for (const rest of [[], [3, 4], [5, 6], [5, 6, ...new Array(18).fill(0xff)]])
      expect(openWorkbook(new Uint8Array([0x50, 0x4b, ...rest]))).toBeNull()
  })
})

/** The same zip, its last directory entry telling its sizes in a ZIP64 field (APPNOTE §4.5.3). */
function withZip64(zip: Buffer): Buffer {
  const at = zip.lastIndexOf(CENTRAL_SIGN)
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  const entry = Buffer.from(zip.subarray(at, end))
  const extra = Buffer.alloc(20)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(16, 2)
  extra.writeBigUInt64LE(BigInt(entry.readUInt32LE(24)), 4)
  extra.writeBigUInt64LE(BigInt(entry.readUInt32LE(20)), 12)
  entry.writeUInt32LE(0xffffffff, 20)
  entry.writeUInt32LE(0xffffffff, 24)
  entry.writeUInt16LE(20, 30)
  return Buffer.concat([zip.subarray(0, at), entry, extra, zip.subarray(end)])
}
const CENTRAL_SIGN = Buffer.from([0x50, 0x4b, 1, 2])
