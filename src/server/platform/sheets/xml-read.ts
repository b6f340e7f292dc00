import { SaxesParser } from 'saxes'

type Attributes = Readonly<Record<string, string>>

/** What is made of a document as it goes by; names come without their prefix. */
export interface XmlReader {
  /** `parent` is the element around, empty for the root. */
  readonly open?: (name: string, attributes: Attributes, parent: string) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
}

const DEEPEST = 100
/** Characters without the end of a text or of a tag: no cell and no formula is that long. */
const LONGEST_PIECE = 4_000_000

/**
 * Reads XML by pieces and yields what `read` emits, never holding more than one piece. Entities are never followed. Rejects what is
 * not well formed, too deep, or a piece without end.
 */
export async function* readXml<Item>(
  pieces: AsyncIterable<string>,
  read: (emit: (item: Item) => void) => XmlReader,
): AsyncGenerator<Item> {
  let items: Item[] = []
  let waiting = 0
  let empty = true
  const open: string[] = []
  const reader = read((item) => items.push(item))
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => {
    waiting = 0
    const name = localName(tag.name)
    reader.open?.(name, tag.attributes, open.at(-1) ?? '')
    if (open.push(name) > DEEPEST) throw new Error('too deep')
  })
  parser.on('closetag', () => {
    waiting = 0
    const name = open.pop() ?? ''
    reader.close?.(name)
  })
  const text = (found: string) => {
    waiting = 0
    reader.text?.(found)
  }
  parser.on('text', text)
  parser.on('cdata', text)
  for await (const piece of pieces) {
    empty &&= piece === ''
    waiting += piece.length
    parser.write(piece)
    if (waiting > LONGEST_PIECE) throw new Error('a piece without end')
    if (items.length === 0) continue
    yield* items
    items = []
  }
  // A part that a book may do without.
  if (empty) return
  parser.close()
  yield* items
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

/** The attribute of that name, whatever its prefix. */
export function attributeOf(attributes: Attributes, name: string): string | undefined {
  const direct = attributes[name]
  if (direct !== undefined) return direct
  return Object.entries(attributes).find(([key]) => localName(key) === name)?.[1]
}
