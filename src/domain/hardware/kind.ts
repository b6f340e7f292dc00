import type { DeviceKind } from './report.ts'

/** What a dump prints that tells the kind of machine. Texts as printed; `null` or absent when the format cannot say. */
interface KindClues {
  /** Chassis types: SMBIOS names ("Notebook"), numbers ("10") or lshw's words ("low-profile"), the machine's own first. */
  readonly chassis?: readonly (string | null)[]
  readonly maker?: string | null
  readonly model?: string | null
  readonly name?: string | null
  readonly family?: string | null
  readonly boardMaker?: string | null
  readonly firmwareMaker?: string | null
  /** A real battery was printed (not an empty structure). */
  readonly battery?: boolean
  /** The firmware or the tool declares a virtual machine. */
  readonly declaredVirtual?: boolean
}

/** SMBIOS 3.7 §7.4.1 chassis types, by number; the words are dmidecode's and, after the bar, lshw's own. */
const CHASSIS: readonly (readonly [number, string, DeviceKind])[] = [
  [1, 'other', 'unknown'],
  [2, 'unknown', 'unknown'],
  [3, 'desktop', 'desktop'],
  [4, 'low profile desktop|low profile', 'desktop'],
  [5, 'pizza box', 'desktop'],
  [6, 'mini tower', 'desktop'],
  [7, 'tower', 'desktop'],
  [8, 'portable', 'laptop'],
  [9, 'laptop', 'laptop'],
  [10, 'notebook', 'laptop'],
  [11, 'hand held', 'tablet'],
  [12, 'docking station|docking', 'unknown'],
  [13, 'all in one|aio', 'all-in-one'],
  [14, 'sub notebook', 'laptop'],
  [15, 'space saving', 'desktop'],
  [16, 'lunch box', 'desktop'],
  [17, 'main server chassis|main system chassis|server', 'server'],
  [18, 'expansion chassis|expansion', 'unknown'],
  [19, 'sub chassis|sub', 'unknown'],
  [20, 'bus expansion chassis|bus expansion', 'unknown'],
  [21, 'peripheral chassis|peripheral', 'unknown'],
  [22, 'raid chassis|raid', 'server'],
  [23, 'rack mount chassis|rack mount', 'server'],
  [24, 'sealed case pc|sealed', 'desktop'],
  [25, 'multi system chassis|multi system', 'server'],
  [26, 'compact pci|pci', 'server'],
  [27, 'advanced tca|tca', 'server'],
  [28, 'blade', 'server'],
  [29, 'blade enclosure|blade enclosing|enclosure', 'server'],
  [30, 'tablet', 'tablet'],
  [31, 'convertible', 'laptop'],
  [32, 'detachable', 'tablet'],
  [33, 'iot gateway', 'other'],
  [34, 'embedded pc', 'mini'],
  [35, 'mini pc|mini', 'mini'],
  [36, 'stick pc|stick', 'mini'],
]

const letters = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')

const KIND_OF_CHASSIS: ReadonlyMap<string, DeviceKind> = new Map(
  CHASSIS.flatMap(([number, words, kind]) =>
    [String(number), ...words.split('|').map(letters)].map((word) => [word, kind] as const),
  ),
)

/** The kind one chassis type stands for; `unknown` for "Other", docks, expansion boxes and words nobody knows. */
export function kindOfChassis(chassis: string): DeviceKind {
  return KIND_OF_CHASSIS.get(letters(chassis)) ?? 'unknown'
}

/**
 * Virtual machines, by what their SMBIOS type 1 prints as maker and product. A BIOS flag alone is not enough: a real
 * PC's strings may be given to a virtual one on purpose, and then it stands for that PC.
 */
const VIRTUAL: readonly RegExp[] = [
  /^(qemu|bochs|kvm|ovirt|xen|innotek gmbh|parallels|nutanix ahv|bhyve|openstack( foundation)?|amazon ec2|rhev|openbsd vmm|cloud hypervisor|firecracker)\b/,
  /^(vmware|red hat|google|digitalocean|scaleway|hetzner|alibaba cloud|tencent cloud|oracle corporation|joyent)\b.*\b(vmware|kvm|rhel|virtualbox|compute engine|droplet|hvm|vserver|ecs|cvm)\b/,
  /\b(virtualbox|vmware virtual platform|vmware\d|kvm virtual machine|hvm domu|parallels virtual platform|bochs|bhyve)\b/,
  /^microsoft corporation virtual machine/,
  /^(apple inc\. )?(apple virtualization|virtualmac)/,
]

