import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { TriageRule } from '../../domain/triage/rule.ts'
import { DEFAULT_RULES } from '../../domain/triage/rules.ts'
import { rulesSchema } from '../../domain/triage/rules-schema.ts'
import type { Tx } from '../platform/database/database.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import { readSetting, saveSetting } from '../platform/setting/setting.sql.ts'

/** The name of this setting. */
export const RULES = 'triage-rules'

const ruleEvents = eventsOf('triageRules', {
  edited: {
    says: { fr: 'Règles de tri modifiées', en: 'Triage rules edited' },
    payload: z.strictObject({ on: z.number().int(), off: z.number().int(), hash: z.string().length(64) }),
  },
})

/** The rules that this organisation judges by: its own where it edited them, else the default ones. */
export async function readRules(tx: Tx): Promise<readonly TriageRule[]> {
  const parsed = rulesSchema.safeParse(await readSetting(tx, RULES))
  return parsed.success ? parsed.data : DEFAULT_RULES.rows
}

export async function saveRules(tx: Tx, actor: Actor, rules: readonly TriageRule[]): Promise<void> {
  await saveSetting(tx, actor, RULES, rules)
  await ruleEvents.record(tx, actor, 'edited', actor.organisationId, {
    on: rules.filter((rule) => rule.on).length,
    off: rules.filter((rule) => !rule.on).length,
    hash: createHash('sha256').update(JSON.stringify(rules)).digest('hex'),
  })
}
