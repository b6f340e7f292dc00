import { format } from '../platform/text/format.ts'
import { Submit } from '../platform/ui/button.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { DateField, FileField, NumberField, TextArea, TextField } from '../platform/ui/field.tsx'
import { Form, type FormState, Section } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { decisionsOnFile } from './council.sql.ts'
import { councilText } from './council.text.ts'

export const COUNCIL = '/reglages/deliberations'
const ACCEPT = '.pdf,.png,.jpg,.jpeg,.webp'

interface Props {
  readonly viewer: Viewer
  readonly decisions: Awaited<ReturnType<typeof decisionsOnFile>>
  readonly form: FormState
}

export function CouncilPage({ viewer, decisions, form }: Props) {
  const { lang } = viewer
  const text = councilText(lang)
  const f = format(viewer)
  return (
    <Layout viewer={viewer} title={text.title} lead={text.lead} kicker={<a href="/reglages">{text.back}</a>}>
      <Table
        lang={lang}
        caption={text.title}
        captionHidden
        rows={decisions}
        rowKey={(row) => row.id}
        empty={<Empty title={text.none}>{text.noneHow}</Empty>}
        columns={[
          { key: 'number', label: text.number, heading: true, cell: (row) => row.number },
          { key: 'date', label: text.decidedOn, cell: (row) => f.date(row.decidedOn) },
          { key: 'scope', label: text.scope, cell: (row) => row.scope },
          {
            key: 'ceiling',
            label: text.ceiling,
            number: true,
            cell: (row) => (row.ceilingEur === null ? '' : f.euros(Number(row.ceilingEur))),
          },
          {
            key: 'file',
            label: text.file.replace(/ \(.*/, ''),
            cell: (row) =>
              row.fileId ? (
                <a
                  href={`/documents/${row.fileId}`}
                >{`${text.open} (${row.mediaType?.split('/').at(-1)?.toUpperCase()}, ${f.bytes(row.bytes ?? 0)})`}</a>
              ) : (
                <a href={`${COUNCIL}/${row.id}`}>{text.attach}</a>
              ),
          },
        ]}
      />
      <Form action={COUNCIL} form={form} files label={text.add}>
        <Section title={text.add}>
          <TextField form={form} name="number" label={text.number} maxlength={80} required />
          <DateField form={form} name="decidedOn" label={text.decidedOn} required />
          <TextArea
            form={form}
            name="scope"
            label={text.scope}
            hint={text.scopeHint}
            rows={2}
            maxlength={500}
            required
          />
          <NumberField form={form} name="ceilingEur" label={text.ceiling} unit="€" />
          <FileField form={form} name="file" label={text.file} accept={ACCEPT} />
          <Submit>{text.add}</Submit>
        </Section>
      </Form>
    </Layout>
  )
}

interface AttachProps {
  readonly viewer: Viewer
  readonly decision: Props['decisions'][number]
  readonly form: FormState
}

/** The text of a decision that was filed without it. */
export function AttachTextPage({ viewer, decision, form }: AttachProps) {
  const text = councilText(viewer.lang)
  return (
    <Layout viewer={viewer} title={decision.number} lead={decision.scope} kicker={<a href={COUNCIL}>{text.title}</a>}>
      <Form action={`${COUNCIL}/${decision.id}`} form={form} files>
        <FileField form={form} name="file" label={text.file} accept={ACCEPT} required />
        <Submit>{text.attach}</Submit>
      </Form>
    </Layout>
  )
}
