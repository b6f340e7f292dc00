import { createHash } from 'node:crypto'
import { z } from 'zod'
import { GRADES } from '../../../domain/circuit/facts.ts'
import type { Policy } from '../../../domain/circuit/policy.ts'
import { DEVICE_KINDS, type DeviceKind } from '../../../domain/hardware/report.ts'
import { POLICY } from '../../erasure/lot/lot.sql.ts'
import type { Tx } from '../../platform/database/database.ts'
import { type Actor, eventsOf } from '../../platform/ledger/ledger.ts'
import { readSetting, saveSetting } from '../../platform/setting/setting.sql.ts'
import type { Bilingual } from '../../platform/text/text.ts'
import { GROUPS } from '../work-models.ts'
import { type Criteria, criteriaOf, type KindModel, KNOWN, modelOf, saidSteps, saidTests } from './model.ts'

/** The names of these settings. */
export const WORK_STEPS = 'work-steps'
export const WORK_TESTS = 'work-tests'
export const WORK_GRADES = 'work-grades'

/** Who is looked at by a second person, the most demanding first. */
export const SECOND_CHECKS = ['everybody', 'trainees', 'nobody'] as const
const SAID = z.record(z.string(), z.unknown()).catch({})

const modelEvents = eventsOf('workModel', {
  edited: {
    says: { fr: 'Étapes d’atelier modifiées', en: 'Workshop steps edited' },
    payload: z.strictObject({ group: z.enum(GROUPS), steps: z.number().int() }),
  },
  kindEdited: {
    says: { fr: 'Étapes et essais d’une nature d’appareil modifiés', en: 'Steps and tests of a kind of device edited' },
    payload: z.strictObject({
      kind: z.enum(DEVICE_KINDS),
      steps: z.number().int(),
      tests: z.number().int(),
      hash: z.string().length(64),
    }),
  },
  rulesEdited: {
    says: { fr: 'Grades et contrôle de l’atelier modifiés', en: 'Grades and check of the workshop edited' },
    payload: z.strictObject({
      secondCheck: z.enum(SECOND_CHECKS),
      gradeFloor: z.enum(GRADES),
      hash: z.string().length(64),
    }),
  },
})

const hashOf = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')

/** The steps and tests of every kind, as this organisation works. */
export async function readModels(tx: Tx): Promise<Readonly<Record<DeviceKind, KindModel>>> {
  const steps = saidSteps(await readSetting(tx, WORK_STEPS))
  const tests = saidTests(await readSetting(tx, WORK_TESTS))
  const models = DEVICE_KINDS.map((kind) => [kind, modelOf(kind, steps, tests)])
  return Object.fromEntries(models) as Record<DeviceKind, KindModel>
}

/** Keeps the steps and tests of a kind, and the same steps for the kinds that are worked on alike. */
export async function saveModel(
  tx: Tx,
  actor: Actor,
  kind: DeviceKind,
  model: KindModel,
  alike: readonly DeviceKind[],
): Promise<void> {
  const same = [kind, ...alike].map((one) => [one, model.steps])
  const steps = saidSteps(await readSetting(tx, WORK_STEPS))
  await saveSetting(tx, actor, WORK_STEPS, { ...steps, ...Object.fromEntries(same) })
  const tests = saidTests(await readSetting(tx, WORK_TESTS))
  await saveSetting(tx, actor, WORK_TESTS, { ...tests, [kind]: model.tests })
  const models = await readModels(tx)
  for (const one of new Set([kind, ...alike]))
    await modelEvents.record(tx, actor, 'kindEdited', actor.organisationId, {
      kind: one,
      steps: models[one].steps.length,
      tests: models[one].tests.length,
      hash: hashOf(models[one]),
    })
}

export const readCriteria = async (tx: Tx): Promise<Criteria> => criteriaOf(await readSetting(tx, WORK_GRADES))

/** Keeps what each grade asks for, the lowest one that leaves, and whose work a second person looks at. */
export async function saveRules(
  tx: Tx,
  actor: Actor,
  criteria: Criteria,
  policy: Pick<Policy, 'secondCheck' | 'gradeFloor'>,
): Promise<void> {
  await saveSetting(tx, actor, WORK_GRADES, criteria)
  await saveSetting(tx, actor, POLICY, { ...SAID.parse(await readSetting(tx, POLICY)), ...policy })
  const { secondCheck, gradeFloor } = policy
  await modelEvents.record(tx, actor, 'rulesEdited', actor.organisationId, {
    secondCheck,
    gradeFloor,
    hash: hashOf(criteria),
  })
}

/** The name of every step that an order may bear, by its id: the latest words of the organisation, else the starting ones. */
export async function stepNames(tx: Tx): Promise<Readonly<Record<string, Bilingual>>> {
  const versions = await tx
    .selectFrom('setting_version')
    .select('value')
    .where('name', '=', WORK_STEPS)
    .orderBy('version')
    .execute()
  const said = [...versions.map(({ value }) => value), await readSetting(tx, WORK_STEPS)]
  const own = said.flatMap((value) => Object.values(saidSteps(value)).flat())
  return Object.fromEntries([...KNOWN.steps, ...own].map(({ id, fr, en }) => [id, { fr, en }]))
}
