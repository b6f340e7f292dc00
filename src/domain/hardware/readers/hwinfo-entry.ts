/** One device, or one record of the firmware's table inside the device of class "bios". */
export interface Entry {
  readonly title: string
  readonly fields: ReadonlyMap<string, string>
  readonly lines: readonly string[]
}

const MAX_LINE = 2000

/** Fields at one indentation; a quoted text is what is printed after codes: `pci 0x8086 "Intel Corporation"`. */
export function entryOf(lines: readonly string[], indent: number): Entry {
  const fields = new Map<string, string>()
  for (const line of lines.slice(1)) {
    const found = /^( *)([^ :][^:]*): ?(.*)$/.exec(line.slice(0, MAX_LINE))
    const key = found?.[2]?.trim().toLowerCase() ?? ''
    if (found?.[1]?.length === indent && !fields.has(key)) fields.set(key, found[3]?.trim() ?? '')
  }
  return { title: /^ *([^:]+)/.exec(lines[0] ?? '')?.[1]?.trim() ?? '', fields, lines }
}

/** The records "  System Info: #1" of the bios device, each with the lines indented under it. */
export function recordsOf(block: string): Entry[] {
  const found: string[][] = []
  for (const line of block.split('\n')) {
    if (/^ {2}\S[^:]*: #\d+$/.test(line)) found.push([line])
    else if (/^ {4}/.test(line)) found.at(-1)?.push(line)
  }
  return found.map((lines) => entryOf(lines, 4))
}

/** The quoted part of a field, else the whole field, else nothing where only a number stands for a name. */
export function get(entry: Entry | undefined, key: string): string {
  const value = entry?.fields.get(key) ?? ''
  const code = /^(pci |usb |eisa )?0x[0-9a-f]+$/i.test(value)
  return /"([^"]*)"/.exec(value)?.[1]?.trim() ?? (code ? '' : value)
}
