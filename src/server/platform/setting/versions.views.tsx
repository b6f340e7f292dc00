import { format } from '../text/format.ts'
import { Submit } from '../ui/button.tsx'
import { Form, type FormState } from '../ui/form.tsx'
import { State } from '../ui/state.tsx'
import { Table } from '../ui/table.tsx'
import type { Viewer } from '../ui/viewer.ts'
import { words } from '../ui/words.ts'
import type { SettingVersion } from './setting.sql.ts'
import { versionsText } from './versions.text.ts'

export const RESTORE = '/reglages/versions'

interface Props {
  readonly viewer: Viewer
  readonly name: string
  readonly versions: readonly SettingVersion[]
  /** A fresh form for each button. */
  readonly form: () => FormState
  /** What the setting is, where a page holds several. */
  readonly about?: string | undefined
}

/** What a setting was before, by whom, and a button to go back to each. */
export function Versions({ viewer, name, versions, form, about }: Props) {
  const { lang } = viewer
  const text = versionsText(lang)
  const title = about ? `${text.title}${words(lang).colon}${about}` : text.title
  const [current] = versions
  const isOriginal = current === undefined || current.original
  return (
    <details>
      <summary>{title}</summary>
      {current === undefined ? (
        <p>{text.none}</p>
      ) : (
        <Table
          lang={lang}
          caption={title}
          captionHidden
          rows={versions}
          rowKey={(row) => String(row.version)}
          columns={[
            {
              key: 'version',
              label: text.version,
              heading: true,
              cell: (row) => (row.original ? `${row.version} (${text.original})` : String(row.version)),
            },
            { key: 'when', label: text.when, cell: (row) => format(viewer).instant(row.at) },
            { key: 'who', label: text.who, cell: (row) => row.by ?? text.unknown },
            {
              key: 'restore',
              label: '',
              cell: (row) =>
                row === current ? (
                  <State tone="done">{text.current}</State>
                ) : (
                  <Back from={viewer.path} form={form()} name={name} version={row.version} label={text.restore} />
                ),
            },
          ]}
        />
      )}
      {!isOriginal && <Back from={viewer.path} form={form()} name={name} version={0} label={text.toOriginal} />}
    </details>
  )
}

function Back({
  from,
  form,
  name,
  version,
  label,
}: {
  /** The page that it comes back to. */
  readonly from: string
  readonly form: FormState
  readonly name: string
  readonly version: number
  readonly label: string
}) {
  return (
    <Form action={`${RESTORE}/${name}`} form={form} label={version === 0 ? label : `${label} (${version})`}>
      <input type="hidden" name="version" value={String(version)} />
      <input type="hidden" name="from" value={from} />
      <Submit look="plain" icon="undo">
        {label}
        {version > 0 && <span class="unseen"> ({version})</span>}
      </Submit>
    </Form>
  )
}
