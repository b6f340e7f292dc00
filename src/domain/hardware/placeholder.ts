/**
 * What firmware prints when nobody filled the field. Each row says which fields it judges and where the value was seen.
 * The text is compared after `clean`, with runs of spaces made one, in lower case.
 */

type NamedField = 'any' | 'maker' | 'model' | 'serial'

interface Row {
  readonly of: NamedField
  readonly says: readonly (string | RegExp)[]
  readonly source: string
}

const LINUXHW = 'linuxhw/DMI, frequencies over 20,000 real PCs'
const DMIDECODE = 'dmidecode source: the words it prints in place of a missing string'

const PLACEHOLDERS: readonly Row[] = [
  {
    of: 'any',
    says: [
      'not specified',
      'not provided',
      'not available',
      '[not available]',
      'not applicable',
      'notapplicable',
      'not present',
      'not settable',
      'not installed',
      'no module installed',
      /^(\w+ ){0,2}not set$/,
      'not defined',
      'not used',
      /^<?(bad index|out of spec)>?$/,
      'unknown',
      'undefined',
      'undetermined',
      'unspecified',
      'none',
      'null',
      '(null)',
      'nil',
      'n/a',
      'na',
      'empty',
      '[empty]',
      'no dimm',
      'no enclosure',
    ],
    source: DMIDECODE,
  },
  {
    of: 'any',
    says: [
      /^to be filled( by (o\.?e\.?m\.?|user))?\b/,
      /^(to be )?fill(ed)? by (o\.?e\.?m\.?|user)/,
      /^tb[da]( by oem)?$/,
      /^o\.?e\.?m\.?$/,
      /^oem[ _]?(define|string|default|mb|data|sku|serial|product)\b.*$/,
      /^\$?\(?default[ _]string\)?$/,
      'default',
      'invalid',
      'string',
      'undefind',
      'unde',
      'test',
      'sample',
      'eval',
    ],
    source: LINUXHW,
  },
  {
    of: 'maker',
    says: [
      /^(system|computer|base ?board|board|chassis|battery|processor|module|memory)[ _]?manufacturer?\d*$/,
      /^manufacturer ?\d*$/,
      'system vendor',
      'vendor',
      /^(array|a|dimm|bank)\d+_manufacturer\d*$/,
      'unknow',
      'abcd',
      'generic manufacturer',
      '(standard disk drives)',
      '(lecteurs de disque standard)',
    ],
    source: LINUXHW,
  },
  {
    of: 'model',
    says: [
      /^(system|base ?board|board|computer)[ _]product([ _]?name)?$/,
      'product name',
      'productname',
      'product',
      'model name',
      'system name',
      'system model',
      /^(system|chassis|base ?board|board|lenovo product)[ _]version$/,
      /^(system )?sku ?(#|number|no)?$/,
      /^type\d ?-? ?(sku\d?|productconfigid|family|product name).*$/,
      /^(array|a|dimm|bank|module)?\d*[ _]?part ?num(ber)?\d*$/,
      /^modulepartnumber\d*$/,
      'cpu version',
      'lenovo product',
    ],
    source: LINUXHW,
  },
  {
    of: 'serial',
    says: [
      /^(system|chassis|base ?board|board|mainboard|product|unit|type ?\d ?-? ?(board|chassis|system)?)?[ _]?serial([ _]?(number|no\.?|#))?$/,
      's/n',
      'sn',
      /^(fixed serial|%serialnumber%|oem[ _]?serial.*)$/,
      /^(mb|asset|sys|nb|chassis|sn|sys-?sn)[-_ ]?1234567890?$/,
      /^(bsn|atn|csn|ssn)?12345678901234567(8(90?)?)?$/,
      /^0?123456789(0|a|ab|abc|abcd|abcde|abcdef|01|012|0123456789)?$/,
      /^0?1234567[8]?$/,
      '123456',
      '1234',
      '0123',
      '9876543210',
      '0987654321',
      /^sn0*1$/,
      /^(array|a|dimm|bank)?\d*_?ser(ial)?num(ber)?\d*$/,
      /^a\d_sernum\d$/,
      /^asset ?tag ?num\d*$/,
      /^no asset (information|tag)$/,
      'abcdef',
      'abcd1234',
      'a1b2c3d4',
      'c0000001',
    ],
    source: `${LINUXHW}; batteries print 01234567 and SN0001`,
  },
  {
    of: 'serial',
    says: [
      'systemserialnumb',
      '(null string)',
      'sys-9876543210',
      'sn-12345',
      '12345',
      '123456789000',
      'iatpass',
      'tulip computers',
      'serial number xxxxxx',
      'sn-123456fvgv3i0b8o5n6n7k',
      'unknow',
    ],
    source: 'GLPI: serial numbers that its installation blacklists',
  },
  {
    of: 'model',
    says: ['unknow'],
    source: 'GLPI: models that its installation blacklists',
  },
  {
    of: 'serial',
    says: [
      'no serial',
      'noserial',
      'none provided',
      'notavailable',
      'notsupport',
      /^not[- ]?support(ed)?$/,
      'sn:',
      'serial no',
      /^(pc|oem chassis|oem product) ?serial ?number$/,
      /^(chassis|mb|nb|sn|asset|bss|eeepc)-?0123456789$/,
      /^type1productconfigid$/,
      /^(pf|cn|sn|z|wz|nb)0{6,}$/,
    ],
    source: 'linuxhw/DMI and eReuse Workbench: “NotSupport”, “EeePC-0123456789”, letters before zeros only',
  },
  {
    of: 'maker',
    says: [/^battery ?\d* manufacturer$/, /^-virtual battery \d-$/, 'nikon battery'],
    source: 'linuxhw/DMI: battery structures of board makers’ templates, on desktops too',
  },
  {
    of: 'model',
    says: [/^battery ?\d* ?(name)?$/, /^crb battery \d$/, 'nikon ultra plus'],
    source: 'linuxhw/DMI: battery structures of board makers’ templates, on desktops too',
  },
  {
    of: 'any',
    says: ['[removed]'],
    source: 'lshw -sanitize',
  },
  {
    of: 'any',
    says: [/^(redacted|censored|anonymi[sz]ed)[\w-]*$/],
    source: 'marks left by those who publish dumps',
  },
  {
    of: 'serial',
    says: [/^(.)\1*$/, /^[0x.\-_ *?:]+$/, /^0x(0+|f+)$/],
    source: `${LINUXHW}: one character repeated, or filling only`,
  },
  {
    of: 'any',
    says: [/^[.\-_ *?:#,/]+$/, /^x{2,}$/, /^0{2,}$/, /^f{4,}$/, /^(ff ?){2,}$/, '0', '0x', /^0x(0+|f+)$/],
    source: `${LINUXHW}: filling only`,
  },
]

type Test = (text: string) => boolean

/** The digits in order, from 0 or 1, six or more of them. */
const isSequence: Test = (text) =>
  text.length >= 6 &&
  text.length <= 60 &&
  ['0123456789', '1234567890'].some((digits) => digits.repeat(6).startsWith(text))

const TESTS: Readonly<Record<NamedField, readonly Test[]>> = {
  any: testsOf('any'),
  maker: [...testsOf('any'), ...testsOf('maker')],
  model: [...testsOf('any'), ...testsOf('model')],
  serial: [...testsOf('any'), ...testsOf('serial'), isSequence],
}

function testsOf(field: NamedField): Test[] {
  const says = PLACEHOLDERS.filter((row) => row.of === field).flatMap((row) => row.says)
  const words = new Set(says.filter((one) => typeof one === 'string'))
  return [(text) => words.has(text), ...says.filter((one) => typeof one !== 'string').map((one) => asTest(one))]
}

function asTest(pattern: RegExp): Test {
  return (text) => pattern.test(text)
}

/** Control, hidden and direction-changing characters, undecodable bytes and outer spaces removed, accents composed (NFC). Inner spaces are kept. */
export function clean(text: string): string {
  return text
    .replace(/[\t\n\u0085\u2028\u2029]/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\ufffd]/gu, '')
    .normalize('NFC')
    .trim()
}

/** `clean`, with every run of spaces made one. */
export function squeeze(text: string): string {
  return clean(text).replace(/\s+/g, ' ')
}

/** Is this cleaned text a placeholder for that field? Longer than 200 characters is never one. */
function isPlaceholder(text: string, field: NamedField = 'any'): boolean {
  const compared = squeeze(text).toLowerCase()
  return compared === '' || (compared.length <= 200 && TESTS[field].some((test) => test(compared)))
}

/** SMBIOS, ATA, NVMe and EDID strings stay under 255 bytes: a longer text is no value of a field. */
const LONGEST_VALUE = 1000

/** The cleaned text, or `null` when the value is no text, is empty, too long, or is a placeholder for that field. */
export function real(value: unknown, field: NamedField = 'any'): string | null {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value
  if (typeof text !== 'string' || text.length > LONGEST_VALUE) return null
  const cleaned = clean(text)
  return isPlaceholder(cleaned, field) ? null : cleaned
}

export const realMaker = (value: unknown) => real(value, 'maker')
export const realModel = (value: unknown) => real(value, 'model')
export const realSerial = (value: unknown) => real(value, 'serial')

/** UUIDs that many different machines share. */
const SHARED_UUIDS: ReadonlySet<string> = new Set([
  '03000200-0400-0500-0006-000700080009', // AMI default
  '00020003-0004-0005-0006-000700080009', // the same, byte-swapped
  '12345678-1234-5678-90ab-cddeefaabbcc',
  '78563412-3412-7856-90ab-cddeefaabbcc',
  '12345678-1234-1234-1234-123456789abc',
  '01234567-8910-1112-1314-151617181920',
  '01234567-89ab-cdef-0123-456789abcdef',
  '12345678-1234-1234-1234-123456789012',
  '12345678-9012-3456-7890-123456789012',
  '00010203-0405-0607-0809-0a0b0c0d0e0f',
  '03020100-0504-0706-0809-0a0b0c0d0e0f', // the same, byte-swapped
  '00112233-4455-6677-8899-aabbccddeeff',
  '33221100-5544-7766-8899-aabbccddeeff',
  '6ab5b300-538d-1014-9fb5-b0684d007b53', // GLPI’s blacklist
  '00b3b56a-8d53-1410-9fb5-b0684d007b53',
  '4c4c4544-0000-2010-8020-80c04f202020', // Dell with a blank service tag
  '44454c4c-0000-1020-8020-80c04f202020',
  '11111111-2222-3333-4444-555555555555',
  'deadbeef-dead-beef-dead-beefdeadbeef',
])

/** A UUID in lower case, byte order as printed; `null` for a placeholder, a shared junk value or no UUID at all. */
export function realUuid(value: unknown): string | null {
  const text = real(value)
    ?.replace(/^\{(.*)\}$/, '$1')
    .toLowerCase()
  const digits = text?.replace(/-/g, '') ?? ''
  if (!/^[0-9a-f]{32}$/.test(digits)) return null
  const uuid = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return SHARED_UUIDS.has(uuid) || new Set(digits).size <= 2 ? null : uuid
}

/** The same UUID with its first three groups byte-swapped: what another tool prints for the same PC (SMBIOS 2.6). */
export function swappedUuid(uuid: string): string {
  const swap = (group: string) => group.match(/../g)?.reverse().join('') ?? group
  return uuid
    .split('-')
    .map((group, index) => (index < 3 ? swap(group) : group))
    .join('-')
}

/** Do two printed UUIDs name the same PC, in either byte order? */
export function sameUuid(a: string, b: string): boolean {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()]
  return left === right || swappedUuid(left) === right
}
