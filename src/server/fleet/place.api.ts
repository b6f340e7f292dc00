import { z } from 'zod'
import { API_GROUPS } from '../organisation/api-groups.ts'
import { seeFleet } from '../organisation/permissions.ts'
import { SCOPES } from '../organisation/scopes.ts'
import { type ApiRoute, apiRoute, ok } from '../platform/api/api-route.ts'
import { said } from '../platform/api/openapi.ts'
import { allPlaces } from './place.sql.ts'
import { LEVEL_KEYS, PLACE_KIND_KEYS, treeOf } from './place.ts'

export const placeApi: readonly ApiRoute[] = [
  apiRoute({
    method: 'GET',
    path: '/api/v1/places',
    group: API_GROUPS.places,
    says: {
      fr: 'Tous les lieux, dans l’ordre de leur arbre.',
      en: 'Every place, in the order of their tree.',
    },
    scope: SCOPES.read,
    access: seeFleet,
    input: z.strictObject({}),
    output: z.object({
      places: z.array(
        z.object({
          id: z.uuid(),
          parentId: z.uuid().nullable(),
          kind: z.enum(PLACE_KIND_KEYS),
          name: z.string(),
          inseeCode: said(z.string().nullable(), 'code INSEE de la commune', 'INSEE code of the commune'),
          levels: said(z.array(z.enum(LEVEL_KEYS)).readonly(), 'niveaux scolaires', 'school levels'),
          closedOn: z.iso.date().nullable(),
          depth: said(z.number().int(), '0 en haut de l’arbre', '0 at the top of the tree'),
        }),
      ),
    }),
    example: { as: 'technician' },
    handle: async ({ tx }) => ok({ places: [...treeOf(await allPlaces(tx))] }),
  }),
]
