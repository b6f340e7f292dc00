/** Block devices that are no medium of a machine, by the name the kernel or Windows gives them. */
const NOT_A_MEDIUM: readonly { readonly names: RegExp; readonly because: string }[] = [
  {
    names: /^(loop|ram|zram|nullb|nbd|rbd|drbd|zd|mtdblock|ubi|pmem.*s$)\d*/,
    because: 'made of memory, files or network',
  },
  { names: /^(dm-|md|bcache|mapper)/, because: 'built upon other disks' },
  { names: /^(sr|scd|cdrom|dvd|hd[a-z]: cd)\d*/, because: 'optical drive' },
  { names: /^(fd|floppy)\d*/, because: 'floppy drive' },
  { names: /^(st|nst|tape|sg)\d*$/, because: 'tape or control device' },
  { names: /^mmcblk\d+(boot\d|rpmb|gp\d)/, because: 'hardware partition of an eMMC chip' },
  { names: /^mmcblk\d+p\d+$|^nvme\d+n\d+p\d+$|^([shv]d|xvd)[a-z]{1,2}\d+$/, because: 'partition' },
  { names: /^nvme\d+c\d+n\d+$/, because: 'one path to a namespace listed elsewhere' },
  { names: /(cdrom|tape|changer)\d*$/, because: 'Windows device path of a drive without own medium' },
]

/** "sda", "/dev/nvme0n1", "\\.\PHYSICALDRIVE0" → its last part in lower case. */
export function bareName(path: string): string {
  return path
    .trim()
    .toLowerCase()
    .replace(/^.*[\\/](?=.)/, '')
}

/** May a device of this name be a medium of the machine? A name nobody knows may. */
export function mayBeMedium(path: string): boolean {
  const name = bareName(path)
  return !NOT_A_MEDIUM.some((row) => row.names.test(name))
}

/** The smallest medium a computer was sold with; below are boot ROMs, configuration drives, virtual floppies. */
export const SMALLEST_MEDIUM_BYTES = 32 * 1024 * 1024
