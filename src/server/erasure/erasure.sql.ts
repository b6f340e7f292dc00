import type { Insertable } from 'kysely'
import { z } from 'zod'
import { PROOF_SOURCES } from '../../domain/erasure/policy.ts'
import type { MediumStanding } from '../../domain/erasure/standing.ts'
import { LEVELS, levelOf, TECHNIQUES, type Technique } from '../../domain/erasure/techniques.ts'
import { standingsOf } from '../circuit/media.sql.ts'
import { ERASURE_DETAILS, type ErasureDetails, mediumKind } from '../circuit/medium-facts.ts'
import { perform } from '../circuit/perform.sql.ts'
import { readPolicy } from '../circuit/policy.sql.ts'
import { keepPartMove } from '../fleet/part-move.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import type { Erasure } from '../platform/database/schema.generated.ts'
import type { Refused } from '../platform/http/answer.ts'
import { type Actor, eventsOf, writeNote } from '../platform/ledger/ledger.ts'
import type { Found } from './erasure.ts'

const hash = z.string().length(64)

export const erasureEvents = eventsOf('erasure', {
  recorded: {
    says: { fr: 'Preuve d’effacement enregistrée', en: 'Proof of erasure recorded' },
    payload: z.strictObject({
      erasureId: z.uuid(),
      source: z.enum(PROOF_SOURCES),
      technique: z.enum(TECHNIQUES),
      level: z.enum(LEVELS),
      outcome: z.enum(['erased', 'erasedWithExceptions', 'failed', 'destroyed', 'absent']),
      evidenceHash: hash.optional(),
    }),
  },
  verified: {
    says: { fr: 'Preuve confirmée par une seconde personne', en: 'Proof confirmed by a second person' },
    payload: z.strictObject({ erasureId: z.uuid() }),
  },
  withdrawn: {
    says: { fr: 'Preuve retirée, notée sur un mauvais support', en: 'Proof withdrawn, noted on a wrong medium' },
    payload: z.strictObject({ erasureId: z.uuid(), noteHash: hash }),
  },
})

const mediumEvents = eventsOf('medium', {
  found: {
    says: { fr: 'Support trouvé dans l’appareil', en: 'Medium found in the device' },
    payload: z.strictObject({ deviceId: z.uuid(), subkind: z.string().max(20) }),
  },
  setAside: {
    says: { fr: 'Support mis de côté', en: 'Medium set aside' },
    payload: z.strictObject({ deviceId: z.uuid() }),
  },
})

const findingEvents = eventsOf('mediaFinding', {
  made: {
    says: { fr: 'Absence de support constatée', en: 'Absence of any medium noted' },
    payload: z.strictObject({ findingId: z.uuid(), basis: z.enum(['evidence', 'onePerson', 'twoPeople']) }),
  },
})

export type Medium = Awaited<ReturnType<typeof mediaRows>>[number]

const mediaRows = (tx: Tx, ids: readonly string[]) =>
  tx
    .selectFrom('component as c')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'c.device_id').onRef('d.organisation_id', '=', 'c.organisation_id'),
    )
    .select([
      'c.id',
      'c.maker',
      'c.model',
      'c.serial',
      'c.bytes',
      'c.subkind',
      'c.standing as place',
      'c.last_used_at',
      'd.id as deviceId',
      'd.code',
      'd.kind as deviceKind',
    ])
    .where('c.kind', '=', 'medium')
    .where('c.id', 'in', [...ids])
    .execute()

export async function mediumById(tx: Tx, id: string): Promise<Medium | null> {
  return (await mediaRows(tx, [id]))[0] ?? null
}

export type Recorded =
  | { readonly kind: 'done'; readonly erasureId: string; readonly standing: MediumStanding }
  | { readonly kind: 'refused'; readonly refusals: readonly Refused[] }

export interface NewErasure {
  readonly source: (typeof PROOF_SOURCES)[number]
  readonly technique: Technique
  readonly outcome: 'erased' | 'erasedWithExceptions' | 'failed' | 'destroyed' | 'absent'
  readonly details: Partial<ErasureDetails>
  readonly evidenceHash?: string | null
  readonly fileId?: string | null
  readonly tool?: string
  readonly toolVersion?: string | null
}

