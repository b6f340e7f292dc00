import { at, type Fields, fieldsOf, listOf, numeric } from '../fields.ts'
import { parseLenient } from '../lenient-json.ts'
import { clean } from '../placeholder.ts'

/** One node of an lshw tree, in document order, with its way up. */
export interface LshwNode {
  readonly id: string
  readonly class: string
  readonly parent: LshwNode | null
  readonly fields: Fields
  /** Device files and names: "/dev/sda", "eth0". */
  readonly names: readonly string[]
}

/** Servers print some 2,000 nodes. */
const MAX_NODES = 20_000

/**
 * Every node of a tree, a `-class` list, or several of them in a row; of several whole trees, the first. Keeps a list of
 * its own, whatever the depth.
 */
export function lshwNodes(json: unknown): LshwNode[] {
  const found: LshwNode[] = []
  const waiting: { readonly value: unknown; readonly parent: LshwNode | null }[] = []
  const queue = (values: readonly unknown[], parent: LshwNode | null) => {
    for (let index = values.length - 1; index >= 0; index -= 1) waiting.push({ value: values[index], parent })
  }
  queue(withoutOtherTrees(listOf(json)), null)
  for (let next = waiting.pop(); next && found.length < MAX_NODES; next = waiting.pop()) {
    if (Array.isArray(next.value)) {
      queue(next.value, next.parent)
      continue
    }
    const node = nodeOf(fieldsOf(next.value), next.parent)
    if (node) found.push(node)
    queue(listOf(fieldsOf(next.value).children), node ?? next.parent)
  }
  return found
}

/** One dump is about one machine: a second whole tree tells the same again, or of another. */
function withoutOtherTrees(values: readonly unknown[]): readonly unknown[] {
  const isTree = (value: unknown) => {
    const { class: deviceClass, children } = fieldsOf(value)
    return deviceClass === 'system' && listOf(children).some((child) => fieldsOf(child).id === 'core')
  }
  const first = values.findIndex(isTree)
  return values.filter((value, at) => at === first || !isTree(value))
}

function nodeOf(fields: Fields, parent: LshwNode | null): LshwNode | null {
  const { id, class: deviceClass, logicalname } = fields
  if (typeof id !== 'string' || typeof deviceClass !== 'string') return null
  const names = (Array.isArray(logicalname) ? logicalname : [logicalname]).filter((one) => typeof one === 'string')
  return { id, class: deviceClass, parent, fields, names }
}

/** The nodes of a text that is lshw's JSON but not valid JSON, and whether its end is missing. */
export function lshwNodesOfText(text: string): { readonly nodes: LshwNode[]; readonly cut: boolean } {
  const { values, cut } = parseLenient(text)
  return { nodes: lshwNodes(values), cut }
}

const MAX_TEXT = 500

/** A text field, cleaned; empty when absent. Nothing that a machine prints of itself is longer than 500 characters. */
export function textOf(node: LshwNode | undefined | null, ...path: readonly string[]): string {
  const value = at(node?.fields, ...path)
  return typeof value === 'string' ? clean(value.slice(0, MAX_TEXT)) : typeof value === 'number' ? String(value) : ''
}

/** A positive number, else `null`. */
export function amountOf(node: LshwNode, field: string): number | null {
  const number = numeric(node.fields[field])
  return number !== null && number > 0 && Number.isSafeInteger(number) ? number : null
}

export function has(node: LshwNode | undefined, capability: string): boolean {
  return capability in fieldsOf(node?.fields.capabilities)
}

/** The node itself and those above it, nearest first; real trees are less than 20 levels deep. */
export function upwards(node: LshwNode): LshwNode[] {
  const path: LshwNode[] = []
  for (let one: LshwNode | null = node; one && path.length < 32; one = one.parent) path.push(one)
  return path
}
