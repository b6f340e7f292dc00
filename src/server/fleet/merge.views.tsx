import type { Match } from '../../domain/hardware/identity.ts'
import { format } from '../platform/text/format.ts'
import { Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Checkboxes } from '../platform/ui/field.tsx'
import { Filters } from '../platform/ui/filters.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Notice } from '../platform/ui/notice.tsx'
import { State } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { showCode } from './code.ts'
import { mergeText } from './merge.text.ts'

interface Props {
  readonly viewer: Viewer
  readonly device: { readonly code: string; readonly name: string }
  /** The code asked for, as typed, and what it names. */
  readonly asked: string
  readonly other: { readonly code: string; readonly match: Match } | null
  readonly reports: readonly { readonly id: string; readonly name: string; readonly receivedAt: Date }[]
  readonly forms: Readonly<Record<'merge' | 'split', FormState>>
}

export function MergePage({ viewer, device, asked, other, reports, forms }: Props) {
  const { lang } = viewer
  const text = mergeText(lang)
  const path = `/parc/${device.code}/fusion`
  return (
    <Layout
      viewer={viewer}
      title={text.title(device.name)}
      kicker={<Code href={`/parc/${device.code}`}>{showCode(device.code)}</Code>}
      lead={text.lead}
    >
      <h2>{text.merge}</h2>
      <Filters
        lang={lang}
        path={path}
        query={{ autre: asked }}
        filters={[{ kind: 'words', name: 'autre', label: text.other }]}
      />
      {asked !== '' && other === null && (
        <Notice lang={lang} tone="refused">
          {text.unknown}
        </Notice>
      )}
      {other && (
        <>
          <p>{text[other.match.verdict]}</p>
          <Compared viewer={viewer} match={other.match} />
          <Form action={path} form={forms.merge} label={text.merge}>
            <p class="hint">{text.mergeHint(showCode(device.code), showCode(other.code))}</p>
            <input type="hidden" name="other" value={other.code} />
            <Submit look="danger">{text.mergeAct}</Submit>
          </Form>
        </>
      )}
      <Form action={`${path}/separer`} form={forms.split} label={text.split}>
        <h2>{text.split}</h2>
        <p class="hint">{reports.length < 2 ? text.tooFew : text.splitLead}</p>
        {reports.length >= 2 && (
          <>
            <Checkboxes
              form={forms.split}
              name="evidence"
              label={text.reports}
              options={reports.map((report) => ({
                value: report.id,
                label: report.name,
                hint: format(viewer).instant(report.receivedAt),
              }))}
            />
            <Submit look="plain">{text.splitAct}</Submit>
          </>
        )}
      </Form>
    </Layout>
  )
}

function Compared({ viewer, match }: { readonly viewer: Viewer; readonly match: Match }) {
  const text = mergeText(viewer.lang)
  return (
    <Table
      lang={viewer.lang}
      caption={text.evidence}
      rows={[...match.agree, ...match.differ]}
      rowKey={(row) => `${row.kind} ${row.left} ${row.right}`}
      empty={<p>{text.none}</p>}
      columns={[
        { key: 'kind', label: text.kind, heading: true, cell: (row) => text.kinds[row.kind] },
        {
          key: 'answer',
          label: text.answer,
          cell: (row) => (
            <>
              <State tone={row.weight > 0 ? 'done' : 'refused'}>{row.weight > 0 ? text.agrees : text.differs}</State>
              <small>
                <Code>{row.weight > 0 ? row.left : `${row.left} ≠ ${row.right}`}</Code>
              </small>
            </>
          ),
        },
      ]}
    />
  )
}
