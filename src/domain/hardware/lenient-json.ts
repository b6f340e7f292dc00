import { LIMITS } from './limits.ts'

type Container = Record<string, unknown> | unknown[]

interface LenientJson {
  readonly values: readonly unknown[]
  /** The text ends inside a value: lists at its end may be shorter than what the tool wrote. */
  readonly cut: boolean
}

interface Open {
  readonly value: Container
  /** The name waiting for its value, in an object. */
  key: string | null
}

/**
 * Every top-level value of a JSON text that a tool wrote wrongly: missing or spare commas, quotes left unescaped inside
 * strings, children without a name, wrong closings, several values in a row, an end cut off. Never throws and never recurses; what cannot be
 * placed is left out. Meant for texts that `JSON.parse` refuses.
 */
export function parseLenient(text: string): LenientJson {
  const top: unknown[] = []
  const stack: Open[] = []
  let values = 0
  const put = (value: unknown) => {
    const open = stack.at(-1)
    values += 1
    if (!open) top.push(value)
    else if (Array.isArray(open.value)) open.value.push(value)
    else if (open.key !== null) {
      open.value[open.key] = value
      open.key = null
    } else if (typeof value === 'object' && value !== null) adopt(open.value, value)
  }
  for (let at = 0; at < text.length && values < LIMITS.values; ) {
    const char = text.charAt(at)
    if (char === '{' || char === '[') {
      const value: Container = char === '[' ? [] : Object.create(null)
      put(value)
      stack.push({ value, key: null })
      at += 1
    } else if (char === '}' || char === ']') {
      close(stack, char === ']')
      at += 1
    } else if (char === '"') {
      const open = stack.at(-1)
      const naming = open !== undefined && !Array.isArray(open.value) && open.key === null
      const [string, next] = readString(text, at + 1, naming)
      if (naming) open.key = string
      else if (open) put(string)
      at = next
    } else if (/[\s,:]/.test(char)) {
      at += 1
    } else {
      const [literal, next] = readLiteral(text, at)
      if (stack.length > 0 && literal !== undefined) put(literal)
      at = next
    }
  }
  return { values: top, cut: stack.length > 0 }
}

/** An object written inside another without a name: lshw's list of a whole tree does so with its children. */
function adopt(parent: Record<string, unknown>, value: object): void {
  const children = Array.isArray(parent.children) ? parent.children : []
  children.push(value)
  parent.children = children
}

/** A closing that fits nothing is dropped; one that fits an outer container closes the inner ones too. */
function close(stack: Open[], array: boolean): void {
  for (let at = stack.length - 1; at >= 0 && at >= stack.length - FORGOTTEN_CLOSINGS; at -= 1) {
    if (Array.isArray(stack[at]?.value) !== array) continue
    stack.length = at
    return
  }
}

/** As many closings as a tool may forget in a row: looking further up would cost a hostile text dear. */
const FORGOTTEN_CLOSINGS = 8

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }

function readString(text: string, from: number, naming: boolean): [string, number] {
  let string = ''
  let start = from
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (char === '\\') {
      const code = /^u([0-9a-f]{4})/i.exec(text.slice(at + 1, at + 6))?.[1]
      const escaped = text.charAt(at + 1)
      string +=
        text.slice(start, at) + (code ? String.fromCharCode(Number.parseInt(code, 16)) : (ESCAPES[escaped] ?? escaped))
      at += code ? 5 : 1
      start = at + 1
    } else if (char === '"' && ends(text, at + 1, naming)) {
      return [string + text.slice(start, at), at + 1]
    }
  }
  return [string + text.slice(start), text.length]
}

/** Is the quote just before `from` the end of its string, or one that was left unescaped inside it? */
function ends(text: string, from: number, naming: boolean): boolean {
  const next = text.slice(from, from + 120)
  if (naming) return /^\s*:/.test(next)
  return /^[ \t]*(?:$|[\n\r{}\]]|,[ \t]*(?:$|[\n\r"{[}\]]|-?\d|true|false|null)|"[^"\n]{1,60}"[ \t]*:)/.test(next)
}

function readLiteral(text: string, from: number): [unknown, number] {
  let to = from
  while (to < text.length && !/[\s,:{}[\]"]/.test(text.charAt(to))) to += 1
  const word = text.slice(from, to)
  if (word === 'true' || word === 'false') return [word === 'true', to]
  if (word === 'null') return [null, to]
  return [/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(word) ? Number(word) : undefined, to]
}
