import type { HardwareReport, Reading, Refusal } from '#src/domain/hardware/report.ts'

/** One line of output: the inspect command's contract. Keys are never renamed nor removed. */
export type Line = { readonly file: string; readonly refused: string } | InspectedLine

interface InspectedLine {
  readonly file: string
  readonly format: string
  readonly [key: string]: unknown
}

const SENTENCES: Readonly<Record<Refusal['code'], string>> = {
  empty: 'the file is empty',
  tooLarge: 'the file is over 32 MB and is not read',
  notRecognised: 'no known hardware dump in this content',
  damaged: 'the content is cut short or malformed',
  tooDeep: 'the content is nested too deep',
  unreadable: 'the file cannot be opened',
  noMachine: 'the content describes no machine',
}

/** "tooLarge: the file is over 32 MB and is not read (once decompressed)." The code comes first, for scripts. */
export function refusalSentence({ code, detail }: Refusal): string {
  return `${code}: ${SENTENCES[code]}${detail ? ` (${detail})` : ''}.`
}

export function toLine(file: string, reading: Reading): Line {
  if ('refused' in reading) return { file, refused: refusalSentence(reading.refused) }
  return { file, format: reading.format, ...machineKeys(reading.report) }
}

function machineKeys(report: HardwareReport) {
  const { maker, model, serial, uuid, name, kind, cpu, memory, media, batteries, screens, unknown } = report
  const said = {
    ...{ maker, model, serial, uuid, name, kind },
    cpu: each(cpu, ({ name, cores }) => ({ name, cores })),
    memory: memory && {
      bytes: memory.bytes,
      modules: each(memory.modules, ({ bytes, type, serial }) => ({ bytes, type, serial })),
    },
    media: each(media, ({ maker, model, serial, bytes, kind, health, hours }) => {
      return { maker, model, serial, bytes, kind, health, hours }
    }),
    batteries: each(batteries, ({ health }) => ({ health })),
    screens: each(screens, ({ maker, model, serial, inches, year }) => ({ maker, model, serial, inches, year })),
  }
  // A reason is printed for what is printed: the report's other fields are none of this contract.
  const printed = unknown.filter(({ field }) => (field.split(/[.[]/, 1)[0] ?? '') in said)
  return { ...said, unknown: printed.map(({ field, why }) => ({ field, why })) }
}

/** A list that the format cannot give stays null; an empty one stays empty. */
function each<From, To>(list: readonly From[] | null, pick: (item: From) => To): readonly To[] | null {
  return list === null ? null : list.map(pick)
}
