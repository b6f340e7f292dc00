import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '../platform/database/database.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import { readSetting, saveSetting } from '../platform/setting/setting.sql.ts'
import { DEFAULT_STEPS, GROUPS, type Group, type Step } from './work-models.ts'

/** The name of this setting. */
export const WORK_STEPS = 'work-steps'

const STEPS = z.array(z.object({ id: z.string(), fr: z.string(), en: z.string() }))
const MODEL = z.partialRecord(z.enum(GROUPS), STEPS)

const modelEvents = eventsOf('workModel', {
  edited: {
    says: { fr: 'Étapes d’atelier modifiées', en: 'Workshop steps edited' },
    payload: z.strictObject({ group: z.enum(GROUPS), steps: z.number().int() }),
  },
})

export type Model = Readonly<Record<Group, readonly Step[]>>

/** The steps of each group of kinds, as this organisation works; what it did not say is the default. */
export async function readModel(tx: Tx): Promise<Model> {
  return { ...DEFAULT_STEPS, ...MODEL.catch({}).parse(await readSetting(tx, WORK_STEPS)) }
}

/** Steps from lines of text: a known one keeps its name in both languages, a new one has the words typed. */
export function stepsFrom(text: string, known: readonly Step[]): readonly Step[] {
  const lines = [...new Set(text.split('\n').map((one) => one.trim().slice(0, 120)))].filter(Boolean)
  return lines.map((line) => {
    const id = `own${createHash('sha256').update(line).digest('hex').slice(0, 12)}`
    return known.find((one) => one.fr === line || one.en === line) ?? { id, fr: line, en: line }
  })
}

export async function saveModel(tx: Tx, actor: Actor, model: Model): Promise<void> {
  const before = await readModel(tx)
  await saveSetting(tx, actor, WORK_STEPS, model)
  for (const group of GROUPS) {
    if (JSON.stringify(before[group]) !== JSON.stringify(model[group]))
      await modelEvents.record(tx, actor, 'edited', actor.organisationId, { group, steps: model[group].length })
  }
}
