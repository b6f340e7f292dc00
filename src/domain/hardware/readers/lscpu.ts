import { reportOf, why } from '../blank.ts'
import { cpuName } from '../cpu-name.ts'
import { at, fieldsOf, listOf } from '../fields.ts'
import { countOf } from '../quantity.ts'
import type { Dump, Reader } from '../reader.ts'
import type { Cpu, HardwareReport } from '../report.ts'

type Line = readonly [label: string, value: string]

/** Labels of util-linux in English, French, German and Spanish; the others are not read. */
const LABELS = {
  name: /^(model name|nom de modèle|modellname|nombre del modelo)$/,
  coresPerSocket: /^(core\(s\) per socket|c(œ|oe)ur\(s\) par socket|kern\(e\) pro socket|núcleo\(s\) por «socket»)$/,
  coresPerCluster: /^(core\(s\) per cluster|c(œ|oe)ur\(s\) par cluster)$/,
  sockets: /^(socket\(s\)|sockel)$/,
  clusters: /^cluster\(s\)$/,
} as const

/** `lscpu` in text and with `-J`, flat or nested. Says the processors and nothing else. */
export const lscpu: Reader = {
  format: 'lscpu',
  recognises: (dump: Dump) =>
    dump.json === undefined
      ? /^Ar(chite[ck]tur[ea]?|quitectura) ?:/m.test(dump.text) &&
        /^(CPU\(s\)|Processeur\(s\)|Prozessor\(en\)) ?:/m.test(dump.text)
      : Array.isArray(at(dump.json, 'lscpu')),
  read(dump: Dump) {
    return reportOfLscpu(dump.json === undefined ? linesOfText(dump.text) : linesOfJson(at(dump.json, 'lscpu')))
  },
}

function reportOfLscpu(lines: readonly Line[]): HardwareReport {
  const cpu = cpusOf(lines)
  const hypervisor = lines.find(([label]) => /^(hypervisor vendor|constructeur d’hyperviseur)/.test(label))?.[1]
  return reportOf(
    { cpu: cpu.length > 0 ? cpu : null },
    {
      cpu: why('notPrinted'),
      ...(hypervisor ? { kind: why('unsure', `hypervisor ${hypervisor}`) } : {}),
    },
  )
}

function linesOfText(text: string): Line[] {
  return text.split('\n', MAX_LINES).flatMap((line) => {
    const colon = line.indexOf(':')
    return colon > 0 ? [lineOf(line.slice(0, colon), line.slice(colon + 1))] : []
  })
}

const MAX_LINES = 10_000

/** Nested fields come out in the order in which the text prints them. */
function linesOfJson(json: unknown): Line[] {
  const lines: Line[] = []
  const waiting = [...listOf(json)].reverse()
  for (let next = waiting.pop(); next !== undefined && lines.length < MAX_LINES; next = waiting.pop()) {
    const { field, data, children } = fieldsOf(next)
    if (typeof field === 'string') lines.push(lineOf(field.replace(/:\s*$/, ''), String(data ?? '')))
    for (const child of [...listOf(children)].reverse()) waiting.push(child)
  }
  return lines
}

function lineOf(label: string, value: string): Line {
  return [
    label
      .replace(/[\s\u00a0]+/g, ' ')
      .trim()
      .toLowerCase(),
    value.trim(),
  ]
}

/** Processors of several models (big and little cores) follow each other, each with its own counts. */
function cpusOf(lines: readonly Line[]): Cpu[] {
  const names = lines.flatMap(([label], index) => (LABELS.name.test(label) ? [index] : []))
  if (names.length < 2) return cpusIn(lines, lines[names[0] ?? -1]?.[1] ?? '')
  return names.flatMap((start, order) => cpusIn(lines.slice(start, names[order + 1]), lines[start]?.[1] ?? '', 1))
}

const MAX_SOCKETS = 64

function cpusIn(lines: readonly Line[], printed: string, sockets = count(lines, LABELS.sockets) ?? 1): Cpu[] {
  const name = cpuName(printed)
  const perCluster = count(lines, LABELS.coresPerCluster)
  const clustered = perCluster === null ? null : perCluster * (count(lines, LABELS.clusters) ?? 1)
  const cores = count(lines, LABELS.coresPerSocket) ?? clustered
  if (name === null && cores === null) return []
  return Array.from({ length: Math.min(sockets, MAX_SOCKETS) }, () => ({ name, cores }))
}

function count(lines: readonly Line[], label: RegExp): number | null {
  return countOf(lines.find(([one]) => label.test(one))?.[1] ?? null)
}
