import type { Tx } from '../database/database.ts'
import type { Bilingual } from '../text/text.ts'
import type { Html } from '../ui/jsx-runtime.ts'

/** Why an act did not happen and how to satisfy the rule; both in both languages. */
export interface Refused {
  readonly rule: string
  readonly message: Bilingual
  readonly satisfy: Bilingual
  /** What exactly is at fault: names a person can read. */
  readonly concerns?: readonly string[]
}

/** Runs one short reading transaction in the asker's organisation: a slow download holds none open. */
export type Inside = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

/** What a handler answers. Pages and files are for GET; an act redirects, or says why it refused. */
export type Answer =
  | {
      readonly kind: 'page'
      readonly view: Html
      readonly status: 200 | 401 | 403 | 404 | 409 | 422 | 429 | 503
      readonly cookies?: readonly string[]
    }
  | {
      readonly kind: 'redirect'
      readonly to: string
      readonly notice: Notice | null
      readonly cookies: readonly string[]
    }
  | { readonly kind: 'refused'; readonly refusals: readonly Refused[] }
  | {
      readonly kind: 'file'
      readonly bytes: Uint8Array
      readonly mediaType: string
      readonly name: string
      readonly inline: boolean
    }
  | {
      readonly kind: 'stream'
      readonly mediaType: string
      readonly name: string
      readonly parts: (inside: Inside) => AsyncIterable<string | Uint8Array>
    }
  | {
      readonly kind: 'json'
      readonly body: unknown
      readonly status: number
      readonly cookies?: readonly string[]
    }
  | { readonly kind: 'notFound' }

export interface Notice {
  readonly tone: 'done' | 'refused' | 'information'
  readonly text: string
}

type PageStatus = Extract<Answer, { kind: 'page' }>['status']

export const page = (view: Html, status: PageStatus = 200, cookies: readonly string[] = []): Answer => ({
  kind: 'page',
  view,
  status,
  cookies,
})
export const notFound = (): Answer => ({ kind: 'notFound' })
/** 409: the whole transaction is rolled back and the page lists each rule with the way to satisfy it. */
export const refused = (refusals: readonly Refused[]): Answer => ({ kind: 'refused', refusals })
/** 303 after an act; `done` is shown once on top of the page it leads to. */
export const redirect = (to: string, done?: string, cookies: readonly string[] = []): Answer => ({
  kind: 'redirect',
  to,
  notice: done ? { tone: 'done', text: done } : null,
  cookies,
})
export const file = (bytes: Uint8Array, mediaType: string, name: string, inline = false): Answer => ({
  kind: 'file',
  bytes,
  mediaType,
  name,
  inline,
})
/** A file written while it is sent; its parts are read after the handler's own transaction. */
export const stream = (
  parts: (inside: Inside) => AsyncIterable<string | Uint8Array>,
  mediaType: string,
  name: string,
): Answer => ({
  kind: 'stream',
  parts,
  mediaType,
  name,
})
export const json = (body: unknown, status = 200, cookies: readonly string[] = []): Answer => ({
  kind: 'json',
  body,
  status,
  cookies,
})
