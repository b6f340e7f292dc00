import { LIMITS } from './limits.ts'

/** What stands at a path, to put in place of a value; `undefined` leaves it. Lists add nothing to a path. */
export type Replace = (path: readonly string[]) => ((raw: string) => string | undefined) | undefined

/** JSON text with the values at chosen paths replaced; every other character stays as it was received. */
export function replaceInJson(text: string, replace: Replace): string {
  const pieces: string[] = []
  let kept = 0
  const visit = (start: number, path: readonly string[], depth: number): number => {
    const replacement = replace(path)
    if (replacement) {
      const end = endOfValue(text, start)
      const put = replacement(text.slice(start, end))
      if (put !== undefined) {
        pieces.push(text.slice(kept, start), put)
        kept = end
        return end
      }
    }
    const opener = text[start]
    if ((opener !== '{' && opener !== '[') || depth > LIMITS.depth) return endOfValue(text, start)
    return visitMembers(start + 1, path, opener === '{', depth + 1)
  }
  const visitMembers = (start: number, path: readonly string[], isObject: boolean, depth: number): number => {
    let at = skipFiller(text, start)
    while (at < text.length && text[at] !== '}' && text[at] !== ']') {
      const key = isObject ? endOfValue(text, at) : at
      const name = isObject ? nameOf(text.slice(at, key)) : undefined
      const value = isObject ? skipFiller(text, key) : at
      if (isObject && text[at] !== '"') return text.length
      at = skipFiller(text, visit(value, name === undefined ? path : [...path, name], depth))
    }
    return at + 1
  }
  for (let at = nextTop(text, 0); at >= 0 && at < text.length; ) at = nextTop(text, visit(at, [], 0))
  return [...pieces, text.slice(kept)].join('')
}

function nextTop(text: string, from: number): number {
  const found = text.slice(from).search(/[[{]/)
  return found < 0 ? -1 : from + found
}

/** Past spaces, commas and colons. */
function skipFiller(text: string, from: number): number {
  return past(FILLER, text, from)
}
const FILLER = /[\s,:]*/y

/** Where what this sticky pattern takes, from there, ends. */
function past(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : from
}

const BARE = /[^\s,\]}]*/y

function endOfValue(text: string, start: number): number {
  const opener = text[start]
  if (opener === '"') return endOfString(text, start)
  if (opener !== '{' && opener !== '[') {
    return Math.max(past(BARE, text, start), start + 1)
  }
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    const letter = text[at]
    if (letter === '"') at = endOfString(text, at) - 1
    else if (letter === '{' || letter === '[') depth += 1
    else if (letter === '}' || letter === ']') {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return text.length
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"') return at + 1
  }
  return text.length
}

function nameOf(raw: string): string {
  try {
    return String(JSON.parse(raw))
  } catch {
    return raw
  }
}

const MARKUP =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([A-Za-z_][\w.:-]*)(?=[\s/>])[^<>]*?(\/?)>/g

/** XML text with the content of elements at chosen paths (names in lower case) replaced. */
export function replaceInXml(text: string, replace: Replace): string {
  const pieces: string[] = []
  const open: string[] = []
  let kept = 0
  let chosen: { depth: number; start: number; replacement: (raw: string) => string | undefined } | undefined
  for (const { 0: markup, 1: closing, 2: name, 3: empty, index } of text.matchAll(MARKUP)) {
    if (name === undefined || empty) continue
    if (!closing) {
      open.push(name.toLowerCase())
      const replacement = chosen || open.length > LIMITS.depth ? undefined : replace(open)
      if (replacement) chosen = { depth: open.length, start: index + markup.length, replacement }
    } else {
      if (chosen && open.length === chosen.depth) {
        const put = chosen.replacement(text.slice(chosen.start, index))
        if (put !== undefined) {
          pieces.push(text.slice(kept, chosen.start), put)
          kept = index
        }
        chosen = undefined
      }
      if (open.at(-1) === name.toLowerCase()) open.pop()
    }
  }
  return [...pieces, text.slice(kept)].join('')
}
