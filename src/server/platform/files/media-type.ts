/** Any byte at all. */
const ANY = -1
/** What a file's first bytes say it is; neither its name nor what the browser says is believed. */
const SIGNATURES = [
  { type: 'application/pdf', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { type: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  // RIFF, a length, WEBP (RFC 9649 §2.4).
  { type: 'image/webp', bytes: [0x52, 0x49, 0x46, 0x46, ANY, ANY, ANY, ANY, 0x57, 0x45, 0x42, 0x50] },
] as const

export type ScanType = (typeof SIGNATURES)[number]['type']

/** The media type of a scanned paper (PDF, PNG, JPEG, WebP) by its own bytes; null where it is none of them. */
export const scanType = (bytes: Uint8Array): ScanType | null =>
  SIGNATURES.find((one) => one.bytes.every((byte, at) => byte === ANY || bytes[at] === byte))?.type ?? null

/** How the names of files of a type end, the usual one first. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['.pdf'],
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/webp': ['.webp'],
}

/** The name of a file of that type, without its folders: one that ends otherwise would be opened as what it is not, `facture.exe` or `page.html`. */
export function truthfulName(name: string, mediaType: string): string {
  const [usual = '', ...others] = ENDINGS[mediaType] ?? []
  const alone = name.replace(/^.*[/\\]/, '')
  return [usual, ...others].some((ending) => alone.toLowerCase().endsWith(ending)) ? alone : `${alone}${usual}`
}
