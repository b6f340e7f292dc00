import { SCOPES, type ScopeName } from '../organisation/scopes.ts'
import { REFERENCE } from '../platform/api/reference.views.tsx'
import { format } from '../platform/text/format.ts'
import type { Lang } from '../platform/text/text.ts'
import { Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { Checkboxes, Radios, TextField } from '../platform/ui/field.tsx'
import { Form, type FormState, formState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Notice } from '../platform/ui/notice.tsx'
import { State } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { TokenRow } from './token.sql.ts'
import { tokenText } from './token.text.ts'
import { DURATIONS } from './token.ts'

interface Props {
  readonly viewer: Viewer
  readonly path: string
  readonly title: string
  readonly lead: string
  readonly tokens: readonly TokenRow[]
  readonly scopes: readonly ScopeName[]
  readonly form: FormState
  /** The text of the token just made, shown once. */
  readonly fresh: string | null
  /** A token for each form that revokes. */
  readonly once: (row: TokenRow) => string
  readonly today: string
}

export function TokensPage({ viewer, path, title, lead, tokens, scopes, form, fresh, once, today }: Props) {
  const { lang } = viewer
  const text = tokenText(lang)
  const f = format(viewer)
  return (
    <Layout viewer={viewer} title={title} lead={lead}>
      {fresh && (
        <Notice lang={lang} tone="information">
          <p>{text.once}</p>
          <p>
            <Code>{fresh}</Code>
          </p>
        </Notice>
      )}
      <Table
        lang={lang}
        caption={text.caption}
        captionHidden
        rows={tokens}
        rowKey={(row) => row.id}
        empty={<Empty title={text.noneTitle}>{text.none}</Empty>}
        columns={[
          { key: 'name', label: text.name, heading: true, cell: (row) => row.name },
          {
            key: 'scopes',
            label: text.scopes,
            cell: (row) => row.scopes.map((name) => scopeSays(name, lang)).join(' ; '),
          },
          { key: 'expires', label: text.expires, cell: (row) => f.date(row.expiresOn) },
          { key: 'used', label: text.lastUse, cell: (row) => (row.lastUsedOn ? f.date(row.lastUsedOn) : text.never) },
          { key: 'standing', label: text.standing, cell: (row) => <Standing row={row} lang={lang} today={today} /> },
          {
            key: 'revoke',
            label: '',
            cell: (row) =>
              isLive(row, today) && (
                <Form
                  action={`${path}/${row.id}/revocation`}
                  form={formState(lang, once(row))}
                  label={text.revokeNamed(row.name)}
                >
                  <Submit look="danger">{text.revoke}</Submit>
                </Form>
              ),
          },
        ]}
      />
      <h2>{text.newOne}</h2>
      <Form
        action={path}
        form={form}
        labels={{ name: text.name, scopes: text.scopes, days: text.days }}
        label={text.newOne}
      >
        <TextField form={form} name="name" label={text.name} hint={text.nameHint} maxlength={80} required />
        <Checkboxes
          form={form}
          name="scopes"
          label={text.scopes}
          options={scopes.map((name) => ({ value: name, label: scopeSays(name, lang) }))}
          required
        />
        <Radios
          form={form}
          name="days"
          label={text.days}
          options={DURATIONS.map((days) => ({ value: String(days), label: text.daysOf(days) }))}
          required
        />
        <Submit>{text.create}</Submit>
      </Form>
      <p>
        <a href={REFERENCE}>{text.reference}</a>
      </p>
    </Layout>
  )
}

const isLive = (row: TokenRow, today: string): boolean => row.revokedAt === null && row.expiresOn >= today

function Standing({ row, lang, today }: { readonly row: TokenRow; readonly lang: Lang; readonly today: string }) {
  const text = tokenText(lang)
  if (row.revokedAt) return <State tone="refused">{text.ended}</State>
  return isLive(row, today) ? <State tone="done">{text.live}</State> : <State tone="neutral">{text.expired}</State>
}

/** A scope that this version does not know any more says its name. */
const scopeSays = (name: string, lang: Lang): string => SCOPES[name as ScopeName]?.says[lang] ?? name
