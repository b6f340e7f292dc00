import { gzipSync } from 'node:zlib'
import { type Zippable, zipSync } from 'fflate'

/** One file made to hurt, and the bytes it is made of when its turn comes. */
export type HostileFile = readonly [name: string, make: () => Uint8Array]

const MB = 1_048_576
const bytesOf = (text: string) => new TextEncoder().encode(text)
const zip = (files: Readonly<Record<string, string | Uint8Array>>, options: Zippable = {}) =>
  zipSync({
    ...Object.fromEntries(
      Object.entries(files).map(([name, body]) => [name, typeof body === 'string' ? bytesOf(body) : body]),
    ),
    ...options,
  })

const TABLE = 'urn:oasis:names:tc:opendocument:xmlns:table:1.0'
const contentOf = (rows: string, head = '') =>
  `${head}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="${TABLE}" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="A">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`
const cell = (text: string, more = '') => `<table:table-cell${more}><text:p>${text}</text:p></table:table-cell>`
const row = (cells: string, times = 1) =>
  `<table:table-row table:number-rows-repeated="${times}">${cells}</table:table-row>`
const LIST = row(cell('Modèle') + cell('Numéro de série')) + row(cell('Latitude') + cell('HST0001'))
/** An OpenDocument sheet with one list in it, and what is put beside. */
const ods = (
  rows: string,
  head = '',
  beside: Readonly<Record<string, string | Uint8Array>> = {},
  options: Zippable = {},
) => zip({ ...beside, 'content.xml': contentOf(rows, head) }, options)

