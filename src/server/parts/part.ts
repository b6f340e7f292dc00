import { z } from 'zod'
import { CONNECTOR_NAMES, PART_KIND_NAMES, PART_STATE_NAMES, SHAPE_NAMES } from '../../domain/parts/part.ts'
import { says } from '../platform/http/field-messages.ts'
import { line, optional, wholeNumber } from '../platform/http/form.ts'

export const PARTS = '/pieces'
export const BINS = `${PARTS}/bacs`
export const NEEDS = `${PARTS}/manques`
export const partHref = (id: string) => `${PARTS}/${id}`
export const binHref = (code: string) => `${BINS}/${code}`
export const benchHref = (code: string) => `${PARTS}/appareil/${code}`
export const takeApartHref = (code: string) => `${PARTS}/demonter/${code}`

/** How the list of parts is narrowed; `etat` empty = what lies in stock. */
export const PART_QUERY = z.object({
  mots: z.string().trim().max(100).catch('').default(''),
  etat: z
    .enum([...PART_STATE_NAMES, 'toutes'])
    .nullable()
    .catch(null)
    .default(null),
  nature: z.enum(PART_KIND_NAMES).nullable().catch(null).default(null),
  bac: z.string().max(20).catch('').default(''),
  apres: z.string().max(40).catch('').default(''),
})
export type PartQuery = z.infer<typeof PART_QUERY>

const size = optional(
  z
    .string()
    .trim()
    .transform((text) => Number(text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.')))
    .pipe(z.number().positive().max(100_000)),
)
const NO_MEDIUM = {
  fr: 'Un support de stockage entre au stock par l’appareil d’où il vient : sa preuve d’effacement le suit.',
  en: 'A storage medium comes to stock through the device it comes from: its proof of erasure follows it.',
}

/** What a person reads on a part. `size`: GiB for memory, W for a power supply. */
export const DESCRIPTION = z.object({
  kind: z.enum(PART_KIND_NAMES).refine((kind) => kind !== 'medium', says(NO_MEDIUM)),
  maker: optional(line(80)),
  model: optional(line(80)),
  serial: optional(line(80)),
  subkind: optional(z.enum(['DDR5', 'DDR4', 'DDR3L', 'DDR3', 'DDR2', 'DDR'])),
  shape: optional(z.enum(SHAPE_NAMES)),
  connector: optional(z.enum(CONNECTOR_NAMES)),
  size,
  bin: optional(z.string().max(20)),
  count: wholeNumber(1, 50),
})
export type Description = z.infer<typeof DESCRIPTION>

export const BIN_FORM = z.object({
  name: line(80),
  holds: z.enum(['stock', 'locked']),
  place: optional(z.uuid()),
})
export type NewBin = z.infer<typeof BIN_FORM>

export const TEST = z.object({ result: z.enum(['passed', 'failed']) })
export const FIT = z.object({ device: line(40), reason: optional(line(300)) })
export const BIN_CHOICE = z.object({ bin: optional(z.string().max(20)) })
export const SCRAP = z.object({ reason: line(300) })
/** `back`: the page the answer returns to; the part's own when absent. */
export const FOR_DEVICE = z.object({ device: line(40), back: optional(z.enum(['manques', 'appareil'])) })
export const SEEN = z.object({ shape: optional(z.enum(SHAPE_NAMES)), connector: optional(z.enum(CONNECTOR_NAMES)) })

export const GIBIBYTE = 1_073_741_824
