import { z } from 'zod'
import { DEVICE_KINDS } from '../../domain/hardware/report.ts'
import { deviceByCode } from '../fleet/device.sql.ts'
import { type Ingested, ingestAll } from '../fleet/evidence.sql.ts'
import { API_GROUPS } from '../organisation/api-groups.ts'
import { keepFleet, work } from '../organisation/permissions.ts'
import { SCOPES } from '../organisation/scopes.ts'
import { type ApiAnswer, type ApiCall, type ApiRoute, apiRoute, ok } from '../platform/api/api-route.ts'
import { said } from '../platform/api/openapi.ts'
import { says } from '../platform/http/field-messages.ts'
import { civilDate, line } from '../platform/http/form.ts'
import { receiveByHand } from './arrival.sql.ts'
import { arrivalText } from './arrival.text.ts'
import { ingestedText } from './ingested.text.ts'

/** Most bytes of one hardware report. */
const MOST_REPORT = 32 * 1_048_576
const OUTCOMES = [
  'created',
  'updated',
  'known',
  'ambiguous',
  'anonymous',
  'refused',
] as const satisfies readonly Ingested['kind'][]

const ANSWER = z.object({
  outcome: z.enum(OUTCOMES),
  code: z.string().nullable(),
  says: z.string(),
})
type Answer = z.infer<typeof ANSWER>

const SHARED = { fr: arrivalText('fr').sharedIdentity, en: arrivalText('en').sharedIdentity }

const orNull = <T extends z.ZodType>(schema: T) => schema.nullable().default(null)

export const arrivalApi: readonly ApiRoute[] = [
  apiRoute({
    method: 'POST',
    path: '/api/v1/devices',
    group: API_GROUPS.devices,
    says: {
      fr: 'Reçoit un lot d’appareils semblables : chacun a son code imprimé.',
      en: 'Receives a batch of like devices: each has its own printed code.',
    },
    scope: SCOPES.fleet,
    access: keepFleet,
    input: z
      .strictObject({
        kind: z.enum(DEVICE_KINDS),
        count: z.int().min(1).max(200).default(1),
        maker: orNull(line(80)),
        model: orNull(line(120)),
        serial: orNull(line(80)),
        inventoryNumber: orNull(line(80)),
        boughtOn: orNull(civilDate),
        from: said(orNull(z.uuid()), 'lieu ou tiers d’où il vient', 'place or party it comes from'),
        at: said(orNull(z.uuid()), 'lieu où il est posé', 'place where it is put'),
        label: said(orNull(line(120)), 'nom du lot', 'name of the batch'),
        owner: z.enum(['organisation', 'donor']).default('organisation'),
        works: z.enum(['working', 'notWorking', 'unknown']).default('unknown'),
      })
      .superRefine((one, context) => {
        if (one.count > 1 && (one.serial !== null || one.inventoryNumber !== null))
          context.addIssue({ ...says(SHARED), path: ['count'] })
      }),
    output: z.object({ batchId: z.uuid(), codes: z.array(z.string()) }),
    example: { as: 'technician', json: { kind: 'laptop', count: 2 } },
    handle: async ({ tx, member, input, lang }) => {
      const label = input.label ?? arrivalText(lang).defaultLabel(new Date().toISOString().slice(0, 10))
      const batchId = await receiveByHand(tx, member, input, label)
      const devices = await tx
        .selectFrom('device')
        .select('code')
        .where('batch_id', '=', batchId)
        .orderBy('id')
        .execute()
      return ok({ batchId, codes: devices.map(({ code }) => code) })
    },
  }),
  apiRoute({
    method: 'POST',
    path: '/api/v1/evidence',
    group: API_GROUPS.evidence,
    says: {
      fr: 'Dépose un relevé matériel : trouve l’appareil, ou le reçoit.',
      en: 'Sends a hardware report: finds the device, or receives it.',
    },
    scope: SCOPES.identify,
    access: work,
    body: 'bytes',
    most: MOST_REPORT,
    input: z.strictObject({
      name: said(line(200).default('relevé'), 'nom du fichier', 'name of the file'),
      code: said(
        z.string().max(40).optional(),
        'appareil que le relevé concerne, s’il est connu',
        'device the report is about, where it is known',
      ),
    }),
    output: ANSWER,
    example: { as: 'technician', query: '?name=releve.txt', bytes: '{dump}' },
    handle: async (call) => (await keepReports([call]))[0] ?? { kind: 'notFound' },
    together: keepReports,
  }),
]

type Report = Omit<ApiCall<{ readonly name: string; readonly code?: string | undefined }>, 'services' | 'params'>

/** Keeps the reports of these calls, all in one transaction, and answers each. */
async function keepReports(calls: readonly Report[]): Promise<readonly ApiAnswer<Answer>[]> {
  const asked = await Promise.all(
    calls.map(async (call) => {
      const { code } = call.input
      return { call, code, about: code === undefined ? null : await deviceByCode(call.tx, code) }
    }),
  )
  const found = asked.filter(({ code, about }) => code === undefined || about !== null)
  const [first] = found
  const reception = { batchId: null, placeId: null, owner: 'organisation' } as const
  const answers =
    first === undefined
      ? []
      : await ingestAll(
          first.call.tx,
          first.call.member.organisationId,
          found.map(({ call: { member, input, bytes }, about }) => ({
            actor: member,
            dump: { name: input.name, bytes },
            reception,
            about: about?.id,
          })),
        )
  return asked.map((one) => {
    const answer = answers[found.indexOf(one)]
    if (!answer) return { kind: 'notFound' }
    const says = ingestedText[answer.kind](answer as never)[one.call.lang]
    return ok({ outcome: answer.kind, code: 'code' in answer ? answer.code : null, says })
  })
}
