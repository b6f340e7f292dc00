import { reportOf } from '../blank.ts'
import { clean, squeeze } from '../placeholder.ts'
import type { Dump, Reader } from '../reader.ts'
import type { NetworkCard } from '../report.ts'

interface PciFunction {
  readonly kind: string
  readonly maker: string | null
  readonly model: string
}

const SLOT = /^(?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]\s+(.*)$/i
const GRAPHICS = /^(vga compatible|3d|display) controller|^0300|^0302|^0380/i
const WIRED = /^ethernet controller|^0200/i
const WIRELESS = /^(network|802\.1\S* controller)|^0280|wireless/i

/** `lspci`, plain, `-v…`, `-nn` or `-mm`: the graphics and network chips, and nothing of the machine itself. */
export const lspci: Reader = {
  format: 'lspci',
  recognises: (dump: Dump) =>
    dump.json === undefined &&
    /^(?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7] "?[A-Z][\w/ -]+( \[[0-9a-f]{4}\])?("|:) ?/im.test(dump.text),
  read(dump: Dump) {
    const found = dump.text.split('\n').flatMap(functionIn)
    return reportOf({
      graphics: found.filter((one) => GRAPHICS.test(one.kind)).map(({ maker, model }) => ({ maker, model })),
      network: found.filter((one) => WIRED.test(one.kind) || WIRELESS.test(one.kind)).map(cardOf),
    })
  },
}

function cardOf({ kind, maker, model }: PciFunction): NetworkCard {
  const wireless = !WIRED.test(kind) || /802\.11|wireless|wi-?fi/i.test(model)
  return { mac: null, wireless, model: [maker, model].filter(Boolean).join(' ') }
}

const MAX_LINE = 1000

function functionIn(line: string): PciFunction[] {
  const rest = SLOT.exec(line.slice(0, MAX_LINE))?.[1]
  if (rest === undefined) return []
  const quoted = [...rest.matchAll(/"([^"]*)"/g)].map((found) => plain(found[1] ?? ''))
  if (quoted.length >= 3) return [{ kind: quoted[0] ?? '', maker: quoted[1] ?? null, model: quoted[2] ?? '' }]
  const colon = rest.indexOf(': ')
  if (colon < 0) return []
  return [{ kind: plain(rest.slice(0, colon)), ...split(plain(rest.slice(colon + 2))) }]
}

/** Without "[8086:5916]", "[0300]", "(rev 02)" and "(prog-if 00 …)". */
function plain(text: string): string {
  return squeeze(
    clean(text)
      .replace(/ \[[0-9a-f]{4}(:[0-9a-f]{4})?\]/gi, '')
      .replace(/ \((rev|prog-if) [^)]{0,80}\)/g, ''),
  )
}

/** The maker stands before the model without a mark; it ends with the word that closes companies' names. */
const MAKER =
  /^(.{2,60}?(?:Corporation|Corp\.?|Inc\.?|Co\., Ltd\.?|Ltd\.?|GmbH|Semiconductor Co\., Ltd\.|Technologies|Atheros|Communications|Limited)(?: \[[^\]]{1,20}\])?) (.+)$/

function split(text: string): { maker: string | null; model: string } {
  const found = MAKER.exec(text)
  return found ? { maker: found[1] ?? null, model: found[2] ?? text } : { maker: null, model: text }
}
