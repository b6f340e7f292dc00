import { z } from 'zod'
import { DEVICE_KINDS, type DeviceKind } from '../../domain/hardware/report.ts'
import { line, optional, uuid, wholeNumber } from '../platform/http/form.ts'

/** Kinds that a person counts on a pallet, as they see them; what cannot be named is unknown. */
export const COUNTED_KINDS = DEVICE_KINDS.filter((kind): kind is DeviceKind => kind !== 'virtual')
export const MOST_OF_A_BATCH = 500

/** The name of the field that counts one kind. */
export const countField = (kind: DeviceKind): string => `combien-${kind}`

const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}

/** What is counted at the loading dock: how many of each kind, who they come from, where they are put. No detail is asked. */
export const COUNTED_BATCH = z.preprocess(
  (values) => ({
    ...fields(values),
    counts: COUNTED_KINDS.map((kind) => ({ kind, count: fields(values)[countField(kind)] || 0 })),
  }),
  z.object({
    counts: z
      .array(z.object({ kind: z.enum(DEVICE_KINDS), count: wholeNumber(0, MOST_OF_A_BATCH) }))
      .max(COUNTED_KINDS.length)
      .transform((counts) => counts.filter(({ count }) => count > 0)),
    from: optional(uuid),
    at: optional(uuid),
    label: optional(line(120)),
    owner: z.enum(['organisation', 'donor']),
  }),
)
export type CountedBatch = z.infer<typeof COUNTED_BATCH>

export const sizeOf = ({ counts }: Pick<CountedBatch, 'counts'>): number =>
  counts.reduce((sum, { count }) => sum + count, 0)

/** Where an arrival is taken back; what would leave is shown first. */
export const takeBackPath = (batchId: string): string => `/arrivees/lots/${batchId}/annuler`
