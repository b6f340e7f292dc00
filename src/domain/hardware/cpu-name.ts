import { realModel, squeeze } from './placeholder.ts'

/**
 * Texts that stand where a processor should be named: board templates (6 % of linuxhw/DMI), the device tree's bare "cpu",
 * QEMU's machine type, to which OCS adds a clock.
 */
const NO_NAME =
  /^([0-9a-f]{1,2}|-|(pc-(i440fx|q35)\S*|virt(-\S+)?)( cpu @ \S+)?|cpu|processor|arm|intel|amd|intel\(r\)( corporation)?|genuineintel|authenticamd)$/i

/** What older lshw adds: the processor's part number, mostly filling. */
const PART_ADDED = / \((to be filled[^)]*|fill by oem|not specified|none|unknown|n\/a|cpu[^)]*part[^)]*)\)$/i

/** A processor's name, trimmed and with runs of spaces made one; `null` where the text names none. */
export function cpuName(printed: string): string | null {
  const name = realModel(squeeze(printed.slice(0, 300)).replace(PART_ADDED, ''))
  return name === null || NO_NAME.test(name) ? null : name
}
