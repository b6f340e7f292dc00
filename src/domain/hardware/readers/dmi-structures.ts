/** One structure of an SMBIOS table as dmidecode prints it. */
export interface DmiStructure {
  /** SMBIOS type number (DSP0134 §7). */
  readonly type: number
  /** "0x0011", lower case; empty under `dmidecode -q`. */
  readonly handle: string
  /** First value of each printed key, in lower case; the lines of a list are left out. */
  readonly fields: ReadonlyMap<string, string>
  /** Lines of the lists ("Characteristics", "Features", "Flags"), trimmed. */
  readonly lines: readonly string[]
}

/** Titles that tell the type where numbers are not printed (`dmidecode -q`, and versions before 2.0). */
const TYPE_OF_TITLE: ReadonlyMap<string, number> = new Map(
  Object.entries({
    'bios information': 0,
    'system information': 1,
    'base board information': 2,
    'chassis information': 3,
    'processor information': 4,
    'memory controller information': 5,
    'memory module information': 6,
    'cache information': 7,
    'port connector information': 8,
    'system slot information': 9,
    'on board device information': 10,
    'on board device 1 information': 10,
    'oem strings': 11,
    'physical memory array': 16,
    'memory device': 17,
    'memory array mapped address': 19,
    'memory device mapped address': 20,
    'portable battery': 22,
    'system power supply': 39,
    'onboard device': 41,
    'tpm device': 43,
  }),
)

const HANDLE = /^\s*Handle (0x[0-9a-f]{1,8})\b(.*)$/i
const TYPE = /\bDMI type (\d{1,3})\b/i

/** Large servers print some 1,000 structures. */
const MAX_STRUCTURES = 20_000

/** What versions 1 (2000 to 2003) call the keys, by type. */
const OLD_KEYS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  0: { release: 'release date' },
  1: { vendor: 'manufacturer', product: 'product name' },
  2: { vendor: 'manufacturer', product: 'product name' },
  3: { vendor: 'manufacturer', 'chassis type': 'type' },
  4: {
    'processor type': 'type',
    'processor family': 'family',
    'processor manufacturer': 'manufacturer',
    'processor version': 'version',
  },
}

interface Open {
  type: number | null
  handle: string
  titled: boolean
  indent: number
  fields: Map<string, string>
  lines: string[]
}

/** Does this text look like dmidecode's output, with or without handles? */
export function looksLikeDmidecode(text: string): boolean {
  const head = text.slice(0, 200_000)
  return (
    /^[ \t]*Handle 0x[0-9a-f]{1,8}[\s\S]{0,40}?DMI type \d/im.test(head) ||
    (/^# dmidecode \d/m.test(head) && !/^\s*[{[<]/.test(head)) ||
    /^(BIOS|System|Base Board|Chassis|Processor) Information\r?\n[ \t]+(Vendor|Manufacturer|Socket Designation):/m.test(
      head,
    )
  )
}

/**
 * The structures of a dmidecode output, in order. Any indentation does (tabs, spaces, the two levels of version 2.2);
 * quiet output and old versions without type numbers are told by their titles. Linear in the length of the text.
 */
export function dmiStructures(text: string): DmiStructure[] {
  const found: DmiStructure[] = []
  let open: Open | null = null
  const close = () => {
    if (open && open.type !== null) found.push({ ...open, type: open.type })
    open = null
  }
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (found.length >= MAX_STRUCTURES) break
    const handle = HANDLE.exec(line)
    const title = handle ? undefined : TYPE_OF_TITLE.get(line.trim().toLowerCase())
    if (handle) {
      close()
      open = start(typeIn(handle[2] ?? ''), (handle[1] ?? '').toLowerCase())
    } else if (title !== undefined && (open === null || (open.titled && open.handle === ''))) {
      close()
      open = { ...start(title, ''), titled: true }
    } else if (open?.handle === '' && line.trim() === '') {
      close()
    } else if (open !== null) {
      addLine(open, line, title)
    }
  }
  close()
  return found
}

function start(type: number | null, handle: string): Open {
  return { type, handle, titled: false, indent: -1, fields: new Map(), lines: [] }
}

function typeIn(text: string): number | null {
  const found = TYPE.exec(text)
  return found ? Number(found[1]) : null
}

function addLine(open: Open, line: string, title: number | undefined): void {
  if (line.trim() === '') return
  if (!open.titled) {
    const type = typeIn(line)
    if (open.type === null && type !== null) open.type = type
    else {
      open.titled = true
      open.type ??= title ?? null
    }
    return
  }
  const indent = line.length - line.trimStart().length
  const colon = line.indexOf(':')
  if (open.indent < 0 && colon > 0) open.indent = indent
  if (indent > open.indent || colon < 0) {
    open.lines.push(line.trim())
    return
  }
  const printed = line.slice(0, colon).trim().toLowerCase()
  const key = OLD_KEYS[open.type ?? -1]?.[printed] ?? printed
  if (!open.fields.has(key)) open.fields.set(key, line.slice(colon + 1).trim())
}
