import { showCode } from '../../fleet/code.ts'
import { format } from '../../platform/text/format.ts'
import { ButtonLink, Submit } from '../../platform/ui/button.tsx'
import { Code } from '../../platform/ui/code.tsx'
import { Empty } from '../../platform/ui/empty.tsx'
import { DateField, NumberField, type Option, Radios, SelectField, TextField } from '../../platform/ui/field.tsx'
import { Form, type FormState } from '../../platform/ui/form.tsx'
import { Layout } from '../../platform/ui/layout.tsx'
import { State } from '../../platform/ui/state.tsx'
import { Table } from '../../platform/ui/table.tsx'
import type { Viewer } from '../../platform/ui/viewer.ts'
import type { Equipment } from './equipment.sql.ts'
import { equipmentText } from './equipment.text.ts'
import { EQUIPMENT_KINDS, EQUIPMENT_STATES, nextCheck } from './equipment.ts'

const PATH = '/atelier/bancs'

export function EquipmentListPage({
  viewer,
  rows,
  mayEdit,
  today,
}: {
  readonly viewer: Viewer
  readonly rows: readonly Equipment[]
  readonly mayEdit: boolean
  readonly today: string
}) {
  const text = equipmentText(viewer.lang)
  const add = (
    <ButtonLink href={`${PATH}/nouveau`} icon="add">
      {text.add}
    </ButtonLink>
  )
  return (
    <Layout
      viewer={viewer}
      title={text.title}
      lead={text.lead}
      kicker={<a href="/atelier">{text.back}</a>}
      act={mayEdit && rows.length > 0 ? add : undefined}
    >
      <Table
        lang={viewer.lang}
        caption={text.title}
        captionHidden
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          <Empty title={text.none} act={mayEdit ? add : undefined}>
            {text.noneHow}
          </Empty>
        }
        columns={[
          {
            key: 'name',
            label: text.name,
            heading: true,
            cell: (row) => (
              <>
                {mayEdit ? <a href={`${PATH}/${row.id}`}>{row.name}</a> : row.name}
                <small>{text.kinds[row.kind as keyof typeof text.kinds]}</small>
              </>
            ),
          },
          { key: 'place', label: text.place, cell: (row) => row.place ?? '' },
          {
            key: 'state',
            label: text.state,
            cell: (row) => (
              <State tone={row.state === 'working' ? 'done' : 'refused'}>
                {text.states[row.state as keyof typeof text.states]}
              </State>
            ),
          },
          {
            key: 'occupied',
            label: text.occupied,
            cell: (row) =>
              row.kind !== 'bench' ? '' : row.codes.length === 0 ? text.free : <Codes codes={row.codes} />,
          },
          { key: 'check', label: text.check, cell: (row) => <Due viewer={viewer} row={row} today={today} /> },
        ]}
      />
    </Layout>
  )
}

const Codes = ({ codes }: { readonly codes: readonly string[] }) => (
  <span>
    {codes.map((code, index) => (
      <>
        {index > 0 && ', '}
        <Code key={code} href={`/atelier/${code}`}>
          {showCode(code)}
        </Code>
      </>
    ))}
  </span>
)

function Due({ viewer, row, today }: { readonly viewer: Viewer; readonly row: Equipment; readonly today: string }) {
  const text = equipmentText(viewer.lang)
  const due = nextCheck(row, today)
  if (due === null) return null
  const late = due <= today
  const day = format(viewer).date(due)
  return <State tone={late ? 'wait' : 'done'}>{late ? text.late(day) : text.dueOn(day)}</State>
}

export function EquipmentPage({
  viewer,
  one,
  form,
  places,
}: {
  readonly viewer: Viewer
  /** Null for a new one. */
  readonly one: Equipment | null
  readonly form: FormState
  readonly places: readonly Option[]
}) {
  const text = equipmentText(viewer.lang)
  return (
    <Layout viewer={viewer} title={one?.name ?? text.newTitle} kicker={<a href={PATH}>{text.title}</a>}>
      <Form action={`${PATH}/${one?.id ?? 'nouveau'}`} form={form} label={text.title}>
        <Radios
          form={form}
          name="kind"
          label={text.kind}
          required
          options={EQUIPMENT_KINDS.map((value) => ({ value, label: text.kinds[value] }))}
        />
        <TextField form={form} name="name" label={text.name} maxlength={120} required />
        <SelectField form={form} name="place" label={text.place} empty={text.noPlace} options={places} />
        {one && (
          <Radios
            form={form}
            name="state"
            label={text.state}
            required
            options={EQUIPMENT_STATES.map((value) => ({ value, label: text.states[value] }))}
          />
        )}
        <NumberField form={form} name="checkMonths" label={text.checkMonths} hint={text.checkMonthsHint} whole />
        <DateField form={form} name="checkedOn" label={text.checkedOn} />
        <Submit>{text.save}</Submit>
      </Form>
    </Layout>
  )
}
