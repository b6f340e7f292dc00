import type { HistoryLine } from '../../platform/ledger/history.sql.ts'
import { History } from '../../platform/ledger/history.views.tsx'
import { format } from '../../platform/text/format.ts'
import type { Query } from '../../platform/ui/addresses.ts'
import { ButtonLink, Buttons, Submit } from '../../platform/ui/button.tsx'
import { Definitions } from '../../platform/ui/definition.tsx'
import { Empty } from '../../platform/ui/empty.tsx'
import { Checkboxes, DateField, Radios, TextField } from '../../platform/ui/field.tsx'
import { Filters } from '../../platform/ui/filters.tsx'
import { Form, type FormState } from '../../platform/ui/form.tsx'
import { Layout } from '../../platform/ui/layout.tsx'
import { Paging } from '../../platform/ui/paging.tsx'
import { State } from '../../platform/ui/state.tsx'
import { Table } from '../../platform/ui/table.tsx'
import type { Viewer } from '../../platform/ui/viewer.ts'
import type { Handed, MemberRow } from '../member.sql.ts'
import { ROLE_NAMES, ROLES } from '../roles.ts'
import { memberText } from './member.text.ts'
import { functionsOn, roleNames } from './member.ts'

export const MEMBERS = '/membres'
export const INVITE = `${MEMBERS}/invitation`
export const HANDED = '/passations'
export const memberHref = (id: string) => `${MEMBERS}/${id}`

interface ListProps {
  readonly viewer: Viewer
  readonly query: Query
  readonly shown: { readonly rows: readonly MemberRow[]; readonly before: string | null; readonly after: string | null }
  readonly today: string
}

export function MemberListPage({ viewer, query, shown, today }: ListProps) {
  const { lang } = viewer
  const text = memberText(lang)
  return (
    <Layout
      viewer={viewer}
      title={text.title}
      lead={text.lead}
      act={
        <ButtonLink href={INVITE} icon="add">
          {text.invite}
        </ButtonLink>
      }
    >
      <Filters
        lang={lang}
        path={MEMBERS}
        query={query}
        filters={[
          { kind: 'words', name: 'q', label: text.wordsLabel, hint: text.words },
          { kind: 'choice', name: 'presence', label: text.standing, options: [{ value: 'parti', label: text.gone }] },
        ]}
      />
      <Table
        lang={lang}
        caption={text.caption}
        captionHidden
        rows={shown.rows}
        rowKey={(row) => row.id}
        empty={<Empty title={text.noneTitle}>{text.none}</Empty>}
        columns={[
          {
            key: 'person',
            label: text.person,
            heading: true,
            cell: (row) => <a href={memberHref(row.id)}>{row.name}</a>,
          },
          { key: 'roles', label: text.roles, cell: (row) => roleNames(row.roles, lang) },
          { key: 'functions', label: text.functions, cell: (row) => functionsOn(row, today).join(', ') || '—' },
          {
            key: 'standing',
            label: text.standing,
            cell: (row) => <Presence viewer={viewer} member={row} />,
          },
        ]}
      />
      <Paging lang={lang} path={MEMBERS} query={query} before={shown.before} after={shown.after} />
    </Layout>
  )
}

function Presence({ viewer, member }: { readonly viewer: Viewer; readonly member: MemberRow }) {
  const text = memberText(viewer.lang)
  return member.leftAt === null ? (
    <State tone="done">{text.at}</State>
  ) : (
    <State tone="neutral">{text.leftOn(format(viewer).shortDate(member.leftAt))}</State>
  )
}

function RoleBoxes({ viewer, form }: { readonly viewer: Viewer; readonly form: FormState }) {
  const text = memberText(viewer.lang)
  return (
    <Checkboxes
      form={form}
      name="roles"
      label={text.roles}
      hint={text.rolesHint}
      options={ROLES.map((role) => ({ value: role, label: ROLE_NAMES[role][viewer.lang] }))}
    />
  )
}

export function InvitePage({ viewer, form }: { readonly viewer: Viewer; readonly form: FormState }) {
  const text = memberText(viewer.lang)
  return (
    <Layout viewer={viewer} title={text.inviteTitle} lead={text.inviteLead} kicker={<a href={MEMBERS}>{text.back}</a>}>
      <Form
        action={INVITE}
        form={form}
        labels={{
          name: text.name,
          email: text.email,
          roles: text.roles,
          title: text.functionTitle,
          from: text.functionFrom,
        }}
      >
        <TextField form={form} name="name" label={text.name} autocomplete="off" maxlength={200} required />
        <TextField form={form} name="email" type="email" label={text.email} autocomplete="off" required />
        <RoleBoxes viewer={viewer} form={form} />
        <TextField form={form} name="title" label={text.functionTitle} hint={text.functionHint} maxlength={200} />
        <DateField form={form} name="from" label={text.functionFrom} />
        <Radios
          form={form}
          name="lang"
          label={text.lang}
          options={(['fr', 'en'] as const).map((value) => ({ value, label: text.langs[value] }))}
        />
        <Buttons>
          <Submit icon="next">{text.send}</Submit>
        </Buttons>
      </Form>
    </Layout>
  )
}

export type MemberForms = Readonly<Record<'roles' | 'function' | 'end' | 'name' | 'other', FormState>>

interface OneProps {
  readonly viewer: Viewer
  readonly member: MemberRow
  readonly forms: MemberForms
  /** An invitation was asked and has not left. */
  readonly invitationPending: boolean
  readonly notes: readonly string[]
  readonly history: readonly HistoryLine[]
  readonly today: string
}