const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${REL}/${type}" Target="${target}"/>`
interface Parts {
  readonly head?: string
  readonly sheets?: string
  readonly relations?: string
  readonly strings?: string
  readonly styles?: string
  readonly rows?: string
  readonly target?: string
}
const xlsx = ({
  head = '',
  sheets,
  relations = '',
  strings = '',
  styles = '',
  rows = '',
  target = 'sheet.xml',
}: Parts) =>
  zip({
    '_rels/.rels': `<Relationships>${relation('r', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `${head}<workbook ${MAIN} xmlns:r="${REL}"><sheets>${sheets ?? '<sheet name="A" r:id="s"/>'}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relation('s', 'worksheet', target)}${relation('t', 'sharedStrings', 'strings.xml')}${relation('y', 'styles', 'styles.xml')}${relations}</Relationships>`,
    'xl/sheet.xml': `<worksheet ${MAIN}><sheetData>${rows}</sheetData></worksheet>`,
    'xl/strings.xml': `<sst ${MAIN}>${strings}</sst>`,
    'xl/styles.xml': `<styleSheet ${MAIN}>${styles}</styleSheet>`,
  })

const DIRECTORY = Buffer.from([0x50, 0x4b, 1, 2])
const END = Buffer.from([0x50, 0x4b, 5, 6])
/** A zip whose last directory entry, or whose end, was written over. */
function altered(bytes: Uint8Array, alter: (zip: Buffer, entry: number, end: number) => void): Uint8Array {
  const copy = Buffer.from(bytes)
  alter(copy, copy.lastIndexOf(DIRECTORY), copy.lastIndexOf(END))
  return copy
}
/** A zip whose directory names one content many times. */
function overlapping(times: number): Uint8Array {
  const made = Buffer.from(ods(LIST + ' '.repeat(MB)))
  const end = made.lastIndexOf(END)
  const entry = made.subarray(made.readUInt32LE(end + 16), end)
  const closing = Buffer.from(made.subarray(end))
  closing.writeUInt16LE(times, 10)
  return Buffer.concat([made.subarray(0, end), ...Array<Buffer>(times - 1).fill(entry), closing])
}

const LAUGHS = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol">${Array.from({ length: 9 }, (_, at) => `<!ENTITY ${'abcdefghij'[at + 1]} "${`&${'abcdefghij'[at]};`.repeat(10)}">`).join('')}]>`
const OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
const times = (count: number, one: (at: number) => string) => Array.from({ length: count }, (_, at) => one(at)).join('')
const LONG = 'x'.repeat(9_990)

/** Lists that are none, or would grow without end: each is refused, none fills memory. */
export const REFUSED_LISTS: readonly HostileFile[] = [
  ['nothing', () => new Uint8Array()],
  ['zero bytes alone', () => new Uint8Array(10_000)],
  ['a mark alone', () => new Uint8Array([0xef, 0xbb, 0xbf])],
  ['blanks', () => bytesOf(' \n'.repeat(10_000))],
  ['an old workbook', () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
  ['a PDF', () => bytesOf('%PDF-1.7 liste')],
  ['a million columns', () => bytesOf(`Modèle${';'.repeat(1_000_000)}\nLatitude\n`)],
  ['a quote that never closes', () => bytesOf(`Modèle;Numéro\nLatitude;"${'a\n'.repeat(100_000)}`)],
  ['a zip of nothing', () => zip({})],
  ['a zip in a zip in a zip', () => zip({ 'content.xml': zip({ 'content.xml': ods(LIST) }) })],
  ['a zip of zeros', () => zip({ 'content.xml': new Uint8Array(20 * MB) })],
  ['a zip of blanks', () => ods(' '.repeat(20 * MB))],
  [
    'a zip of five thousand files',
    () => zip(Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`${at}`, '']))),
  ],
  [
    'a zip that declares too little',
    () => altered(ods(LIST + ' '.repeat(MB)), (made, at) => made.writeUInt32LE(900, at + 24)),
  ],
  ['a zip that declares too much', () => altered(ods(LIST), (made, at) => made.writeUInt32LE(5 * MB, at + 24))],
  ['a zip that declares gigabytes', () => altered(ods(LIST), (made, at) => made.writeUInt32LE(0xfffffffe, at + 24))],
  [
    'a zip that says ZIP64 and has none',
    () => altered(ods(LIST), (made, at) => made.writeUInt32LE(0xffffffff, at + 24)),
  ],
  ['an entry outside its zip', () => altered(ods(LIST), (made, at) => made.writeUInt32LE(0x7fffffff, at + 42))],
  ['an encrypted or unknown method', () => altered(ods(LIST), (made, at) => made.writeUInt16LE(99, at + 10))],
  ['a directory elsewhere', () => altered(ods(LIST), (made, _, end) => made.writeUInt32LE(0xfffffff0, end + 16))],
  ['a count that lies', () => altered(ods(LIST), (made, _, end) => made.writeUInt16LE(1999, end + 10))],
  ['a thousand entries on one content', () => overlapping(1000)],
  ['laughs, ODS', () => ods(row(cell('&j;')), LAUGHS)],
  ['laughs, XLSX', () => xlsx({ head: LAUGHS, sheets: '<sheet name="&j;" r:id="s"/>' })],
  ['an external entity, ODS', () => ods(row(cell('&j;')), OUTSIDE)],
  ['an external entity, XLSX', () => xlsx({ head: OUTSIDE, sheets: '<sheet name="&j;" r:id="s"/>' })],
  ['elements without end in depth', () => ods('<table:a>'.repeat(100_000))],
  ['attributes without end', () => ods(`<table:a ${times(100_000, (at) => `a${at}="${at}" `)}/>`)],
  ['a text that stands in 300 cells', () => ods(row(cell(LONG, ' table:number-columns-repeated="300"'), 200_000))],
  [
    'a shared text that stands in 300 cells',
    () =>
      xlsx({
        strings: `<si><t>${LONG}</t></si>`,
        rows: `<row>${'<c t="s"><v>0</v></c>'.repeat(300)}</row>`.repeat(100),
      }),
  ],
  ['a million relations', () => xlsx({ relations: times(150_000, (at) => `<Relationship Id="${at}" Target="a"/>`) })],
  ['a million sheets', () => xlsx({ sheets: '<sheet name="A" r:id="s"/>'.repeat(150_000) })],
  ['a million formats', () => xlsx({ styles: `<cellXfs>${'<xf/>'.repeat(150_000)}</cellXfs>` })],
  ['a sheet outside the book', () => xlsx({ target: 'file:///etc/passwd' })],
  ['a sheet above the book', () => xlsx({ target: '../../../../etc/passwd' })],
  ['a sheet elsewhere', () => xlsx({ target: 'http://127.0.0.1:1/x.xml' })],
  ['a sheet nowhere', () => xlsx({ target: 'http://[' })],
]

const LINK = { os: 3, attrs: 0o120777 << 16 } as const
/** A list that reads well, beside entries whose names or links lead out of the zip: they are never written anywhere. */
export const TAKEN_LISTS: readonly HostileFile[] = [
  [
    'an entry that overlaps the directory',
    () => altered(ods(LIST), (made, at) => made.writeUInt32LE(0xfffffff, at + 20)),
  ],
  [
    'entries that lead out',
    () =>
      ods(LIST, '', { '../../../../tmp/out.txt': 'x', '/etc/cron.d/x': 'x', 'C:\\windows\\x': 'x', '..\\..\\x': 'x' }),
  ],
  ['an entry that is a link', () => ods(LIST, '', {}, { link: [bytesOf('/etc/passwd'), LINK] })],
  [
    'one sheet under a thousand names',
    () => xlsx({ sheets: '<sheet name="A" r:id="s"/>'.repeat(1000), rows: rowsOf(2) }),
  ],
]
const rowsOf = (count: number) => {
  const texts = (...said: readonly string[]) =>
    `<row>${said.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`
  return texts('Modèle', 'Numéro de série') + texts('Latitude', 'HST0002').repeat(count)
}

