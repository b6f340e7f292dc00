import type { DeviceKind } from './report.ts'

/** What a dump prints that tells the kind of machine. Texts as printed; `null` or absent when the format cannot say. */
export interface KindClues {
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

/** Product lines whose chassis type is often wrong or "Other". First match decides. */
const LINES: readonly {
  readonly says: RegExp
  readonly is: DeviceKind
  /** Decides against a clear chassis type; the others only where the chassis does not decide. */
  readonly overrides?: true
  readonly source: string
}[] = [
  {
    says: /\bimac(pro)?\d|\bimac\b|\ball-? ?in-? ?one\b|\baio\b|\b(elite|pro) ?one\b|\bsurface studio\b/,
    is: 'all-in-one',
    overrides: true,
    source: 'linuxhw/DMI: of 253 all-in-ones 23 say Laptop and 13 Desktop',
  },
  {
    says: /\b(inspiron|xps|studio) one\b|\beee ?top\b|\bet\d{4}[a-z]*\b|\btouchsmart (iq|elite|[3-9]\d\d\b)|\bwind ?top\b|\bhp omni\b|\baspire (z[a-z]{0,2}-?\d|u5-|c\d\d-\d)|\bveriton z\d|\bonetwo\b|\bvpc[lj]\d|\bideacentre [abc]\d{3}/,
    is: 'all-in-one',
    overrides: true,
    source: 'all-in-one lines of Dell, ASUS, HP, MSI, Acer, Packard Bell, Sony, Lenovo',
  },
  {
    says: /\biconia (tab|w\d)/,
    is: 'tablet',
    overrides: true,
    source: 'linuxhw/DMI and eReuse: Iconia tablets say Notebook',
  },
  {
    says: /\bmac ?mini(\d|\b)/,
    is: 'mini',
    overrides: true,
    source: 'linuxhw/DMI: Mac mini say Lunch Box or Laptop',
  },
  { says: /\bmac ?book|\bxserve/, is: 'laptop', overrides: true, source: 'Apple model identifiers' },
  { says: /\bmac ?pro\d|\bmac ?studio/, is: 'desktop', overrides: true, source: 'Apple model identifiers' },
  {
    says: /\bsurface (laptop|book)\b/,
    is: 'laptop',
    overrides: true,
    source: 'Surface Laptop and Book say Laptop, like the tablets below',
  },
  {
    says: /\bsurface (pro|go|rt|2|3|with windows)\b|\bmicrosoft corporation surface$/,
    is: 'tablet',
    overrides: true,
    source: 'linuxhw/DMI: Surface Go says Laptop, Surface Pro says Hand Held',
  },
  {
    says: /\b(compute stick|stick pc|meegopad)\b/,
    is: 'mini',
    overrides: true,
    source: 'linuxhw/DMI: sticks say Desktop',
  },
  {
    says: /\b(raspberry pi|odroid|orange pi|banana pi|rock ?(pi|64|5)|beaglebone|pine64|rockpro64|khadas|jetson|cubieboard)\b/,
    is: 'mini',
    source: 'single-board computers: no chassis, or Desktop from U-Boot',
  },
  {
    says: /\b(poweredge|proliant|primergy|thinkserver|thinksystem|system x\d|x ?series x?\d{3,4}|bladecenter|flex system|integrity|apollo \d|synergy \d|altos|sun fire|sun server|oracle server|quantagrid|quantamicro|quantaplex|bullx|bullsequana|ucs[bc]|novascale)\b/,
    is: 'server',
    overrides: true,
    source: 'server lines of Dell, HP, Fujitsu, Lenovo, IBM, Oracle, Quanta, Bull, Cisco: their towers say Tower',
  },
  {
    says: /^(super ?micro\w*( computer)?( inc\.?)?) (sys|ssg|as|ssg|psg|x\d+d)\b/,
    is: 'server',
    source: 'glpi-agent: Supermicro SSG-6028R says Other',
  },
  {
    says: /\b(chromebox|nuc\d|nuc \d|thinkcentre m\d+q|thinkcentre .*\btiny|beelink|zbox|brix|cubi|elitedesk .*\bdm\b|desktop mini|mini pc|optiplex .*\bmicro\b|liva)\b/,
    is: 'mini',
    source: 'lines of small PCs',
  },
  {
    says: /\b(latitude|travelmate|extensa|aspire (one|es?\d|[vetsra]\d)|emachines [edgm]\d|easynote|dot s|elitebook|probook|zbook|pavilion (dv|g\d|x360|notebook)|compaq (nc|nx|nw|tc|cq|presario c|6\d{3}[bs]|8\d{3}[pw])|omnibook|thinkpad|ideapad|yoga|thinkbook|lenovo [gbzvny]\d{2,3}|lifebook|amilo (pro|pi|li|xi|si|m)|esprimo mobile|satellite|tecra|portege|dynabook|qosmio|vaio|vpc|vgn|zenbook|vivobook|eee ?pc|chromebook|notebook|laptop|gemibook|xps 1[1-7]|precision (m\d|mobile|\d{4} .*mobile)|vostro (1\d{3}|3[345]\d{2}|5[3-5]\d{2})|inspiron (n|m|1[0-9]|6\d{3}|mini)|macbook|swift|spin|nitro an|predator (g\d-5|helios|ph)|galaxy book|matebook|magicbook|gram)\b/,
    is: 'laptop',
    source: 'laptop lines; linuxhw/DMI: 97 notebooks of 10,763 say Other',
  },
  {
    says: /\b(optiplex|precision (t|workstation|tower|\d{4} tower|\d{3,4}$)|vostro|inspiron (5\d{2}|6\d{2}|3\d{3})|dimension|elitedesk|prodesk|eliteone|compaq (d[cx]|elite|pro|\d{4})|workstation|z\d{3} |thinkcentre|thinkstation|ideacentre|esprimo|celsius|scenic|veriton|aspire (x|m|tc|xc|u)|imedia|ixtreme|ipower|power ?mate|netvista)/,
    is: 'desktop',
    source: 'desktop lines',
  },
]

/** Kinds that move and have a battery; a battery makes any other clear "desktop" chassis doubtful, not these. */
const DECIDED: ReadonlySet<DeviceKind> = new Set(['laptop', 'tablet', 'all-in-one', 'server', 'mini', 'other'])

/**
 * What kind of machine this is: virtual makers first, then product lines known to print a wrong chassis, then the chassis
 * (docks set aside), then the battery, then the other product lines. `unknown` when nothing decides.
 */
export function kindOf(clues: KindClues): DeviceKind {
  const said = words(clues.maker, clues.model, clues.name, clues.family)
  if (isVirtual(clues, said)) return 'virtual'
  const line = LINES.find((row) => row.says.test(said))
  if (line?.overrides) return line.is
  const chassis = (clues.chassis ?? []).map((one) => kindOfChassis(one ?? '')).find((kind) => kind !== 'unknown')
  if (chassis && DECIDED.has(chassis)) return chassis
  if (clues.battery && line?.is !== 'desktop' && line?.is !== 'server') return 'laptop'
  return chassis ?? line?.is ?? 'unknown'
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
