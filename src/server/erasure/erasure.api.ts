import { z } from 'zod'
import { deviceByCode } from '../fleet/device.sql.ts'
import { API_GROUPS } from '../organisation/api-groups.ts'
import { work } from '../organisation/permissions.ts'
import { SCOPES } from '../organisation/scopes.ts'
import { type ApiRoute, apiRoute, ok } from '../platform/api/api-route.ts'
import { said } from '../platform/api/openapi.ts'
import { line } from '../platform/http/form.ts'
import { recordLog } from './nwipe.sql.ts'

export const erasureApi: readonly ApiRoute[] = [
  apiRoute({
    method: 'POST',
    path: '/api/v1/erasure-logs',
    group: API_GROUPS.evidence,
    says: {
      fr: 'Dépose un journal d’effacement : une réponse par support.',
      en: 'Sends an erasure log: one answer a medium.',
    },
    scope: SCOPES.work,
    access: work,
    body: 'bytes',
    input: z.strictObject({
      name: said(line(200).default('nwipe.log'), 'nom du fichier', 'name of the file'),
      code: said(z.string().max(40).optional(), 'appareil où il a tourné', 'device it ran on'),
    }),
    output: z.object({
      lines: z.array(
        z.object({
          item: z.string(),
          done: said(z.boolean(), 'enregistré sur un support connu', 'recorded on a known medium'),
          says: z.string(),
          how: said(z.string().nullable(), 'comment y remédier', 'how to mend it'),
        }),
      ),
    }),
    example: { as: 'technician', bytes: '{erasure.log}' },
    handle: async ({ tx, member, services, input, bytes, lang }) => {
      const device = input.code === undefined ? null : await deviceByCode(tx, input.code)
      if (input.code !== undefined && !device) return { kind: 'notFound' }
      const about = { deviceId: device?.id ?? null, mediumId: null }
      const lines = await recordLog(tx, services.files, member, { name: input.name, bytes }, about)
      return ok({
        lines: lines.map((one) => ({
          item: one.item,
          done: one.done,
          says: one.what[lang],
          how: one.how?.[lang] ?? null,
        })),
      })
    },
  }),
]
