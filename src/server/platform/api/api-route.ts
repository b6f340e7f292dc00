import type { z } from 'zod'
import type { Tx } from '../database/database.ts'
import type { Refused } from '../http/answer.ts'
import type { Member, Permission } from '../http/permission.ts'
import type { Services } from '../http/services.ts'
import type { Bilingual, Lang } from '../text/text.ts'

/** What a token may be used for; a person who is signed in has every scope of their roles. */
export interface Scope {
  readonly name: string
  readonly says: Bilingual
}

export interface ApiCall<Input> {
  readonly tx: Tx
  readonly member: Member
  readonly services: Services
  readonly lang: Lang
  readonly params: Readonly<Record<string, string>>
  /** The query of a GET or of raw bytes, the JSON body of any other POST, as the schema gave it. */
  readonly input: Input
  /** The body of a route that takes raw bytes; empty elsewhere. */
  readonly bytes: Uint8Array
}

export type ApiAnswer<Output> =
  | { readonly kind: 'ok'; readonly body: Output }
  | { readonly kind: 'refused'; readonly refusals: readonly Refused[] }
  | { readonly kind: 'notFound' }

/** One request that succeeds for a rightful member of the sample organisation; `{name}` stands for the sample's ids. */
export interface ApiExample {
  readonly as: string
  readonly params?: Readonly<Record<string, string>>
  readonly query?: string
  readonly json?: Readonly<Record<string, unknown>>
  readonly bytes?: string
}

/** One operation of `/api/v1`: the same schemas check what comes in, describe it in OpenAPI, and draw its page. */
export interface ApiRoute<Input = unknown, Output = unknown> {
  readonly method: 'GET' | 'POST'
  /** `:name` stands for a parameter. */
  readonly path: `/api/v1/${string}`
  /** The heading it stands under on the page of the interface. */
  readonly group: Bilingual
  /** One sentence: what it does. */
  readonly says: Bilingual
  readonly scope: Scope
  readonly access: Permission
  readonly input: z.ZodType<Input>
  /** `bytes`: the body is a file as it is, and the input stands in the query. */
  readonly body?: 'bytes'
  /** Most bytes of the whole body; 1 MB when absent. */
  readonly most?: number
  readonly output: z.ZodType<Output>
  readonly example: ApiExample
  handle(call: ApiCall<Input>): Promise<ApiAnswer<Output>>
  /**
   * The same for requests of one organisation that arrive side by side, in one transaction, in their order: none is answered before it is
   * committed, and one that is answered otherwise than `ok` wrote nothing. Where it throws, `handle` answers each.
   */
  together?(calls: readonly ApiCall<Input>[]): Promise<readonly ApiAnswer<Output>[]>
}

export const ok = <Output>(body: Output): ApiAnswer<Output> => ({ kind: 'ok', body })
/** Hides the types of one operation, so that those of a room make one list. */
export const apiRoute = <Input, Output>(route: ApiRoute<Input, Output>): ApiRoute => route as ApiRoute
