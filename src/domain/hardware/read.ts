import { decodeText } from './decode-text.ts'
import { inflate } from './inflate.ts'
import { LIMITS } from './limits.ts'
import { parseJson } from './parse-json.ts'
import type { Dump } from './reader.ts'
import { READERS } from './readers/index.ts'
import type { Reading, Refusal } from './report.ts'

const refuse = (code: Refusal['code'], detail?: string): { readonly refused: Refusal } => ({
  refused: detail === undefined ? { code } : { code, detail },
})

/**
 * What one dump says of its machine. The content decides the format: plain, gzip or zlib, in UTF-8, UTF-16 or
 * Windows-1252. Never throws; time and memory are bounded by `LIMITS`, a caller refuses a larger file by its size.
 */
export function readDump(bytes: Uint8Array): Reading {
  if (bytes.length === 0) return refuse('empty')
  if (bytes.length > LIMITS.bytes) return refuse('tooLarge')
  const plain = inflate(bytes)
  if ('refused' in plain) return plain
  const dump = decodeDump(plain)
  return 'refused' in dump ? dump : ask(dump)
}

/** A dump as its readers see it: bytes, text and JSON decoded once. */
export function decodeDump(bytes: Uint8Array): Dump | { readonly refused: Refusal } {
  const text = decodeText(bytes)
  const json = parseJson(text)
  if (json.kind === 'refused') return { refused: json.refused }
  const shape = outOfBounds(text, json.kind === 'json')
  if (shape) return { refused: shape }
  return { bytes, text, json: json.kind === 'json' ? json.value : undefined }
}

function outOfBounds(text: string, isJson: boolean): Refusal | undefined {
  const long = !isJson && !/^\s*[<{[]/.test(text)
  let lines = 0
  for (let from = 0; from < text.length; lines += 1) {
    const end = text.indexOf('\n', from)
    const next = end < 0 ? text.length : end
    if (long && next - from > LIMITS.lineLength) return { code: 'notRecognised', detail: 'a line too long' }
    if (lines > LIMITS.lines) return { code: 'tooLarge', detail: 'too many lines' }
    from = next + 1
  }
  return undefined
}

function ask(dump: Dump): Reading {
  try {
    const reader = READERS.find((candidate) => candidate.recognises(dump))
    if (!reader) return unrecognised(dump)
    const report = reader.read(dump)
    return 'refused' in report ? report : { format: reader.format, report }
  } catch (error) {
    return refuse('damaged', error instanceof Error ? error.message : undefined)
  }
}

function unrecognised(dump: Dump): Reading {
  if (dump.bytes.every((byte) => byte === 0 || byte === 0x20 || (byte >= 9 && byte <= 13))) return refuse('empty')
  const packed = PACKED.find(([, magic]) => magic.every((byte, at) => dump.bytes[at] === byte))
  if (packed) return refuse('notRecognised', `compressed with ${packed[0]}: only gzip, zlib, zip and tar are unpacked`)
  const brokenJson = dump.json === undefined && /^\s*(?:\{\s*"|\[\s*[{["])/.test(dump.text)
  return brokenJson ? refuse('damaged', 'JSON cut short or malformed') : refuse('notRecognised')
}

/** First bytes of compressed files that are not unpacked here. */
const PACKED: readonly (readonly [name: string, magic: readonly number[]])[] = [
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['7-Zip', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['RAR', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
]
