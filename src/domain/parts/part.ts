import type { Bilingual } from '../bilingual.ts'

/** Parts with an identity, and what tells one of its kind from another: the choices a person reads on it. */
interface KindRow {
  readonly name: Bilingual
  readonly subkinds: readonly string[]
  readonly shapes: readonly Shape[]
  readonly connectors: readonly Connector[]
  /** How much it holds, what it delivers, or neither. */
  readonly measure: 'binaryBytes' | 'decimalBytes' | 'watts' | 'none'
}

/** Form factors. */
export const SHAPES = {
  dimm: { fr: 'DIMM', en: 'DIMM' },
  sodimm: { fr: 'SODIMM', en: 'SODIMM' },
  inch25: { fr: '2,5 pouces', en: '2.5 inches' },
  inch35: { fr: '3,5 pouces', en: '3.5 inches' },
  m2: { fr: 'M.2', en: 'M.2' },
  msata: { fr: 'mSATA', en: 'mSATA' },
  atx: { fr: 'ATX', en: 'ATX' },
  sfx: { fr: 'SFX', en: 'SFX' },
  tfx: { fr: 'TFX', en: 'TFX' },
  external: { fr: 'bloc externe', en: 'external' },
} as const satisfies Record<string, Bilingual>
export type Shape = keyof typeof SHAPES
export const SHAPE_NAMES = Object.keys(SHAPES) as [Shape, ...Shape[]]

/** How it is plugged in. */
export const CONNECTORS = {
  sata: { fr: 'SATA', en: 'SATA' },
  nvme: { fr: 'NVMe (PCIe)', en: 'NVMe (PCIe)' },
  ide: { fr: 'IDE', en: 'IDE' },
  sas: { fr: 'SAS', en: 'SAS' },
  usbC: { fr: 'USB-C', en: 'USB-C' },
  barrel: { fr: 'fiche ronde', en: 'barrel plug' },
} as const satisfies Record<string, Bilingual>
export type Connector = keyof typeof CONNECTORS
export const CONNECTOR_NAMES = Object.keys(CONNECTORS) as [Connector, ...Connector[]]

const kind = (fr: string, en: string, row: Partial<Omit<KindRow, 'name'>> = {}): KindRow => ({
  name: { fr, en },
  subkinds: [],
  shapes: [],
  connectors: [],
  measure: 'none',
  ...row,
})

export const PART_KINDS = {
  medium: kind('support de stockage', 'storage medium', {
    subkinds: ['ssd', 'nvme', 'hdd', 'emmc', 'card', 'stick'],
    shapes: ['inch25', 'inch35', 'm2', 'msata'],
    connectors: ['sata', 'nvme', 'ide', 'sas'],
    measure: 'decimalBytes',
  }),
  memory: kind('mémoire', 'memory', {
    subkinds: ['DDR5', 'DDR4', 'DDR3L', 'DDR3', 'DDR2', 'DDR'],
    shapes: ['dimm', 'sodimm'],
    measure: 'binaryBytes',
  }),
  battery: kind('batterie', 'battery'),
  powerSupply: kind('alimentation', 'power supply', {
    shapes: ['external', 'atx', 'sfx', 'tfx'],
    connectors: ['barrel', 'usbC'],
    measure: 'watts',
  }),
  cpu: kind('processeur', 'processor'),
  graphics: kind('carte graphique', 'graphics card'),
  panel: kind('dalle d’écran', 'screen panel'),
  other: kind('autre pièce', 'other part'),
} as const satisfies Record<string, KindRow>
export type PartKind = keyof typeof PART_KINDS
export const PART_KIND_NAMES = Object.keys(PART_KINDS) as [PartKind, ...PartKind[]]

/** Names of what a medium is, beside those that everybody writes the same. */
export const SUBKINDS: Readonly<Record<string, Bilingual>> = {
  ssd: { fr: 'SSD', en: 'SSD' },
  nvme: { fr: 'SSD NVMe', en: 'NVMe SSD' },
  hdd: { fr: 'disque dur', en: 'hard disk' },
  emmc: { fr: 'eMMC', en: 'eMMC' },
  card: { fr: 'carte mémoire', en: 'memory card' },
  stick: { fr: 'clé USB', en: 'USB stick' },
}

/** Where a part stands, as the workshop says it. */
export const PART_STATES = {
  tested: { fr: 'testée', en: 'tested' },
  untested: { fr: 'à tester', en: 'untested' },
  failed: { fr: 'essai raté', en: 'failed its test' },
  reserved: { fr: 'réservée', en: 'reserved' },
  used: { fr: 'montée', en: 'used' },
  awaiting: { fr: 'sous clé, sans preuve', en: 'locked away, no proof' },
  scrapped: { fr: 'au rebut', en: 'scrapped' },
} as const satisfies Record<string, Bilingual>
export type PartState = keyof typeof PART_STATES
export const PART_STATE_NAMES = Object.keys(PART_STATES) as [PartState, ...PartState[]]
/** The states in which a part lies in stock. */
export const IN_STOCK = ['tested', 'untested', 'failed', 'reserved'] as const satisfies readonly PartState[]

export const STANDINGS = ['fitted', 'aside', 'stock', 'absent', 'destroyed', 'scrapped'] as const
export type Standing = (typeof STANDINGS)[number]

interface Told {
  readonly standing: string
  readonly test: 'passed' | 'failed' | null
  readonly reservedFor: string | null
}

const GONE: Partial<Readonly<Record<string, PartState>>> = {
  fitted: 'used',
  aside: 'awaiting',
  scrapped: 'scrapped',
  destroyed: 'scrapped',
  absent: 'scrapped',
}

/** A part's state follows from where it is, its test and its reservation; nobody sets it. */
export function partState({ standing, test, reservedFor }: Told): PartState {
  const gone = GONE[standing]
  if (gone) return gone
  if (test === 'failed') return 'failed'
  if (reservedFor !== null) return 'reserved'
  return test === 'passed' ? 'tested' : 'untested'
}
