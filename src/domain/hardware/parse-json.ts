import { LIMITS } from './limits.ts'
import type { Refusal } from './report.ts'

export type ParsedJson =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'not-json' }
  | { readonly kind: 'refused'; readonly refused: Refusal }

const NOT_JSON: ParsedJson = { kind: 'not-json' }

/**
 * The JSON of a dump. Tools are laxer than RFC 8259, so these are accepted: several values one after the other (they
 * come as one array, arrays among them opened), words before the first value and after the last (warnings printed
 * among the output), NaN and infinities (read as null), raw tabs and line ends inside strings, trailing commas.
 */
export function parseJson(text: string): ParsedJson {
  const start = text.search(/(?:^|\n)[ \t]*[[{]/)
  if (start < 0) return NOT_JSON
  const spans = topLevelSpans(text, start)
  if ('refused' in spans) return { kind: 'refused', refused: spans.refused }
  const values: unknown[] = []
  for (const [from, to] of spans.spans) {
    const parsed = parseOne(text.slice(from, to))
    if (parsed === undefined) return NOT_JSON
    values.push(parsed)
  }
  if (values.length === 0) return NOT_JSON
  return { kind: 'json', value: values.length === 1 ? values[0] : values.flat(1) }
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPEN = new Set([0x5b, 0x7b])
const CLOSE = new Set([0x5d, 0x7d])

type Spans = { readonly spans: readonly (readonly [number, number])[] } | { readonly refused: Refusal }

/** Where each top-level object or array begins and ends, in one pass that also holds the bounds on depth and count. */
function topLevelSpans(text: string, start: number): Spans {
  const spans: [number, number][] = []
  let depth = 0
  let values = 0
  let from = start
  let inString = false
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (inString) {
      if (code === BACKSLASH) at += 1
      else if (code === QUOTE) inString = false
    } else if (code === QUOTE) {
      inString = depth > 0
    } else if (OPEN.has(code)) {
      if (depth === 0) from = at
      depth += 1
      values += 1
      if (depth > LIMITS.depth) return { refused: { code: 'tooDeep' } }
    } else if (CLOSE.has(code) && depth > 0) {
      depth -= 1
      if (depth === 0) spans.push([from, at + 1])
    } else if (code === COMMA) values += 1
    if (values > LIMITS.values) return { refused: { code: 'tooLarge', detail: 'too many values' } }
  }
  return { spans: depth === 0 ? spans : [] }
}

function parseOne(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    try {
      return JSON.parse(repaired(text))
    } catch {
      return undefined
    }
  }
}

const STRING_OR_SLIP = /"(?:[^"\\]|\\[\s\S])*"|-?\b(?:nan|inf(?:inity)?)\b|,(?=\s*[\]}])/gi
const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t' }

function repaired(text: string): string {
  return text.replace(STRING_OR_SLIP, (found) => {
    if (found === ',') return ''
    return found.startsWith('"') ? found.replace(/[\n\t]/g, (raw) => ESCAPES[raw] ?? raw) : 'null'
  })
}
