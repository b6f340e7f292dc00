import { spokenName } from '../../../domain/hardware/spoken-name.ts'
import { format } from '../../platform/text/format.ts'
import { address } from '../../platform/ui/addresses.ts'
import { ButtonLink, Submit } from '../../platform/ui/button.tsx'
import { Empty } from '../../platform/ui/empty.tsx'
import { TextArea, TextField } from '../../platform/ui/field.tsx'
import { Filters } from '../../platform/ui/filters.tsx'
import { Form, type FormState } from '../../platform/ui/form.tsx'
import { Layout } from '../../platform/ui/layout.tsx'
import { Table } from '../../platform/ui/table.tsx'
import type { Viewer } from '../../platform/ui/viewer.ts'
import type { ModelNote, versionsOfNote } from './note.sql.ts'
import { noteText } from './note.text.ts'

export const NOTES = '/atelier/notes'

/** A text as it was typed, one paragraph for each. */
const Body = ({ text }: { readonly text: string }) => (
  <>
    {text.split(/\n+/).map((line, index) => (
      // Lines may repeat: their place is what tells them apart.
      <p key={`${index}-${line.slice(0, 20)}`}>{line}</p>
    ))}
  </>
)

/** What is known of a device's model, folded under its titles; and where to write more. */
export function NotesOfModel({
  viewer,
  device,
  notes,
  mayWrite,
}: {
  readonly viewer: Viewer
  readonly device: { readonly maker: string | null; readonly model: string | null }
  readonly notes: readonly ModelNote[]
  readonly mayWrite: boolean
}) {
  const text = noteText(viewer.lang)
  const write = mayWrite && device.maker !== null
  if (notes.length === 0 && !write) return null
  return (
    <section>
      {notes.length > 0 && <h2>{text.known}</h2>}
      {notes.map((note) => (
        <details key={note.id}>
          <summary>{note.title}</summary>
          <Body text={note.body} />
          <p>
            <a href={`${NOTES}/${note.id}`}>
              {text.written(note.by ?? '', format(viewer).date(note.writtenAt))}, {text.version(note.version)}
            </a>
          </p>
        </details>
      ))}
      {write && (
        <p>
          <a href={address(`${NOTES}/nouvelle`, { fabricant: device.maker ?? '', modele: device.model ?? '' })}>
            {text.addFor}
          </a>
        </p>
      )}
    </section>
  )
}

export function NoteListPage({
  viewer,
  notes,
  query,
  mayWrite,
}: {
  readonly viewer: Viewer
  readonly notes: readonly ModelNote[]
  readonly query: Readonly<Record<string, string>>
  readonly mayWrite: boolean
}) {
  const { lang } = viewer
  const text = noteText(lang)
  return (
    <Layout
      viewer={viewer}
      title={text.title}
      lead={text.lead}
      kicker={<a href="/atelier">{text.workshop}</a>}
      act={
        mayWrite ? (
          <ButtonLink href={`${NOTES}/nouvelle`} icon="add">
            {text.add}
          </ButtonLink>
        ) : undefined
      }
    >
      <Filters lang={lang} path={NOTES} query={query} filters={[{ kind: 'words', name: 'q', label: text.words }]} />
      <Table
        lang={lang}
        caption={text.title}
        captionHidden
        rows={notes}
        rowKey={(row) => row.id}
        empty={<Empty title={text.none}>{text.noneHow}</Empty>}
        columns={[
          {
            key: 'note',
            label: text.note,
            heading: true,
            cell: (row) => <a href={`${NOTES}/${row.id}`}>{row.title}</a>,
          },
          {
            key: 'model',
            label: text.model,
            cell: (row) => (row.model === null ? `${row.maker} (${text.allModels})` : spokenName(row)),
          },
          {
            key: 'by',
            label: text.version(1).split(' ')[0] ?? '',
            cell: (row) => (
              <>
                {text.version(row.version)}
                <small>{text.written(row.by ?? '', format(viewer).date(row.writtenAt))}</small>
              </>
            ),
          },
        ]}
      />
    </Layout>
  )
}

export function NotePage({
  viewer,
  note,
  versions,
  form,
  mayWrite,
  mayWithdraw,
  small,
}: {
  readonly viewer: Viewer
  /** Null for a new one. */
  readonly note: ModelNote | null
  readonly versions: Awaited<ReturnType<typeof versionsOfNote>>
  readonly form: FormState
  readonly mayWrite: boolean
  readonly mayWithdraw: boolean
  readonly small: () => FormState
}) {
  const text = noteText(viewer.lang)
  const f = format(viewer)
  const fields = (
    <Form action={`${NOTES}/${note?.id ?? 'nouvelle'}`} form={form} label={text.note}>
      <TextField form={form} name="maker" label={text.maker} maxlength={120} required />
      <TextField form={form} name="model" label={text.model} hint={text.modelHint} maxlength={120} />
      <TextField form={form} name="title" label={text.noteTitle} maxlength={120} required />
      <TextArea form={form} name="body" label={text.body} rows={8} maxlength={8000} required />
      <Submit>{text.save}</Submit>
    </Form>
  )
  return (
    <Layout
      viewer={viewer}
      title={note?.title ?? text.add}
      kicker={<a href={NOTES}>{text.title}</a>}
      lead={note ? `${note.maker} ${note.model ?? `(${text.allModels})`}` : text.lead}
    >
      {note === null && fields}
      {note && <Body text={note.body} />}
      {note && (
        <p class="soft">
          {text.written(note.by ?? '', f.date(note.writtenAt))}, {text.version(note.version)}
        </p>
      )}
      {note && mayWrite && (
        <details open={Object.keys(form.errors).length > 0}>
          <summary>{text.correct}</summary>
          {fields}
        </details>
      )}
      {versions.length > 1 && (
        <details>
          <summary>{text.history}</summary>
          {versions.slice(1).map((one) => (
            <section key={one.version}>
              <h2>{one.title}</h2>
              <Body text={one.body} />
              <p class="soft">
                {text.written(one.by ?? '', f.instant(one.writtenAt))}, {text.version(one.version)}
              </p>
            </section>
          ))}
        </details>
      )}
      {note && mayWithdraw && (
        <Form action={`${NOTES}/${note.id}/retirer`} form={small()} label={text.withdraw}>
          <Submit look="plain">{text.withdraw}</Submit>
        </Form>
      )}
    </Layout>
  )
}
