/** One hostile text, and what it would do in a careless program. */
export interface Hostile {
  readonly name: string
  readonly why: string
  readonly text: string
}

const hostile = (name: string, why: string, text: string): Hostile => ({ name, why, text })

/** Lengths are in the schemas: what no field should take, and what fills memory. */
export const LONG = 'a'.repeat(1_000_000)

/** What hides or directs: it never reaches a handler as it is. */
export const HIDING: readonly Hostile[] = [
  hostile('zero byte', 'PostgreSQL refuses it: an error of ours', 'a\0b'),
  hostile('zero byte alone', 'looks empty, is not', '\0'),
  hostile('C0 controls', 'terminal escapes in logs, bells on printers', 'a\u0007\u001b]0;x\u0007\u001b[2Jb'),
  hostile('C1 controls', 'the same, eight bits', 'a\u009b2J\u0090b'),
  hostile('right-to-left override', 'a name that reads backwards', 'facture\u202efdp.exe'),
  hostile('isolates', 'the rest of the page turns round', '\u2067\u2066\u202da'),
  hostile('marks of direction', 'two names that look the same', 'a\u200e\u200f\u061cb'),
  hostile('zero width', 'two names that look the same', 'a\u200b\u2060\ufeffb'),
  hostile('nothing to see', 'an obligatory answer that is empty', '\u200b\u3164\u2800\u00ad'),
  hostile('half a character', 'UTF-8 cannot write it', 'a\ud800b'),
  hostile('hidden tags', 'text that only programs read', 'a\u{e0069}\u{e0067}b'),
  hostile('line ends of Unicode', 'a second line in one cell', 'a\u2028b\u2029c\u0085d'),
]

/** What a page, a sheet, a query, a template, a printer, a mail or a file system would run. */
export const RUNNING: readonly Hostile[] = [
  hostile('script', 'runs in a page', '<script>alert(1)</script>'),
  hostile('broken attribute', 'runs in a page', '"><img src=x onerror=alert(1)>'),
  hostile('quoted attribute', 'runs in a page', "' onmouseover='alert(1)"),
  hostile('address', 'runs when followed', 'javascript:alert(1)//'),
  hostile('SQL', 'ends a query', "Robert'); drop table device; --"),
  hostile('SQL wildcard', 'finds all, slowly', '%_%\\'),
  hostile('template', 'read by templates', `\${{7*7}} {{7*7}} <%= 7*7 %>`),
  hostile('formula', 'a sheet runs it', "=cmd|' /C calc'!A0"),
  hostile('formula, plus', 'a sheet runs it', '+1+cmd'),
  hostile('formula, minus', 'a sheet runs it', '-2+3+cmd'),
  hostile('formula, at', 'a sheet runs it', '@SUM(1+1)'),
  hostile('formula after a tab', 'a sheet trims, then runs it', '\t=1+1'),
  hostile('formula after a line end', 'a sheet trims, then runs it', '\r=1+1'),
  hostile('formula, full width', 'some sheets fold it first', '\uff1d1+1'),
  hostile('path up', 'reads another file', '../../../../etc/passwd'),
  hostile('path of Windows', 'a device, a drive', 'C:\\windows\\..\\con.txt'),
  hostile('encoded zero', 'decoded twice', '%00%2e%2e%2f%0d%0aSet-Cookie:x=1'),
  hostile('header', 'a second header or recipient', 'a\r\nBcc: victime@exemple.fr\r\n\r\ncorps'),
  hostile('Typst', 'runs in a printed document', '#import "x.typ" #eval("1") $x$ \\ ] #[ *gras* `'),
  hostile('ZPL', 'drives a label printer', '^XZ^XA^FDx^FS~JA\\5E'),
  hostile('prototype', 'a name every object has', '__proto__'),
  hostile('constructor', 'a name every object has', 'constructor'),
  hostile('toString', 'a name every object has', 'toString'),
  hostile('format', 'read by printf', '%s%n%x {0} $1 $&'),
]

/** What is only strange, and must be taken well or refused clearly. */
export const STRANGE: readonly Hostile[] = [
  hostile('empty', 'no answer', ''),
  hostile('blank', 'no answer that is seen', ' \t \u00a0\u3000 '),
  hostile('accents in a pile', 'covers the lines around', `x${'\u0316\u0301'.repeat(60)}`),
  hostile('homoglyphs', 'Cyrillic letters that look Latin', 'раураl Аdmin'),
  hostile('letters apart', 'two writings of one name', 'e\u0301cole'),
  hostile('emoji', 'four bytes and joiners', '👩‍👩‍👧‍👦🏴‍☠️'),
  hostile('Arabic', 'right to left by itself', 'مدرسة ابن سينا 12'),
  hostile('one long word', 'nothing to cut at', 'W'.repeat(150)),
  hostile('ligature', 'one letter that becomes several', 'ﷺﬃ'),
  hostile('comma list', 'taken for several', 'a,b;c|d\ne'),
]

/** Where a number is asked. */
export const NUMBERS: readonly Hostile[] = [
  ...['NaN', 'Infinity', '-Infinity', '1e309', '-0', '0x10', '0b1', '1e3', '9007199254740993', '2147483648'],
  ...[
    '9223372036854775808',
    '-1',
    '-2147483649',
    '0',
    '0.1',
    '0,1',
    '1_000',
    '١٢',
    '１２',
    '½',
    '1e-400',
    '99999999999',
  ],
].map((text) => hostile(`number ${text}`, 'a number that is none, or too large', text))

/** Where a date is asked. */
export const DATES: readonly Hostile[] = [
  ...['0000-00-00', '0000-01-01', '0001-01-01', '9999-12-31', '2026-02-30', '-0044-03-15', '+010000-01-01'],
  ...['2026-11-22T10:00:00Z', '2026-11-22+14:00', '22/11/2026', 'infinity', 'now', '1900-02-29', '2026-1-2'],
].map((text) => hostile(`date ${text}`, 'a day that is none, or of another age', text))

/** Where an id is asked. */
export const IDS: readonly Hostile[] = [
  ...['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
  ...['0198c0de-0000-7000-8000-000000000001', '0198C0DE-0000-7000-8000-000000000001'],
  ...[
    '{0198c0de-0000-7000-8000-000000000001}',
    '0198c0de00007000800000000000000',
    "x' or 1=1",
    '../autre',
    '1',
    'null',
  ],
].map((text) => hostile(`id ${text}`, 'an id that is none, or of nobody here', text))

/** The whole table. */
export const VALUES: readonly Hostile[] = [...HIDING, ...RUNNING, ...STRANGE, ...NUMBERS, ...DATES, ...IDS]

/** Several in one, for a text that takes any: what one sending proves of a field. */
export const COMPOSITES: readonly Hostile[] = [
  hostile(
    'all that runs',
    'pages, sheets, queries, templates at once',
    `=1+"><img src=x onerror=alert(1)><script>alert(1)</script>';--\${{7*7}}#eval("1")$^XZ~JA\\../%00`,
  ),
  hostile('all that hides', 'directions, marks, zero bytes at once', 'a\0\u202e\u2067b\u200bc\ud800d\u0007e\u2028f'),
]
