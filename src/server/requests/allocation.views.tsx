import { KINDS } from '../../domain/circuit/kinds.ts'
import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import { format } from '../platform/text/format.ts'
import { ButtonLink, Buttons, Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { DateField, TextArea } from '../platform/ui/field.tsx'
import { Form } from '../platform/ui/form.tsx'
import { Table } from '../platform/ui/table.tsx'
import { type Allocated, type Candidate, capOf } from './allocation.sql.ts'
import { requestText } from './request.text.ts'
import { wantedCount } from './request.ts'
import type { RequestPageProps } from './request-page-props.ts'

/** What is allocated, and what may be. */
export function Allocation(props: RequestPageProps) {
  const { viewer, request, allocated, stands, mayDecide } = props
  const text = requestText(viewer.lang)
  const left = wantedCount(request.wanted) - allocated.length
  return (
    <>
      {allocated.length > 0 && <Held {...props} />}
      {mayDecide && stands && allocated.some((row) => row.ending === null) && (
        <Buttons>
          <ButtonLink href={`/demandes/${request.number}/convention`} look={left > 0 ? 'plain' : 'main'}>
            {text.toPapers}
          </ButtonLink>
        </Buttons>
      )}
      {mayDecide && stands && request.status === 'confirmed' && left > 0 && (
        <section id="attribuer">
          <h2>{text.choose}</h2>
          <p>{text.left(format(viewer).number(left))}</p>
          <Choose {...props} />
        </section>
      )}
    </>
  )
}

function Held({ viewer, request, allocated, form, mayDecide }: RequestPageProps) {
  const { lang } = viewer
  const text = requestText(lang)
  const f = format(viewer)
  const state = form('other')
  const open = allocated.some((row) => row.ending === null)
  const table = (
    <Table
      lang={lang}
      caption={text.allocated}
      rows={allocated}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'device',
          label: text.device,
          heading: true,
          cell: (row) => <DeviceCell viewer={viewer} row={row} box={mayDecide && row.ending === null} />,
        },
        { key: 'grade', label: text.grade, cell: (row) => row.grade ?? '' },
        {
          key: 'value',
          label: text.value,
          number: true,
          cell: (row) => (row.unitValueEur === null ? '' : f.euros(row.unitValueEur)),
        },
        {
          key: 'until',
          label: text.until,
          cell: (row) => (row.ending === null ? f.shortDate(row.expiresOn) : text.handedOver),
        },
      ]}
    />
  )
  if (!mayDecide || !open) return table
  return (
    <Form action={`/demandes/${request.number}/liberer`} form={state} label={text.allocated}>
      {table}
      <Submit look="plain">{text.releaseChosen}</Submit>
    </Form>
  )
}

function DeviceCell({
  viewer,
  row,
  box,
}: {
  readonly viewer: RequestPageProps['viewer']
  readonly row: Pick<Allocated, 'code' | 'kind' | 'maker' | 'model' | 'name'>
  readonly box: boolean
}) {
  const shown = (
    <>
      <Code>{showCode(row.code)}</Code>
      <small>
        {deviceName(row, KINDS.rows[row.kind].name[viewer.lang])} · {KINDS.rows[row.kind].name[viewer.lang]}
      </small>
    </>
  )
  if (!box) return shown
  return (
    <div class="box">
      <input type="checkbox" id={`d-${row.code}`} name="devices" value={row.code} />
      <label for={`d-${row.code}`}>{shown}</label>
    </div>
  )
}

/** Ready devices with a box each, and a field for scanned codes. */
function Choose({ viewer, request, candidates, expiresOn, form, now }: RequestPageProps) {
  const { lang } = viewer
  const text = requestText(lang)
  const f = format(viewer)
  const asked = form('allocation')
  const state = { ...asked, values: { expiresOn, ...asked.values } }
  const cap = capOf(request.transfer)
  return (
    <Form action={`/demandes/${request.number}/attribuer`} form={state} label={text.choose}>
      {cap !== 'none' && <p class="hint">{`${text.cap(f.euros(cap))} ${text.valueHint}`}</p>}
      <Table
        lang={lang}
        caption={text.ready25}
        rows={candidates}
        rowKey={(row) => row.code}
        empty={<Empty title={text.nothingReady}>{text.nothingReadyHow}</Empty>}
        columns={[
          {
            key: 'device',
            label: text.device,
            heading: true,
            cell: (row) => <DeviceCell viewer={viewer} row={row} box />,
          },
          { key: 'grade', label: text.grade, cell: (row) => row.grade ?? '' },
          { key: 'since', label: text.waiting, cell: (row) => text.since(f.ago(row.readySince, now)) },
          ...(cap === 'none'
            ? []
            : [{ key: 'value', label: text.valueEur, cell: (row: Candidate) => <ValueCell lang={lang} row={row} /> }]),
        ]}
      />
      <TextArea form={state} name="codes" label={text.codes} hint={text.codesHint} rows={3} />
      <DateField form={state} name="expiresOn" label={text.expiresOn} required />
      <Submit>{text.allocate}</Submit>
    </Form>
  )
}

function ValueCell({ lang, row }: { readonly lang: 'fr' | 'en'; readonly row: Candidate }) {
  const value = row.valuedEur ?? (typeof row.estimate.eur === 'number' ? row.estimate.eur : '')
  return (
    <div>
      <input
        class="short number"
        type="text"
        inputMode="decimal"
        name={`value-${row.code}`}
        value={value}
        aria-label={`${requestText(lang).valueEur} ${showCode(row.code)}`}
      />
      {row.valuedEur === null && <small>{row.estimate.reason[lang]}</small>}
    </div>
  )
}
