import { showCode } from '../fleet/code.ts'
import type { HistoryLine } from '../platform/ledger/history.sql.ts'
import { History } from '../platform/ledger/history.views.tsx'
import { format } from '../platform/text/format.ts'
import { ButtonLink, Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { type Option, Radios, SelectField, TextField } from '../platform/ui/field.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { MarginLinks } from '../platform/ui/note.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { Bin } from './bin.sql.ts'
import type { Part } from './part.sql.ts'
import { partText } from './part.text.ts'
import { BINS, binHref, PARTS } from './part.ts'
import { PartTable } from './part.views.tsx'

interface BinsProps {
  readonly viewer: Viewer
  readonly bins: readonly Bin[]
  readonly mayAdd: boolean
}

export function BinsPage({ viewer, bins, mayAdd }: BinsProps) {
  const { lang } = viewer
  const text = partText(lang)
  const add = mayAdd && (
    <ButtonLink href={`${BINS}/nouveau`} icon="add">
      {text.addBin}
    </ButtonLink>
  )
  return (
    <Layout
      viewer={viewer}
      title={text.binsTitle}
      lead={text.binsLead}
      kicker={<a href={PARTS}>{text.back}</a>}
      act={bins.length > 0 && add}
      margin={<MarginLinks links={[{ href: '/fournitures', label: text.supplies }]} />}
    >
      <Table
        lang={lang}
        caption={text.binsTitle}
        captionHidden
        rows={bins}
        rowKey={(row) => row.id}
        empty={
          <Empty title={text.binsNoneTitle} act={add}>
            {text.binsNone}
          </Empty>
        }
        columns={[
          {
            key: 'name',
            label: text.binName,
            heading: true,
            cell: (row) => <a href={binHref(row.code)}>{row.name}</a>,
          },
          { key: 'code', label: text.code, cell: (row) => <Code>{showCode(row.code)}</Code> },
          { key: 'holds', label: text.holds, cell: (row) => text.holdsOf[row.holds] },
          { key: 'place', label: text.place, cell: (row) => row.place ?? '—' },
          { key: 'count', label: text.inside, number: true, cell: (row) => format(viewer).number(row.count) },
        ]}
      />
    </Layout>
  )
}

export function NewBinPage({
  viewer,
  form,
  places,
}: {
  readonly viewer: Viewer
  readonly form: FormState
  readonly places: readonly Option[]
}) {
  const text = partText(viewer.lang)
  return (
    <Layout viewer={viewer} title={text.addBin} lead={text.binsLead} kicker={<a href={BINS}>{text.backToBins}</a>}>
      <Form
        action={`${BINS}/nouveau`}
        form={form}
        labels={{ name: text.binName, holds: text.holds, place: text.place }}
      >
        <TextField form={form} name="name" label={text.binName} hint={text.binNameHint} maxlength={80} required />
        <Radios
          form={form}
          name="holds"
          label={text.holds}
          options={(['stock', 'locked'] as const).map((value) => ({ value, label: text.holdsOf[value] }))}
          required
        />
        <SelectField form={form} name="place" label={text.place} options={places} />
        <Submit>{text.addBin}</Submit>
      </Form>
    </Layout>
  )
}

interface BinProps {
  readonly viewer: Viewer
  readonly bin: Bin
  readonly parts: readonly Part[]
  readonly history: readonly HistoryLine[]
  readonly retire: FormState
  readonly mayRetire: boolean
  readonly mayPrint: boolean
}

export function BinPage({ viewer, bin, parts, history, retire, mayRetire, mayPrint }: BinProps) {
  const { lang } = viewer
  const text = partText(lang)
  return (
    <Layout
      viewer={viewer}
      title={bin.name}
      lead={[text.holdsOf[bin.holds], bin.place].filter(Boolean).join(' · ')}
      kicker={
        <>
          <a href={BINS}>{text.backToBins}</a> · <Code>{showCode(bin.code)}</Code>
        </>
      }
      act={
        mayPrint && (
          <ButtonLink href={`/etiquettes?pieces=${bin.code}`} look="plain" icon="print">
            {text.label}
          </ButtonLink>
        )
      }
    >
      <h2>{text.binParts}</h2>
      <PartTable
        viewer={viewer}
        rows={parts}
        caption={text.binParts}
        empty={<Empty title={text.noneTitle}>{text.none}</Empty>}
      />
      {mayRetire && (
        <Form action={`${binHref(bin.code)}/retrait`} form={retire} label={text.retireBin}>
          <Submit look="plain">{text.retireBin}</Submit>
        </Form>
      )}
      <h2>{text.history}</h2>
      <History viewer={viewer} lines={history} />
    </Layout>
  )
}
