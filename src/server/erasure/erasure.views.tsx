import { spokenName } from '../../domain/hardware/spoken-name.ts'
import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import { format } from '../platform/text/format.ts'
import type { Lang } from '../platform/text/text.ts'
import { Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { FileField, TextArea } from '../platform/ui/field.tsx'
import { Form, type FormState, Section } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { State, type StateTone } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { erasureText } from './erasure.text.ts'
import type { WaitingMedium } from './media-list.sql.ts'

interface Named {
  readonly maker: string | null
  readonly model: string | null
  readonly subkind: string | null
  readonly bytes: number | null
}

/** A medium as people say it: its make, or what it is; then its size. */
export function mediumWords(viewer: Viewer, medium: Named): string {
  const text = erasureText(viewer.lang)
  const kind = text.kinds[(medium.subkind ?? 'unknown') as keyof typeof text.kinds] ?? text.kinds.unknown
  const name = spokenName(medium)
  return [name || kind, name ? `(${kind})` : '', medium.bytes ? format(viewer).bytes(medium.bytes) : '']
    .filter(Boolean)
    .join(' ')
}

/** Where a medium stands, for one who looks for what is still to be done. */
export function StandingState({
  lang,
  standing,
}: {
  readonly lang: Lang
  readonly standing: WaitingMedium['standing']
}) {
  const tone: StateTone = standing.passes ? 'done' : standing.state === 'failed' ? 'refused' : 'wait'
  return <State tone={tone}>{erasureText(lang).states[standing.state]}</State>
}

interface Props {
  readonly viewer: Viewer
  readonly form: FormState
  readonly mayWork: boolean
  readonly mayJudge: boolean
  readonly unproven: readonly WaitingMedium[]
  readonly failed: readonly WaitingMedium[]
  readonly notLooked: readonly {
    readonly id: string
    readonly code: string
    readonly maker: string | null
    readonly model: string | null
    readonly name: string | null
  }[]
}

const SHOWN = 25

export function ErasurePage({ viewer, form, unproven, failed, notLooked, mayWork, mayJudge }: Props) {
  const { lang } = viewer
  const text = erasureText(lang)
  return (
    <Layout viewer={viewer} title={text.title} lead={text.lead}>
      {mayWork && (
        <Form action="/effacement/journaux" form={form} files label={text.logs}>
          <Section title={text.logs} lead={text.logsHint}>
            <FileField form={form} name="files" label={text.files} accept=".log,.txt,text/plain" multiple />
            <details open={typeof form.values.text === 'string' && form.values.text !== ''}>
              <summary>{text.paste}</summary>
              <TextArea form={form} name="text" label={text.paste} rows={6} />
            </details>
            <Submit>{text.read}</Submit>
          </Section>
        </Form>
      )}
      {mayJudge && (
        <p>
          <a href="/effacement/lots">{text.toLots}</a>
        </p>
      )}
      {failed.length > 0 && (
        <>
          <h2>{text.failed}</h2>
          <p class="soft">{text.failedLead}</p>
          <MediaTable viewer={viewer} caption={text.failed} rows={failed} />
        </>
      )}
      <h2>{text.unproven}</h2>
      {unproven.length === 0 ? (
        <Empty title={text.unprovenNone}>{text.unprovenNoneHow}</Empty>
      ) : (
        <MediaTable viewer={viewer} caption={text.unproven} rows={unproven} />
      )}
      {notLooked.length > 0 && (
        <>
          <h2>{text.notLooked}</h2>
          <p class="soft">{text.notLookedLead}</p>
          <ul>
            {notLooked.map((device) => (
              <li key={device.id}>
                <a href={`/effacement/${device.code}`}>{deviceName(device, text.device)}</a>{' '}
                <Code>{showCode(device.code)}</Code>
              </li>
            ))}
          </ul>
        </>
      )}
    </Layout>
  )
}

function MediaTable({
  viewer,
  caption,
  rows,
}: {
  readonly viewer: Viewer
  readonly caption: string
  readonly rows: readonly WaitingMedium[]
}) {
  const { lang } = viewer
  const text = erasureText(lang)
  return (
    <>
      <Table
        lang={lang}
        caption={caption}
        captionHidden
        rows={rows.slice(0, SHOWN)}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'medium',
            label: text.medium,
            heading: true,
            cell: (row) => (
              <>
                <a href={`/effacement/${row.code}`}>{mediumWords(viewer, row)}</a>
                {row.serial && (
                  <small>
                    <Code>{row.serial}</Code>
                  </small>
                )}
              </>
            ),
          },
          {
            key: 'device',
            label: text.device,
            cell: (row) => (
              <>
                <Code href={`/parc/${row.code}`}>{showCode(row.code)}</Code>
                {row.place === 'aside' && <small>{text.aside}</small>}
              </>
            ),
          },
          {
            key: 'standing',
            label: text.standing,
            cell: (row) => (
              <>
                <StandingState lang={lang} standing={row.standing} />
                <small>{row.standing.reason[lang]}</small>
              </>
            ),
          },
        ]}
      />
      {rows.length > SHOWN && <p class="soft">{text.more(rows.length - SHOWN)}</p>}
    </>
  )
}
