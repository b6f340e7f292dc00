import { reportOf, why } from '../blank.ts'
import { cpuName } from '../cpu-name.ts'
import { kindOf } from '../kind.ts'
import { realModel, realSerial } from '../placeholder.ts'
import { countOf } from '../quantity.ts'
import type { Dump, Reader } from '../reader.ts'
import type { Cpu } from '../report.ts'

type Block = ReadonlyMap<string, string>

/** `/proc/cpuinfo` of x86, ARM, PowerPC, MIPS, RISC-V and s390. Boards with a device tree print their model and serial at the end. */
export const cpuinfo: Reader = {
  format: 'cpuinfo',
  recognises: (dump: Dump) =>
    dump.json === undefined &&
    ((/^processor[ \t]*:[ \t]*\d+[ \t]*$/im.test(dump.text) &&
      /^(model name|vendor_id|bogomips|cpu implementer|cpu family|cpu|cpu model|isa|hardware)[ \t]*:/im.test(
        dump.text,
      )) ||
      /^# processors[ \t]*:[ \t]*\d+[ \t]*$/m.test(dump.text)),
  read(dump: Dump) {
    const blocks = blocksOf(dump.text)
    const about = new Map(blocks.flatMap((block) => (isCpu(block) ? [] : [...block])))
    const model = realModel(about.get('model') ?? about.get('machine') ?? '')
    const cpu = cpusOf(blocks)
    return reportOf(
      {
        model,
        serial: realSerial(about.get('serial') ?? ''),
        kind: kindOf({ model }),
        cpu: cpu.length > 0 ? cpu : null,
      },
      { cpu: why('notPrinted') },
    )
  },
}

/** Linux runs on 8,192 logical processors at most. */
const MAX_BLOCKS = 8200

function blocksOf(text: string): Block[] {
  const blocks: Map<string, string>[] = []
  let current = new Map<string, string>()
  const close = () => {
    if (current.size > 0 && blocks.length < MAX_BLOCKS) blocks.push(current)
    current = new Map()
  }
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':')
    const key = line.slice(0, Math.max(colon, 0)).trim().toLowerCase()
    const number = /^\s*\d+\s*$/.test(line.slice(colon + 1))
    if (line.trim() === '' || (key === 'processor' && number) || key === 'hardware') close()
    if (colon > 0 && !current.has(key)) current.set(key, line.slice(colon + 1).trim())
  }
  close()
  return blocks
}

function isCpu(block: Block): boolean {
  return /^\d+$/.test(block.get('processor') ?? '')
}

/** Sockets by `physical id`; where it is not printed, all logical processors of one name are one processor. */
function cpusOf(blocks: readonly Block[]): Cpu[] {
  const cores = blocks.filter(isCpu)
  const mainframe = countOf(blocks.find((block) => block.has('# processors'))?.get('# processors') ?? null)
  if (mainframe) return [{ name: null, cores: mainframe }]
  const shared = blocks.find((block) => !isCpu(block) && block.has('processor'))?.get('processor')
  const nameOf = (block: Block) =>
    cpuName(
      block.get('model name') ??
        block.get('cpu') ??
        block.get('cpu model') ??
        block.get('uarch') ??
        shared ??
        (/[a-z]/i.test(block.get('model') ?? '') ? (block.get('model') ?? '') : ''),
    )
  const sockets = new Map<string, Block[]>()
  for (const block of cores) {
    const key = block.get('physical id') ?? `name ${nameOf(block) ?? ''}`
    const logical = sockets.get(key)
    if (logical) logical.push(block)
    else sockets.set(key, [block])
  }
  return [...sockets.values()].map((logical) => {
    const [first] = logical
    const printed = countOf(first?.get('cpu cores') ?? null)
    const threads = first?.has('flags') === true || /^POWER\d/.test(first?.get('cpu') ?? '')
    return { name: first ? nameOf(first) : null, cores: printed ?? (threads ? null : logical.length) }
  })
}
