import { z } from 'zod'
import type { MediumFacts } from '../../domain/circuit/facts.ts'
import type { DestructionCertificate } from '../../domain/erasure/destruction.ts'
import { EXCEPTION_KINDS } from '../../domain/erasure/exceptions.ts'
import type { Proof, ProvenMedium } from '../../domain/erasure/proof.ts'
import type { MediumStanding } from '../../domain/erasure/standing.ts'
import { LEVELS, type Level, levelOf, TECHNIQUES } from '../../domain/erasure/techniques.ts'
import { type DeviceKind, MEDIUM_KINDS, type MediumKind } from '../../domain/hardware/report.ts'
import { spokenName } from '../../domain/hardware/spoken-name.ts'

/** A medium as its row says it, with the device it is in, or came from. */
export interface MediumRow {
  readonly id: string
  readonly maker: string | null
  readonly model: string | null
  readonly serial: string | null
  readonly bytes: number | null
  readonly subkind: string | null
  readonly last_used_at: Date | null
}

/** One recorded erasure; `firstRecordedAt` is when what it rests on was first recorded, for any medium. */
export interface ErasureRow {
  readonly id: string
  readonly source: string
  readonly technique: string
  readonly level: string
  readonly outcome: string
  readonly operator: string | null
  readonly verifier: string | null
  readonly evidence_hash: string | null
  readonly firstRecordedAt: Date
  readonly details: unknown
}

const technique = z.enum(TECHNIQUES).catch('unknown')

const CERTIFICATE = z.object({
  number: z.string(),
  destroyer: z.string(),
  destroyedOn: z.string(),
  technique,
  particleSquareMillimetres: z.number().nullable(),
  listed: z.array(z.string()),
  documentHash: z.string(),
})

/** What an erasure row holds beside its columns, by the source of the proof. */
export const ERASURE_DETAILS = z.object({
  readBack: z.boolean().default(false),
  toolEndedAt: z.string().nullable().default(null),
  exceptions: z.array(z.object({ kind: z.enum(EXCEPTION_KINDS), detail: z.string() })).default([]),
  reasons: z.array(z.object({ code: z.string(), detail: z.string() })).default([]),
  notes: z.array(z.string()).default([]),
  certificate: CERTIFICATE.nullable().default(null),
})
export type ErasureDetails = z.infer<typeof ERASURE_DETAILS>

const NO_CERTIFICATE: DestructionCertificate = {
  number: '',
  destroyer: '',
  destroyedOn: '',
  technique: 'unknown',
  particleSquareMillimetres: null,
  listed: [],
  documentHash: '',
}

const OUTCOME = z.enum(['erased', 'erasedWithExceptions', 'failed']).catch('failed')

/** The proof that a row is; a source that is not known proves nothing, so it reads as a failed attempt. */
export function proofOf(row: ErasureRow): Proof {
  const details = ERASURE_DETAILS.parse(row.details)
  const common = {
    id: row.id,
    recordedAt: row.firstRecordedAt.toISOString(),
    operator: row.operator ?? '',
    verifier: row.verifier,
    evidenceHash: row.evidence_hash,
  }
  if (row.source === 'declaredForLot' || row.source === 'absence') return { ...common, source: row.source }
  if (row.source === 'destruction')
    return { ...common, source: 'destruction', certificate: details.certificate ?? NO_CERTIFICATE }
  const known = z.enum(['ownReading', 'toolLog', 'factoryReset']).safeParse(row.source)
  return {
    ...common,
    source: known.success ? known.data : 'toolLog',
    outcome: known.success ? OUTCOME.parse(row.outcome) : 'failed',
    technique: technique.parse(row.technique),
    readBack: details.readBack,
    exceptions: details.exceptions,
    toolEndedAt: details.toolEndedAt,
  }
}

/** A card or a stick is flash behind a bridge; of a SIM nothing is known. */
const SUBKINDS: Readonly<Record<string, MediumKind>> = { card: 'usb', stick: 'usb', sim: 'unknown' }

export const mediumKind = (subkind: string | null): MediumKind =>
  MEDIUM_KINDS.find((kind) => kind === subkind) ?? SUBKINDS[subkind ?? ''] ?? 'unknown'

/** `code`: of the device that holds it; a certificate may list it where the medium has no serial. */
export const provenMedium = (medium: MediumRow, device: { kind: DeviceKind; code: string }): ProvenMedium => ({
  serial: medium.serial,
  code: device.code,
  kind: mediumKind(medium.subkind),
  deviceKind: device.kind,
})

/** What a person can read on a medium. */
export const mediumName = (medium: Pick<MediumRow, 'maker' | 'model' | 'serial'>): string =>
  [spokenName(medium), medium.serial].filter(Boolean).join(' ') || '?'

/** What the circuit must know of one medium; a proof that does not count is no proof. */
export function mediumFacts(
  medium: MediumRow,
  standing: MediumStanding,
  rows: readonly ErasureRow[],
  ours: boolean,
): MediumFacts {
  const { proof, state } = standing
  return {
    name: mediumName(medium),
    state,
    exceptions: standing.exceptions.map(({ kind }) => kind),
    proof:
      proof === null || state === 'failed' || state === 'unknown'
        ? 'none'
        : {
            source: proof.source,
            level: levelReached(proof, mediumKind(medium.subkind), rows),
            at: proof.recordedAt,
          },
    lastUsed: medium.last_used_at?.toISOString() ?? 'never',
    dataOf: ours ? 'anybody' : 'owner',
  }
}

/** A level is computed from the technique on the kind of medium; a declaration is only worth what was declared. */
function levelReached(proof: Proof, kind: MediumKind, rows: readonly ErasureRow[]): Level {
  if (proof.source === 'destruction') return levelOf(proof.certificate.technique, kind)
  if (proof.source === 'absence') return 'none'
  if (proof.source !== 'declaredForLot') return levelOf(proof.technique, kind)
  const declared = rows.find((row) => row.id === proof.id)?.level
  return LEVELS.find((level) => level === declared) ?? 'none'
}
