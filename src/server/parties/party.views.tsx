import { RECIPIENT_KINDS, RECIPIENTS } from '../../domain/law/recipients.ts'
import type { HistoryLine } from '../platform/ledger/history.sql.ts'
import { History } from '../platform/ledger/history.views.tsx'
import type { Query } from '../platform/ui/addresses.ts'
import { ButtonLink, Buttons, Submit } from '../platform/ui/button.tsx'
import { Definitions } from '../platform/ui/definition.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { Checkboxes, type Option, SelectField, TextField } from '../platform/ui/field.tsx'
import { Filters } from '../platform/ui/filters.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Paging } from '../platform/ui/paging.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { Party } from './party.sql.ts'
import { partyText } from './party.text.ts'
import { PARTY_ROLE_KEYS, PARTY_ROLES } from './party.ts'
import type { PartyRow } from './party-list.sql.ts'

export const PARTIES = '/tiers'
export const NEW_PARTY = `${PARTIES}/nouveau`
export const partyHref = (id: string) => `${PARTIES}/${id}`

const roleOptions = ({ lang }: Viewer): readonly Option[] =>
  PARTY_ROLE_KEYS.map((role) => ({ value: role, label: PARTY_ROLES[role][lang] }))
const rolesSaid = (roles: readonly string[], { lang }: Viewer): string =>
  PARTY_ROLE_KEYS.filter((role) => roles.includes(role))
    .map((role) => PARTY_ROLES[role][lang])
    .join(', ')

interface ListProps {
  readonly viewer: Viewer
  readonly query: Query
  readonly found: { readonly rows: readonly PartyRow[]; readonly before: string | null; readonly after: string | null }
  readonly communes: Readonly<Record<string, string>>
}

export function PartyListPage({ viewer, query, found, communes }: ListProps) {
  const { lang } = viewer
  const text = partyText(lang)
  const asked = Object.values(query).some((value) => value !== undefined && value !== '')
  const add = (
    <ButtonLink href={NEW_PARTY} icon="add">
      {text.add}
    </ButtonLink>
  )
  return (
    <Layout viewer={viewer} title={text.title} lead={text.lead} act={add}>
      {found.rows.length === 0 && !asked ? (
        <Empty title={text.emptyTitle} act={add}>
          {text.empty}
        </Empty>
      ) : (
        <>
          <Filters
            lang={lang}
            path={PARTIES}
            query={query}
            filters={[
              { kind: 'words', name: 'q', label: text.wordsLabel, hint: text.words },
              { kind: 'choice', name: 'role', label: text.role, options: roleOptions(viewer) },
              ...(Object.keys(communes).length > 1
                ? [
                    {
                      kind: 'choice' as const,
                      name: 'commune',
                      label: text.commune,
                      options: Object.entries(communes).map(([value, label]) => ({ value, label })),
                    },
                  ]
                : []),
            ]}
          />
          <Table
            lang={lang}
            caption={text.caption}
            captionHidden
            rows={found.rows}
            rowKey={(row) => row.id}
            empty={<Empty title={text.noneTitle}>{text.none}</Empty>}
            columns={[
              {
                key: 'party',
                label: text.party,
                heading: true,
                cell: (row) => <a href={partyHref(row.id)}>{row.name}</a>,
              },
              { key: 'roles', label: text.roles, cell: (row) => rolesSaid(row.roles, viewer) },
              { key: 'commune', label: text.commune, cell: (row) => (row.inseeCode && communes[row.inseeCode]) || '—' },
            ]}
          />
          <Paging lang={lang} path={PARTIES} query={query} before={found.before} after={found.after} />
        </>
      )}
    </Layout>
  )
}

interface FieldsProps {
  readonly viewer: Viewer
  readonly form: FormState
}

const labelsOf = ({ lang }: Viewer) => {
  const { name, roles, recipientKind, commune, siret, rna, email, phone } = partyText(lang)
  return { name, roles, recipientKind, commune, siret, rna, email, phone }
}

function PartyFields({ viewer, form }: FieldsProps) {
  const { lang } = viewer
  const text = partyText(lang)
  return (
    <>
      <TextField form={form} name="name" label={text.name} width="full" maxlength={200} required />
      <Checkboxes form={form} name="roles" label={text.roles} hint={text.rolesHint} options={roleOptions(viewer)} />
      <SelectField
        form={form}
        name="recipientKind"
        label={text.recipientKind}
        hint={text.recipientHint}
        empty={text.recipientEmpty}
        options={RECIPIENT_KINDS.map((kind) => ({ value: kind, label: RECIPIENTS[kind][lang] }))}
      />
      <TextField form={form} name="commune" label={text.commune} hint={text.communeHint} autocomplete="off" />
      <TextField form={form} name="siret" label={text.siret} hint={text.siretHint} inputmode="numeric" maxlength={30} />
      <TextField form={form} name="rna" label={text.rna} hint={text.rnaHint} maxlength={30} />
      <TextField form={form} name="email" type="email" label={text.email} autocomplete="off" />
      <TextField form={form} name="phone" type="tel" label={text.phone} autocomplete="off" maxlength={40} />
    </>
  )
}

export function NewPartyPage({ viewer, form }: FieldsProps) {
  const text = partyText(viewer.lang)
  return (
    <Layout viewer={viewer} title={text.newTitle} kicker={<a href={PARTIES}>{text.back}</a>}>
      <Form action={NEW_PARTY} form={form} labels={labelsOf(viewer)}>
        <PartyFields viewer={viewer} form={form} />
        <Buttons>
          <Submit icon="add">{text.saveNew}</Submit>
        </Buttons>
      </Form>
    </Layout>
  )
}

interface OneProps extends FieldsProps {
  readonly party: Party
  readonly commune: string | undefined
  readonly dealings: { readonly requests: number; readonly held: number; readonly batches: number }
  readonly history: readonly HistoryLine[]
}

export function PartyPage({ viewer, form, party, commune, dealings, history }: OneProps) {
  const { lang } = viewer
  const text = partyText(lang)
  const listed = (...values: readonly (string | null | undefined)[]) => values.filter(Boolean).join(' · ') || '—'
  return (
    <Layout viewer={viewer} title={party.name} kicker={<a href={PARTIES}>{text.back}</a>}>
      <Definitions
        items={[
          { term: text.roles, value: rolesSaid(party.roles, viewer) || '—' },
          {
            term: text.lawTerm,
            value: party.recipientKind ? RECIPIENTS[party.recipientKind][lang] : text.recipientEmpty,
          },
          { term: text.commune, value: commune ?? '—' },
          { term: text.numbers, value: listed(party.siret, party.rna) },
          { term: text.contact, value: listed(party.email, party.phone) },
          {
            term: text.dealings,
            value: listed(text.requests(dealings.requests), text.held(dealings.held), text.batches(dealings.batches)),
          },
        ]}
      />
      <h2>{text.change}</h2>
      <Form action={partyHref(party.id)} form={form} label={text.change} labels={labelsOf(viewer)}>
        <PartyFields viewer={viewer} form={form} />
        <Buttons>
          <Submit>{text.save}</Submit>
        </Buttons>
      </Form>
      <h2>{text.history}</h2>
      <History viewer={viewer} lines={history} />
    </Layout>
  )
}
