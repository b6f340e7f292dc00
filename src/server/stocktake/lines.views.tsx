import { showCode } from '../fleet/code.ts'
import { format } from '../platform/text/format.ts'
import { Buttons, Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { type Option, SelectField } from '../platform/ui/field.tsx'
import { Filters } from '../platform/ui/filters.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Paging } from '../platform/ui/paging.tsx'
import { State } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { roundText } from './round.text.ts'
import { ANSWERS, DECISIONS, FINDING_KEYS, FINDINGS, type Finding } from './round.ts'
import { kindName, LINES, lineName, roundHref } from './round.views.tsx'
import type { RoundLine, RoundRow } from './round-read.sql.ts'

interface Props {
  readonly viewer: Viewer
  readonly query: Readonly<Record<string, string>>
  readonly round: RoundRow
  readonly finding: Finding | ''
  readonly found: { readonly rows: readonly RoundLine[]; readonly after: string | null }
  readonly places: readonly Option[]
  readonly mayDecide: boolean
  readonly form: FormState
}

/** The devices of a round by what it says of them; those of one difference are ticked and decided together. */
export function LinesPage(props: Props) {
  const { viewer, query, round, finding, found, mayDecide, form, places } = props
  const { lang } = viewer
  const text = roundText(lang)
  const answers = finding === '' ? [] : ANSWERS[finding]
  const deciding = mayDecide && answers.length > 0 && found.rows.some((row) => row.decision === null)
  return (
    <Layout
      viewer={viewer}
      title={text.lines(round.number)}
      lead={round.place}
      kicker={<a href={roundHref(round.number)}>{text.one(round.number)}</a>}
    >
      <Filters
        lang={lang}
        path={LINES}
        query={query}
        filters={[
          {
            kind: 'choice',
            name: 'constat',
            label: text.finding,
            options: FINDING_KEYS.map((value) => ({ value, label: FINDINGS[value][lang] })),
          },
        ]}
      />
      {deciding ? (
        <Form
          action={`${roundHref(round.number)}/decider`}
          form={form}
          label={text.decideTitle}
          labels={{ device: text.device, decision: text.decision, to: text.to }}
        >
          <Lines {...props} deciding />
          <SelectField
            form={form}
            name="decision"
            label={text.decideTitle}
            options={answers.map((value) => ({ value, label: DECISIONS[value][lang] }))}
            required
          />
          {answers.includes('moved') && (
            <SelectField form={form} name="to" label={text.to} hint={text.toHint} options={places} />
          )}
          <Buttons>
            <Submit>{text.decideAct}</Submit>
          </Buttons>
        </Form>
      ) : (
        <Lines {...props} deciding={false} />
      )}
      <Paging lang={lang} path={LINES} query={query} before={null} after={found.after} />
    </Layout>
  )
}

function Lines({ viewer, found, deciding }: Props & { readonly deciding: boolean }) {
  const { lang } = viewer
  const text = roundText(lang)
  const f = format(viewer)
  return (
    <Table
      lang={lang}
      caption={text.results}
      captionHidden
      rows={found.rows}
      rowKey={(row) => row.id}
      empty={<Empty title={text.linesNone}>{text.linesNoneHow}</Empty>}
      columns={[
        ...(deciding
          ? [
              {
                key: 'pick',
                label: '',
                cell: (row: RoundLine) =>
                  row.decision === null ? (
                    <input type="checkbox" name="device" value={row.id} aria-label={text.pick(showCode(row.code))} />
                  ) : (
                    ''
                  ),
              },
            ]
          : []),
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
              {lineName(row, lang)}
              <small>{kindName(row.kind, lang)}</small>
            </>
          ),
        },
        { key: 'recorded', label: text.recorded, cell: (row) => row.place ?? '—' },
        {
          key: 'finding',
          label: text.finding,
          cell: (row) => (
            <div>
              <State tone={FINDINGS[row.finding].tone}>{FINDINGS[row.finding][lang]}</State>
              {row.decision && <small>{DECISIONS[row.decision][lang]}</small>}
            </div>
          ),
        },
        {
          key: 'found',
          label: text.foundOn,
          cell: (row) => (row.foundAt ? text.by(f.date(row.foundAt), row.foundBy) : '—'),
        },
      ]}
    />
  )
}
