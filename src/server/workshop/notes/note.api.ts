import { z } from 'zod'
import { API_GROUPS } from '../../organisation/api-groups.ts'
import { seeFleet } from '../../organisation/permissions.ts'
import { SCOPES } from '../../organisation/scopes.ts'
import { type ApiRoute, apiRoute, ok } from '../../platform/api/api-route.ts'
import { said } from '../../platform/api/openapi.ts'
import { searchNotes } from './note.sql.ts'

const MOST = 50

export const noteApi: readonly ApiRoute[] = [
  apiRoute({
    method: 'GET',
    path: '/api/v1/model-notes',
    group: API_GROUPS.workshop,
    says: {
      fr: 'Ce que l’atelier a appris des modèles, le plus récent d’abord, cinquante au plus.',
      en: 'What the workshop learnt of models, latest first, fifty at most.',
    },
    scope: SCOPES.read,
    access: seeFleet,
    input: z.strictObject({
      words: said(z.string().max(200).default(''), 'fabricant, modèle ou mots', 'maker, model or words'),
    }),
    output: z.object({
      notes: z.array(
        z.object({
          id: z.uuid(),
          maker: z.string(),
          model: said(z.string().nullable(), 'vide : tout le fabricant', 'empty: the whole maker'),
          version: z.number().int(),
          title: z.string(),
          body: z.string(),
          writtenAt: z.iso.datetime(),
          by: z.string().nullable(),
        }),
      ),
    }),
    example: { as: 'technician' },
    handle: async ({ tx, input }) => {
      const notes = await searchNotes(tx, input.words, MOST)
      return ok({ notes: notes.map((note) => ({ ...note, writtenAt: note.writtenAt.toISOString() })) })
    },
  }),
]
