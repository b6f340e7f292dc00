import { z } from 'zod'
import { PART_KIND_NAMES, PART_STATE_NAMES } from '../../domain/parts/part.ts'
import { deviceByCode } from '../fleet/device.sql.ts'
import { API_GROUPS } from '../organisation/api-groups.ts'
import { seeFleet, work } from '../organisation/permissions.ts'
import { SCOPES } from '../organisation/scopes.ts'
import { type ApiAnswer, type ApiRoute, apiRoute, ok } from '../platform/api/api-route.ts'
import { said } from '../platform/api/openapi.ts'
import { line } from '../platform/http/form.ts'
import type { Lang } from '../platform/text/text.ts'
import { binByCode } from './bin.sql.ts'
import { listParts, movesOfPart, type Part, partBy } from './part.sql.ts'
import { PART_QUERY } from './part.ts'
import { partName } from './part-name.ts'
import { fitPart, type Moved, takePart } from './stock.sql.ts'

const PART = z.object({
  id: z.uuid(),
  code: said(z.string().nullable(), 'code imprimé, une fois entrée au stock', 'printed code, once brought into stock'),
  kind: z.enum(PART_KIND_NAMES),
  state: z.enum(PART_STATE_NAMES),
  name: z.string(),
  maker: z.string().nullable(),
  model: z.string().nullable(),
  serial: z.string().nullable(),
  bytes: said(z.number().nullable(), 'capacité en octets', 'capacity in bytes'),
  bin: said(z.string().nullable(), 'code du bac', 'code of the bin'),
  device: said(z.string().nullable(), 'appareil où elle est montée', 'device it is fitted in'),
  origin: said(z.string().nullable(), 'appareil d’où elle vient', 'device it comes from'),
  reservedFor: said(z.string().nullable(), 'appareil pour lequel elle est gardée', 'device it is kept for'),
})

const shown = (part: Part, lang: Lang): z.infer<typeof PART> => ({
  id: part.id,
  code: part.code,
  kind: part.kind,
  state: part.state,
  name: partName(part, lang),
  maker: part.maker,
  model: part.model,
  serial: part.serial,
  bytes: part.bytes,
  bin: part.binCode,
  device: part.standing === 'fitted' ? part.deviceCode : null,
  origin: part.originCode,
  reservedFor: part.reservedCode,
})

const MOVED = z.object({
  part: PART,
  actId: said(z.uuid(), 'acte, pour le retrouver ou l’annuler', 'act, to find or undo it'),
})

const answered = (moved: Moved, lang: Lang): ApiAnswer<z.infer<typeof MOVED>> => {
  if (moved.kind === 'missing') return { kind: 'notFound' }
  return moved.kind === 'refused' ? moved : ok({ part: shown(moved.part, lang), actId: moved.actId })
}

const asked = z.string().max(100).default('')

export const partApi: readonly ApiRoute[] = [
  apiRoute({
    method: 'GET',
    path: '/api/v1/parts',
    group: API_GROUPS.parts,
    says: {
      fr: 'Les pièces en stock, ou d’un autre état, 25 par page.',
      en: 'Parts in stock, or in another state, 25 a page.',
    },
    scope: SCOPES.read,
    access: seeFleet,
    input: z.strictObject({
      words: said(asked, 'mots, code ou numéro de série', 'words, code or serial number'),
      state: said(asked, PART_STATE_NAMES.join(', '), PART_STATE_NAMES.join(', ')),
      kind: said(asked, PART_KIND_NAMES.join(', '), PART_KIND_NAMES.join(', ')),
      bin: said(asked, 'code du bac', 'code of the bin'),
      after: said(asked, '« after » de la page d’avant', '“after” of the page before'),
    }),
    output: z.object({ parts: z.array(PART), after: z.string().nullable() }),
    example: { as: 'technician', query: '?kind=memory' },
    handle: async ({ tx, input, lang }) => {
      const { words, state, kind, bin, after } = input
      const query = PART_QUERY.parse({ mots: words, etat: state || null, nature: kind || null, bac: bin, apres: after })
      const list = await listParts(tx, query)
      return ok({ parts: list.rows.map((part) => shown(part, lang)), after: list.after })
    },
  }),
  apiRoute({
    method: 'GET',
    path: '/api/v1/parts/:part',
    group: API_GROUPS.parts,
    says: {
      fr: 'Une pièce, par son code ou son identifiant, avec sa vie.',
      en: 'A part, by its code or its id, with its life.',
    },
    scope: SCOPES.read,
    access: seeFleet,
    input: z.strictObject({}),
    output: z.object({
      part: PART,
      moves: z.array(
        z.object({
          at: z.iso.datetime(),
          fromDevice: z.string().nullable(),
          fromBin: z.string().nullable(),
          toDevice: z.string().nullable(),
          toBin: z.string().nullable(),
          standing: z.string(),
        }),
      ),
    }),
    example: { as: 'technician', params: { part: '{part}' } },
    handle: async ({ tx, params, lang }) => {
      const part = await partBy(tx, params.part ?? '')
      if (!part) return { kind: 'notFound' }
      const moves = (await movesOfPart(tx, part.id)).map((move) => ({
        at: move.at.toISOString(),
        fromDevice: move.fromDevice,
        fromBin: move.fromBinCode,
        toDevice: move.toDevice,
        toBin: move.toBinCode,
        standing: move.standing,
      }))
      return ok({ part: shown(part, lang), moves })
    },
  }),
  apiRoute({
    method: 'POST',
    path: '/api/v1/parts/:part/take',
    group: API_GROUPS.parts,
    says: {
      fr: 'Prélève une pièce sur son appareil : au stock, ou sous clé si c’est un support sans preuve.',
      en: 'Takes a part out of its device: to stock, or under lock if it is a medium without proof.',
    },
    scope: SCOPES.work,
    access: work,
    input: z.strictObject({ bin: said(z.string().max(20).optional(), 'code du bac', 'code of the bin') }),
    output: MOVED,
    example: { as: 'technician', params: { part: '{part.taken}' }, json: {} },
    handle: async ({ tx, member, params, input, lang }) => {
      const part = await partBy(tx, params.part ?? '')
      const bin = input.bin === undefined ? null : await binByCode(tx, input.bin)
      if (!part || (input.bin !== undefined && !bin)) return { kind: 'notFound' }
      const bins = { stock: bin?.holds === 'stock' ? bin : null, locked: bin?.holds === 'locked' ? bin : null }
      return answered(await takePart(tx, member, part.id, bins), lang)
    },
  }),
  apiRoute({
    method: 'POST',
    path: '/api/v1/parts/:part/fit',
    group: API_GROUPS.parts,
    says: {
      fr: 'Monte une pièce dans un appareil à l’atelier, depuis le stock ou un autre appareil.',
      en: 'Fits a part into a device in work, from the stock or from another device.',
    },
    scope: SCOPES.work,
    access: work,
    input: z.strictObject({
      device: said(line(40), 'code de l’appareil', 'code of the device'),
      reason: said(
        line(300).optional(),
        'motif, là où les faits laissent un doute',
        'reason, where the facts leave a doubt',
      ),
    }),
    output: MOVED,
    example: { as: 'technician', params: { part: '{part.free}' }, json: { device: '{part.bench}' } },
    handle: async ({ tx, member, params, input, lang }) => {
      const part = await partBy(tx, params.part ?? '')
      const device = await deviceByCode(tx, input.device)
      if (!part || !device) return { kind: 'notFound' }
      return answered(await fitPart(tx, member, part.id, device.id, { reason: input.reason ?? null }), lang)
    },
  }),
]
