/**
 * What a person reads in one raw dump of the shared folder. Only what is stated is compared; a list is compared whole,
 * so `[]`, `null` and the number of its items are statements too.
 */
export interface Expected {
  /** Path under the folder of shared dumps. */
  readonly file: string
  readonly says: Readonly<Record<string, unknown>>
}

export const MiB = 1024 ** 2
export const GiB = 1024 ** 3

/** `count` modules that read the same. */
export function modules(count: number, bytes: number, type: string | null, serial: string | null = null) {
  return Array.from({ length: count }, () => ({ bytes, type, serial }))
}

/** The same CPU in `sockets` sockets; its name as printed, where runs of spaces count as one. */
export function cpus(sockets: number, name: string | null, cores: number | null) {
  return Array.from({ length: sockets }, () => ({ name: name?.replace(/ +/g, ' ') ?? null, cores }))
}
