import type { ChecklistLine } from '../../domain/circuit/decide.ts'
import { TRANSFERS, type TransferKind } from '../../domain/circuit/transfers.ts'
import { spokenName } from '../../domain/hardware/spoken-name.ts'
import { showCode } from '../fleet/code.ts'
import type { LeavingSupply } from '../kits/kit-supplies.sql.ts'
import { format } from '../platform/text/format.ts'
import { ButtonLink, Submit } from '../platform/ui/button.tsx'
import { Checklist } from '../platform/ui/checklist.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { Checkboxes, type Option, Radios, SelectField, TextField } from '../platform/ui/field.tsx'
import { Form, type FormState, Section } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { handoverText } from './handover.text.ts'
import type { latestHandovers, toHandOver } from './handover-lists.sql.ts'
import type { Preparation } from './preparation.sql.ts'

type Rows<F extends (...values: never[]) => Promise<readonly unknown[]>> = Awaited<ReturnType<F>>

interface ListProps {
  readonly viewer: Viewer
  readonly waiting: Rows<typeof toHandOver>
  readonly latest: Rows<typeof latestHandovers>
}

export function HandoversPage({ viewer, waiting, latest }: ListProps) {
  const { lang } = viewer
  const text = handoverText(lang)
  const f = format(viewer)
  return (
    <Layout viewer={viewer} title={text.title} lead={text.lead}>
      <Table
        lang={lang}
        caption={text.title}
        captionHidden
        rows={waiting}
        rowKey={(row) => row.id}
        empty={
          <Empty title={text.none} act={<ButtonLink href="/demandes">{text.toRequests}</ButtonLink>}>
            {text.noneHow}
          </Empty>
        }
        columns={[
          {
            key: 'holder',
            label: text.holder,
            heading: true,
            cell: (row) => <a href={`/remises/preparer/${row.id}`}>{row.holder}</a>,
          },
          { key: 'request', label: text.ofRequest, cell: (row) => text.request(row.number) },
          {
            key: 'transfer',
            label: text.transfer,
            cell: (row) => TRANSFERS.rows[row.transfer as TransferKind].name[lang],
          },
          { key: 'devices', label: text.devices, number: true, cell: (row) => f.number(row.devices) },
          { key: 'expires', label: text.expires, cell: (row) => (row.expiresOn ? f.date(row.expiresOn) : '') },
          {
            key: 'act',
            label: text.prepare,
            cell: (row) => (
              <ButtonLink href={`/remises/preparer/${row.id}`} look="plain">
                {text.prepare}
              </ButtonLink>
            ),
          },
        ]}
      />
      {latest.length > 0 && (
        <Table
          lang={lang}
          caption={text.latest}
          rows={latest}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'number',
              label: text.number,
              heading: true,
              cell: (row) => <a href={`/remises/${row.id}`}>{row.number}</a>,
            },
            { key: 'holder', label: text.holder, cell: (row) => row.holder ?? '' },
            {
              key: 'transfer',
              label: text.transfer,
              cell: (row) => TRANSFERS.rows[row.transfer as TransferKind].name[lang],
            },
            { key: 'day', label: text.day, cell: (row) => f.date(row.at) },
          ]}
        />
      )}
    </Layout>
  )
}

interface PrepareProps {
  readonly viewer: Viewer
  readonly prepared: Preparation
  /** Gates of each device that its papers and proofs must hold before the counter. */
  readonly gates: readonly { readonly code: string; readonly lines: readonly ChecklistLine[] }[]
  readonly form: FormState
  readonly places: readonly Option[]
  readonly seesRequest: boolean
}

export function PrepareHandoverPage({ viewer, prepared, gates, form, places, seesRequest }: PrepareProps) {
  const { lang } = viewer
  const text = handoverText(lang)
  const { request, devices } = prepared
  const blocked = gates.filter(({ lines }) => lines.some((line) => !line.held))
  return (
    <Layout
      viewer={viewer}
      title={text.prepareTitle(request.holder)}
      lead={text.prepareLead(devices.length, TRANSFERS.rows[request.transfer as TransferKind].name[lang])}
      kicker={
        seesRequest ? (
          <a href={`/demandes/${request.number}`}>{text.request(request.number)}</a>
        ) : (
          text.request(request.number)
        )
      }
    >
      {blocked.map(({ code, lines }) => (
        <Checklist
          key={code}
          lang={lang}
          title={text.before(showCode(code))}
          gates={lines.map((line) => ({
            label: line.held ? line.title[lang] : line.message[lang],
            held: line.held,
            why: line.held ? undefined : [line.satisfy[lang], ...line.concerns].join(' '),
          }))}
        />
      ))}
      <Form action={`/remises/preparer/${request.id}`} form={form} label={text.do}>
        <Section title={text.inHand}>
          <Checkboxes
            form={form}
            name="deviceIds"
            label={text.devices}
            hint={text.inHandHint}
            options={devices.map((device) => ({
              value: device.id,
              label: `${showCode(device.code)} ${spokenName(device)}`,
              hint: [device.serial ?? '', device.paper.kind === 'stands' ? device.paper.paper.number : '']
                .filter(Boolean)
                .join(' · '),
            }))}
          />
          <TextField
            form={form}
            name="receivedBy"
            label={text.receivedBy}
            maxlength={120}
            autocomplete="off"
            required
          />
          <Radios
            form={form}
            name="signed"
            label={text.signed}
            hint={text.signedHint}
            options={(['paper', 'drawn'] as const).map((value) => ({ value, label: text.signedOptions[value] }))}
          />
          <Radios
            form={form}
            name="session"
            label={text.session}
            required
            options={(['accepted', 'declined'] as const).map((value) => ({ value, label: text.sessionOptions[value] }))}
          />
          <SelectField form={form} name="sessionPlace" label={text.sessionPlace} options={places} />
          <TextField form={form} name="sessionWish" label={text.sessionWish} maxlength={200} />
          <Submit>{text.do}</Submit>
        </Section>
      </Form>
    </Layout>
  )
}

interface DetailProps {
  readonly viewer: Viewer
  readonly number: number
  readonly at: Date
  readonly holder: string
  readonly receipt: string | null
  readonly devices: readonly {
    readonly code: string
    readonly name: string
    readonly serial: string | null
    readonly life: number
  }[]
  readonly supplies: readonly LeavingSupply[]
}

export function HandoverPage({ viewer, number, at, holder, receipt, devices, supplies }: DetailProps) {
  const { lang } = viewer
  const text = handoverText(lang)
  return (
    <Layout
      viewer={viewer}
      title={text.detail(number)}
      lead={text.detailLead(format(viewer).date(at), holder)}
      act={receipt && <ButtonLink href={`/documents/${receipt}`}>{text.print}</ButtonLink>}
    >
      <Table
        lang={lang}
        caption={text.devices}
        rows={devices}
        rowKey={(row) => row.code}
        columns={[
          {
            key: 'code',
            label: text.devices,
            heading: true,
            cell: (row) => <Code href={`/parc/${row.code}`}>{showCode(row.code)}</Code>,
          },
          { key: 'name', label: text.inHand, cell: (row) => row.name },
          { key: 'serial', label: text.serialHanded, cell: (row) => row.serial ?? '' },
        ]}
      />
      {supplies.length > 0 && (
        <>
          <h2>{text.supplies}</h2>
          <ul>
            {supplies.map(({ name, ends, count }) => (
              <li key={`${name} ${ends?.fr ?? ''}`}>
                {format(viewer).number(count)} × {name}
                {ends && `, ${ends[lang]}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </Layout>
  )
}
