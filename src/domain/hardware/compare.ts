import type { Battery, Cpu, HardwareReport, Medium, MemoryModule } from './report.ts'

/** The parts that are followed from one report to the next, and what each list holds. */
interface Parts {
  readonly cpu: Cpu
  readonly memory: MemoryModule
  readonly medium: Medium
  readonly battery: Battery
}
export type Part = keyof Parts

/** A part that was there after and not before (`came`), or before and not after (`went`). */
export type Difference = {
  readonly [P in Part]: { readonly part: P; readonly change: 'came' | 'went'; readonly item: Parts[P] }
}[Part]

export interface Comparison {
  readonly differences: readonly Difference[]
  /** Parts that one of the reports does not know: nothing is said of them. */
  readonly notCompared: readonly Part[]
}

/**
 * What came and what went between two reports of one device, the older first. A list that either report does not know is
 * not compared; a report of single parts (one disk's SMART data) never makes the others go. Two items are the same part
 * when their serials agree, else when nothing that both know tells them apart.
 */
export function compareReports(before: HardwareReport, after: HardwareReport): Comparison {
  const compared = [
    follow('cpu', before.cpu, after.cpu, SAME.cpu),
    follow('memory', before.memory?.modules ?? null, after.memory?.modules ?? null, SAME.memory),
    follow('medium', before.media, after.media, SAME.medium),
    follow('battery', before.batteries, after.batteries, SAME.battery),
  ]
  const whole = { came: isWhole(before), went: isWhole(after) }
  return {
    differences: compared.flatMap((one) => one.differences).filter((one) => whole[one.change]),
    notCompared: compared.flatMap((one) => one.notCompared),
  }
}

/** Does this report look at a whole machine? One disk's report knows neither processor nor memory nor board. */
function isWhole(report: HardwareReport): boolean {
  return report.cpu !== null || report.memory !== null || report.board !== null
}

/** How sure two items are one part: 0 = not, 1 = nothing tells them apart, more = more that agrees. */
type Likeness<Item> = (a: Item, b: Item) => number

function follow<P extends Part>(
  part: P,
  before: readonly Parts[P][] | null,
  after: readonly Parts[P][] | null,
  likeness: Likeness<Parts[P]>,
): { differences: Difference[]; notCompared: Part[] } {
  if (before === null || after === null) return { differences: [], notCompared: [part] }
  const { left, right } = unpaired(before, after, likeness)
  const difference = (change: 'came' | 'went', item: Parts[P]) => ({ part, change, item }) as Difference
  return {
    differences: [...left.map((item) => difference('went', item)), ...right.map((item) => difference('came', item))],
    notCompared: [],
  }
}

/** Pairs the most alike first; what is left has no counterpart. Lists are a few dozen items long at most in real machines. */
function unpaired<Item>(before: readonly Item[], after: readonly Item[], likeness: Likeness<Item>) {
  const left = before.slice(0, MAX_ITEMS)
  const right = after.slice(0, MAX_ITEMS)
  const pairs = left.flatMap((a) => right.map((b) => ({ a, b, alike: likeness(a, b) })))
  const sorted = pairs.filter((one) => one.alike > 0).sort((one, other) => other.alike - one.alike)
  const [goneLeft, goneRight] = [new Set<Item>(), new Set<Item>()]
  for (const { a, b } of sorted) {
    if (goneLeft.has(a) || goneRight.has(b)) continue
    goneLeft.add(a)
    goneRight.add(b)
  }
  return { left: left.filter((item) => !goneLeft.has(item)), right: right.filter((item) => !goneRight.has(item)) }
}

const MAX_ITEMS = 500

/** What both know: agrees, differs, or one of them does not say. */
type Judgement = 'agrees' | 'differs' | 'silent'

function judge<Value>(a: Value | null, b: Value | null, same: (a: Value, b: Value) => boolean): Judgement {
  if (a === null || b === null) return 'silent'
  return same(a, b) ? 'agrees' : 'differs'
}

/** A serial decides alone; without it every other field must be free of contradiction, and each that agrees counts. */
function alike(serial: Judgement, others: readonly Judgement[]): number {
  if (serial === 'agrees') return 100
  if (serial === 'differs' || others.includes('differs')) return 0
  return 1 + others.filter((one) => one === 'agrees').length
}

const compact = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')
const equal = (a: number | string, b: number | string) => a === b
const sameSerial = (a: string, b: string) => compact(a).replace(/^0+/, '') === compact(b).replace(/^0+/, '')

/** Some tools print the maker before the model, some cut it at 16 characters (ATA in lshw). */
function sameModel(a: string, b: string): boolean {
  const [short, long] = [compact(a), compact(b)].sort((one, other) => one.length - other.length)
  return short !== undefined && long !== undefined && short.length >= 4 ? long.includes(short) : short === long
}

/** Inventories round to megabytes; one in a hundred covers decimal and binary roundings of one size. */
const sameSize = (a: number, b: number) => Math.abs(a - b) <= Math.max(a, b) / 100

/** The smart battery's serial is a 16-bit number, printed in hexadecimal by dmidecode and in decimal by sysfs. */
function sameBatterySerial(a: string, b: string): boolean {
  const crossed = (hex: string, decimal: string) =>
    /^[0-9a-f]{1,4}$/i.test(hex) && /^\d{1,5}$/.test(decimal) && Number.parseInt(hex, 16) === Number(decimal)
  return sameSerial(a, b) || crossed(a.trim(), b.trim()) || crossed(b.trim(), a.trim())
}

function sameProcessor(a: string, b: string): boolean {
  const core = (name: string) =>
    compact(name.replace(/\((r|tm)\)|@.*$|\b(cpu|processor|\d+(st|nd|rd|th) gen)\b/gi, ' '))
  return sameModel(core(a), core(b))
}

const SAME: { readonly [P in Part]: Likeness<Parts[P]> } = {
  cpu: (a, b) => alike('silent', [judge(a.name, b.name, sameProcessor)]),
  memory: (a, b) =>
    alike(judge(a.serial, b.serial, sameSerial), [judge(a.bytes, b.bytes, equal), judge(a.type, b.type, sameModel)]),
  medium: (a, b) =>
    alike(judge(a.serial, b.serial, sameSerial), [
      judge(a.wwn, b.wwn, equal),
      judge(a.model, b.model, sameModel),
      judge(a.bytes, b.bytes, sameSize),
    ]),
  battery: (a, b) => alike(judge(a.serial, b.serial, sameBatterySerial), [judge(a.model, b.model, sameModel)]),
}