/** A hypervisor's firmware, trusted only where type 1 and the board name nobody. */
const VIRTUAL_FIRMWARE = /\b(innotek|xen|seabios|bochs|qemu|vmware|bhyve|edk ii|amazon ec2|hyper-v)\b/

/** One group of product lines. Each name is a pattern between word boundaries, in lower case, on maker, model, name, family. */
interface Lines {
  readonly is: DeviceKind
  readonly names: readonly string[]
  readonly source: string
}

/** Lines known to print a wrong chassis: they decide against it. */
const WRONG_CHASSIS: readonly Lines[] = [
  {
    is: 'all-in-one',
    names: ['imac(pro)?\\d*', 'all-? ?in-? ?one', 'aio', '(elite|pro) ?one', 'surface studio'],
    source: 'linuxhw/DMI: of 253 all-in-ones 23 say Laptop and 13 Desktop',
  },
  {
    is: 'all-in-one',
    names: [
      '(inspiron|xps|studio) one',
      'eee ?top',
      'asustek\\w* computer inc\\.? et\\d{4}\\w*',
      'touchsmart (iq\\w*|elite|[3-9]\\d\\d)',
      'wind ?top',
      'hp omni',
      'aspire (z[a-z]{0,2}-?\\d\\w*|u5-\\w+|c\\d\\d-\\d+)',
      'veriton z\\d\\w*',
      'onetwo',
      'vpc[lj]\\d\\w*',
      'ideacentre [abc]\\d{3}',
    ],
    source: 'all-in-one lines of Dell, ASUS, HP, MSI, Acer, Packard Bell, Sony, Lenovo',
  },
  { is: 'tablet', names: ['iconia (tab|w\\d)'], source: 'linuxhw/DMI and eReuse: Iconia tablets say Notebook' },
  { is: 'mini', names: ['mac ?mini\\d*'], source: 'linuxhw/DMI: Mac mini say Lunch Box or Laptop' },
  { is: 'laptop', names: ['mac ?book\\w*'], source: 'Apple model identifiers' },
  { is: 'desktop', names: ['mac ?pro\\d+', 'mac ?studio'], source: 'Apple model identifiers' },
  { is: 'laptop', names: ['surface (laptop|book)'], source: 'Surface Laptop and Book, apart from the tablets below' },
  {
    is: 'tablet',
    names: ['surface (pro|go|rt|2|3|with windows)', 'microsoft corporation surface$'],
    source: 'linuxhw/DMI: Surface Go says Laptop, Surface Pro says Hand Held',
  },
  {
    is: 'mini',
    names: ['compute stick', 'stick pc', 'meegopad'],
    source: 'linuxhw/DMI: sticks say Desktop',
  },
  {
    is: 'server',
    names: [
      'poweredge',
      'proliant',
      'primergy',
      'think(server|system)',
      'system x\\d+',
      'x ?series x?\\d{3,4}',
      'bladecenter',
      'flex system',
      'integrity',
      'sun (fire|server)',
      'oracle server',
      'quanta(grid|micro|plex)',
      'bull(x|sequana)',
      'novascale',
      'ucs[bc]',
      'altos',
    ],
    source: 'server lines of Dell, HP, Fujitsu, Lenovo, IBM, Oracle, Quanta, Bull, Cisco, Acer: their towers say Tower',
  },
]

