import type { JSX as Known } from 'preact'

/** A piece of a page, already escaped. `loose` is several pieces side by side, which no element holds together. */
export class Html {
  /** Nothing else passes for one. */
  declare private readonly made: true
  constructor(
    readonly text: string,
    readonly loose = false,
  ) {}
}

/** What an element or a component may hold; what is not `Html` yet is escaped. */
export type Children = Html | string | number | boolean | null | undefined | readonly Children[]

type Holding<Attributes> = Attributes extends unknown
  ? Omit<Attributes, 'children' | 'ref'> & { children?: Children }
  : never

type Props = Readonly<Record<string, unknown>> & { readonly children?: Children }
type Component = (props: Props) => Children

/** The elements and attributes of HTML and SVG, as preact's types know them. */
export namespace JSX {
  export type Element = Html
  export type ElementType = keyof IntrinsicElements | ((props: never) => Children)
  export interface ElementChildrenAttribute {
    children: unknown
  }
  export interface IntrinsicAttributes {
    key?: string | number
  }
  export type IntrinsicElements = {
    [Tag in keyof Known.IntrinsicElements]: Holding<Known.IntrinsicElements[Tag]>
  }
}

/**
 * What the compiler makes of each tag of a view: its text at once, from the inside out, where a tree of nodes would be walked
 * afterwards. A component is called with what it holds already drawn.
 */
export function jsx(type: string | Component, props: Props): Html {
  if (typeof type === 'string') return new Html(element(type, props))
  const held = type(props)
  return type !== Fragment && held instanceof Html && !held.loose ? held : new Html(drawn(held), type === Fragment)
}
export { jsx as jsxDEV, jsx as jsxs }

export const Fragment: Component = ({ children }) => children

/** HTML, §13.1.2: these hold nothing and have no end tag. */
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))
/** What somebody typed stays as it was typed. */
const TYPED = 'textarea'

interface Tag {
  readonly start: Start
  readonly close: string
  readonly end: string
}
const tags = new Map<string, Tag>()

function tagOf(name: string): Tag {
  const known = tags.get(name)
  if (known) return known
  const [close, end] = VOID.has(name) ? ['/>', ''] : ['>', `</${name}>`]
  const made = { start: startOf(`<${name}`, close), close, end }
  tags.set(name, made)
  return made
}

/** The beginning of a tag, without its close and with it, and what it becomes with one attribute more. */
interface Start {
  readonly text: string
  readonly closed: string
  readonly next: Map<string, Map<unknown, Start>>
}
const startOf = (text: string, close: string): Start => ({ text, closed: text + close, next: new Map() })

/** Attributes whose values stand in the program: the tags that bear them are written once. */
const FEW = new Set(['aria-hidden', 'class', 'data-label', 'method', 'rel', 'role', 'scope', 'translate', 'type'])
const MOST_KEPT = 300

function withAttribute(start: Start, close: string, asked: string, value: unknown): Start {
  const values = start.next.get(asked) ?? new Map<unknown, Start>()
  const known = values.get(value)
  if (known) return known
  const made = startOf(start.text + attribute(asked, value), close)
  if (values.size < MOST_KEPT) start.next.set(asked, values.set(value, made))
  return made
}

function element(name: string, props: Props): string {
  const { start, close, end } = tagOf(name)
  let written = start
  let rest = ''
  for (const asked in props) {
    if (asked === 'children') continue
    const value = props[asked]
    if (value === undefined || value === null) continue
    if (rest === '' && FEW.has(asked)) written = withAttribute(written, close, asked, value)
    else rest += attribute(asked, value)
  }
  const open = rest === '' ? written.closed : written.text + rest + close
  if (end === '') return open
  const { children } = props
  return open + (name === TYPED && typeof children === 'string' ? quoted(children) : drawn(children)) + end
}

function drawn(children: Children): string {
  if (typeof children === 'string') return said(children)
  if (children instanceof Html) return children.text
  if (typeof children === 'number') return String(children)
  if (children === null || children === undefined || typeof children === 'boolean') return ''
  let text = ''
  for (const child of children) text += drawn(child)
  return text
}

/** The attributes that say true and false in words, and their words. */
const WORDS: Readonly<Record<string, readonly [string, string]>> = { translate: ['yes', 'no'] }
const SAID_IN_WORDS = /^(?:aria-|data-|draggable$|spellcheck$)/
/** Names of SVG keep their capitals; those of HTML have none. */
const CAPITALS = new Set(['viewBox', 'preserveAspectRatio'])

interface Attribute {
  readonly name: string
  readonly before: string
  readonly words: readonly [string, string] | null
}
const attributes = new Map<string, Attribute>()

function knownAttribute(asked: string): Attribute {
  const known = attributes.get(asked)
  if (known) return known
  const name = ` ${CAPITALS.has(asked) ? asked : asked.toLowerCase()}`
  const made = {
    name,
    before: `${name}="`,
    words: WORDS[asked] ?? (SAID_IN_WORDS.test(asked) ? (['true', 'false'] as const) : null),
  }
  attributes.set(asked, made)
  return made
}

function attribute(asked: string, value: unknown): string {
  const { name, before, words } = knownAttribute(asked)
  if (typeof value === 'boolean') {
    if (words) return `${before}${value ? words[0] : words[1]}"`
    return value ? name : ''
  }
  return value === '' ? name : `${before}${quoted(String(value))}"`
}

const MARKS: Readonly<Record<string, string>> = { '"': '&quot;', '&': '&amp;', '<': '&lt;' }
const MARK = /["&<]/
const EVERY_MARK = /["&<]/g

/** A text that is no mark-up. */
const quoted = (text: string): string =>
  MARK.test(text) ? text.replace(EVERY_MARK, (mark) => MARKS[mark] ?? mark) : text

const SIGN = / [:;?!»]|« |["&<]/
const EVERY_SIGN = / (?=[:;?!»])|(?<=«) |["&<]/g

/**
 * A text to be read. French sets a space before « : ; ? ! » that no line may break (Imprimerie nationale, Lexique des règles
 * typographiques).
 */
export const said = (text: string): string =>
  SIGN.test(text) ? text.replace(EVERY_SIGN, (sign) => MARKS[sign] ?? '\u00a0') : text
