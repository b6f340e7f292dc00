import { z } from 'zod'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import { type FormerName, INDICATOR_KEYS, type Indicator, STATUS_KEYS, type Status } from './programme.ts'

export const programmeEvents = eventsOf('programme', {
  created: {
    says: { fr: 'Programme créé', en: 'Programme created' },
    payload: z.strictObject({ startedOn: z.iso.date(), status: z.enum(STATUS_KEYS) }),
  },
  changed: {
    says: { fr: 'Programme modifié', en: 'Programme changed' },
    payload: z.strictObject({
      fields: z.array(z.string().max(20)),
      startedOn: z.iso.date(),
      status: z.enum(STATUS_KEYS),
    }),
  },
  formerNameKept: {
    says: { fr: 'Ancien nom gardé', en: 'Former name kept' },
    payload: z.strictObject({ validTo: z.iso.date() }),
  },
  formerNameRemoved: {
    says: { fr: 'Ancien nom retiré', en: 'Former name removed' },
    payload: z.strictObject({ validTo: z.iso.date() }),
  },
  targetSet: {
    says: { fr: 'Objectif fixé', en: 'Target set' },
    payload: z.strictObject({
      year: z.number().int(),
      indicator: z.enum(INDICATOR_KEYS),
      target: z.number().int().nullable(),
    }),
  },
  madePublic: { says: { fr: 'Page publique ouverte', en: 'Public page opened' }, payload: z.strictObject({}) },
  madePrivate: { says: { fr: 'Page publique fermée', en: 'Public page closed' }, payload: z.strictObject({}) },
})

export interface ProgrammeFields {
  readonly name: string
  readonly aims: string
  readonly reasons: string
  readonly startedOn: string
  readonly status: Status
}

export async function createProgramme(tx: Tx, actor: Actor, fields: ProgrammeFields): Promise<string> {
  const id = newId()
  await tx
    .insertInto('programme')
    .values({
      organisation_id: actor.organisationId,
      id,
      name: fields.name,
      aims: fields.aims,
      reasons: fields.reasons,
      started_on: fields.startedOn,
      status: fields.status,
    })
    .execute()
  await programmeEvents.record(tx, actor, 'created', id, { startedOn: fields.startedOn, status: fields.status })
  return id
}

/** Keeps a name the programme bore until a day; the same name again moves its day. */
export async function keepFormerName(tx: Tx, actor: Actor, programmeId: string, former: FormerName): Promise<void> {
  await tx
    .insertInto('programme_name')
    .values({
      organisation_id: actor.organisationId,
      programme_id: programmeId,
      name: former.name,
      valid_to: former.validTo,
    })
    .onConflict((same) =>
      same.columns(['organisation_id', 'programme_id', 'name']).doUpdateSet({ valid_to: former.validTo }),
    )
    .execute()
  await programmeEvents.record(tx, actor, 'formerNameKept', programmeId, { validTo: former.validTo })
}

/** Sets a target of a year, or takes it away with null. */
export async function setTarget(
  tx: Tx,
  actor: Actor,
  programmeId: string,
  year: number,
  indicator: Indicator,
  target: number | null,
): Promise<void> {
  if (target === null)
    await tx
      .deleteFrom('programme_target')
      .where('programme_id', '=', programmeId)
      .where('year', '=', year)
      .where('indicator', '=', indicator)
      .execute()
  else
    await tx
      .insertInto('programme_target')
      .values({ organisation_id: actor.organisationId, programme_id: programmeId, year, indicator, target })
      .onConflict((same) =>
        same.columns(['organisation_id', 'programme_id', 'year', 'indicator']).doUpdateSet({ target }),
      )
      .execute()
  await programmeEvents.record(tx, actor, 'targetSet', programmeId, { year, indicator, target })
}

export interface Programme extends ProgrammeFields {
  readonly id: string
  readonly public: boolean
  readonly formerNames: readonly FormerName[]
  readonly targets: readonly { readonly year: number; readonly indicator: Indicator; readonly target: number }[]
}

/** The organisation's programme, its former names from the latest, its targets from the latest year; null before there is one. */
export async function readProgramme(tx: Tx): Promise<Programme | null> {
  const row = await tx.selectFrom('programme').selectAll().orderBy('started_on').orderBy('id').executeTakeFirst()
  if (!row) return null
  const names = await tx
    .selectFrom('programme_name')
    .select(['name', 'valid_to as validTo'])
    .where('programme_id', '=', row.id)
    .orderBy('valid_to', 'desc')
    .execute()
  const targets = await tx
    .selectFrom('programme_target')
    .select(['year', 'indicator', 'target'])
    .where('programme_id', '=', row.id)
    .orderBy('year', 'desc')
    .execute()
  return {
    id: row.id,
    name: row.name,
    aims: row.aims,
    reasons: row.reasons,
    startedOn: row.started_on,
    status: row.status as Status,
    public: row.public,
    formerNames: names,
    targets: targets.map((one) => ({ ...one, indicator: one.indicator as Indicator })),
  }
}

/** Writes what the programme says of itself; makes it where there is none. Nothing changed, nothing recorded. */
export async function saveProgramme(tx: Tx, actor: Actor, fields: ProgrammeFields): Promise<void> {
  const before = await readProgramme(tx)
  if (!before) {
    await createProgramme(tx, actor, fields)
    return
  }
  const { name, aims, reasons, startedOn, status } = fields
  const changed = (['name', 'aims', 'reasons', 'startedOn', 'status'] as const).filter(
    (field) => before[field] !== fields[field],
  )
  if (changed.length === 0) return
  await tx
    .updateTable('programme')
    .set({ name, aims, reasons, started_on: startedOn, status })
    .where('id', '=', before.id)
    .execute()
  await programmeEvents.record(tx, actor, 'changed', before.id, { fields: changed, startedOn, status })
}

export async function removeFormerName(tx: Tx, actor: Actor, programmeId: string, name: string): Promise<boolean> {
  const gone = await tx
    .deleteFrom('programme_name')
    .where('programme_id', '=', programmeId)
    .where('name', '=', name)
    .returning('valid_to as validTo')
    .executeTakeFirst()
  if (gone) await programmeEvents.record(tx, actor, 'formerNameRemoved', programmeId, { validTo: gone.validTo })
  return gone !== undefined
}

export async function showPublicly(tx: Tx, actor: Actor, programmeId: string, shown: boolean): Promise<void> {
  await tx.updateTable('programme').set({ public: shown }).where('id', '=', programmeId).execute()
  await programmeEvents.record(tx, actor, shown ? 'madePublic' : 'madePrivate', programmeId, {})
}
