import type { DeviceState } from '../../domain/circuit/states.ts'
import { STATES } from '../../domain/circuit/states.ts'
import { stateTone } from '../fleet/state-tone.ts'
import { format } from '../platform/text/format.ts'
import type { Query } from '../platform/ui/addresses.ts'
import { Buttons, Submit } from '../platform/ui/button.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { type Option, TextField } from '../platform/ui/field.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Paging } from '../platform/ui/paging.tsx'
import { State } from '../platform/ui/state.tsx'
import { type Column, Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { type CandidatePage, type CandidateRow, VIEWS, type View } from './candidates.sql.ts'
import { chosenColumns, chosenIds, FleetFilters } from './pieces.views.tsx'
import { renewalText } from './renewal.text.ts'

const PATH = '/reforme/candidats'

interface Props {
  readonly viewer: Viewer
  readonly query: Query
  readonly view: View
  readonly found: CandidatePage
  readonly form: FormState
  readonly places: readonly Option[]
}

export function CandidatesPage({ viewer, query, view, found, form, places }: Props) {
  const { lang } = viewer
  const text = renewalText(lang)
  const deciding = view === 'candidates'
  return (
    <Layout viewer={viewer} title={text.candidatesTitle} lead={text.candidatesLead}>
      <FleetFilters
        viewer={viewer}
        path={PATH}
        query={query}
        places={places}
        more={[
          {
            kind: 'choice',
            name: 'liste',
            label: text.viewsLabel,
            options: VIEWS.map((one) => ({ value: one, label: text.views[one] })),
          },
        ]}
      />
      <Form action={PATH} form={form} label={text.decide}>
        <Table
          lang={lang}
          caption={text.views[view]}
          rows={found.rows}
          rowKey={(row) => row.id}
          empty={
            <Empty title={deciding ? text.candidatesNone : text.decidedNone}>
              {found.after ? text.lookedAt : deciding ? text.candidatesNoneHow : text.decidedNoneHow}
            </Empty>
          }
          columns={[...chosenColumns<CandidateRow>(viewer, chosenIds(form.values)), ...columnsOf(viewer, deciding)]}
        />
        <Paging lang={lang} path={PATH} query={query} before={null} after={found.after} />
        {found.rows.length > 0 && (
          <>
            <h2>{text.decide}</h2>
            <TextField
              form={form}
              name="reason"
              label={text.decideReason}
              hint={text.decideReasonHint}
              maxlength={500}
              width="full"
            />
            <Buttons>
              {view !== 'confirmed' && (
                <Submit name="decision" value="confirmed">
                  {text.confirmAct}
                </Submit>
              )}
              {view === 'confirmed' && (
                <Submit name="decision" value="decommission">
                  {text.toMany}
                </Submit>
              )}
              {view !== 'rejected' && (
                <Submit look="plain" name="decision" value="rejected">
                  {text.rejectAct}
                </Submit>
              )}
            </Buttons>
          </>
        )}
      </Form>
    </Layout>
  )
}

function columnsOf(viewer: Viewer, deciding: boolean): readonly Column<CandidateRow>[] {
  const { lang } = viewer
  const text = renewalText(lang)
  const f = format(viewer)
  return [
    {
      key: 'state',
      label: text.state,
      cell: (row) => <State tone={stateTone(row.state)}>{STATES.rows[row.state as DeviceState].name[lang]}</State>,
    },
    {
      key: 'due',
      label: text.due,
      cell: ({ renewal }) =>
        renewal.due === 'on' ? (
          <State tone={renewal.passed ? 'wait' : 'neutral'}>
            {text.dueOn(f.shortDate(renewal.day), f.number(renewal.rule.years))}
          </State>
        ) : (
          <span class="soft">{text.dueUnknown}</span>
        ),
    },
    deciding
      ? { key: 'why', label: text.why, cell: (row) => row.reasons.map((one) => one[lang]).join(' ') }
      : { key: 'said', label: text.said, cell: (row) => row.note ?? '' },
  ]
}
