import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { AgreementContent, AnnexLine } from '../../domain/circuit/papers.ts'
import type { TransferKind } from '../../domain/circuit/transfers.ts'
import { TRANSFERS } from '../../domain/circuit/transfers.ts'
import type { RouteAnswer } from '../../domain/law/routes.ts'
import { civilDate, line, optional, uuid } from '../platform/http/form.ts'
import { CLAUSES, type ClauseSubject, PAPER_TITLES } from './clauses.ts'

/** What the drawing form asks. */
export const DRAW = z.object({
  decisionId: optional(uuid),
  returnOn: optional(civilDate),
  priceEur: optional(
    z
      .string()
      .trim()
      .regex(/^\d{1,5}([.,]\d{1,2})?$/)
      .transform((text) => Number(text.replace(',', '.'))),
  ),
})
export type Draw = z.infer<typeof DRAW>

export const OUR_SIGNATURE = z.object({
  hash: z.string().max(64),
  way: z.enum(['drawn', 'paper']),
  drawing: z.string().max(65_536).default(''),
})
export const THEIR_SIGNATURE = OUR_SIGNATURE.extend({ signerName: line(200), signerFunction: optional(line(200)) })

/** A drawn signature is strokes on a pad of 600 by 200: moves and lines of whole coordinates, nothing else. */
const STROKES = /^(?:M\d{1,3} \d{1,3}(?:L\d{1,3} \d{1,3})+){1,400}$/
const LEAST_POINTS = 8

/** The picture of a drawn signature, or null where what came is no drawing. */
export function signatureSvg(drawing: string): string | null {
  if (!STROKES.test(drawing) || drawing.split('L').length < LEAST_POINTS) return null
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 200" width="600" height="200"><path d="${drawing}" fill="none" stroke="#16302e" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>`
}

/** Whether this transfer has a paper of its own; internal use by a place is proved by the receipt of the hand-over. */
export const needsPaper = (transfer: TransferKind, toPerson: boolean): boolean => {
  const row = TRANSFERS.rows[transfer]
  return row.agreement || row.signedByHolder === 'always' || (row.signedByHolder === 'person' && toPerson)
}

/** Whether the paper carries a return date. */
export const needsReturn = (transfer: TransferKind, toPerson: boolean): boolean => {
  const { returnDate } = TRANSFERS.rows[transfer]
  return returnDate === 'always' || (returnDate === 'person' && toPerson)
}

export interface Drawing {
  readonly number: string
  readonly subject: ClauseSubject
  readonly answer: Pick<RouteAnswer, 'article'>
  /** RNA or SIRET of an outside body; '' where it has none. */
  readonly identifier: string
  readonly decision: { readonly number: string; readonly day: string; readonly scope: string } | null
  readonly request: { readonly number: string; readonly receivedDay: string; readonly judgedDay: string }
  readonly annex: readonly AnnexLine[]
}

const CODES: readonly (readonly [RegExp, string])[] = [
  [/\bCG3P\b/g, 'code général de la propriété des personnes publiques,'],
  [/\bCGCT\b/g, 'code général des collectivités territoriales,'],
  [/\bC\. civ\./g, 'code civil, articles'],
  [/\bC\. trav\./g, 'code du travail,'],
  [/\bCASF\b/g, 'code de l’action sociale et des familles,'],
  [/\bCGI\b/g, 'code général des impôts,'],
]
const spelled = (article: string): string => CODES.reduce((text, [short, long]) => text.replace(short, long), article)

/** Puts the text together: title, parties, visas, the clauses that apply, the annex. */
export function contentOf(drawing: Drawing): AgreementContent {
  const { subject, answer, decision, request, identifier } = drawing
  const row = TRANSFERS.rows[subject.transfer]
  const visas = [
    row.changesOwner || subject.transfer === 'loan'
      ? `Vu le droit applicable : ${spelled(answer.article)}`
      : 'Considérant que les appareils restent la propriété de la collectivité',
    ...(decision ? [`Vu la délibération n° ${decision.number} du ${decision.day} : ${decision.scope}`] : []),
    `Vu la demande ${request.number} reçue le ${request.receivedDay}, dont la recevabilité a été jugée le ${request.judgedDay} et confirmée`,
  ]
  return {
    template: CLAUSES.version,
    number: drawing.number,
    title: PAPER_TITLES[subject.transfer],
    us: {
      name: subject.organisation,
      says: 'représentée par la personne dont le nom et la fonction figurent sous sa signature, ci-après « la collectivité »',
    },
    them: {
      name: subject.recipient,
      says: subject.toPerson
        ? 'ci-après « le détenteur »'
        : `${identifier ? `${identifier}, ` : ''}représenté par la personne dont le nom et la qualité figurent sous sa signature, qui déclare pouvoir l’engager, ci-après « le bénéficiaire »`,
    },
    visas,
    clauses: CLAUSES.rows
      .filter((clause) => clause.applies(subject))
      .map((clause) => ({ id: clause.id, title: clause.title, text: clause.text(subject) })),
    annex: drawing.annex,
  }
}

/** JSON with sorted keys: the same data is the same text, wherever it was stored meanwhile. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
      .join(',')}}`
  return JSON.stringify(value)
}

/** SHA-256, in hexadecimal, of the canonical JSON of what is frozen. */
export const frozenHash = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex')
