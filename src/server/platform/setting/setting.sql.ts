import { z } from 'zod'
import type { Tx } from '../database/database.ts'
import { type Actor, eventsOf } from '../ledger/ledger.ts'

const settingEvents = eventsOf('setting', {
  restored: {
    says: { fr: 'Réglage remis comme avant', en: 'Setting put back as it was' },
    payload: z.strictObject({ name: z.string().max(40), version: z.number().int().min(0) }),
  },
})

/** What the organisation said under this name, for the room to parse; undefined where it said nothing. */
export async function readSetting(tx: Tx, name: string): Promise<unknown> {
  return (await tx.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst())?.value
}

/** Keeps a value as JSON; the database keeps each version, the caller records its own event. */
export async function saveSetting(tx: Tx, actor: Actor, name: string, value: unknown): Promise<void> {
  const row = { value: JSON.stringify(value), changed_at: new Date() }
  await tx
    .insertInto('setting')
    .values({ organisation_id: actor.organisationId, name, ...row })
    .onConflict((same) => same.columns(['organisation_id', 'name']).doUpdateSet(row))
    .execute()
}

export interface SettingVersion {
  readonly name: string
  readonly version: number
  readonly at: Date
  /** Null where it was set before versions were kept. */
  readonly by: string | null
  /** The value everybody starts from. */
  readonly original: boolean
}

const MOST = 25

/** The latest versions of a setting, the one in force first. */
export async function versionsOf(tx: Tx, name: string): Promise<readonly SettingVersion[]> {
  const rows = await tx
    .selectFrom('setting_version as v')
    .select((q) => [
      'v.name',
      'v.version',
      'v.value',
      'v.set_at as at',
      q
        .selectFrom('event as e')
        .innerJoin('person_name as n', (join) =>
          join
            .onRef('n.person_id', '=', 'e.actor')
            .onRef('n.organisation_id', '=', 'e.organisation_id')
            .on('n.valid_to', 'is', null),
        )
        .select('n.name')
        .whereRef('e.organisation_id', '=', 'v.organisation_id')
        .whereRef('e.txid', '=', 'v.txid')
        .orderBy('e.id')
        .limit(1)
        .as('by'),
    ])
    .where('v.name', '=', name)
    .orderBy('v.version', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(({ value, ...row }) => ({ ...row, original: value === null }))
}

/** Puts a setting back as one of its versions left it, 0 being what everybody starts from; false where there is no such version, or nothing to undo. */
export async function restoreSetting(tx: Tx, actor: Actor, name: string, version: number): Promise<boolean> {
  const row = await tx
    .selectFrom('setting_version')
    .select('value')
    .where('name', '=', name)
    .where('version', '=', version)
    .executeTakeFirst()
  const changed = (await readSetting(tx, name)) !== undefined
  if (version === 0 ? !changed : !row) return false
  if (!row || row.value === null) await tx.deleteFrom('setting').where('name', '=', name).execute()
  else await saveSetting(tx, actor, name, row.value)
  await settingEvents.record(tx, actor, 'restored', actor.organisationId, { name, version })
  return true
}
