import type { Refused } from '../http/answer.ts'
import type { Bilingual, Lang } from '../text/text.ts'

const PROBLEMS = {
  unauthenticated: {
    status: 401,
    title: { fr: 'Jeton absent, inconnu, expiré ou révoqué', en: 'Token missing, unknown, expired or revoked' },
  },
  role: { status: 403, title: { fr: 'Cet acte n’est pas de votre rôle', en: 'This act is not for your role' } },
  scope: { status: 403, title: { fr: 'Ce jeton n’a pas cette portée', en: 'This token has not this scope' } },
  foreign: { status: 403, title: { fr: 'Requête venue d’un autre site', en: 'Request from another site' } },
  notFound: { status: 404, title: { fr: 'Introuvable dans votre collectivité', en: 'Not found in your organisation' } },
  refused: { status: 409, title: { fr: 'Cela ne peut pas encore se faire', en: 'This cannot be done yet' } },
  tooLarge: { status: 413, title: { fr: 'Envoi trop lourd', en: 'Too much at once' } },
  invalid: { status: 422, title: { fr: 'Une valeur ne convient pas', en: 'A value does not fit' } },
  otherKey: {
    status: 422,
    title: {
      fr: 'Cette clé d’idempotence a déjà servi à une autre demande',
      en: 'This idempotency key served another request',
    },
  },
  broken: {
    status: 500,
    title: { fr: 'Quelque chose s’est cassé de notre côté', en: 'Something broke on our side' },
  },
  unavailable: {
    status: 503,
    title: {
      fr: 'La base de données ne répond pas ; renvoyez la même demande avec la même clé d’idempotence',
      en: 'The database does not answer; send the same request again with the same idempotency key',
    },
  },
  full: {
    status: 507,
    title: {
      fr: 'Le serveur n’a plus de place ; rien n’a été enregistré',
      en: 'The server has no room left; nothing was saved',
    },
  },
} as const satisfies Record<string, { readonly status: number; readonly title: Bilingual }>

export type ProblemName = keyof typeof PROBLEMS
export const PROBLEM_STATUS = [...new Set(Object.values(PROBLEMS).map(({ status }) => status))]

/** What went wrong, as RFC 9457 has it: `type` names it for a program, `title` tells a person, the rest says which rule or field. */
export interface ProblemBody {
  readonly type: ProblemName
  readonly status: number
  readonly title: string
  /** Code to quote to the administrator. */
  readonly id?: string
  readonly refusals?: readonly {
    readonly rule: string
    readonly message: string
    readonly satisfy: string
    readonly concerns: readonly string[]
  }[]
  readonly errors?: readonly { readonly field: string; readonly message: string }[]
}

export const problemBody = (
  name: ProblemName,
  lang: Lang,
  more: Pick<ProblemBody, 'id' | 'refusals' | 'errors'> = {},
): ProblemBody => ({ type: name, status: PROBLEMS[name].status, title: PROBLEMS[name].title[lang], ...more })

/** The refusals of an act, said in one language: the same sentences as on screen. */
export const saidRefusals = (refusals: readonly Refused[], lang: Lang): NonNullable<ProblemBody['refusals']> =>
  refusals.map(({ rule, message, satisfy, concerns = [] }) => ({
    rule,
    message: message[lang],
    satisfy: satisfy[lang],
    concerns,
  }))

/** A JSON answer, with its length: what is smaller than its compression is sent as it is. */
export function jsonResponse(body: unknown, status: number, headers: Readonly<Record<string, string>>): Response {
  const text = JSON.stringify(body)
  return new Response(text, {
    status,
    headers: { 'cache-control': 'private, no-store', 'content-length': String(Buffer.byteLength(text)), ...headers },
  })
}

export const problemResponse = (body: ProblemBody, headers: Readonly<Record<string, string>> = {}): Response =>
  jsonResponse(body, body.status, {
    'content-type': 'application/problem+json; charset=utf-8',
    ...headers,
    ...(body.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
  })
