import type { Lang } from '../platform/text/text.ts'
import type { Query } from '../platform/ui/addresses.ts'
import { ButtonLink, Submit } from '../platform/ui/button.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { TextField } from '../platform/ui/field.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Paging } from '../platform/ui/paging.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { MemberCommune } from './commune.sql.ts'
import { placeText } from './place.text.ts'
import { COMMUNES, PLACES } from './place.views.tsx'

interface Props {
  readonly viewer: Viewer
  readonly query: Query
  readonly shown: {
    readonly rows: readonly MemberCommune[]
    readonly before: string | null
    readonly after: string | null
  }
  readonly mayKeep: boolean
  readonly one: FormState
  readonly all: FormState
  readonly removing: FormState
}

export function CommunesPage({ viewer, query, shown, mayKeep, one, all, removing }: Props) {
  const { lang } = viewer
  const text = placeText(lang).communesPage
  return (
    <Layout
      viewer={viewer}
      title={text.title}
      lead={text.lead}
      kicker={<a href={PLACES}>{placeText(lang).all}</a>}
      act={mayKeep && <ButtonLink href="#ajouter">{text.add}</ButtonLink>}
    >
      {mayKeep ? (
        <Form action={`${COMMUNES}/retirer`} form={removing} label={text.title}>
          <CommuneTable lang={lang} rows={shown.rows} remove />
        </Form>
      ) : (
        <CommuneTable lang={lang} rows={shown.rows} />
      )}
      <Paging lang={lang} path={COMMUNES} query={query} before={shown.before} after={shown.after} />
      {mayKeep && (
        <>
          <h2 id="ajouter">{text.addOne}</h2>
          <Form action={COMMUNES} form={one} label={text.addOne}>
            <TextField form={one} name="commune" label={text.name} hint={placeText(lang).communeHint} required />
            <Submit icon="add">{text.addOneAct}</Submit>
          </Form>
          <h2>{text.addAll}</h2>
          <Form action={`${COMMUNES}/ensemble`} form={all} label={text.addAll}>
            <TextField form={all} name="body" label={placeText(lang).name} hint={text.addAllHint} required />
            <Submit icon="add" look="plain">
              {text.addAllAct}
            </Submit>
          </Form>
        </>
      )}
    </Layout>
  )
}

interface TableProps {
  readonly lang: Lang
  readonly rows: readonly MemberCommune[]
  /** Each commune that holds no place has its button, in the form around. */
  readonly remove?: boolean
}

function CommuneTable({ lang, rows, remove = false }: TableProps) {
  const text = placeText(lang).communesPage
  const act = {
    key: 'remove',
    label: '',
    cell: (row: MemberCommune) =>
      row.places === 0 && (
        <Submit look="plain" name="code" value={row.id}>
          {text.remove}
          <span class="unseen"> {row.name}</span>
        </Submit>
      ),
  }
  return (
    <Table
      lang={lang}
      caption={text.title}
      captionHidden
      rows={rows}
      rowKey={(row) => row.id}
      empty={<Empty title={text.emptyTitle}>{text.empty}</Empty>}
      columns={[
        {
          key: 'name',
          label: text.name,
          heading: true,
          cell: (row) => <a href={`${PLACES}?commune=${row.id}`}>{row.name}</a>,
        },
        { key: 'code', label: text.code, cell: (row) => row.id },
        { key: 'places', label: text.places, number: true, cell: (row) => row.places },
        ...(remove ? [act] : []),
      ]}
    />
  )
}