export function MemberPage(props: OneProps) {
  const { viewer, member, today, notes, history } = props
  const { lang } = viewer
  const text = memberText(lang)
  return (
    <Layout
      viewer={viewer}
      title={member.name}
      kicker={
        <>
          <a href={MEMBERS}>{text.back}</a> · <Presence viewer={viewer} member={member} />
        </>
      }
    >
      <Definitions
        items={[
          { term: text.since, value: format(viewer).date(member.joinedAt) },
          { term: text.roles, value: roleNames(member.roles, lang) || text.noRole },
          { term: text.functions, value: functionsOn(member, today).join(', ') || text.noFunction },
        ]}
      />
      {member.leftAt === null && <Invitation {...props} />}
      {notes.length > 0 && (
        <>
          <h2>{text.notes}</h2>
          <Notes notes={notes} />
        </>
      )}
      {member.leftAt === null ? <AtWork {...props} /> : <Gone {...props} />}
      <h2>{text.history}</h2>
      <History viewer={viewer} lines={history} />
    </Layout>
  )
}

function Invitation({ viewer, member, forms, invitationPending }: OneProps) {
  const text = memberText(viewer.lang)
  return (
    <Form action={`${memberHref(member.id)}/invitation`} form={forms.other} label={text.inviteAgain}>
      {invitationPending && <p>{text.invitationPending}</p>}
      <Submit look="plain" icon="next">
        {text.inviteAgain}
      </Submit>
    </Form>
  )
}

const Notes = ({ notes }: { readonly notes: readonly string[] }) => (
  <>
    {notes
      .flatMap((note) => note.split(/\n{2,}/))
      .map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
  </>
)

function Gone({ viewer, member, forms }: OneProps) {
  const text = memberText(viewer.lang)
  return (
    <Form action={`${memberHref(member.id)}/retour`} form={forms.other}>
      <Submit look="plain" icon="undo">
        {text.returnAct}
      </Submit>
    </Form>
  )
}

function AtWork(props: OneProps) {
  const { viewer, member, forms } = props
  const text = memberText(viewer.lang)
  const href = memberHref(member.id)
  return (
    <>
      <h2>{text.rolesTitle}</h2>
      <Form action={`${href}/roles`} form={forms.roles} label={text.rolesTitle}>
        <RoleBoxes viewer={viewer} form={forms.roles} />
        <Buttons>
          <Submit>{text.saveRoles}</Submit>
        </Buttons>
      </Form>
      <h2>{text.functionsTitle}</h2>
      <Functions {...props} />
      <Form action={`${href}/fonctions`} form={forms.function} label={text.functionGive}>
        <TextField
          form={forms.function}
          name="title"
          label={text.functionName}
          hint={text.functionHint}
          maxlength={200}
          required
        />
        <DateField form={forms.function} name="from" label={text.functionFrom} required />
        <DateField form={forms.function} name="to" label={text.functionTo} hint={text.functionToHint} />
        <Buttons>
          <Submit look="plain" icon="add">
            {text.functionGive}
          </Submit>
        </Buttons>
      </Form>
      <h2>{text.rename}</h2>
      <Form action={`${href}/nom`} form={forms.name} label={text.rename}>
        <TextField form={forms.name} name="name" label={text.name} hint={text.renameHint} maxlength={200} required />
        <Buttons>
          <Submit look="plain">{text.renameAct}</Submit>
        </Buttons>
      </Form>
      <h2>{text.leaveTitle}</h2>
      <p>{text.leaveAbout}</p>
      <Buttons>
        <ButtonLink href={`${href}/depart`} look="plain">
          {text.leave}
        </ButtonLink>
      </Buttons>
    </>
  )
}

function Functions({ viewer, member, forms, today }: OneProps) {
  const { lang } = viewer
  const text = memberText(lang)
  const f = format(viewer)
  if (member.functions.length === 0) return null
  return (
    <Form action={`${memberHref(member.id)}/fonctions/fin`} form={forms.end} label={text.functionsTitle}>
      <Table
        lang={lang}
        caption={text.functionsTitle}
        captionHidden
        rows={member.functions}
        rowKey={(row) => row.id}
        columns={[
          { key: 'title', label: text.functionName, heading: true, cell: (row) => row.title },
          { key: 'from', label: text.from, cell: (row) => f.shortDate(row.from) },
          { key: 'to', label: text.to, cell: (row) => (row.to === null ? text.running : f.shortDate(row.to)) },
          {
            key: 'end',
            label: '',
            cell: (row) =>
              (row.to === null || row.to > today) && (
                <Submit look="plain" name="function" value={row.id}>
                  {text.functionEnd}
                  <span class="unseen"> : {row.title}</span>
                </Submit>
              ),
          },
        ]}
      />
    </Form>
  )
}

export function HandedPage({ viewer, handed }: { readonly viewer: Viewer; readonly handed: readonly Handed[] }) {
  const text = memberText(viewer.lang)
  const f = format(viewer)
  return (
    <Layout viewer={viewer} title={text.handedTitle} lead={text.handedLead}>
      {handed.length === 0 && <Empty title={text.handedEmpty}>{text.handedEmptyLead}</Empty>}
      {handed.map((one) => (
        <section key={one.memberId}>
          <h2>
            {one.name}, {text.leftOn(f.date(one.at))}
          </h2>
          <Notes notes={one.notes.length > 0 ? one.notes : [text.noNote]} />
        </section>
      ))}
    </Layout>
  )
}
