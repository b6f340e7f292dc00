import { z } from 'zod'
import type { Policy } from '../../../domain/circuit/policy.ts'
import { PROOF_DESTINATIONS, type ProofDestination, type ProofSource } from '../../../domain/erasure/policy.ts'
import type { Technique } from '../../../domain/erasure/techniques.ts'
import { readPolicy } from '../../circuit/policy.sql.ts'
import { showCode } from '../../fleet/code.ts'
import type { BulkLine } from '../../platform/bulk/bulk.ts'
import type { Tx } from '../../platform/database/database.ts'
import { type Actor, eventsOf } from '../../platform/ledger/ledger.ts'
import { readSetting, saveSetting } from '../../platform/setting/setting.sql.ts'
import { mediumById, recordErasure } from '../erasure.sql.ts'

/** The name of this setting. */
export const POLICY = 'policy'
const SAID = z.record(z.string(), z.unknown()).catch({})

const policyEvents = eventsOf('erasurePolicy', {
  edited: {
    says: { fr: 'Règles des preuves d’effacement modifiées', en: 'Rules of the proofs of erasure edited' },
    payload: z.strictObject({ declaredFor: z.array(z.enum(PROOF_DESTINATIONS)), verifierApart: z.boolean() }),
  },
})

/** Where a declaration for a lot is enough, as this organisation decided. */
export const declaredFor = ({ acceptedSources }: Policy): readonly ProofDestination[] =>
  PROOF_DESTINATIONS.filter((one) => acceptedSources[one].includes('declaredForLot'))

export async function savePolicy(
  tx: Tx,
  actor: Actor,
  accepted: readonly ProofDestination[],
  verifierApart: boolean,
): Promise<void> {
  const { acceptedSources } = await readPolicy(tx)
  const sources = (one: ProofDestination): readonly ProofSource[] => [
    ...acceptedSources[one].filter((source) => source !== 'declaredForLot'),
    ...(accepted.includes(one) ? (['declaredForLot'] as const) : []),
  ]
  await saveSetting(tx, actor, POLICY, {
    ...SAID.parse(await readSetting(tx, POLICY)),
    acceptedSources: Object.fromEntries(PROOF_DESTINATIONS.map((one) => [one, sources(one)])),
    verifierApart,
  })
  await policyEvents.record(tx, actor, 'edited', actor.organisationId, { declaredFor: [...accepted], verifierApart })
}

/** Batches whose devices hold media, the latest first, with how many. */
export async function lotsWithMedia(tx: Tx) {
  const rows = await tx
    .selectFrom('batch as b')
    .innerJoin('device as d', (join) =>
      join.onRef('d.batch_id', '=', 'b.id').onRef('d.organisation_id', '=', 'b.organisation_id'),
    )
    .innerJoin('component as c', (join) =>
      join.onRef('c.device_id', '=', 'd.id').onRef('c.organisation_id', '=', 'd.organisation_id'),
    )
    .select((q) => ['b.id', 'b.label', q.fn.count<number>('c.id').as('media')])
    .where('c.kind', '=', 'medium')
    .where('c.standing', '=', 'fitted')
    .groupBy(['b.id', 'b.label', 'b.arrived_at'])
    .orderBy('b.arrived_at', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => ({ ...row, media: Number(row.media) }))
}

/** Records the declaration on every medium of the lot's devices, and answers for each what it is worth on our shelf. */
export async function declareLot(
  tx: Tx,
  actor: Actor,
  batchId: string,
  said: { readonly technique: Technique; readonly fileId: string; readonly hash: string },
): Promise<readonly BulkLine[]> {
  const media = await tx
    .selectFrom('component as c')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'c.device_id').onRef('d.organisation_id', '=', 'c.organisation_id'),
    )
    .select('c.id')
    .where('d.batch_id', '=', batchId)
    .where('c.kind', '=', 'medium')
    .where('c.standing', '=', 'fitted')
    .orderBy('d.code')
    .orderBy('c.id')
    .execute()
  const lines: BulkLine[] = []
  for (const { id } of media) {
    const medium = await mediumById(tx, id)
    if (!medium) continue
    const item = [showCode(medium.code), medium.serial ?? ''].filter(Boolean).join(' · ')
    const line = { item, href: `/effacement/${medium.code}` }
    const recorded = await recordErasure(tx, actor, medium, {
      source: 'declaredForLot',
      technique: said.technique,
      outcome: 'erased',
      details: {},
      evidenceHash: said.hash,
      fileId: said.fileId,
    })
    if (recorded.kind === 'refused') {
      const [first] = recorded.refusals
      lines.push({
        ...line,
        done: false,
        what: first?.message ?? { fr: 'Refusé.', en: 'Refused.' },
        ...(first ? { how: first.satisfy } : {}),
      })
      continue
    }
    const { fr, en } = recorded.standing.reason
    lines.push({ ...line, done: true, what: { fr: `Déclaration gardée. ${fr}`, en: `Declaration kept. ${en}` } })
  }
  return lines
}