/** Appends one erasure of a medium, as the circuit allows for its device; answers what the medium's proofs are worth then. */
export async function recordErasure(tx: Tx, actor: Actor, medium: Medium, erasure: NewErasure): Promise<Recorded> {
  const erasureId = newId()
  const done = await perform(tx, actor, 'erase', medium.deviceId, { payload: { mediumId: medium.id, erasureId } })
  // A medium kept apart outlives the device it came from: it can still be erased once that one has left.
  const outlives =
    (medium.place === 'aside' || medium.place === 'stock') &&
    done.kind === 'refused' &&
    done.refusals.every(({ rule }) => rule === 'notFromThisState')
  if (done.kind === 'refused' && !outlives) return { kind: 'refused', refusals: done.refusals }
  const level = levelOf(erasure.technique, mediumKind(medium.subkind))
  const details = ERASURE_DETAILS.parse(erasure.details)
  const row: Insertable<Erasure> = {
    organisation_id: actor.organisationId,
    id: erasureId,
    medium_id: medium.id,
    device_id: medium.deviceId,
    source: erasure.source,
    technique: erasure.technique,
    level,
    outcome: erasure.outcome,
    exceptions: details.exceptions.map(({ kind }) => kind),
    reasons: details.reasons.map(({ code }) => code),
    tool: erasure.tool ?? null,
    tool_version: erasure.toolVersion ?? null,
    operator: actor.personId,
    recorded_at: new Date(),
    evidence_hash: erasure.evidenceHash ?? null,
    file_id: erasure.fileId ?? null,
    details: JSON.stringify(details),
  }
  await tx.insertInto('erasure').values(row).execute()
  await erasureEvents.record(tx, actor, 'recorded', medium.id, {
    erasureId,
    source: erasure.source,
    technique: erasure.technique,
    level,
    outcome: erasure.outcome,
    ...(erasure.evidenceHash ? { evidenceHash: erasure.evidenceHash } : {}),
  })
  return { kind: 'done', erasureId, standing: await settle(tx, medium) }
}

const GONE: Readonly<Record<string, 'destroyed' | 'absent'>> = { destroyed: 'destroyed', absent: 'absent' }

const BACK: Readonly<Record<string, 'fitted'>> = { destroyed: 'fitted', absent: 'fitted' }

/**
 * A medium destroyed or found absent is no longer in its device; one whose proof of that was withdrawn is there again. One that
 * loses its proof in stock goes under lock.
 */
async function settle(tx: Tx, medium: Medium): Promise<MediumStanding> {
  const [row] = await standingsOf(
    tx,
    [medium],
    (one) => ({ kind: one.deviceKind, code: one.code }),
    await readPolicy(tx),
    () => 'shelf',
  )
  if (!row) throw new Error(`no standing for medium ${medium.id}`)
  const gone = GONE[row.standing.state]
  const back = BACK[medium.place] ?? (medium.place === 'stock' && !row.standing.passes ? 'aside' : medium.place)
  if ((gone ?? back) !== medium.place)
    await tx
      .updateTable('component')
      .set({ standing: gone ?? back })
      .where('id', '=', medium.id)
      .execute()
  return row.standing
}

export type ErasureRecord = NonNullable<Awaited<ReturnType<typeof erasureById>>>

