import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'

const MB = 1024 * 1024
const NEARLY_FULL = 31 * MB

/** Fills up to the largest size that is read, with one piece over and over. */
const filled = (head: string, piece: string, tail = '') =>
  Buffer.concat([
    Buffer.from(head),
    Buffer.alloc(NEARLY_FULL - head.length - tail.length, piece, 'utf8'),
    Buffer.from(tail),
  ])

/** Under the bound on values, in one list. */
const list = (head: string, item: (at: number) => string, count: number, tail: string) =>
  Buffer.from(`${head}${Array.from({ length: count }, (_, at) => item(at)).join(',')}${tail}`)

const laughs = (levels: number) => {
  const entities = Array.from({ length: levels }, (_, level) => {
    const content = level === 0 ? 'lol' : `&l${level - 1};`.repeat(10)
    return `<!ENTITY l${level} "${content}">`
  })
  return `<?xml version="1.0"?><!DOCTYPE REQUEST [${entities.join('')}]><REQUEST><CONTENT><BIOS><SSN>&l${levels - 1};</SSN></BIOS></CONTENT><QUERY>INVENTORY</QUERY></REQUEST>`
}

/** Heads that make a reader take the file for its own. */
const HEADS: Readonly<Record<string, string>> = {
  dmidecode: '# dmidecode 3.4\nHandle 0x0001, DMI type 1, 27 bytes\nSystem Information\n\tManufacturer: ',
  lscpu: 'Architecture:        x86_64\nCPU(s):              8\nModel name:          ',
  cpuinfo: 'processor\t: 0\nvendor_id\t: GenuineIntel\nmodel name\t: ',
  smartctl: 'smartctl 7.3 2022-02-28 r5338\n\n=== START OF INFORMATION SECTION ===\nDevice Model:     ',
  hdparm: '\n/dev/sda:\n\nATA device, with non-removable media\n\tModel Number:       ',
  upower: '  native-path:          BAT0\n  vendor:               ',
  uevent: 'POWER_SUPPLY_NAME=BAT0\nPOWER_SUPPLY_MANUFACTURER=',
  hwinfo: '01: None 00.0: 10105 BIOS\n  [Created at bios.186]\n  Hardware Class: bios\n  SMBIOS Version: 2.8\n  ',
  edid: 'edid-decode (hex):\n\n00 ff ff ff ff ff ff 00 ',
  lspci: '00:00.0 Host bridge: Intel Corporation ',
  nothing: '',
}
/** What backtracks, nests or multiplies in a careless reader. Kept under the bounds on lines, on purpose: it is read. */
const FILLINGS: Readonly<Record<string, string>> = {
  spaces: `${' '.repeat(60_000)}\n`,
  tabs: `${'\t'.repeat(60_000)}\n`,
  digits: `${'9'.repeat(60_000)}\n`,
  letters: `${'a'.repeat(60_000)}\n`,
  colons: `${'a: '.repeat(20_000)}\n`,
  hexadecimal: `${'ff '.repeat(20_000)}\n`,
  lines: `\tSize: 8 GB of ${'words '.repeat(6)}\n`,
  structures: `\nHandle 0x0011, DMI type 17, 40 bytes\nMemory Device\n\tSize: 8 GB\n\tLocator: ${'A'.repeat(40)}\n`,
  'one line': 'x',
}

