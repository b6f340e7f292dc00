import type { z } from 'zod'
import type { Database, Tx } from '../database/database.ts'
import type { Viewer } from '../ui/viewer.ts'
import type { Answer } from './answer.ts'
import type { Problem, Values } from './form.ts'
import type { Member, Permission } from './permission.ts'
import type { Services } from './services.ts'

/** A file as it arrived: never trusted, its type is found from its bytes. */
export interface Upload {
  readonly field: string
  readonly name: string
  readonly bytes: Uint8Array
}

/** What every handler is given. */
export interface Call {
  readonly viewer: Viewer
  readonly services: Services
  readonly params: Readonly<Record<string, string>>
  /** Query parameters of the address, first value of each. */
  readonly query: Readonly<Record<string, string>>
  readonly request: Request
  /** Address of the asker, as the trusted proxy or the socket says. */
  readonly address: string
}

/** A handler that works inside one organisation, in one transaction. */
export interface TenantCall extends Call {
  readonly tx: Tx
  readonly member: Member
}

/** A handler outside any organisation: sign-in, set-up, public pages. */
export interface OpenCall extends Call {
  readonly database: Database
}

export interface FormCall<T> {
  readonly form: T
  readonly files: readonly Upload[]
}

/**
 * One request that succeeds for a rightful member of the sample organisation (see test/sample), used by the isolation test.
 * `{name}` in values and params stands for the sample's ids: `{device.ready}`.
 */
export interface Example {
  readonly as: string
  readonly params?: Readonly<Record<string, string>>
  readonly query?: string
  readonly form?: Values
  /** `base64`: the text stands for bytes. */
  readonly files?: readonly {
    readonly field: string
    readonly name: string
    readonly text: string
    readonly base64?: true
  }[]
  /** What success is: 303 for an act, 200 for a page. */
  readonly status?: 200 | 303
}

interface Common {
  readonly path: string
  readonly example: Example
}

/** What is known of a page asked for, before who asks is. */
export interface ReadCall {
  readonly tx: Tx
  readonly query: Call['query']
  readonly params: Call['params']
}

/** A page of the organisation. */
export interface PageRoute extends Common {
  readonly method: 'GET'
  readonly access: Permission
  /** This page alone compiles WebAssembly served by us: its security policy says so. */
  readonly compiles?: true
  handle(call: TenantCall): Promise<Answer>
}

/**
 * A page of the organisation that reads the same whoever asks. What it reads leaves for the database in one piece with the question of
 * who asks, under the row security of their organisation, and is dropped where they may not see the page.
 */
export interface ReadRoute<Read = unknown> extends Common {
  readonly method: 'GET'
  readonly access: Permission
  /** Its statements are all asked before any is answered. */
  read(call: ReadCall): Promise<Read>
  draw(call: Omit<TenantCall, 'tx'>, read: Read): Answer
}

/** An act of the organisation: a form posted once, in one transaction. */
export interface ActRoute<T> extends Common {
  readonly method: 'POST'
  readonly access: Permission
  readonly form: z.ZodType<T>
  /** Most bytes of the whole body; 1 MB when absent. */
  readonly most?: number
  /** Most bytes of one of its files, where that is less. */
  readonly mostOfOne?: number
  handle(call: TenantCall & FormCall<T>): Promise<Answer>
  /** The same page again, with what was typed and what is wrong. */
  invalid?(call: TenantCall, problem: Problem): Promise<Answer>
}

/** A page or an act anyone may ask: it says in one sentence why it is open. */
export interface OpenRoute<T> {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly open: string
  readonly form?: z.ZodType<T>
  readonly most?: number
  handle(call: OpenCall & FormCall<T>): Promise<Answer>
  invalid?(call: OpenCall, problem: Problem): Promise<Answer>
}

/** A route that asks for a member of the organisation. */
export type MemberRoute = PageRoute | ReadRoute | ActRoute<unknown>
export type Route = MemberRoute | OpenRoute<unknown>

/** Every signed-in member of the organisation, whatever the role. */
export const everyMember: Permission = { name: 'everyMember', roles: ['*'] }

export const pageRoute = (route: Omit<PageRoute, 'method'>): Route => ({ ...route, method: 'GET' })
export const readRoute = <Read>(route: Omit<ReadRoute<Read>, 'method'>): Route =>
  ({ ...route, method: 'GET' }) as ReadRoute
export const actRoute = <T>(route: Omit<ActRoute<T>, 'method'>): Route =>
  ({ ...route, method: 'POST' }) as ActRoute<unknown>
export const openRoute = <T = Record<string, never>>(route: OpenRoute<T>): Route => route as OpenRoute<unknown>
