import { spokenName } from '../../domain/hardware/spoken-name.ts'
import { connectorOf } from '../../domain/parts/fit.ts'
import {
  CONNECTORS,
  type Connector,
  PART_KINDS,
  type PartKind,
  SHAPES,
  type Shape,
  SUBKINDS,
} from '../../domain/parts/part.ts'
import { format } from '../platform/text/format.ts'
import type { Lang } from '../platform/text/text.ts'

interface Named {
  readonly kind: PartKind
  readonly subkind: string | null
  readonly shape: Shape | null
  readonly connector: Connector | null
  readonly bytes: number | null
  readonly watts: number | null
  readonly maker: string | null
  readonly model: string | null
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** A part as a person asks for it: « Mémoire DDR4 8 Gio SODIMM », « SSD 256 Go Samsung ». */
export function partName(part: Named, lang: Lang): string {
  const f = format({ lang, timeZone: 'UTC' })
  const { measure, name } = PART_KINDS[part.kind]
  const size = {
    binaryBytes: part.bytes === null ? null : f.binaryBytes(part.bytes),
    decimalBytes: part.bytes === null ? null : f.bytes(part.bytes),
    watts: part.watts === null ? null : f.quantity(part.watts, 'W', 0),
    none: null,
  }[measure]
  const what = part.subkind ? (SUBKINDS[part.subkind]?.[lang] ?? part.subkind) : null
  const head = part.kind === 'medium' && what ? upper(what) : [upper(name[lang]), what].filter(Boolean).join(' ')
  return [head, size, part.shape && SHAPES[part.shape][lang], spokenName(part)].filter(Boolean).join(' ')
}

/** How it is plugged in, where that is known or follows from what it is. */
export function connectorName(part: Named, lang: Lang): string | null {
  const connector = part.kind === 'medium' ? connectorOf(part) : part.connector
  return connector && CONNECTORS[connector][lang]
}
