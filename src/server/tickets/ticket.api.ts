import { z } from 'zod'
import { deviceByCode } from '../fleet/device.sql.ts'
import { API_GROUPS } from '../organisation/api-groups.ts'
import { reportBreakdowns, seeFleet, work } from '../organisation/permissions.ts'
import { SCOPES } from '../organisation/scopes.ts'
import { type ApiAnswer, type ApiRoute, apiRoute, ok } from '../platform/api/api-route.ts'
import { said } from '../platform/api/openapi.ts'
import type { Tx } from '../platform/database/database.ts'
import { line, paragraph } from '../platform/http/form.ts'
import { close, listTickets, NO_FILTER, report, type Ticket, ticketByNumber } from './ticket.sql.ts'
import { ticketText } from './ticket.text.ts'
import { OUTCOMES, SYMPTOMS } from './ticket.ts'
import { askedTicket, notTaken, openTicket } from './ticket-open.ts'

const TICKET = z.object({
  number: z.number().int(),
  device: said(z.string(), 'code de l’appareil', 'code of the device'),
  holder: said(z.string().nullable(), 'lieu ou organisme qui s’en sert', 'place or body that uses it'),
  life: said(z.number().int(), 'vie pendant laquelle il est tombé en panne', 'life during which it broke'),
  symptom: z.string(),
  words: z.string().nullable(),
  cause: z.string().nullable(),
  outcome: said(z.string().nullable(), 'vide tant que la panne est ouverte', 'empty while it is open'),
  replacement: said(z.string().nullable(), 'code de l’appareil qui remplace', 'code of the device that replaces it'),
  reportedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  minutes: said(z.number().int(), 'temps de réparation', 'time of repair'),
})

const shown = (ticket: Ticket): z.infer<typeof TICKET> => ({
  number: ticket.number,
  device: ticket.code,
  holder: ticket.holder,
  life: ticket.life,
  symptom: ticket.symptom,
  words: ticket.words,
  cause: ticket.cause,
  outcome: ticket.outcome,
  replacement: ticket.replacement,
  reportedAt: ticket.reportedAt.toISOString(),
  closedAt: ticket.closedAt?.toISOString() ?? null,
  minutes: ticket.minutes,
})

async function answered(tx: Tx, number: number): Promise<ApiAnswer<{ ticket: z.infer<typeof TICKET> }>> {
  const ticket = await ticketByNumber(tx, number)
  return ticket ? ok({ ticket: shown(ticket) }) : { kind: 'notFound' }
}

const code = said(line(40), 'code de l’appareil', 'code of the device')

export const ticketApi: readonly ApiRoute[] = [
  apiRoute({
    method: 'GET',
    path: '/api/v1/tickets',
    group: API_GROUPS.workshop,
    says: { fr: 'Les pannes, la dernière signalée d’abord, 25 par page.', en: 'Breakdowns, latest first, 25 a page.' },
    scope: SCOPES.read,
    access: seeFleet,
    input: z.strictObject({
      stage: z.enum(['open', 'closed', 'all']).default('all'),
      device: said(z.string().max(40).default(''), 'code d’un appareil', 'code of one device'),
      after: said(
        z.coerce.number().int().min(1).max(2_000_000_000).optional(),
        '« after » de la page d’avant',
        '“after” of the page before',
      ),
    }),
    output: z.object({ tickets: z.array(TICKET), after: z.number().int().nullable() }),
    example: { as: 'technician', query: '?stage=open' },
    handle: async ({ tx, input }) => {
      const device = input.device ? await deviceByCode(tx, input.device) : null
      if (input.device && !device) return { kind: 'notFound' }
      const filter = { ...NO_FILTER, stage: input.stage, device: device?.id ?? null }
      const { rows, after } = await listTickets(tx, filter, input.after ?? null, 25)
      return ok({ tickets: rows.map(shown), after })
    },
  }),
  apiRoute({
    method: 'GET',
    path: '/api/v1/tickets/:number',
    group: API_GROUPS.workshop,
    says: { fr: 'Une panne, par son numéro.', en: 'A breakdown, by its number.' },
    scope: SCOPES.read,
    access: seeFleet,
    input: z.strictObject({}),
    output: z.object({ ticket: TICKET }),
    example: { as: 'technician', params: { number: '{ticket.number}' } },
    handle: async ({ tx, params }) => {
      const ticket = await askedTicket(tx, params.number)
      return ticket ? ok({ ticket: shown(ticket) }) : { kind: 'notFound' }
    },
  }),
  apiRoute({
    method: 'POST',
    path: '/api/v1/tickets',
    group: API_GROUPS.workshop,
    says: {
      fr: 'Signale la panne d’un appareil en service ; il y reste.',
      en: 'Reports the breakdown of a device in use; it stays so.',
    },
    scope: SCOPES.work,
    access: reportBreakdowns,
    input: z.strictObject({
      device: code,
      symptom: z.enum(SYMPTOMS),
      words: said(paragraph(1000).optional(), 'ce que dit qui s’en sert', 'what its user says'),
    }),
    output: z.object({ ticket: TICKET }),
    example: { as: 'technician', json: { device: '{ticket.working}', symptom: 'slow' } },
    handle: async ({ tx, member, input, lang }) => {
      const { device, symptom, words } = input
      const done = await report(tx, member, { device, symptom, words: words || null })
      if (done.kind === 'reported') return answered(tx, done.number)
      if (done.kind === 'unknown') return { kind: 'notFound' }
      const refusals =
        done.kind === 'already' ? notTaken('already', [ticketText(lang).no(done.number)]) : notTaken(done.why)
      return { kind: 'refused', refusals }
    },
  }),
  apiRoute({
    method: 'POST',
    path: '/api/v1/tickets/:number/close',
    group: API_GROUPS.workshop,
    says: { fr: 'Clôt une panne, en disant comment elle a fini.', en: 'Closes a breakdown, saying how it ended.' },
    scope: SCOPES.work,
    access: work,
    input: z
      .strictObject({
        outcome: z.enum(OUTCOMES),
        replacement: said(
          line(40).optional(),
          'appareil qui remplace, s’il y en a un',
          'device that replaces it, if any',
        ),
      })
      .refine(({ outcome, replacement }) => outcome !== 'replaced' || replacement !== undefined, {
        path: ['replacement'],
      }),
    output: z.object({ ticket: TICKET }),
    example: { as: 'technician', params: { number: '{ticket.number}' }, json: { outcome: 'repaired' } },
    handle: async ({ tx, member, params, input }) => {
      const at = await openTicket(tx, params.number)
      if ('answer' in at) return at.answer
      const other = input.replacement === undefined ? null : await deviceByCode(tx, input.replacement)
      if (input.replacement !== undefined && (!other || other.id === at.ticket.deviceId)) return { kind: 'notFound' }
      await close(tx, member, at.ticket, input.outcome, input.outcome === 'replaced' ? (other?.id ?? null) : null)
      return answered(tx, at.ticket.number)
    },
  }),
]