/** Lines that are believed only where the chassis does not decide. */
const UNDECIDED_CHASSIS: readonly Lines[] = [
  {
    is: 'mini',
    names: [
      'raspberry pi',
      'odroid',
      '(orange|banana) pi',
      'rock ?(pi|64|5)',
      'beaglebone',
      'pine64',
      'rockpro64',
      'khadas',
      'jetson',
      'cubieboard',
    ],
    source: 'single-board computers have no chassis type',
  },
  {
    is: 'server',
    names: ['super ?micro\\w*( computer)?( inc\\.?)? (sys|ssg|as|psg|x\\d+d)'],
    source: 'glpi-agent: Supermicro SSG-6028R says Other',
  },
  {
    is: 'mini',
    names: [
      'chromebox',
      'nuc ?\\d\\w*',
      'thinkcentre m\\d+q',
      'thinkcentre .*tiny',
      '(elite|pro)desk .*(dm|desktop mini)',
      'optiplex .*micro',
      'mini pc',
      'beelink',
      'zbox',
      'brix',
      'cubi',
      'liva',
    ],
    source: 'lines of small PCs',
  },
  {
    is: 'laptop',
    names: [
      'latitude',
      'inspiron ([nm]\\d\\w*|1[0-9]\\w*|6\\d{3}|mini)',
      'vostro (1\\d{3}|3[345]\\d\\d|5[3-5]\\d\\d|a\\d+|v\\d+)',
      'precision (m\\d+|mobile|\\d{4} mobile)',
      'xps (1[1-7]|m\\d+)',
      'travelmate',
      'extensa',
      'aspire (one|[vetsra]\\d\\w*|es1\\w*|\\d{4}\\w*)',
      'emachines [edgm]\\d+',
      'easynote',
      'dot s',
      '(elite|pro|z|omni)book',
      'pavilion (dv\\d\\w*|g\\d\\w*|x360|notebook)',
      'presario (c|v|cq)\\d\\w*',
      'compaq ((nc|nx|nw|tc)\\d+|6\\d{3}[bs]|8\\d{3}[pw])',
      'think(pad|book)',
      'ideapad',
      'yoga',
      'lenovo [gbzvny]\\d{2,3}',
      'lifebook',
      'amilo \\w+',
      'esprimo mobile',
      'satellite',
      'tecra',
      'portege',
      'dynabook',
      'qosmio',
      'vaio',
      '(vpc|vgn)\\S+',
      '(zen|vivo|chrome|mate|magic|gemi|galaxy )book',
      'eee ?pc',
      'swift',
      'spin',
      'gram',
      'notebook',
      'laptop',
    ],
    source: 'laptop lines; linuxhw/DMI: 97 notebooks of 10,763 say Other',
  },
  {
    is: 'desktop',
    names: [
      'optiplex',
      'precision',
      'vostro',
      'inspiron \\d{3}s?',
      'dimension',
      '(elite|pro)desk',
      'compaq (d[cx]\\d+|elite|pro|\\d{4})',
      'z\\d{3} workstation',
      'workstation',
      'think(centre|station)',
      'ideacentre',
      'esprimo',
      'celsius',
      'scenic',
      'veriton',
      'aspire (x|m|tc|xc)\\S*',
      'imedia',
      'ixtreme',
      'ipower',
      'power ?mate',
      'netvista',
    ],
    source: 'desktop lines',
  },
]

const among = (lines: readonly Lines[]) =>
  lines.map(({ is, names }) => ({ is, says: new RegExp(`(?:^|\\b)(?:${names.join('|')})(?:\\b|$)`) }))
const OVERRIDES = among(WRONG_CHASSIS)
const FALLBACKS = among(UNDECIDED_CHASSIS)

/** Kinds a chassis type settles. "Desktop" is not one: 96 notebooks of 10,763 say so (linuxhw/DMI). */
const SETTLED: ReadonlySet<DeviceKind> = new Set(['laptop', 'tablet', 'all-in-one', 'server', 'mini', 'other'])

/**
 * What kind of machine this is: virtual makers first, then product lines known to print a wrong chassis, then the chassis
 * (docks set aside), then the battery, then the other product lines. `unknown` when nothing decides.
 */
export function kindOf(clues: KindClues): DeviceKind {
  const said = words(clues.maker, clues.model, clues.name, clues.family)
  if (isVirtual(clues, said)) return 'virtual'
  const known = OVERRIDES.find(({ says }) => says.test(said))
  if (known) return known.is
  const chassis = (clues.chassis ?? []).map((one) => kindOfChassis(one ?? '')).find((kind) => kind !== 'unknown')
  if (chassis && SETTLED.has(chassis)) return chassis
  const line = FALLBACKS.find(({ says }) => says.test(said))?.is
  if (clues.battery && line !== 'desktop' && line !== 'server') return 'laptop'
  return chassis ?? line ?? 'unknown'
}

/** In lower case, each cut at 100 characters: longer is no name. */
function words(...texts: readonly (string | null | undefined)[]): string {
  return texts
    .flatMap((text) => (text ? [text.slice(0, 100)] : []))
    .join(' ')
    .toLowerCase()
}

function isVirtual(clues: KindClues, said: string): boolean {
  const type1 = words(clues.maker, clues.model)
  if (type1 !== '' || clues.boardMaker) return VIRTUAL.some((pattern) => pattern.test(type1))
  return said === '' && (clues.declaredVirtual === true || VIRTUAL_FIRMWARE.test(words(clues.firmwareMaker)))
}
