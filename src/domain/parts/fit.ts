import type { Bilingual } from '../bilingual.ts'
import type { DeviceKind } from '../hardware/report.ts'
import { CONNECTORS, type Connector, type PartKind, SHAPES, type Shape } from './part.ts'

/** A part as it is known; null = nobody has said. */
export interface Candidate {
  readonly kind: PartKind
  readonly subkind: string | null
  readonly shape: Shape | null
  readonly connector: Connector | null
  readonly bytes: number | null
  /** The device it came from. */
  readonly origin: Make | null
}

export interface Make {
  readonly maker: string | null
  readonly model: string | null
}

/** A machine as its reports and its parts tell it. */
export interface Machine extends Make {
  readonly kind: DeviceKind
  readonly memory: {
    /** Types and form factors of the modules that are or were in it. */
    readonly types: readonly string[]
    readonly shapes: readonly Shape[]
    readonly modules: number
    /** As the board declares them: often wrong. */
    readonly slots: number | null
    readonly maximumBytes: number | null
    readonly bytes: number | null
  }
  /** How the media that are or were in it are plugged in, and their form factors. */
  readonly media: { readonly connectors: readonly Connector[]; readonly shapes: readonly Shape[] }
}

/** Why a part does not go into a machine, or may not. */
export interface Reason {
  readonly rule: string
  readonly says: Bilingual
  readonly source: string
}

/** `no`: known facts exclude it. `doubt`: a fact is missing; a person who has looked may fit it, and says why. */
export type Fit =
  | { readonly kind: 'fits' }
  | { readonly kind: 'no' | 'doubt'; readonly reasons: readonly [Reason, ...Reason[]] }

type Answer = 'holds' | { readonly fails: Bilingual } | { readonly unknown: Bilingual }

interface Rule {
  readonly id: string
  readonly kinds: readonly PartKind[]
  readonly ask: (part: Candidate, machine: Machine) => Answer
  readonly source: string
}

const fails = (fr: string, en: string): Answer => ({ fails: { fr, en } })
const unknown = (fr: string, en: string): Answer => ({ unknown: { fr, en } })

const family = (type: string): string => type.toUpperCase().replace(/L$/, '')

/** How the medium is plugged in: what a person read on it, else what its kind implies. */
export const connectorOf = (part: Pick<Candidate, 'subkind' | 'connector'>): Connector | null =>
  part.connector ??
  (part.subkind === 'nvme' ? 'nvme' : part.subkind === 'ssd' || part.subkind === 'hdd' ? 'sata' : null)
const shapeOf = (part: Candidate): Shape | null => part.shape ?? (part.subkind === 'nvme' ? 'm2' : null)

/** A module of a laptop is a SODIMM, one of a server a DIMM; a tower, a small machine or an all-in-one may take either. */
const MEMORY_SHAPE: Partial<Readonly<Record<DeviceKind, Shape>>> = { laptop: 'sodimm', server: 'dimm' }
const USUAL_SHAPE: Partial<Readonly<Record<DeviceKind, Shape>>> = {
  desktop: 'dimm',
  mini: 'sodimm',
  'all-in-one': 'sodimm',
}

function memoryType({ subkind }: Candidate, { memory: { types } }: Machine): Answer {
  if (subkind === null)
    return unknown('Le type de la barrette n’est pas connu.', 'The type of the module is not known.')
  const known = types.filter((type) => !type.startsWith('LP'))
  if (known.length === 0)
    return unknown(
      `On ne sait pas quel type de mémoire la machine prend ; la barrette est de la ${subkind}.`,
      `It is not known which type of memory the machine takes; the module is ${subkind}.`,
    )
  if (!known.some((type) => family(type) === family(subkind)))
    return fails(
      `La barrette est de la ${subkind}, la machine prend de la ${known[0]} : les encoches diffèrent.`,
      `The module is ${subkind}, the machine takes ${known[0]}: the notches differ.`,
    )
  if (subkind === 'DDR3' && known.every((type) => type === 'DDR3L'))
    return unknown(
      'La machine a de la DDR3L (1,35 V) : une DDR3 à 1,5 V peut ne pas démarrer.',
      'The machine has DDR3L (1.35 V): a DDR3 at 1.5 V may not start.',
    )
  return 'holds'
}

function memoryShape(part: Candidate, { kind, memory: { shapes } }: Machine): Answer {
  if (part.shape === null)
    return unknown(
      'On ne sait pas si la barrette est une DIMM ou une SODIMM.',
      'It is not known whether the module is a DIMM or a SODIMM.',
    )
  const asked = shapes[0] ?? MEMORY_SHAPE[kind]
  const [mine, name] = [SHAPES[part.shape].fr, SHAPES[asked ?? USUAL_SHAPE[kind] ?? 'dimm'].fr]
  if (asked)
    return asked === part.shape
      ? 'holds'
      : fails(
          `La barrette est une ${mine}, la machine prend des ${name}.`,
          `The module is a ${mine}, the machine takes ${name}s.`,
        )
  return USUAL_SHAPE[kind] === part.shape
    ? 'holds'
    : unknown(
        `La barrette est une ${mine} ; une machine de ce genre prend d’ordinaire des ${name}.`,
        `The module is a ${mine}; a machine of this kind usually takes ${name}s.`,
      )
}

function memoryRoom({ bytes }: Candidate, { memory }: Machine): Answer {
  if (memory.slots !== null && memory.slots > 0 && memory.modules >= memory.slots)
    return unknown(
      `Le relevé annonce ${memory.slots} emplacement(s), tous pris : retirez d’abord une barrette.`,
      `The report tells ${memory.slots} slot(s), all taken: take a module out first.`,
    )
  const total = (memory.bytes ?? 0) + (bytes ?? 0)
  if (memory.maximumBytes !== null && total > memory.maximumBytes)
    return unknown(
      'La carte mère déclare un maximum plus petit ; cette déclaration est souvent fausse.',
      'The board declares a smaller maximum; that declaration is often wrong.',
    )
  return 'holds'
}

