/** What a file's first bytes say it is; neither its name nor what the browser says is believed. */
const SIGNATURES: readonly { readonly type: string; readonly at: number; readonly bytes: readonly number[] }[] = [
  { type: 'application/pdf', at: 0, bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { type: 'image/png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/webp', at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
]

export type ScanType = 'application/pdf' | 'image/png' | 'image/jpeg' | 'image/webp'

/** The media type of a scanned paper (PDF, PNG, JPEG, WebP) by its own bytes; null where it is none of them. */
export function scanType(bytes: Uint8Array): ScanType | null {
  const found = SIGNATURES.find(({ at, bytes: sign }) => sign.every((byte, index) => bytes[at + index] === byte))
  return (found?.type as ScanType | undefined) ?? null
}
