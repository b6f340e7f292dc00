import { z } from 'zod'
import type { Lang } from '../text/text.ts'
import type { ApiRoute } from './api-route.ts'
import { PROBLEM_STATUS } from './problem.ts'

/** A value's meaning, in the document (English) and on the page of the interface (both languages). */
export const said = <T extends z.ZodType>(schema: T, fr: string, en: string): T =>
  schema.meta({ description: en, 'x-fr': fr })

export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly description?: string
  readonly 'x-fr'?: string
}

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): JsonSchema => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' })
  return rest as JsonSchema
}
export const inputSchema = (route: ApiRoute): JsonSchema => jsonSchema(route.input, 'input')
export const outputSchema = (route: ApiRoute): JsonSchema => jsonSchema(route.output, 'output')

/** The name of an operation in the document and in the address of its page: `get-devices-code`. */
export const operationId = ({ method, path }: ApiRoute): string =>
  [method.toLowerCase(), ...(path.replace('/api/v1/', '').match(/\w+/g) ?? [])].join('-')

export const parametersOf = ({ path }: ApiRoute): readonly string[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
export const readsQuery = ({ method, body }: ApiRoute): boolean => method === 'GET' || body === 'bytes'

/** The OpenAPI 3.1 document of the operations, from the schemas that check them. `origin` has no final slash. */
export function openApi(routes: readonly ApiRoute[], origin: string, lang: Lang) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    const operations = paths[path] ?? {}
    operations[route.method.toLowerCase()] = operation(route, lang)
    paths[path] = operations
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Seconde Vie', version: '1', license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } },
    servers: [{ url: origin }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: PROBLEM },
    },
  }
}

function operation(route: ApiRoute, lang: Lang) {
  const input = inputSchema(route)
  const query = readsQuery(route)
  const answers = Object.fromEntries(
    PROBLEM_STATUS.map((status) => [
      String(status),
      {
        description: 'Problem (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
  return {
    operationId: operationId(route),
    summary: route.says[lang],
    tags: [route.group[lang]],
    'x-scope': route.scope.name,
    'x-roles': route.access.roles,
    parameters: [
      ...parametersOf(route).map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...(query ? Object.entries(input.properties ?? {}) : []).map(([name, schema]) => ({
        name,
        in: 'query',
        required: input.required?.includes(name) ?? false,
        schema,
      })),
      ...(route.method === 'POST'
        ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 100 } }]
        : []),
    ],
    ...(route.method === 'POST' && { requestBody: { required: true, content: requestContent(route, input) } }),
    responses: {
      '200': { description: 'Done', content: { 'application/json': { schema: outputSchema(route) } } },
      ...answers,
    },
  }
}

const requestContent = (route: ApiRoute, input: JsonSchema) =>
  route.body === 'bytes'
    ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
    : { 'application/json': { schema: input } }

const text = { type: 'string' }
const PROBLEM = {
  type: 'object',
  required: ['type', 'status', 'title'],
  properties: {
    type: text,
    status: { type: 'integer' },
    title: text,
    id: text,
    refusals: {
      type: 'array',
      items: {
        type: 'object',
        required: ['rule', 'message', 'satisfy', 'concerns'],
        properties: { rule: text, message: text, satisfy: text, concerns: { type: 'array', items: text } },
      },
    },
    errors: {
      type: 'array',
      items: { type: 'object', required: ['field', 'message'], properties: { field: text, message: text } },
    },
  },
}