/** Refused once a job reads them: too large to be read while somebody waits. */
export const REFUSED_LATER: readonly HostileFile[] = [
  ['one line of fifty megabytes', () => Buffer.concat([bytesOf('Modèle;Numéro\n'), Buffer.alloc(50 * MB, 'ab;')])],
  [
    'a quote that never closes, later',
    () => bytesOf(`Modèle;Numéro\n${'Latitude;1\n'.repeat(30_000)}"${'a\n'.repeat(200_000)}`),
  ],
]

const laughing = (body: string) => bytesOf(`${LAUGHS}${body}`)
const outside = (body: string) => bytesOf(`${OUTSIDE}${body}`)
const OCS =
  '<REQUEST><CONTENT><BIOS><SSN>&j;</SSN><SMODEL>&j;</SMODEL></BIOS></CONTENT><QUERY>INVENTORY</QUERY></REQUEST>'
const LSHW = '<list><node id="pc" class="system"><product>&j;</product><serial>&j;</serial></node></list>'

/** Dumps that are none, or would grow without end. */
export const REFUSED_DUMPS: readonly HostileFile[] = [
  ['empty.txt', () => new Uint8Array()],
  ['zeros.bin', () => new Uint8Array(MB)],
  ['laughs-ocs.xml', () => laughing(OCS)],
  ['laughs-lshw.xml', () => laughing(LSHW)],
  ['outside-ocs.xml', () => outside(OCS)],
  ['outside-lshw.xml', () => outside(LSHW)],
  ['deep.xml', () => bytesOf('<REQUEST><CONTENT>'.repeat(50_000))],
  ['deep.json', () => bytesOf('['.repeat(MB) + ']'.repeat(MB))],
  ['deep-glpi.json', () => bytesOf(`{"action":"inventory","content":${'{"a":'.repeat(100_000)}`)],
  ['bomb.json.gz', () => gzipSync(Buffer.alloc(40 * MB, ' '))],
  ['bomb-twice.gz', () => gzipSync(gzipSync(Buffer.alloc(40 * MB)))],
  ['bomb.zip', () => zip({ 'a.json': new Uint8Array(10 * MB) })],
  ['links.zip', () => zip({}, { 'link.json': [bytesOf('/etc/passwd'), LINK] })],
  ['cut.gz', () => gzipSync(Buffer.alloc(1000, 'abc')).subarray(0, 20)],
  ['photo.json', () => bytesOf('\u0089PNG\r\n\u001a\n')],
]

/** Names that would lead out of a folder, hide their end or be a device of Windows. */
export const NAMES: readonly string[] = [
  '../../../../etc/passwd',
  'C:\\windows\\..\\con.txt',
  '/etc/cron.d/x',
  'releve\u202etxt.exe',
  'a\u0000.txt',
  `${'a'.repeat(3000)}.txt`,
  '..',
  '"><img src=x onerror=alert(1)>.txt',
  '=1+1.txt',
  'a\r\nSet-Cookie: x=1.txt',
]

const u32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** What is asked as a scanned paper and is none. */
export const NO_SCANS: readonly HostileFile[] = [
  ['page.pdf', () => bytesOf('<!doctype html><script>alert(1)</script>')],
  ['dessin.png', () => bytesOf('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
  ['archive.pdf', () => zip({ '../x': 'x' })],
  ['programme.jpg', () => bytesOf('MZ\u0090\u0000')],
  ['presque.webp', () => bytesOf('<script>WEBP')],
  ['coupé.png', () => new Uint8Array(PNG.slice(0, 7))],
]
/** What begins as a scanned paper: it is kept, shown by nobody as anything else, and never unpacked. */
export const PRETENDING_SCANS: readonly HostileFile[] = [
  ['page.html', () => bytesOf('%PDF-<!doctype html><script>alert(1)</script>')],
  ['facture\u202efdp.exe', () => bytesOf('%PDF-1.7\nMZ')],
  [
    '../../../grand.png',
    () =>
      new Uint8Array([...PNG, ...u32(13), ...bytesOf('IHDR'), ...u32(0x7fffffff), ...u32(0x7fffffff), 8, 6, 0, 0, 0]),
  ],
]
