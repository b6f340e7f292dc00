import { KINDS } from '../../domain/circuit/kinds.ts'
import { DEVICE_KINDS } from '../../domain/hardware/report.ts'
import type { DeviceRow } from '../fleet/device-list.sql.ts'
import { DeviceTable } from '../fleet/fleet.views.tsx'
import { format } from '../platform/text/format.ts'
import { ButtonLink, Submit } from '../platform/ui/button.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import {
  DateField,
  FileField,
  NumberField,
  type Option,
  Radios,
  SelectField,
  TextField,
} from '../platform/ui/field.tsx'
import { Form, type FormState, Section } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { BatchRow } from './arrival.sql.ts'
import { arrivalText } from './arrival.text.ts'
import { batchText } from './batch.text.ts'
import { takeBackPath } from './batch.ts'
import { LatestDrops } from './drop.views.tsx'
import type { DropSummary } from './drop-page.sql.ts'
import { takeBackText } from './take-back.text.ts'

interface Props {
  readonly viewer: Viewer
  readonly files: FormState
  readonly hand: FormState
  readonly origins: readonly Option[]
  readonly places: readonly Option[]
  readonly waiting: readonly DeviceRow[]
  readonly batches: readonly BatchRow[]
  readonly mayKeep: boolean
  readonly drops: readonly DropSummary[]
}

export function ArrivalsPage({ viewer, files, hand, origins, places, waiting, batches, mayKeep, drops }: Props) {
  const { lang } = viewer
  const text = arrivalText(lang)
  const where = { origins, places }
  return (
    <Layout
      viewer={viewer}
      title={text.title}
      lead={text.lead}
      act={
        <>
          {mayKeep && (
            <ButtonLink href="/arrivees/lot" look="plain">
              {batchText(lang).title}
            </ButtonLink>
          )}
          <ButtonLink href="/etiquettes" look="plain" icon="print">
            {text.labels}
          </ButtonLink>
        </>
      }
    >
      <Form action="/arrivees/releves" form={files} files label={text.byFile}>
        <Section title={text.byFile} lead={text.byFileHint}>
          <FileField form={files} name="files" label={text.files} multiple />
          <FileField form={files} name="folder" label={text.folder} hint={text.folderHint} folder />
          <Where form={files} {...where} />
          <Submit>{text.send}</Submit>
        </Section>
      </Form>
      <LatestDrops viewer={viewer} drops={drops} />
      <h2 id="a-identifier">{text.waiting}</h2>
      {waiting.length === 0 ? (
        <Empty title={text.waitingNone}>{text.waitingNoneHow}</Empty>
      ) : (
        <DeviceTable viewer={viewer} rows={waiting} />
      )}
      {mayKeep && (
        <details open={Object.keys(hand.errors).length > 0}>
          <summary>{text.byHand}</summary>
          <Form action="/arrivees" form={hand} label={text.byHand}>
            <ByHand form={hand} {...where} />
          </Form>
        </details>
      )}
      {batches.length > 0 && <Batches viewer={viewer} batches={batches} mayKeep={mayKeep} />}
    </Layout>
  )
}

/** Where machines come from, where they are put, under which name, and whose they are. */
export function Where({
  form,
  origins,
  places,
}: {
  readonly form: FormState
  readonly origins: readonly Option[]
  readonly places: readonly Option[]
}) {
  const text = arrivalText(form.lang)
  return (
    <>
      <SelectField form={form} name="from" label={text.from} options={origins} />
      <SelectField form={form} name="at" label={text.at} options={places} />
      <TextField form={form} name="label" label={text.label} hint={text.labelHint} maxlength={120} />
      <Radios
        form={form}
        name="owner"
        label={text.owner}
        options={(['organisation', 'donor'] as const).map((value) => ({ value, label: text.owners[value] }))}
      />
    </>
  )
}

function ByHand({
  form,
  origins,
  places,
}: {
  readonly form: FormState
  readonly origins: readonly Option[]
  readonly places: readonly Option[]
}) {
  const text = arrivalText(form.lang)
  return (
    <Section title={text.byHand} lead={text.byHandHint}>
      <SelectField
        form={form}
        name="kind"
        label={text.kind}
        required
        options={DEVICE_KINDS.filter((kind) => kind !== 'virtual').map((value) => ({
          value,
          label: KINDS.rows[value].name[form.lang],
        }))}
      />
      <NumberField form={form} name="count" label={text.count} whole required />
      <TextField form={form} name="maker" label={text.maker} maxlength={80} />
      <TextField form={form} name="model" label={text.model} maxlength={120} />
      <TextField form={form} name="serial" label={text.serial} maxlength={80} />
      <TextField form={form} name="inventoryNumber" label={text.inventoryNumber} maxlength={80} />
      <DateField form={form} name="boughtOn" label={text.boughtOn} />
      <Radios
        form={form}
        name="works"
        label={text.works}
        options={(['working', 'notWorking', 'unknown'] as const).map((value) => ({
          value,
          label: text.worksOptions[value],
        }))}
      />
      <Where form={form} origins={origins} places={places} />
      <Submit>{text.receive}</Submit>
    </Section>
  )
}

function Batches({ viewer, batches, mayKeep }: Pick<Props, 'viewer' | 'batches' | 'mayKeep'>) {
  const text = arrivalText(viewer.lang)
  const f = format(viewer)
  return (
    <Table
      lang={viewer.lang}
      caption={text.batches}
      rows={batches}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'label',
          label: text.batch,
          heading: true,
          cell: (row) => <a href={`/parc?lot=${row.id}`}>{row.label}</a>,
        },
        { key: 'arrived', label: text.arrived, cell: (row) => f.date(row.arrivedAt.toISOString()) },
        { key: 'from', label: text.from, cell: (row) => row.from ?? '' },
        { key: 'devices', label: text.devices, number: true, cell: (row) => f.number(row.devices) },
        {
          key: 'waiting',
          label: text.stillWaiting,
          number: true,
          cell: (row) => (row.waiting === 0 ? '' : f.number(row.waiting)),
        },
        ...(mayKeep
          ? [
              {
                key: 'takeBack',
                label: takeBackText(viewer.lang).title,
                cell: (row: BatchRow) =>
                  row.devices > 0 && <a href={takeBackPath(row.id)}>{takeBackText(viewer.lang).short}</a>,
              },
            ]
          : []),
      ]}
    />
  )
}
