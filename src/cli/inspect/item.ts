import type { Refusal } from '#src/domain/hardware/report.ts'

/** A dump found on the way, or why it cannot be had. `file` is the path as given, then the member's path in an archive. */
export type Item =
  | { readonly file: string; readonly bytes: Uint8Array }
  | { readonly file: string; readonly refused: Refusal }

/** Past this many bytes out, an archive that gives more than `RATIO` bytes for one is a bomb. */
const ALWAYS_FINE = 256 * 1024 * 1024
const RATIO = 100

export function isBomb(bytesIn: number, bytesOut: number): boolean {
  return bytesOut > ALWAYS_FINE && bytesOut > bytesIn * RATIO
}

export const BOMB: Refusal = { code: 'tooLarge', detail: 'the archive expands out of all proportion' }

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'symbolic links in a loop',
  ENOTDIR: 'a part of the path is not a folder',
  ENAMETOOLONG: 'the path is too long',
  ENXIO: 'not a regular file',
}

/** A file system or decompression error, in words. */
export function refusalOf(error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code.startsWith('Z_') || code.startsWith('ERR_')) return { code: 'damaged', detail: 'compressed data' }
  return { code: 'unreadable', detail: REASONS[code] ?? (code || 'unknown error') }
}
