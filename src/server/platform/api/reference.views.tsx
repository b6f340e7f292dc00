import { Code } from '../ui/code.tsx'
import { Definitions } from '../ui/definition.tsx'
import { PublicLayout } from '../ui/public-layout.tsx'
import { Table } from '../ui/table.tsx'
import type { Viewer } from '../ui/viewer.ts'
import type { ApiRoute } from './api-route.ts'
import { inputSchema, operationId, outputSchema, parametersOf, readsQuery } from './openapi.ts'
import { referenceText } from './reference.text.ts'
import { type SchemaRow, schemaRows } from './schema-rows.ts'

export const REFERENCE = '/api'
export const DOCUMENT = '/api/v1/openapi.json'
const hrefOf = (route: ApiRoute) => `${REFERENCE}/${operationId(route)}`

interface ViewerProps {
  readonly viewer: Viewer
}

export function ReferencePage({ viewer, routes }: ViewerProps & { readonly routes: readonly ApiRoute[] }) {
  const { lang } = viewer
  const text = referenceText(lang)
  const groups = [...new Set(routes.map(({ group }) => group[lang]))]
  return (
    <PublicLayout viewer={viewer} title={text.title} lead={text.lead}>
      <h2>{text.start}</h2>
      <ol>
        <li>{text.token}</li>
        <li>{text.once}</li>
        <li>{text.problems}</li>
        <li>{text.limits}</li>
      </ol>
      <p>
        <a href={DOCUMENT}>{text.document}</a>
      </p>
      {groups.map((group) => (
        <Table
          key={group}
          lang={lang}
          caption={group}
          rows={routes.filter((route) => route.group[lang] === group)}
          rowKey={operationId}
          columns={[
            {
              key: 'operation',
              label: text.operation,
              heading: true,
              cell: (route) => <Code href={hrefOf(route)}>{`${route.method} ${route.path}`}</Code>,
            },
            { key: 'does', label: text.does, cell: (route) => route.says[lang] },
            { key: 'scope', label: text.scope, cell: (route) => <Code>{route.scope.name}</Code> },
          ]}
        />
      ))}
    </PublicLayout>
  )
}

export function OperationPage({
  viewer,
  route,
  origin,
}: ViewerProps & { readonly route: ApiRoute; readonly origin: string }) {
  const { lang } = viewer
  const text = referenceText(lang)
  const place = readsQuery(route) ? text.inQuery : text.inBody
  const asked = [
    ...parametersOf(route).map((name) => ({
      name,
      type: 'string',
      required: true,
      fr: '',
      en: '',
      place: text.inPath,
    })),
    ...schemaRows(inputSchema(route)).map((row) => ({ ...row, place })),
  ]
  const value = (row: SchemaRow) => <Code>{row.name}</Code>
  const meaning = (row: SchemaRow) => [row.required ? text.required : '', row[lang]].filter(Boolean).join(' ; ') || '—'
  return (
    <PublicLayout
      viewer={viewer}
      kicker={<a href={REFERENCE}>{text.back}</a>}
      title={`${route.method} ${route.path}`}
      lead={route.says[lang]}
    >
      <Definitions items={[{ term: text.scope, value: `${route.scope.name} : ${route.scope.says[lang]}` }]} />
      <Table
        lang={lang}
        caption={text.asks}
        rows={asked}
        rowKey={(row) => row.name}
        empty={<p>{text.asksNothing}</p>}
        columns={[
          { key: 'name', label: text.name, heading: true, cell: value },
          { key: 'place', label: text.place, cell: (row) => row.place },
          { key: 'type', label: text.type, cell: (row) => row.type },
          { key: 'meaning', label: text.meaning, cell: meaning },
        ]}
      />
      {route.body === 'bytes' && <p>{text.bytes}</p>}
      <Table
        lang={lang}
        caption={text.answers}
        rows={schemaRows(outputSchema(route))}
        rowKey={(row) => row.name}
        columns={[
          { key: 'name', label: text.name, heading: true, cell: value },
          { key: 'type', label: text.type, cell: (row) => row.type },
          { key: 'meaning', label: text.meaning, cell: (row) => row[lang] || '—' },
        ]}
      />
      <h2>{text.example}</h2>
      <pre>{exampleOf(route, origin)}</pre>
    </PublicLayout>
  )
}

function exampleOf(route: ApiRoute, origin: string): string {
  const { example, method } = route
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => example.params?.[name] ?? name)
  const lines = [`curl '${origin}${path}${example.query ?? ''}'`, `-H 'Authorization: Bearer sv_…'`]
  if (method === 'POST') lines.push(`-H 'Idempotency-Key: …'`)
  if (example.json) lines.push(`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(example.json)}'`)
  if (route.body === 'bytes') lines.push('--data-binary @releve.txt')
  return lines.join(' \\\n  ')
}
