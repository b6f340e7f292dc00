import { SaxesParser } from 'saxes'
import { LIMITS } from './limits.ts'
import type { Refusal } from './report.ts'

type ParsedXml = { readonly root: string; readonly value: unknown } | { readonly refused: Refusal }

/** What an inventory may cost: a real one has under 30,000 elements, six levels deep. */
const BOUNDS = { depth: 64, elements: LIMITS.values, errors: 1000 } as const

interface Open {
  readonly name: string
  readonly children: Record<string, unknown>
  text: string
  hasChildren: boolean
}

/**
 * XML as plain fields: element names in lower case, a repeated element as a list, an element without children as its
 * text. Attributes, comments and the subtrees named in `skipped` are dropped. No entity beyond XML's own five is
 * expanded and a document that declares one is refused; slips such as a bare "&" are tolerated, a cut end is not.
 */
export function parseXml(text: string, skipped: ReadonlySet<string> = new Set()): ParsedXml {
  const parser = new SaxesParser({ xmlns: false, position: false })
  const open: Open[] = []
  let root: { name: string; value: unknown } | undefined
  let refused: Refusal | undefined
  let elements = 0
  let errors = 0
  let skippedDepth = 0
  const refuse = (code: Refusal['code'], detail: string) => {
    refused ??= { code, detail }
    throw new Refused()
  }
  parser.on('doctype', (doctype) => {
    if (/<!entity/i.test(doctype)) refuse('damaged', 'XML entity declarations are not accepted')
  })
  parser.on('error', () => {
    errors += 1
    if (errors > BOUNDS.errors) refuse('damaged', 'XML')
  })
  const count = () => {
    elements += 1
    if (elements > BOUNDS.elements) refuse('tooLarge', 'too many elements')
  }
  parser.on('attribute', count)
  parser.on('opentagstart', (tag) => {
    count()
    if (skippedDepth > 0 || skipped.has(tag.name.toLowerCase())) {
      skippedDepth += 1
      return
    }
    if (open.length >= BOUNDS.depth) refuse('tooDeep', 'XML')
    open.push({ name: tag.name.toLowerCase(), children: Object.create(null), text: '', hasChildren: false })
  })
  const addText = (found: string) => {
    const current = open.at(-1)
    if (current && skippedDepth === 0 && current.text.length < LONGEST_TEXT)
      current.text += found.slice(0, LONGEST_TEXT)
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    if (skippedDepth > 0) {
      skippedDepth -= 1
      return
    }
    const closed = open.pop()
    if (!closed) return
    const value = closed.hasChildren ? closed.children : closed.text.trim()
    const parent = open.at(-1)
    if (parent) add(parent, closed.name, value)
    else root ??= { name: closed.name, value }
  })
  try {
    for (const chunk of chunksOf(text)) {
      const repaired = chunk.replace(BARE_AMPERSAND, '&amp;')
      errors += (repaired.length - chunk.length) / 4
      if (errors > BOUNDS.errors) refuse('damaged', 'XML')
      parser.write(repaired)
    }
    parser.close()
  } catch (error) {
    return { refused: refused ?? { code: 'damaged', detail: error instanceof Error ? error.message : 'XML' } }
  }
  if (!root || open.length > 0) return { refused: { code: 'damaged', detail: 'XML cut short' } }
  return { root: root.name, value: root.value }
}

const CHUNK = 65_536
const LONGEST_ENTITY = 16

/** The text in pieces that never cut an entity in two. */
function* chunksOf(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const end = from + CHUNK
    const entity = end < text.length ? text.slice(end - LONGEST_ENTITY, end).lastIndexOf('&') : -1
    const to = entity < 0 ? end : end - LONGEST_ENTITY + entity
    yield text.slice(from, to)
    from = to
  }
}

/** An EDID in base64 has 700 characters; longer texts of one element are cut here. */
const LONGEST_TEXT = 65_536

const BARE_AMPERSAND = /&(?![a-z]{1,10};|#\d{1,7};|#x[0-9a-f]{1,6};)/gi

class Refused extends Error {}

function add(parent: Open, name: string, value: unknown): void {
  parent.hasChildren = true
  const before = parent.children[name]
  if (before === undefined) parent.children[name] = value
  else if (Array.isArray(before)) before.push(value)
  else parent.children[name] = [before, value]
}
