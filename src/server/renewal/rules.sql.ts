import { createHash } from 'node:crypto'
import { z } from 'zod'
import { DEFAULT_RECOVERABLE, type RecoverableRule, recoverableSchema } from '../../domain/triage/recoverable.ts'
import { DEFAULT_RENEWAL, type RenewalRule, renewalSchema } from '../../domain/triage/renewal.ts'
import type { Tx } from '../platform/database/database.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import { saveSetting } from '../platform/setting/setting.sql.ts'

const renewalRuleEvents = eventsOf('renewalRules', {
  edited: {
    says: { fr: 'Règles de renouvellement modifiées', en: 'Renewal rules edited' },
    payload: z.strictObject({ renewal: z.string().length(64), recoverable: z.string().length(64) }),
  },
})

/** By what this organisation judges age and what may serve again, and the places above each place. */
export interface RenewalRules {
  /** Kinds first; the ages that places set follow. */
  readonly renewal: readonly RenewalRule[]
  readonly recoverable: readonly RecoverableRule[]
  /** A place, then each above it. */
  readonly placesOf: (placeId: string | null) => readonly string[]
}

/** The rules as the settings page edits them: what places say apart. */
export async function readOwnRules(tx: Tx): Promise<Pick<RenewalRules, 'renewal' | 'recoverable'>> {
  const rows = await tx
    .selectFrom('setting')
    .select(['name', 'value'])
    .where('name', 'in', ['renewal', 'recoverable'])
    .execute()
  const said = (name: string) => rows.find((row) => row.name === name)?.value
  const renewal = renewalSchema.safeParse(said('renewal'))
  const recoverable = recoverableSchema.safeParse(said('recoverable'))
  return {
    renewal: renewal.success ? renewal.data : DEFAULT_RENEWAL,
    recoverable: recoverable.success ? recoverable.data : DEFAULT_RECOVERABLE,
  }
}

export async function readRenewalRules(tx: Tx): Promise<RenewalRules> {
  const own = await readOwnRules(tx)
  const places = await tx.selectFrom('place').select(['id', 'parent_id', 'renewal_years']).execute()
  const parents = new Map(places.map((place) => [place.id, place.parent_id]))
  return {
    ...own,
    renewal: [
      ...own.renewal,
      ...places.flatMap(({ id, renewal_years: years }): RenewalRule[] =>
        years === null ? [] : [{ kind: 'any', placeId: id, years }],
      ),
    ],
    placesOf: (placeId) => {
      const path: string[] = []
      // A place already met ends the way up, whatever the rows say.
      for (let at = placeId; at !== null && !path.includes(at); at = parents.get(at) ?? null) path.push(at)
      return path
    },
  }
}

export async function saveRenewalRules(
  tx: Tx,
  actor: Actor,
  rules: { readonly renewal: readonly RenewalRule[]; readonly recoverable: readonly RecoverableRule[] },
): Promise<void> {
  const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')
  for (const name of ['renewal', 'recoverable'] as const) await saveSetting(tx, actor, name, rules[name])
  await renewalRuleEvents.record(tx, actor, 'edited', actor.organisationId, {
    renewal: hash(rules.renewal),
    recoverable: hash(rules.recoverable),
  })
}