/** Files made to hurt, each by its name. Made one at a time: together they would weigh gigabytes. */
export function hostileDumps(): readonly (readonly [name: string, make: () => Uint8Array])[] {
  const texts = Object.entries(HEADS).flatMap(([format, head]) =>
    Object.entries(FILLINGS).map(
      ([filling, piece]) => [`${format}-${filling}.txt`, () => filled(head, piece)] as const,
    ),
  )
  return [
    ...texts,
    ['zeros.bin', () => Buffer.alloc(NEARLY_FULL)],
    ['random.bin', () => randomBytes(NEARLY_FULL)],
    ['spaces.txt', () => filled('', ' ')],
    ['deep-lists.json', () => Buffer.from('['.repeat(10 * MB) + ']'.repeat(10 * MB))],
    ['deep-objects.json', () => filled('', '{"children":[')],
    [
      'deep-lshw.json',
      () => filled('{"id":"pc","class":"system","children":[', '{"id":"core","class":"bus","children":['),
    ],
    ['unclosed-string.json', () => filled('{"id":"', 'a')],
    ['escapes.json', () => filled('{"id":"', '\\', '"}')],
    ['quotes.json', () => filled('{"id":', '"')],
    ['commas.json', () => filled('[', ',')],
    ['empty-objects.json', () => filled('[', '{},', '{}]')],
    ['too-many-keys.json', () => list('{"smartctl":{},', (at) => `"k${at}":${at}`, 2_000_000, '}')],
    ['too-many-attributes.xml', () => Buffer.from(`<REQUEST ${'a="1" '.repeat(5_000_000)}/>`)],
    ['line-ends.txt', () => Buffer.from(`Handle 0x0001, DMI type 1\n${'\n'.repeat(400_000)}`)],
    ['many-keys.json', () => list('{"smartctl":{},"device":{},', (at) => `"k${at}":${at}`, 250_000, '}')],
    [
      'many-nodes-lshw.json',
      () => list(LSHW, (at) => `{"id":"disk:${at}","class":"disk","serial":"S${at}"}`, 70_000, ']}'),
    ],
    ['many-broken-nodes-lshw.json', () => list(LSHW, (at) => `{"id":"disk:${at}" "class":"disk"}`, 70_000, ']}')],
    [
      'many-disks-lsblk.json',
      () => list('{"blockdevices":[', (at) => `{"name":"sd${at}","type":"disk","size":${at}}`, 70_000, ']}'),
    ],
    ['many-storages-glpi.json', () => list(GLPI, (at) => `{"serial":"S${at}","disksize":${at}}`, 70_000, ']}}')],
    ['long-string-glpi.json', () => filled('{"action":"inventory","content":{"bios":{"ssn":"', ' a', '"}}}')],
    ['long-dmidecode-snapshot.json', () => filled('{"type":"Snapshot","data":{"dmidecode":"', ' ', '"}}')],
    ['broken-lshw-snapshot.json', () => filled('{"type":"Snapshot","data":{"lshw":"{', ' \\"a\\" : \\"b\\" ', '"}}')],
    ['billion-laughs.xml', () => Buffer.from(laughs(12))],
    [
      'quadratic-laughs.xml',
      () => Buffer.from(`<!DOCTYPE REQUEST [<!ENTITY a "${'a'.repeat(MB)}">]><REQUEST>${'&a;'.repeat(MB)}</REQUEST>`),
    ],
    [
      'external-entity.xml',
      () =>
        Buffer.from(
          '<!DOCTYPE R [<!ENTITY x SYSTEM "file:///etc/passwd">]><REQUEST><CONTENT><BIOS><SSN>&x;</SSN></BIOS></CONTENT></REQUEST>',
        ),
    ],
    ['deep.xml', () => filled('<REQUEST><CONTENT>', '<BIOS>')],
    [
      'many-elements.xml',
      () => filled('<REQUEST><CONTENT>', '<STORAGES><NAME>a</NAME></STORAGES>', '</CONTENT></REQUEST>'),
    ],
    [
      'many-attributes.xml',
      () => Buffer.from(`<REQUEST ${Array.from({ length: 250_000 }, (_, at) => `a${at}="${at}"`).join(' ')}/>`),
    ],
    ['long-text.xml', () => filled('<REQUEST><CONTENT><BIOS><SSN>', ' a', '</SSN></BIOS></CONTENT></REQUEST>')],
    ['open-comment.xml', () => filled('<REQUEST><!--', '-')],
    ['bomb.json.gz', () => gzipSync(Buffer.alloc(400 * MB, ' '))],
    ['bomb-twice.gz', () => gzipSync(gzipSync(Buffer.alloc(400 * MB)))],
    ['bomb.zip', () => zipSync({ 'bomb.json': [Buffer.alloc(200 * MB), { level: 9 }] })],
    ['too-large.json', () => Buffer.alloc(200 * MB, '{"id":1},')],
  ]
}

const LSHW = '{"id":"pc","class":"system","children":['
const GLPI = '{"action":"inventory","deviceid":"a-2026","itemtype":"Computer","content":{"hardware":{},"storages":['
