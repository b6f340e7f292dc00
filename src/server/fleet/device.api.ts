import { z } from 'zod'
import { STATES } from '../../domain/circuit/states.ts'
import { API_GROUPS } from '../organisation/api-groups.ts'
import { seeFleet } from '../organisation/permissions.ts'
import { SCOPES } from '../organisation/scopes.ts'
import { type ApiRoute, apiRoute, ok } from '../platform/api/api-route.ts'
import { said } from '../platform/api/openapi.ts'
import { historyOf } from '../platform/ledger/history.sql.ts'
import { eventName } from '../platform/ledger/ledger.ts'
import { deviceByCode } from './device.sql.ts'
import { listDevices } from './device-list.sql.ts'
import { SORTS } from './device-query.ts'

const asked = z.string().max(200).default('')

/** One device as a list shows it. */
const LISTED = z.object({
  code: said(z.string(), 'code imprimé, sans espace', 'printed code, without spaces'),
  kind: z.string(),
  state: said(z.string(), Object.keys(STATES.rows).join(', '), Object.keys(STATES.rows).join(', ')),
  maker: z.string().nullable(),
  model: z.string().nullable(),
  name: said(z.string().nullable(), 'nom commercial', 'commercial name'),
  serial: z.string().nullable(),
  life: said(z.number().int(), 'rang de la vie', 'rank of the life'),
  grade: z.string().nullable(),
  builtYear: z.number().int().nullable(),
  place: said(z.string().nullable(), 'nom du lieu', 'name of the place'),
})

export const deviceApi: readonly ApiRoute[] = [
  apiRoute({
    method: 'GET',
    path: '/api/v1/devices',
    group: API_GROUPS.devices,
    says: {
      fr: 'Cherche des appareils par mots, code, série ou filtres, 25 par page.',
      en: 'Finds devices by words, code, serial or filters, 25 a page.',
    },
    scope: SCOPES.read,
    access: seeFleet,
    input: z.strictObject({
      words: said(asked, 'mots, code ou numéro de série', 'words, code or serial number'),
      kind: asked,
      state: asked,
      place: said(asked, 'identifiant du lieu', 'id of the place'),
      batch: said(asked, 'identifiant du lot', 'id of the batch'),
      life: asked,
      grade: asked,
      age: said(asked, 'construit il y a au moins tant d’années', 'built at least so many years ago'),
      sort: z.enum(SORTS).default('recent'),
      after: said(asked, '« after » de la page d’avant', '“after” of the page before'),
    }),
    output: z.object({ devices: z.array(LISTED), after: z.string().nullable() }),
    example: { as: 'technician', query: '?words=optiplex' },
    handle: async ({ tx, input }) => {
      const { place, batch, ...query } = input
      const asked = { ...query, placeId: place, batchId: batch, before: '', rows: 25 } as const
      const { rows, after } = await listDevices(tx, asked, new Date().getFullYear())
      return ok({ devices: rows.map((row) => LISTED.parse(row)), after })
    },
  }),
  apiRoute({
    method: 'GET',
    path: '/api/v1/devices/:code/events',
    group: API_GROUPS.devices,
    says: {
      fr: 'Les cent derniers événements d’un appareil, le plus récent d’abord.',
      en: 'The last hundred events of a device, latest first.',
    },
    scope: SCOPES.read,
    access: seeFleet,
    input: z.strictObject({}),
    output: z.object({
      events: z.array(
        z.object({
          id: z.uuid(),
          at: z.iso.datetime(),
          kind: z.string(),
          says: z.string(),
          payload: said(z.record(z.string(), z.unknown()), 'selon le genre', 'depends on the kind'),
          position: said(
            z.number().int().nullable(),
            'rang dans le registre ; vide tant qu’il n’est pas scellé',
            'rank in the ledger; empty until it is sealed',
          ),
        }),
      ),
    }),
    example: { as: 'technician', params: { code: '{device.ready}' } },
    handle: async ({ tx, params, lang }) => {
      const device = await deviceByCode(tx, params.code ?? '')
      if (!device) return { kind: 'notFound' }
      const lines = await historyOf(tx, device.id)
      const events = lines.map(({ id, at, kind, payload, position }) => ({
        id,
        at: at.toISOString(),
        kind,
        says: eventName(kind)[lang],
        payload,
        position,
      }))
      return ok({ events })
    },
  }),
]
