import { z } from 'zod'
import { ACTS } from '../../domain/circuit/acts.ts'
import { actsFrom } from '../../domain/circuit/transitions.ts'
import { readFacts } from '../circuit/facts.sql.ts'
import { checklistOf } from '../circuit/perform.sql.ts'
import { API_GROUPS } from '../organisation/api-groups.ts'
import { seeFleet } from '../organisation/permissions.ts'
import { SCOPES } from '../organisation/scopes.ts'
import { type ApiRoute, apiRoute, ok } from '../platform/api/api-route.ts'
import { said } from '../platform/api/openapi.ts'
import { everyMember } from '../platform/http/route.ts'
import { readDevicePage } from './device.sql.ts'

const instant = (at: Date | null): string | null => at?.toISOString() ?? null
const text = z.string().nullable()

export const overviewApi: readonly ApiRoute[] = [
  apiRoute({
    method: 'GET',
    path: '/api/v1/me',
    group: API_GROUPS.asker,
    says: { fr: 'Pour qui ce jeton agit.', en: 'For whom this token acts.' },
    scope: SCOPES.read,
    access: everyMember,
    input: z.strictObject({}),
    output: z.object({
      organisation: z.object({ id: z.uuid(), name: z.string() }),
      person: said(z.uuid(), 'référence de la personne ou du banc', 'reference of the person or the bench'),
      roles: z.array(z.string()),
    }),
    example: { as: 'elected' },
    handle: async ({ tx, member }) => {
      const { name } = await tx.selectFrom('organisation').select('name').executeTakeFirstOrThrow()
      return ok({
        organisation: { id: member.organisationId, name },
        person: member.personId,
        roles: [...member.roles],
      })
    },
  }),
  apiRoute({
    method: 'GET',
    path: '/api/v1/devices/:code',
    group: API_GROUPS.devices,
    says: {
      fr: 'Un appareil : matériel, supports et leurs preuves, vies.',
      en: 'One device: hardware, media and their proofs, lives.',
    },
    scope: SCOPES.read,
    access: seeFleet,
    input: z.strictObject({}),
    output: z.object({
      code: z.string(),
      kind: z.string(),
      state: z.string(),
      stateSince: z.iso.datetime(),
      maker: text,
      model: text,
      name: text,
      serial: text,
      inventoryNumber: text,
      owner: z.string(),
      life: z.number().int(),
      grade: text,
      builtYear: z.number().int().nullable(),
      boughtOn: z.iso.date().nullable(),
      cpu: text,
      memoryBytes: z.number().int().nullable(),
      place: text,
      batch: text,
      components: z.array(
        z.object({
          kind: z.string(),
          standing: z.string(),
          maker: text,
          model: text,
          serial: text,
          bytes: z.number().int().nullable(),
          health: text,
        }),
      ),
      media: said(
        z.array(z.object({ name: z.string(), state: z.string() })),
        'ce que valent les preuves, support par support',
        'what the proofs are worth, medium by medium',
      ),
      holdings: z.array(
        z.object({
          life: z.number().int(),
          transfer: z.string(),
          startedAt: z.iso.datetime().nullable(),
          endedAt: z.iso.datetime().nullable(),
          dueOn: z.iso.date().nullable(),
        }),
      ),
    }),
    example: { as: 'technician', params: { code: '{device.ready}' } },
    handle: async ({ tx, params }) => {
      const data = await readDevicePage(tx, params.code ?? '')
      if (!data) return { kind: 'notFound' }
      const { device, parts, holdings } = data
      const known = await readFacts(tx, device.id)
      const media = known?.facts.media.kind === 'listed' ? known.facts.media.media : []
      return ok({
        code: device.code,
        kind: device.kind,
        state: device.state,
        stateSince: device.state_since.toISOString(),
        maker: device.maker,
        model: device.model,
        name: device.name,
        serial: device.serial,
        inventoryNumber: device.inventory_number,
        owner: device.owner,
        life: device.life,
        grade: device.grade,
        builtYear: device.built_year,
        boughtOn: device.bought_on,
        cpu: device.cpu,
        memoryBytes: device.memory_bytes,
        place: device.place,
        batch: device.batch,
        components: parts.map(({ kind, standing, maker, model, serial, bytes, health }) => ({
          kind,
          standing,
          maker,
          model,
          serial,
          bytes,
          health,
        })),
        media: media.map(({ name, state }) => ({ name, state })),
        holdings: holdings.map(({ life, transfer, startedAt, endedAt, dueOn }) => ({
          life,
          transfer,
          startedAt: instant(startedAt),
          endedAt: instant(endedAt),
          dueOn,
        })),
      })
    },
  }),
  apiRoute({
    method: 'GET',
    path: '/api/v1/devices/:code/acts',
    group: API_GROUPS.devices,
    says: {
      fr: 'Les actes possibles, et chaque règle qui s’y oppose encore.',
      en: 'The acts that are possible, and each rule that still stands in the way.',
    },
    scope: SCOPES.read,
    access: seeFleet,
    input: z.strictObject({}),
    output: z.object({
      acts: z.array(
        z.object({
          act: z.string(),
          says: z.string(),
          open: said(z.boolean(), 'aucune règle ne s’y oppose', 'no rule stands in the way'),
          rules: z.array(z.object({ rule: z.string(), held: z.boolean(), message: z.string(), satisfy: z.string() })),
        }),
      ),
    }),
    example: { as: 'technician', params: { code: '{device.ready}' } },
    handle: async ({ tx, params, lang }) => {
      const data = await readDevicePage(tx, params.code ?? '')
      const known = data && (await readFacts(tx, data.device.id))
      if (!known) return { kind: 'notFound' }
      const acts = []
      for (const act of actsFrom(known.state)) {
        const lines = (await checklistOf(tx, act, known.deviceId)) ?? []
        acts.push({
          act,
          says: ACTS[act].label[lang],
          open: lines.every(({ held }) => held),
          rules: lines.map(({ rule, held, title, message, satisfy }) => ({
            rule,
            held,
            message: held ? title[lang] : message[lang],
            satisfy: satisfy[lang],
          })),
        })
      }
      return ok({ acts })
    },
  }),
]