/** One recorded erasure that still counts, with its medium's id; null where it is unknown here or was withdrawn. */
export async function erasureById(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('erasure as e')
    .leftJoin('erasure_withdrawal as w', (join) =>
      join.onRef('w.erasure_id', '=', 'e.id').onRef('w.organisation_id', '=', 'e.organisation_id'),
    )
    .select(['e.id', 'e.medium_id as mediumId', 'e.operator', 'e.verifier', 'e.outcome', 'e.source', 'e.details'])
    .where('e.id', '=', id)
    .where('w.erasure_id', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** A second person signs a proof; the circuit says whether that person may. */
export async function verifyErasure(
  tx: Tx,
  actor: Actor & { readonly personId: string },
  erasure: ErasureRecord,
  medium: Medium,
): Promise<readonly Refused[]> {
  const { readBack } = ERASURE_DETAILS.parse(erasure.details)
  const passed = erasure.source === 'absence' || (readBack && erasure.outcome !== 'failed')
  const done = await perform(tx, actor, 'verifyErasure', medium.deviceId, {
    facts: {
      attempt: { read: passed ? 'passed' : 'failed', operator: erasure.operator ?? '', verifier: actor.personId },
    },
    payload: { mediumId: medium.id, erasureId: erasure.id },
  })
  if (done.kind === 'refused') return done.refusals
  await tx.updateTable('erasure').set({ verifier: actor.personId }).where('id', '=', erasure.id).execute()
  await erasureEvents.record(tx, actor, 'verified', medium.id, { erasureId: erasure.id })
  await settle(tx, medium)
  return []
}

/** An erasure recorded on the wrong medium stops counting; its row and event stay, the reason is a note. */
export async function withdrawErasure(
  tx: Tx,
  actor: Actor,
  erasure: ErasureRecord,
  medium: Medium,
  reason: string,
): Promise<void> {
  await tx
    .insertInto('erasure_withdrawal')
    .values({ organisation_id: actor.organisationId, erasure_id: erasure.id, withdrawn_by: actor.personId })
    .execute()
  const note = await writeNote(tx, actor, 'medium', medium.id, reason)
  await erasureEvents.record(tx, actor, 'withdrawn', medium.id, { erasureId: erasure.id, noteHash: note.hash })
  await settle(tx, medium)
}

/** A medium that a person finds inside: it counts as used until this moment. */
export async function addMedium(tx: Tx, actor: Actor, deviceId: string, found: Found): Promise<Medium> {
  const id = newId()
  await tx
    .insertInto('component')
    .values({
      organisation_id: actor.organisationId,
      id,
      kind: 'medium',
      device_id: deviceId,
      origin_device_id: deviceId,
      subkind: found.subkind,
      maker: found.maker,
      model: found.model,
      serial: found.serial,
      bytes: found.gigabytes === null ? null : Math.round(found.gigabytes * 1e9),
      last_used_at: new Date(),
    })
    .execute()
  await mediumEvents.record(tx, actor, 'found', id, { deviceId, subkind: found.subkind })
  const medium = await mediumById(tx, id)
  if (!medium) throw new Error(`medium ${id} was just made`)
  return medium
}

/** Takes a medium out of its device, to be kept under lock until it is erased or destroyed. */
export async function setAside(tx: Tx, actor: Actor, medium: Medium): Promise<readonly Refused[]> {
  const done = await perform(tx, actor, 'setMediumAside', medium.deviceId, { payload: { mediumId: medium.id } })
  if (done.kind === 'refused') return done.refusals
  await tx.updateTable('component').set({ standing: 'aside' }).where('id', '=', medium.id).execute()
  await keepPartMove(tx, actor, newId(), {
    componentId: medium.id,
    fromDevice: medium.deviceId,
    fromBin: null,
    toDevice: null,
    toBin: null,
    standing: 'aside',
  })
  await mediumEvents.record(tx, actor, 'setAside', medium.id, { deviceId: medium.deviceId })
  return []
}

/** Says that a device holds no medium: by a report of its empty bays, or by a first person whom a second one confirms. */
export async function findNone(tx: Tx, actor: Actor, deviceId: string, basis: 'evidence' | 'onePerson'): Promise<void> {
  const id = newId()
  await tx
    .insertInto('media_finding')
    .values({
      organisation_id: actor.organisationId,
      id,
      device_id: deviceId,
      basis,
      found_by: actor.personId,
      found_at: new Date(),
    })
    .execute()
  await findingEvents.record(tx, actor, 'made', deviceId, { findingId: id, basis })
}

/** The second person of a finding: from here on it is signed by two. */
export async function confirmNone(tx: Tx, actor: Actor, deviceId: string, findingId: string): Promise<void> {
  await tx
    .updateTable('media_finding')
    .set({ basis: 'twoPeople', second_person: actor.personId })
    .where('id', '=', findingId)
    .execute()
  await findingEvents.record(tx, actor, 'made', deviceId, { findingId, basis: 'twoPeople' })
}
