import { showCode } from '../fleet/code.ts'
import { format } from '../platform/text/format.ts'
import { Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { type Option, SelectField, TextField } from '../platform/ui/field.tsx'
import { Form, type FormState, Section } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { words } from '../platform/ui/words.ts'
import type { holdsInForce } from './hold.sql.ts'
import { holdText } from './hold.text.ts'

type Hold = Awaited<ReturnType<typeof holdsInForce>>[number]

interface Props {
  readonly viewer: Viewer
  readonly holds: readonly Hold[]
  readonly batches: readonly Option[]
  readonly form: FormState
  readonly small: () => FormState
}

export function HoldsPage({ viewer, holds, batches, form, small }: Props) {
  const { lang } = viewer
  const text = holdText(lang)
  const f = format(viewer)
  return (
    <Layout viewer={viewer} title={text.title} lead={text.lead}>
      <Table
        lang={lang}
        caption={text.inForce}
        rows={holds}
        rowKey={(hold) => hold.id}
        empty={<Empty title={text.none}>{text.noneHow}</Empty>}
        columns={[
          { key: 'reason', label: text.reason, heading: true, cell: (hold) => hold.reason },
          { key: 'on', label: text.on, cell: (hold) => <HeldThing viewer={viewer} hold={hold} /> },
          {
            key: 'by',
            label: text.by,
            cell: (hold) => [f.date(hold.placedAt), hold.placedByName].filter(Boolean).join(', '),
          },
          {
            key: 'lift',
            label: text.lift,
            cell: (hold) => (
              <Form
                action={`/reglages/blocages/${hold.id}/lever`}
                form={small()}
                label={`${text.lift}${words(viewer.lang).colon}${hold.reason}`}
              >
                <Submit look="plain">{text.lift}</Submit>
              </Form>
            ),
          },
        ]}
      />
      <Form action="/reglages/blocages" form={form} label={text.place}>
        <Section title={text.place}>
          <TextField form={form} name="device" label={text.device} maxlength={40} />
          <SelectField form={form} name="batch" label={text.batch} options={batches} />
          <TextField form={form} name="component" label={text.component} hint={text.componentHint} maxlength={120} />
          <TextField form={form} name="tool" label={text.tool} maxlength={40} />
          <TextField form={form} name="reason" label={text.reason} hint={text.reasonHint} required maxlength={200} />
          <Submit>{text.save}</Submit>
        </Section>
      </Form>
    </Layout>
  )
}

function HeldThing({ viewer, hold }: { readonly viewer: Viewer; readonly hold: Hold }) {
  const text = holdText(viewer.lang)
  if (hold.code) return <Code href={`/parc/${hold.code}`}>{showCode(hold.code)}</Code>
  const words = [
    hold.batch && text.onBatch(hold.batch),
    hold.component && text.onComponent(hold.component),
    hold.tool && text.onTool(hold.tool),
  ]
  return <>{words.find(Boolean)}</>
}