function mediumConnector(part: Candidate, { kind, media: { connectors } }: Machine): Answer {
  const mine = connectorOf(part)
  if (mine === null)
    return unknown('On ne sait pas comment le support se branche.', 'It is not known how the medium is plugged in.')
  if (connectors.includes(mine)) return 'holds'
  const [name, seen] = [CONNECTORS[mine].fr, connectors.map((one) => CONNECTORS[one].fr).join(', ')]
  if (mine === 'sas' && kind !== 'server')
    return fails('Un support SAS ne va que dans un serveur.', 'A SAS medium only goes into a server.')
  if (mine === 'ide' && connectors.length > 0)
    return fails(`Le support est IDE, la machine a ${seen}.`, `The medium is IDE, the machine has ${seen}.`)
  return connectors.length === 0
    ? unknown(
        `On n’a jamais vu de support dans la machine : a-t-elle ${name} ?`,
        `No medium was ever seen in the machine: has it ${name}?`,
      )
    : unknown(
        `Le support est ${name} ; on n’a vu que ${seen} dans la machine. Regardez s’il y a un emplacement.`,
        `The medium is ${name}; only ${seen} was seen in the machine. Look whether there is a slot.`,
      )
}

const SMALL: readonly DeviceKind[] = ['laptop', 'tablet', 'mini']

function mediumShape(part: Candidate, { kind, media: { shapes } }: Machine): Answer {
  const mine = shapeOf(part)
  if (mine === null) return unknown('La taille du support n’est pas connue.', 'The size of the medium is not known.')
  if (mine === 'inch35' && SMALL.includes(kind))
    return fails(
      'Un disque de 3,5 pouces n’entre pas dans cette machine.',
      'A 3.5 inch disk does not go into this machine.',
    )
  if (shapes.includes(mine) || mine === 'inch35' || mine === 'inch25') return 'holds'
  return unknown(
    `On n’a pas vu d’emplacement ${SHAPES[mine].fr} dans la machine.`,
    `No ${SHAPES[mine].en} slot was seen in the machine.`,
  )
}

const soldered = ({ subkind }: Candidate): Answer =>
  subkind?.startsWith('LP') || subkind === 'emmc'
    ? fails('Cette pièce est soudée : elle ne se monte pas.', 'This part is soldered: it cannot be fitted.')
    : 'holds'

const sameReference = (): Answer =>
  unknown(
    'Elle ne vient pas d’un appareil du même modèle : comparez les références.',
    'It does not come from a device of the same model: compare the references.',
  )

/** What decides whether a part goes into a machine, each rule with its source. */
export const FIT_RULES: readonly Rule[] = [
  { id: 'soldered', kinds: ['memory', 'medium'], ask: soldered, source: 'JEDEC JESD209 (LPDDR), JESD84 (e.MMC)' },
  {
    id: 'memoryType',
    kinds: ['memory'],
    ask: memoryType,
    source: 'JEDEC JESD79-3, JESD79-3-1 (DDR3L), JESD79-4, JESD79-5',
  },
  { id: 'memoryShape', kinds: ['memory'], ask: memoryShape, source: 'JEDEC MO-268 (SODIMM), MO-269 (DIMM)' },
  { id: 'memoryRoom', kinds: ['memory'], ask: memoryRoom, source: 'DMTF DSP0134 §7.17, types 16 et 17' },
  {
    id: 'mediumConnector',
    kinds: ['medium'],
    ask: mediumConnector,
    source: 'Serial ATA 3.x, NVM Express, INCITS 361 (ATA parallèle), SAS',
  },
  {
    id: 'mediumShape',
    kinds: ['medium'],
    ask: mediumShape,
    source: 'SFF-8201 (2,5 pouces), SFF-8301 (3,5 pouces), PCI-SIG M.2',
  },
  {
    id: 'sameReference',
    kinds: ['battery', 'powerSupply', 'panel', 'cpu', 'graphics', 'other'],
    ask: sameReference,
    source: 'Notice du fabricant',
  },
]

const same = (a: string | null, b: string | null) => a !== null && b !== null && a.toLowerCase() === b.toLowerCase()
const sameMake = (part: Make | null, machine: Make): boolean =>
  part !== null && same(part.maker, machine.maker) && same(part.model, machine.model)

/**
 * Whether a part goes into a machine. What comes from a device of the very same maker and model raises no doubt; a known fact that
 * excludes it always does.
 */
export function fitOf(part: Candidate, machine: Machine): Fit {
  const asked = FIT_RULES.filter(({ kinds }) => kinds.includes(part.kind)).map((rule) => ({
    rule,
    answer: rule.ask(part, machine),
  }))
  const said = (which: 'fails' | 'unknown') =>
    asked.flatMap(({ rule, answer }): Reason[] => {
      const says =
        answer === 'holds'
          ? undefined
          : 'fails' in answer
            ? which === 'fails'
              ? answer.fails
              : undefined
            : which === 'unknown'
              ? answer.unknown
              : undefined
      return says ? [{ rule: rule.id, says, source: rule.source }] : []
    })
  const [no, ...others] = said('fails')
  if (no) return { kind: 'no', reasons: [no, ...others] }
  const [doubt, ...more] = said('unknown')
  const roomOnly = doubt?.rule === 'memoryRoom'
  if (!doubt || (sameMake(part.origin, machine) && !roomOnly)) return { kind: 'fits' }
  return { kind: 'doubt', reasons: [doubt, ...more] }
}
