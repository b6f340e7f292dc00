import { z } from 'zod'
import { placeOptions } from '../fleet/place-options.sql.ts'
import { API_GROUPS } from '../organisation/api-groups.ts'
import { countDevices, keepRounds, seeFleet } from '../organisation/permissions.ts'
import { SCOPES } from '../organisation/scopes.ts'
import { type ApiAnswer, type ApiRoute, apiRoute, ok } from '../platform/api/api-route.ts'
import { said } from '../platform/api/openapi.ts'
import type { Tx } from '../platform/database/database.ts'
import { line } from '../platform/http/form.ts'
import { countDevice, countsOf, findRound, openRound } from './round.sql.ts'
import { FINDING_KEYS, REFUSALS } from './round.ts'
import { listRounds, type RoundRow, readRound, roundLines } from './round-read.sql.ts'

const ROUND = z.object({
  number: z.number().int(),
  place: z.string(),
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  expected: z.number().int(),
  found: z.number().int(),
})
const COUNTS = z.object({
  missing: z.number().int(),
  unexpected: z.number().int(),
  left: said(z.number().int(), 'partis depuis l’ouverture', 'left since the opening'),
  unknown: said(z.number().int(), 'étiquettes qui ne désignent rien', 'labels that name nothing'),
  undecided: said(z.number().int(), 'écarts qui attendent une décision', 'differences that wait for a decision'),
})
const WHOLE = ROUND.extend({ counts: COUNTS })

const shown = ({ number, place, openedAt, closedAt, expected, found }: RoundRow): z.infer<typeof ROUND> => ({
  number,
  place,
  openedAt: openedAt.toISOString(),
  closedAt: closedAt?.toISOString() ?? null,
  expected,
  found,
})

async function answered(tx: Tx, number: string): Promise<ApiAnswer<{ round: z.infer<typeof WHOLE> }>> {
  const round = await findRound(tx, number)
  if (!round) return { kind: 'notFound' }
  const { expected, found, ...counts } = await countsOf(tx, round)
  return ok({ round: { ...shown(await readRound(tx, round)), expected, found, counts } })
}

const PATH = '/api/v1/inventory-rounds/:number'
const after = said(z.string().max(80).default(''), '« after » de la page d’avant', '“after” of the page before')

export const roundApi: readonly ApiRoute[] = [
  apiRoute({
    method: 'GET',
    path: '/api/v1/inventory-rounds',
    group: API_GROUPS.places,
    says: { fr: 'Les inventaires de lieux, le dernier d’abord.', en: 'Inventory rounds, latest first.' },
    scope: SCOPES.read,
    access: seeFleet,
    input: z.strictObject({ place: z.uuid().optional(), after }),
    output: z.object({ rounds: z.array(ROUND), after: z.string().nullable() }),
    example: { as: 'technician' },
    handle: async ({ tx, input }) => {
      const { rows, after } = await listRounds(tx, { placeId: input.place ?? '', after: input.after })
      return ok({ rounds: rows.map(shown), after })
    },
  }),
  apiRoute({
    method: 'GET',
    path: PATH,
    group: API_GROUPS.places,
    says: { fr: 'Un inventaire : ce qu’il compte et ses écarts.', en: 'A round: what it counts and its differences.' },
    scope: SCOPES.read,
    access: seeFleet,
    input: z.strictObject({}),
    output: z.object({ round: WHOLE }),
    example: { as: 'technician', params: { number: '{round.open}' } },
    handle: ({ tx, params }) => answered(tx, params.number ?? ''),
  }),
  apiRoute({
    method: 'GET',
    path: `${PATH}/devices`,
    group: API_GROUPS.places,
    says: {
      fr: 'Les appareils d’un inventaire, ceux qui attendent une décision d’abord, 25 par page.',
      en: 'The devices of a round, those that wait for a decision first, 25 a page.',
    },
    scope: SCOPES.read,
    access: seeFleet,
    input: z.strictObject({ finding: z.enum(FINDING_KEYS).optional(), after }),
    output: z.object({
      devices: z.array(
        z.object({
          code: z.string(),
          place: said(z.string().nullable(), 'lieu où il était enregistré', 'place where it was recorded'),
          finding: z.enum(FINDING_KEYS),
          foundAt: z.iso.datetime().nullable(),
          decision: z.string().nullable(),
        }),
      ),
      after: z.string().nullable(),
    }),
    example: { as: 'technician', params: { number: '{round.open}' }, query: '?finding=missing' },
    handle: async ({ tx, params, input }) => {
      const round = await findRound(tx, params.number ?? '')
      if (!round) return { kind: 'notFound' }
      const { rows, after } = await roundLines(tx, round, { finding: input.finding ?? '', after: input.after })
      const devices = rows.map(({ code, place, finding, foundAt, decision }) => ({
        code,
        place,
        finding,
        foundAt: foundAt === null ? null : new Date(foundAt).toISOString(),
        decision,
      }))
      return ok({ devices, after })
    },
  }),
  apiRoute({
    method: 'POST',
    path: '/api/v1/inventory-rounds',
    group: API_GROUPS.places,
    says: {
      fr: 'Ouvre l’inventaire d’un lieu et de tout ce qui s’y rattache.',
      en: 'Opens a round over a place and all that stands under it.',
    },
    scope: SCOPES.fleet,
    access: keepRounds,
    input: z.strictObject({ place: z.uuid() }),
    output: z.object({ round: WHOLE }),
    example: { as: 'finance', json: { place: '{place}' } },
    handle: async ({ tx, member, input }) => {
      if (!(await placeOptions(tx)).some(({ value }) => value === input.place)) return { kind: 'notFound' }
      const opened = await openRound(tx, member, input.place)
      return 'refusals' in opened ? { kind: 'refused', ...opened } : answered(tx, String(opened.number))
    },
  }),
  apiRoute({
    method: 'POST',
    path: `${PATH}/count`,
    group: API_GROUPS.places,
    says: {
      fr: 'Compte ce que ces étiquettes désignent ; deux personnes comptent ensemble sans se gêner.',
      en: 'Counts what these labels name; two people count together without hindering each other.',
    },
    scope: SCOPES.fleet,
    access: countDevices,
    input: z.strictObject({
      codes: said(
        z.array(line(80)).min(1).max(500),
        'codes, numéros de série ou d’inventaire',
        'codes, serial or inventory numbers',
      ),
    }),
    output: z.object({
      answers: z.array(
        z.object({
          asked: z.string(),
          counted: said(
            z.enum(['found', 'again', 'unexpected', 'unknown']),
            'unknown : ne désigne rien ici, gardé à décider',
            'unknown: names nothing here, kept to be decided',
          ),
          code: z.string().nullable(),
          place: z.string().nullable(),
        }),
      ),
    }),
    example: { as: 'technician', params: { number: '{round.open}' }, json: { codes: ['{round.device}'] } },
    handle: async ({ tx, member, params, input }) => {
      const round = await findRound(tx, params.number ?? '')
      if (!round) return { kind: 'notFound' }
      if (!round.open) return { kind: 'refused', refusals: [REFUSALS.closed] }
      const answers = []
      for (const asked of input.codes) {
        const counted = await countDevice(tx, member, round, asked)
        const { code, place } = counted.kind === 'unknown' ? { code: null, place: null } : counted
        answers.push({ asked, counted: counted.kind, code, place })
      }
      return ok({ answers })
    },
  }),
]
