import { KINDS } from '../../domain/circuit/kinds.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import type { HistoryLine } from '../platform/ledger/history.sql.ts'
import { eventName } from '../platform/ledger/ledger.ts'
import { format } from '../platform/text/format.ts'
import { ButtonLink, Buttons } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Definitions } from '../platform/ui/definition.tsx'
import { Documents } from '../platform/ui/documents.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import type { Option } from '../platform/ui/field.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { State } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import { Timeline } from '../platform/ui/timeline.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { palletText } from './pallet.text.ts'
import { isOpen, PALLET_STATE_NAMES } from './pallet.ts'
import { CertificateForm, CollectForm, OpenForms, type PalletForms } from './pallet-forms.views.tsx'
import type { Pallet } from './pallet-read.sql.ts'

interface Props {
  readonly viewer: Viewer
  readonly pallet: Pallet
  readonly forms: PalletForms
  readonly parties: readonly Option[]
  readonly history: readonly HistoryLine[]
}

export function PalletDetailPage({ viewer, pallet, forms, parties, history }: Props) {
  const { lang } = viewer
  const text = palletText(lang)
  const f = format(viewer)
  const state = PALLET_STATE_NAMES[pallet.state]
  const path = `/palettes/${pallet.number}`
  const facts = [
    { term: text.place, value: pallet.place },
    { term: text.recycler, value: pallet.recycler },
    { term: text.weight, value: pallet.grams === null ? text.notWeighed : f.quantity(pallet.grams / 1000, 'kg') },
    { term: text.openedOn, value: f.date(pallet.openedAt) },
    { term: text.frozenOn, value: pallet.frozenAt && f.date(pallet.frozenAt) },
    {
      term: text.destroyer,
      value:
        pallet.destroyerContract &&
        pallet.certificateDueOn &&
        text.destroyerSays(pallet.destroyerContract, f.date(pallet.certificateDueOn)),
    },
    { term: text.collectedOn, value: pallet.collectedOn && f.date(pallet.collectedOn) },
    { term: text.carrier, value: pallet.carrier },
    { term: text.slip, value: pallet.slipNumber },
    { term: text.contentHash, value: pallet.contentHash && <Code>{pallet.contentHash.slice(0, 16)}</Code> },
  ]
  return (
    <Layout
      viewer={viewer}
      title={text.one(pallet.number)}
      kicker={<State tone={state.tone}>{state[lang]}</State>}
      lead={text.count(pallet.devices)}
    >
      <Buttons>
        <ButtonLink href={`${path}/feuille.pdf`} look="plain" icon="file">
          {text.sheet}
        </ButtonLink>
        <ButtonLink href={`${path}/etiquette.pdf`} look="plain" icon="file">
          {text.label}
        </ButtonLink>
      </Buttons>
      <Definitions items={facts.flatMap(({ term, value }) => (value ? [{ term, value }] : []))} />
      {pallet.state === 'frozen' && <CollectForm viewer={viewer} path={path} form={forms.collect} parties={parties} />}
      {pallet.state === 'collected' && <CertificateForm viewer={viewer} path={path} form={forms.certificate} />}
      <Content viewer={viewer} pallet={pallet} />
      {isOpen(pallet.state) && <OpenForms viewer={viewer} pallet={pallet} path={path} forms={forms} />}
      {pallet.files.length > 0 && (
        <>
          <h2>{text.documents}</h2>
          <Documents
            viewer={viewer}
            files={pallet.files.map((file) => ({
              href: `/documents/${file.id}`,
              name: file.name,
              type: file.mediaType.split('/').at(-1)?.toUpperCase() ?? '',
              bytes: file.bytes,
            }))}
          />
        </>
      )}
      <h2>{text.journal}</h2>
      <Timeline
        viewer={viewer}
        events={history.map((line) => ({
          key: line.id,
          at: line.at.toISOString(),
          what: eventName(line.kind)[lang],
          ...(line.actorName ? { who: line.actorName } : {}),
          sealed: line.position !== null,
        }))}
      />
    </Layout>
  )
}

function Content({ viewer, pallet }: { readonly viewer: Viewer; readonly pallet: Pallet }) {
  const { lang } = viewer
  const text = palletText(lang)
  return (
    <Table
      lang={lang}
      caption={text.content}
      rows={pallet.content}
      rowKey={(row) => row.id}
      empty={<Empty title={text.noContent}>{text.noContentHow}</Empty>}
      columns={[
        {
          key: 'code',
          label: text.code,
          heading: true,
          cell: (row) => <Code href={`/parc/${row.code}`}>{showCode(row.code)}</Code>,
        },
        {
          key: 'device',
          label: text.device,
          cell: (row) => (
            <>
              {deviceName(row, text.unnamed)}
              <small>{KINDS.rows[row.kind as DeviceKind].name[lang]}</small>
            </>
          ),
        },
        { key: 'serial', label: text.serial, cell: (row) => (row.serial ? <Code>{row.serial}</Code> : '') },
        { key: 'inventory', label: text.inventory, cell: (row) => row.inventoryNumber ?? '' },
      ]}
    />
  )
}
